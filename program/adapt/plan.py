"""The plan a decision is made from: order, branches, rules, cadence and limits of a program."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from program.adapt.rules import Rule
from program.ids import ModuleId, ProgramId, ScaleId


@dataclass(frozen=True)
class PlanBranch:
    """A branch, its area, and the core module that must be complete before it is offered."""

    module: ModuleId
    area: str | None
    after: ModuleId | None


@dataclass(frozen=True)
class ScaleFacts:
    """What conditions need to know of a scale."""

    higher: str
    """`worse` or `better`."""
    reliable: float | None = None
    """Points of reliable change; None where no source gives one."""


@dataclass(frozen=True)
class Plan:
    """A program as the engine sees it. No sentences, no lessons."""

    program: ProgramId
    core: tuple[ModuleId, ...]
    branches: tuple[PlanBranch, ...] = ()
    rules: tuple[Rule, ...] = ()
    scales: Mapping[ScaleId, ScaleFacts] = field(default_factory=dict)
    module_days: int = 7
    check_in_days: int = 7
    mood_weeks: int = 2
    middle_week: int = 4
    light_week_days: int = 7
    light_weeks_running: int = 2
    branches_between: int = 1
    branches_in_course: int = 2

    @property
    def modules(self) -> tuple[ModuleId, ...]:
        """Every planned module, branches included, core first."""
        return (*self.core, *(branch.module for branch in self.branches))
