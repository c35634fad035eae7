"""What is known of a participant: values only, nothing that ages."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from program.events import (
    CheckInSaved,
    Chosen,
    Decision,
    DirectiveGiven,
    ExerciseSaved,
    InstrumentAnswered,
    RestrictionSet,
    ScoreValue,
    SignalRaised,
    Variant,
)
from program.fields import Answers
from program.ids import (
    AccountId,
    ContentHash,
    EnrolmentId,
    EventId,
    ModuleId,
    ProgramId,
    RuleId,
    ScaleId,
    SignalId,
    StepId,
)


class Observed(NamedTuple):
    """One value of a scale, and the day it was given. Missing values are kept as missing."""

    value: float | None
    on: date
    event: EventId
    score: ScoreValue


@dataclass(frozen=True, slots=True)
class ModuleState:
    """Where one module stands. A completion stays; doing it again is a new iteration."""

    opened: date
    variant: Variant
    iteration: int = 1
    completed: date | None = None
    useful: int | None = None
    done: frozenset[StepId] = frozenset()
    skipped: frozenset[StepId] = frozenset()
    read: Mapping[StepId, Variant] = field(default_factory=dict)
    """The form in which each lesson was read."""
    before: date | None = None
    """The first day an earlier iteration was completed."""
    lately: date | None = None
    """The latest such day."""

    @property
    def form(self) -> Variant:
        """The form it was done in: short where every lesson was read so. As it was opened
        where none was read."""
        if not self.read:
            return self.variant
        return "light" if set(self.read.values()) == {"light"} else "full"

    @property
    def first_completed(self) -> date | None:
        """The day this module was first completed. Opening it again takes nothing back."""
        return self.before or self.completed

    @property
    def last_completed(self) -> date | None:
        """The day this module was completed last, also while it is done once more."""
        return self.completed or self.lately

    @property
    def settled(self) -> frozenset[StepId]:
        """Steps that are done or left out."""
        return self.done | self.skipped


class Rated(NamedTuple):
    """How useful a completed module was to the person, 0 to 10."""

    on: date
    module: ModuleId
    useful: int


@dataclass(frozen=True, slots=True)
class Made:
    """A stored decision and where it stands."""

    event: EventId
    seq: int
    on: date
    decision: Decision


@dataclass(frozen=True, slots=True)
class Weighed:
    """A therapist's answer to what the engine proposed."""

    on: date
    decision: EventId
    action: str
    agreed: bool
    by: AccountId


@dataclass(frozen=True, slots=True)
class Raised:
    """A signal, with what has become of it."""

    signal: SignalRaised
    at: datetime
    handled: datetime | None = None


@dataclass(frozen=True)
class Entry:
    """One saved set of answers, free text included, with the person's own day."""

    on: date
    answers: Answers
    zone: str = "UTC"
    """The person's time zone (IANA name) when it was saved; nights are measured in it."""


@dataclass(frozen=True, slots=True)
class Saved:
    """An exercise as it was saved."""

    event: EventId
    on: date
    fact: ExerciseSaved
    entry: Entry
    """Its answers with the words back in place; words that were removed are absent."""

    def __hash__(self) -> int:
        return hash(self.event)


@dataclass(frozen=True)
class Record:
    """A participant's standing after some number of events. Facts only, nothing that ages."""

    seq: int = 0
    enrolment: EnrolmentId | None = None
    program: ProgramId | None = None
    content: ContentHash | None = None
    enrolled: date | None = None
    zone: str | None = None
    """The person's own time zone (IANA name); None before enrolment unless they set it."""
    consented: bool = False
    scales: Mapping[ScaleId, tuple[Observed, ...]] = field(default_factory=dict)
    instruments: Mapping[str, tuple[InstrumentAnswered, ...]] = field(default_factory=dict)
    check_ins: tuple[tuple[date, CheckInSaved], ...] = ()
    modules: Mapping[ModuleId, ModuleState] = field(default_factory=dict)
    """In the order they were first opened."""
    rated: tuple[Rated, ...] = ()
    """In the order they were completed."""
    exercises: Mapping[StepId, tuple[Saved, ...]] = field(default_factory=dict)
    kinds: Mapping[str, tuple[Saved, ...]] = field(default_factory=dict)
    """The same by exercise kind, wherever each was saved; the kind saved last stands last."""
    latest: Made | None = None
    """The latest decision."""
    choices: tuple[tuple[date, Chosen, tuple[ModuleId, ...]], ...] = ()
    """Answers to offers, each with the branches that had been offered."""
    limited: frozenset[RuleId] = frozenset()
    """Rules that ever called for a branch while a limit stood in its way."""
    light_weeks: tuple[tuple[date, date], ...] = ()
    """First and last day of each light week, in order."""
    holds: tuple[tuple[date, date | None], ...] = ()
    """First day of each hold of the path, and the day it was over; None while it lasts."""
    pinned: DirectiveGiven | None = None
    held: DirectiveGiven | None = None
    weighed: tuple[Weighed, ...] = ()
    """What therapists said to proposals of the engine; the latest answer to each."""
    restriction: tuple[date, RestrictionSet] | None = None
    """The day a therapist opened sleep restriction, and the fact; None where it is closed."""
    signals: Mapping[SignalId, Raised] = field(default_factory=dict)
    visits: tuple[date, ...] = ()
    last_contact: date | None = None
    """Latest day the participant did anything at all, "not today" included."""
    not_today: date | None = None
    flare_since: date | None = None
    flares: tuple[tuple[date, date | None], ...] = ()
    """The first day of each flare, and the first day after it; None while it goes on."""
    finished: date | None = None

    def values(self, scale: str) -> tuple[Observed, ...]:
        """Every observed (not missing) value of a scale, oldest first."""
        return tuple([o for o in self.scales.get(ScaleId(scale), ()) if o.value is not None])

    def kind(self, name: str) -> tuple[Saved, ...]:
        """Everything saved with one exercise kind, oldest first."""
        return self.kinds.get(name, ())
