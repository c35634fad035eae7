"""Decisions: one row for each that was stored, with everything it was decided from."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple, assert_never

import orjson

from program.events import (
    Decision,
    Event,
    Finish,
    Hold,
    Input,
    LightWeek,
    OfferChoice,
    OpenModule,
    Wait,
)
from program.export.history import Course, Person, Place
from program.export.writing import as_json
from program.ids import EventId
from program.modules.voices import patient_why, therapist_why
from program.words import SOURCE


class Decided(NamedTuple):
    """One stored decision and the enrolment it was made in."""

    place: Place
    event: Event
    decision: Decision
    course: Course | None
    seqs: Mapping[EventId, int]
    """Event -> its place in the history."""

    @property
    def module(self) -> str | None:
        """The module that comes next, at once or after the wait."""
        match self.decision.outcome:
            case OpenModule(module=module) | Wait(then=module):
                return module
            case OfferChoice(otherwise=core):
                return core
            case LightWeek() | Hold() | Finish():
                return None
            case _:
                assert_never(self.decision.outcome)

    @property
    def branches(self) -> str | None:
        """The branches that were offered, as JSON."""
        outcome = self.decision.outcome
        return as_json(list(outcome.branches)) if isinstance(outcome, OfferChoice) else None

    @property
    def variant(self) -> str | None:
        outcome = self.decision.outcome
        return outcome.variant if isinstance(outcome, OpenModule | OfferChoice) else None

    @property
    def because(self) -> str | None:
        outcome = self.decision.outcome
        return outcome.because if isinstance(outcome, OpenModule) else None

    @property
    def until(self) -> int | None:
        """Study day the wait or the light week lasts to."""
        outcome = self.decision.outcome
        return self._day(outcome.until) if isinstance(outcome, Wait | LightWeek) else None

    @property
    def as_of(self) -> int | None:
        return self._day(self.decision.as_of)

    def _day(self, on: date) -> int | None:
        return self.course.day(on) if self.course else None

    @property
    def patient_sentence(self) -> str | None:
        return (
            patient_why(self.decision, self.course.pinned(self.event), SOURCE, self._in_words)
            or None
            if self.course
            else None
        )

    @property
    def therapist_sentence(self) -> str | None:
        return (
            therapist_why(self.decision, self.course.pinned(self.event), SOURCE, self._in_words)
            or None
            if self.course
            else None
        )

    def _in_words(self, on: date, locale: str) -> str:
        return f"study day {self._day(on)}"

    @property
    def unknown(self) -> int:
        """How many different variables the rules asked for were not known."""
        return len(self.decision.unknown)

    def part(self, name: str) -> str:
        """A part of the decision as JSON, field by field as it was stored; days are study days,
        and events go by their place in the history."""
        stored = getattr(self.decision, name)
        return orjson.dumps(stored, self._plain, orjson.OPT_PASSTHROUGH_DATETIME).decode()

    def _plain(self, value: Any) -> Any:
        if isinstance(value, date):
            return self._day(value)
        if isinstance(value, Input) and value.source is not None:
            return {**vars(value), "source": self.seqs.get(value.source)}
        return vars(value)


def decisions(person: Person) -> Iterator[Decided]:
    """Every stored decision, oldest first."""
    for place, event, fact, course in person.of(Decision):
        yield Decided(place, event, fact, course, person.seqs)
