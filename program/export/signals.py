"""The table of signals: stored ones, and those of time going by, derived by the day."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from program.adapt.ageing import ageing_signals
from program.events import SignalHandled, SignalRaised
from program.export.columns import Column, Table, Unit
from program.export.history import Course, Person, Place, on_day
from program.export.shared import DAY, FACT, PLACE
from program.export.writing import as_json
from program.ids import SignalId
from program.record import Record, fold


@dataclass(frozen=True)
class Signalled:
    """One signal and when a person dealt with it first."""

    place: Place
    fact: SignalRaised
    stored: bool
    sources: tuple[int, ...] = ()
    """Place in the history of each fact behind it."""
    respond_hours: int | None = None
    handled: int | None = None

    @property
    def values(self) -> str:
        """The numbers of its reason: words are left out."""
        numbers = self.fact.values.items()
        return as_json({name: round(n, 4) for name, n in numbers if isinstance(n, int | float)})


def _signals(person: Person) -> Iterator[Signalled]:
    handled: dict[SignalId, int | None] = {}
    for place, _, done, _ in person.of(SignalHandled):
        handled.setdefault(done.signal, place.day)
    aged = _aged(person)
    for place, event, fact, _ in person.of(SignalRaised):
        due = fact.respond_by
        hours = round((due - event.at).total_seconds() / 3600) if due else None
        began = aged.pop(fact.signal, None)
        if began is not None:
            place, fact = place._replace(day=began.place.day), began.fact
        sources = tuple(person.seqs[one] for one in fact.sources if one in person.seqs)
        yield Signalled(place, fact, True, sources, hours, handled.get(fact.signal))
    yield from aged.values()


def _aged(person: Person) -> dict[SignalId, Signalled]:
    """The signals of time going by, as they were on the first day each stood."""
    found: dict[SignalId, Signalled] = {}
    if person.rounds:
        return found
    ends = {before.ordinal: after.enrolled for before, after in pairwise(person.courses)}
    for course in person.courses:
        for on, fact in _by_day(course, ends.get(course.ordinal, course.as_of)):
            place = Place(person.code, course.code, course.day(on), None)
            found.setdefault(fact.signal, Signalled(place, fact, stored=False))
    return found


def _by_day(course: Course, end: date) -> Iterator[tuple[date, SignalRaised]]:
    """What stood on the morning of each day, before anything happened on it."""
    plans = {program.hash: program.plan for program in course.contents}
    record, at, events = Record(), 0, course.events
    for n in range((end - course.enrolled).days + 1):
        on, first = course.enrolled + timedelta(days=n), at
        while at < len(events) and on_day(events[at]) < on:
            at += 1
        record = fold(events[first:at], record)
        if record.content is not None:
            for fact in ageing_signals(plans[record.content], record, on):
                yield on, fact


_DERIVED = "derived by the day, not stored"

SIGNALS: Table[Signalled] = Table(
    name="signals",
    one_row="one signal to a therapist",
    rows=_signals,
    unique=FACT,
    columns=(
        *(replace(one, missing=_DERIVED) if one.name == "seq" else one for one in PLACE),
        Column(
            "stored",
            "boolean",
            "Whether it is a fact of the history. Silence (`no_visit`) and falling behind "
            "(`behind`) become facts when the daily round tells them or they are handled. "
            "They are derived here from the rest of the history, day by day, and study_day is "
            "the first morning on which each stood, whether it was stored later or not.",
            lambda row: row.stored,
        ),
        Column(
            "kind",
            "code",
            "What it is about. `rule-` and a rule where that rule asked for it.",
            lambda row: row.fact.kind,
        ),
        Column(
            "reason",
            "text",
            "Why, as it is told to a therapist, in English. {Names} stand for what is in "
            "values; words that fill one are left out.",
            lambda row: row.fact.reason,
        ),
        Column(
            "level",
            "code",
            "How much it matters.",
            lambda row: row.fact.level,
            codes={
                "risk": "a class of its own, above red",
                "red": "soon",
                "amber": "worth a look",
                "info": "to know",
            },
        ),
        Column(
            "values",
            "object",
            "The numbers of the reason, as they were on study_day.",
            lambda row: row.values,
        ),
        Column(
            "facts_behind",
            "array",
            "seq of each stored fact it was raised from, such as an answer in scores.",
            lambda row: as_json([*row.sources]),
        ),
        Column(
            "respond_within_hours",
            "integer",
            "Time in which a person is to answer it.",
            lambda row: row.respond_hours,
            unit=Unit("hours", least=0),
            missing="no such time was set",
        ),
        Column(
            "handled_day",
            "integer",
            "When a therapist first noted what was done.",
            lambda row: row.handled,
            unit=DAY,
            missing="not handled yet",
        ),
    ),
)
