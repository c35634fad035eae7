"""Use case: a person looks at how far they have come."""

from dataclasses import dataclass
from datetime import date

from program.exercises import Entry
from program.ids import ParticipantId
from program.modules.program import Program
from program.record import Record
from program.service.ahead import Ahead, ahead
from program.service.clinic import Clinic, Signed
from program.service.day import Stones, stones
from program.service.use_case import about_person


@dataclass(frozen=True)
class Walked:
    """One module of the path so far."""

    title: str
    opened: date
    completed: date | None
    short: bool
    """Whether it was done in its short form, which counts the same."""


@dataclass(frozen=True)
class Progress:
    """How far a person has come. Facts; the page chooses the words."""

    on: date
    record: Record
    program: Program
    stones: Stones
    walked: tuple[Walked, ...]
    """In the order they were first opened."""
    goals: tuple[Entry, ...]
    pacing: tuple[Entry, ...]
    activity: tuple[Entry, ...]
    sleep: tuple[Entry, ...]
    finished: bool
    ahead: tuple[Ahead, ...]
    """What is still to come, each with what would open it."""


@about_person("see progress")
def progress(clinic: Clinic, by: Signed, who: ParticipantId, locale: str) -> Progress | None:
    """What was done and how it has gone; None before a program was assigned."""
    turn = clinic.turn(who, by)
    record = turn.record
    if record.content is None:
        return None
    program = turn.program
    return Progress(
        on=turn.on,
        record=record,
        program=program,
        stones=stones(record, program, locale),
        walked=tuple(
            Walked(
                program.module_words(module, locale).title,
                state.opened,
                state.last_completed,
                state.variant == "light",
            )
            for module, state in record.modules.items()
        ),
        goals=_entries(record, "my_goal"),
        pacing=_entries(record, "pacing_plan"),
        activity=_entries(record, "activity_log"),
        sleep=_entries(record, "sleep_diary"),
        finished=record.finished is not None,
        ahead=ahead(record, program, turn.on, locale),
    )


def _entries(record: Record, kind: str) -> tuple[Entry, ...]:
    return tuple(saved.entry for saved in record.kind(kind))
