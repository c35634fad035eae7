"""One person's history as a study sees it: enrolments, and days counted from their first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, lru_cache
from itertools import chain
from operator import attrgetter
from typing import NamedTuple, Protocol, TypeVar
from zoneinfo import ZoneInfo

from program.events import Enrolled, Event, ExerciseSaved, Fact, Migrated, Visited
from program.ids import ContentHash, EnrolmentId, EventId, ModuleId
from program.modules.program import Program
from program.record import Record, fold
from program.storage.ports import Mode

F = TypeVar("F", bound=Fact)


class Programs(Protocol):
    """Where pinned programs come from."""

    def __call__(self, content: ContentHash, /) -> Program: ...


class Place(NamedTuple):
    """Where in a study something happened. No date, no zone, no identifier of the clinic."""

    participant: str
    enrolment: str | None
    """None before anything was assigned."""
    day: int | None
    """Study day: 1 is the day of enrolment. None for people without any enrolment."""
    seq: int | None
    """None for what was derived from the history and is no fact of it."""


@dataclass(frozen=True)
class Course:
    """One enrolment: a person in one program, with what happened in it."""

    participant: str
    enrolment: EnrolmentId
    """The clinic's own identifier; it never leaves."""
    ordinal: int
    """1 for a person's first enrolment."""
    program: Program
    """The content it follows; where it was migrated, the content it went over to last."""
    contents: tuple[Program, ...]
    """Every content it has followed, the first one first."""
    enrolled: date
    first: date
    """Day of the person's first enrolment."""
    events: tuple[Event, ...]
    as_of: date
    """The person's own day when the bundle was made."""
    replaced: bool
    """Whether another enrolment followed."""
    mode: Mode
    standing: Record | None = None
    """How it stands at the end, where that is known already."""

    @property
    def code(self) -> str:
        return f"{self.participant}-{self.ordinal}"

    @cached_property
    def record(self) -> Record:
        return self.standing or fold(self.events)

    def day(self, on: date) -> int:
        return study_day(on, self.enrolled)

    def pinned(self, event: Event) -> Program:
        """The content that was followed when something happened."""
        return next((one for one in self.contents if one.hash == event.content), self.program)

    def of(self, kind: type[F]) -> list[tuple[int, F]]:
        """Every fact of one kind with its study day, oldest first."""
        found = self._by_kind.get(kind, ())
        return [(self.day(on_day(e)), e.fact) for e in found if isinstance(e.fact, kind)]

    def among(self, *kinds: type[Fact]) -> list[Event]:
        """Every event of some kinds, oldest first."""
        found = (self._by_kind.get(kind, ()) for kind in kinds)
        return sorted(chain.from_iterable(found), key=attrgetter("seq"))

    @cached_property
    def _by_kind(self) -> dict[type[Fact], list[Event]]:
        return _by_kind(self.events)

    @cached_property
    def practices(self) -> list[tuple[ModuleId | None, float]]:
        """Each guided practice: the module it was done in (None from Tools), and minutes."""
        return [
            (fact.module, fact.scores.get("minutes", 0.0))
            for _, fact in self.of(ExerciseSaved)
            if fact.kind == "practice_log"
        ]

    @cached_property
    def contacts(self) -> list[date]:
        """Days on which the participant did anything, in order, each once."""
        return sorted({on_day(event) for event in self.events if event.role == "patient"})


@dataclass(frozen=True)
class Person:
    """Everything that is stored of one person, under the code of one export."""

    code: str
    mode: Mode
    events: tuple[Event, ...]
    courses: tuple[Course, ...]
    rounds: bool = False
    """Whether a round on every day made the signals of time going by facts already."""

    def of(self, kind: type[F]) -> Iterator[tuple[Place, Event, F, Course | None]]:
        """Every fact of one kind, placed in the study, oldest first."""
        courses = {course.enrolment: course for course in self.courses}
        for event in self._by_kind.get(kind, ()):
            if isinstance(event.fact, kind):
                course = courses.get(event.enrolment) if event.enrolment else None
                yield self._place(event, course), event, event.fact, course

    @cached_property
    def _by_kind(self) -> dict[type[Fact], list[Event]]:
        return _by_kind(self.events)

    def _place(self, event: Event, course: Course | None) -> Place:
        from_ = course or (self.courses[0] if self.courses else None)
        return Place(
            participant=self.code,
            enrolment=course.code if course else None,
            day=from_.day(on_day(event)) if from_ else None,
            seq=event.seq,
        )

    @cached_property
    def seqs(self) -> dict[EventId, int]:
        """The place of every event in the history."""
        return {event.id: event.seq for event in self.events}

    @property
    def visits(self) -> int:
        return sum(isinstance(event.fact, Visited) for event in self.events)


def _by_kind(events: Sequence[Event]) -> dict[type[Fact], list[Event]]:
    """Every table asks for one kind of fact, and many ask for the same."""
    found: dict[type[Fact], list[Event]] = {}
    for event in events:
        found.setdefault(type(event.fact), []).append(event)
    return found


@lru_cache(maxsize=4096)
def _date(iso: str) -> date:
    return date.fromisoformat(iso)


def on_day(event: Event) -> date:
    """The participant's own day of an event."""
    return _date(event.local_date)


def study_day(on: date, enrolled: date) -> int:
    """1 is the day of enrolment, 0 the day before, in the participant's own days."""
    return (on - enrolled).days + 1


def person(
    code: str,
    events: Sequence[Event],
    programs: Programs,
    at: datetime,
    mode: Mode,
    standing: Record | None = None,
    *,
    rounds: bool = False,
) -> Person:
    """Part a history into its enrolments. `at` is when the bundle is made, in UTC; `standing`
    how the only enrolment stands at its end, where that is known. `rounds`: a round on every
    day made the signals of time going by facts already.

    Raises what `programs` raises when a pinned program cannot be had.
    """
    begun = [(event, event.fact) for event in events if isinstance(event.fact, Enrolled)]
    zone = ZoneInfo(events[-1].zone) if events else ZoneInfo("UTC")
    courses: list[Course] = []
    for event, enrolled in begun:
        within = _within(events, enrolled.enrolment)
        contents = tuple(programs(content) for content in _contents(enrolled, within))
        courses.append(
            Course(
                participant=code,
                enrolment=enrolled.enrolment,
                ordinal=len(courses) + 1,
                program=contents[-1],
                contents=contents,
                enrolled=on_day(event),
                first=on_day(begun[0][0]),
                events=within,
                as_of=at.astimezone(zone).date(),
                replaced=event is not begun[-1][0],
                mode=mode,
                standing=standing,
            )
        )
    return Person(code, mode, tuple(events), tuple(courses), rounds)


def _contents(begun: Enrolled, events: Sequence[Event]) -> list[ContentHash]:
    gone = [event.fact.after for event in events if isinstance(event.fact, Migrated)]
    return [begun.content, *gone]


def _within(events: Sequence[Event], enrolment: EnrolmentId) -> tuple[Event, ...]:
    return tuple(event for event in events if event.enrolment == enrolment)
