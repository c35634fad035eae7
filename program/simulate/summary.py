"""What a played cohort comes to: pathways, rules, reach, time, load. Values, for any page."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from program.ids import ContentHash, ModuleId, ProgramId, RuleId

ENROLLED, FINISHED, STILL = "enrolled", "finished", "not finished"
"""Ends of the pathways that are no modules."""


@dataclass(frozen=True)
class Flow:
    """How many people went on from one module to the next: a ribbon of a Sankey diagram."""

    place: int
    """Place of the source in a course, from 0 for `enrolled`; the target is at the next."""
    source: ModuleId | str
    """A module, or `enrolled`."""
    target: ModuleId | str
    """A module, `finished`, or `not finished` for those who were still here, or gone."""
    people: int


@dataclass(frozen=True)
class Beginning:
    """The first stations of a way, and how many people took exactly these."""

    stations: tuple[ModuleId | str, ...]
    """Without `enrolled`; at most BEGINNING of them."""
    people: int


BEGINNING = 4
"""Stations by which ways are compared: beyond these, nearly everyone has their own."""


@dataclass(frozen=True)
class RuleFired:
    """How often one rule spoke."""

    rule: RuleId
    people: int
    """People for whom it said yes at least once."""
    yes: int
    """Decisions in which it said yes."""
    used: int
    """Decisions in which it was followed."""
    decisions: int
    """Decisions in which it was asked."""


@dataclass(frozen=True)
class ModuleReached:
    """How many people came to one module."""

    module: ModuleId
    core: bool
    opened: int
    completed: int


@dataclass(frozen=True)
class WeekOfLoad:
    """What one week since enrolment brings to therapists."""

    week: int
    """From 0."""
    people: int
    """People enrolled in that week: all of them, those who fell silent too."""
    signals: Mapping[str, int]
    """Level (`risk`, `red`, `amber`) -> new signals."""
    red_people: int
    """People with a new red signal other than risk."""

    @property
    def red_share(self) -> float:
        """0 to 1."""
        return self.red_people / self.people if self.people else 0.0


@dataclass(frozen=True)
class Published:
    """A published completion rate, beside which the cohort's own is shown."""

    programme: str
    share: float
    """0 to 1."""
    guided: bool
    """A program on the web with somebody who looks after the people, as Cairn is."""
    source: str


@dataclass(frozen=True)
class Moved:
    """How a scale moved from first to latest answer in those who finished."""

    scale: str
    people: int
    first: float
    """Mean of the first values."""
    latest: float

    @property
    def percent(self) -> float:
        return 100 * (self.latest - self.first) / self.first if self.first else 0.0


@dataclass(frozen=True)
class Summary:
    """One played cohort in numbers. Equal seeds give equal summaries."""

    program: ProgramId
    content: ContentHash
    participants: int
    weeks: int
    seed: int
    flows: tuple[Flow, ...]
    """By place, the largest first."""
    commonest: Beginning
    rules: tuple[RuleFired, ...]
    """Every rule of the program, in its order, those that never fired too."""
    modules: tuple[ModuleReached, ...]
    """Every planned module, in the order of the plan."""
    load: tuple[WeekOfLoad, ...]
    """Every week."""
    started: int
    """People who opened a module."""
    finished: int
    """People who completed the whole core."""
    adhered: int
    """People who completed two thirds of the core modules after the welcome, or more."""
    days_to_finish: Mapping[int, int]
    """Study day on which the core was complete (1 = day of enrolment) -> people."""
    published: tuple[Published, ...]
    personas: Mapping[str, int] = field(default_factory=dict)
    """Persona -> people."""
    red_kinds: Mapping[str, int] = field(default_factory=dict)
    """Kind of red signal other than risk -> weeks of people in which it was new."""
    moved: tuple[Moved, ...] = ()

    @property
    def completion(self) -> float:
        """Share who completed the whole core, of those who opened a module; 0 to 1."""
        return self.finished / self.started if self.started else 0.0

    @property
    def red_share(self) -> float:
        """Share of people with a new red signal other than risk in a week: the mean over the
        weeks, 0 to 1."""
        people = sum(week.people for week in self.load)
        return sum(week.red_people for week in self.load) / people if people else 0.0

    @property
    def never_fired(self) -> tuple[RuleId, ...]:
        """Rules that said yes to nobody."""
        return tuple(one.rule for one in self.rules if one.yes == 0)

    @property
    def never_followed(self) -> tuple[RuleId, ...]:
        """Rules that said yes to somebody and led to nothing: others went before them."""
        return tuple(one.rule for one in self.rules if one.yes and not one.used)

    @property
    def median_days(self) -> int | None:
        """Study day by which half of those who finished had done so; None when none did."""
        reached, half = 0, sum(self.days_to_finish.values()) / 2
        for day in sorted(self.days_to_finish):
            reached += self.days_to_finish[day]
            if reached >= half:
                return day
        return None

    @property
    def worst_red_week(self) -> WeekOfLoad:
        """The week in which new red signals other than risk reached the largest share."""
        return max(self.load, key=lambda week: week.red_share)
