"""Stored decisions, said for a therapist from the content each was made from."""

from dataclasses import dataclass, replace
from datetime import date

from program.events import Decision, Event
from program.ids import EventId
from program.modules.program import Program
from program.modules.voices import headline, therapist_why
from program.service.clinic import Clinic, Unpublished
from program.words import SOURCE


@dataclass(frozen=True)
class DecisionLine:
    """One stored decision, said for a therapist."""

    event: EventId
    on: date
    headline: str
    why: str
    decision: Decision
    program: Program
    """The content it was made from; later content may have other rules and modules."""
    before: tuple[date, ...] = ()
    """Days of the visits right before, at which the same was decided for the same reason."""


def told_decisions(
    clinic: Clinic, events: tuple[Event, ...]
) -> tuple[tuple[DecisionLine, ...], int]:
    """The decisions of a history, latest first, and how many cannot be told because the content
    they were made from is not whole in the archive."""
    found: list[DecisionLine] = []
    untold = 0
    for event in events:
        if isinstance(event.fact, Decision) and event.content is not None:
            try:
                program = clinic.program(event.content)
            except Unpublished:
                untold += 1
                continue
            line = DecisionLine(
                event=event.id,
                on=date.fromisoformat(event.local_date),
                headline=headline(event.fact, program, SOURCE),
                why=therapist_why(event.fact, program),
                decision=event.fact,
                program=program,
            )
            if found and _again(found[-1], line):
                earlier = found.pop()
                line = replace(line, before=(*earlier.before, earlier.on))
            found.append(line)
    return tuple(reversed(found)), untold


def _again(earlier: DecisionLine, line: DecisionLine) -> bool:
    """Whether a visit led to what the visit before it had led to."""
    visits = {earlier.decision.occasion, line.decision.occasion} == {"arrive"}
    same = (earlier.headline, earlier.why) == (line.headline, line.why)
    return visits and same and earlier.decision.outcome == line.decision.outcome
