"""The plan a decision is made from: order, branches, rules, cadence and limits of a program."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from program.adapt.rules import TELLING, Rule
from program.ids import InstrumentId, ModuleId, ProgramId, ScaleId

Occasion = Literal["start", "weekly", "middle", "end", "booster"]
"""What a check-in is for."""
Asking = Occasion | Literal["first_week"]
"""When a questionnaire is asked: at each check-in of an occasion; `first_week`: at the weekly
one that is the first after the start."""


@dataclass(frozen=True)
class PlanBranch:
    """A branch, its area, and the module that must be complete before it is offered."""

    module: ModuleId
    area: str | None
    after: ModuleId | None
    in_tools: bool = False
    """Waits in Tools from then on, whether a rule calls for it or not."""


@dataclass(frozen=True)
class PlanBooster:
    """A module that opens some weeks after the end of the program."""

    module: ModuleId
    weeks: int
    """Weeks from the day the program was finished."""


@dataclass(frozen=True)
class ScaleFacts:
    """What conditions need to know of a scale."""

    higher: str
    """`worse` or `better`."""
    reliable: float | None = None
    """Points of reliable change; None where no source gives one."""
    lowest: float = 0.0
    highest: float = 10.0
    step: float = 1.0
    """Points between two values next to each other."""
    other_steps: tuple[float, ...] = ()
    """The same where items were left out, or where values are read from a table."""
    bands: tuple[tuple[str, float], ...] = ()
    """Each band with the value it begins at, lowest first."""
    asked_at: frozenset[Asking] | None = None
    """The check-ins that ask for it; None where it may be asked on any day."""
    short_from: float | None = None
    """The lowest value it can have in a week that asks its first items and the rest only where
    these call for it; None for what is asked whole or not at all."""
    part_of: frozenset[ScaleId] = frozenset()
    """Scales that add up all the questions this one adds up, and more."""

    @property
    def seldom(self) -> bool:
        """Whether it is asked a few times in a course and not every week."""
        return self.asked_at is not None and "weekly" not in self.asked_at


@dataclass(frozen=True)
class Plan:
    """A program as the engine sees it. No sentences, no lessons."""

    __hash__ = object.__hash__  # what is kept about a plan is found by the plan itself, at once

    program: ProgramId
    core: tuple[ModuleId, ...]
    movable: frozenset[ModuleId] = frozenset()
    """Core modules that a rule may bring forward."""
    needs: Mapping[ModuleId, tuple[ModuleId, ...]] = field(default_factory=dict)
    """Core module -> modules that must be complete before it opens."""
    never_skipped: tuple[ModuleId, ...] = ()
    """Modules that every way through the program opens."""
    longest_weeks: int = 52
    """Weeks the longest way through the core may take."""
    branches: tuple[PlanBranch, ...] = ()
    boosters: tuple[PlanBooster, ...] = ()
    """Sooner ones first."""
    rules: tuple[Rule, ...] = ()
    scales: Mapping[ScaleId, ScaleFacts] = field(default_factory=dict)
    also_asked: tuple[InstrumentId, ...] = ()
    """Instruments beside the usual ones at the first, the middle and the last check-in."""
    module_days: int = 7
    check_in_days: int = 7
    mood_weeks: int = 2
    middle_week: int = 4
    light_week_days: int = 7
    light_weeks_running: int = 2
    branches_between: int = 1
    branches_in_course: int = 2

    @cached_property
    def rules_tell(self) -> bool:
        """Whether a rule has something to say to a therapist, whoever comes or does not."""
        return any(isinstance(rule.then, TELLING) for rule in self.rules)

    @property
    def modules(self) -> tuple[ModuleId, ...]:
        """Every planned module: core first, then branches, then boosters."""
        branches = (branch.module for branch in self.branches)
        return (*self.core, *branches, *(booster.module for booster in self.boosters))
