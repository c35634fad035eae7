"""What the engine looks at: plan, record and the person's own day, with what follows from them
worked out once."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from program.adapt.plan import Plan, PlanBranch
from program.events import ScoreValue
from program.ids import ModuleId, ScaleId
from program.record import ModuleState, Observed, Record


@dataclass(frozen=True)
class View:
    """Everything a question may look at."""

    plan: Plan
    record: Record
    on: date
    """The participant's own day."""
    _series: dict[str, tuple[Observed, ...]] = field(default_factory=dict, compare=False)

    def values(self, scale: str) -> tuple[Observed, ...]:
        """Every observed value of a scale, oldest first."""
        found = self._series.get(scale)
        if found is None:
            found = self._series[scale] = self.record.values(scale)
        return found

    def supposed(self, scale: ScaleId, value: float) -> tuple[Observed, ...]:
        """The observed values of a scale, had the latest been another one, in the band that it
        falls into."""
        seen = self.values(scale)
        facts, last = self.plan.scales.get(scale), seen[-1]
        bands = facts.bands if facts else ()
        band = next((name for name, begins in reversed(bands) if value >= begins), None)
        score = last.score
        if band != score.band:
            score = ScoreValue.known(**{**vars(score), "band": band})
        return (*seen[:-1], Observed(value, last.on, last.event, score))

    def seeing(self, scale: ScaleId, seen: tuple[Observed, ...]) -> "View":
        """The same, had a scale been seen so."""
        other = object.__new__(View)  # what was worked out already hangs on no value
        vars(other).update(vars(self), _series={**self._series, scale: seen})
        return other

    @cached_property
    def current(self) -> tuple[ModuleId, ModuleState] | None:
        """The module that is open and not complete."""
        return current_module(self.record)

    @cached_property
    def next_opening(self) -> date | None:
        """The first day another module opens: a cadence after the last one was opened."""
        opened = [state.opened for state in self.record.modules.values()]
        return max(opened) + timedelta(days=self.plan.module_days) if opened else None

    @cached_property
    def done(self) -> frozenset[ModuleId]:
        """Modules that were completed at least once."""
        modules = self.record.modules
        return frozenset(m for m, state in modules.items() if state.first_completed)

    def ready(self, module: ModuleId) -> bool:
        """Whether everything a core module needs is complete."""
        return all(needed in self.done for needed in self.plan.needs.get(module, ()))

    @cached_property
    def next_core(self) -> ModuleId | None:
        """The first core module that was not completed yet, those first whose needs are met."""
        waiting = [module for module in self.plan.core if module not in self.done]
        return next((m for m in waiting if self.ready(m)), waiting[0] if waiting else None)

    @cached_property
    def branches(self) -> dict[ModuleId, tuple[int, PlanBranch]]:
        """Each branch with its place in the order of the program."""
        return {branch.module: (n, branch) for n, branch in enumerate(self.plan.branches)}

    @cached_property
    def taken(self) -> int:
        """Branches that were opened in this course."""
        return sum(branch.module in self.record.modules for branch in self.plan.branches)

    @cached_property
    def declined(self) -> frozenset[ModuleId]:
        """Branches that were offered and not chosen."""
        return frozenset(
            module
            for _, chosen, offered in self.record.choices
            for module in offered
            if module != chosen.module
        )

    @cached_property
    def since_core(self) -> int:
        """Branches opened after the last core module that was opened."""
        opened = list(self.record.modules)
        cores = [index for index, module in enumerate(opened) if module in self.plan.core]
        return len(opened[cores[-1] + 1 :]) if cores else 0

    @cached_property
    def barred(self) -> dict[ModuleId, str | None]:
        """Each branch -> why it may not come next (a code of the codebook); None when it
        may."""
        return {branch.module: self._bar(branch) for branch in self.plan.branches}

    def _bar(self, branch: PlanBranch) -> str | None:
        if branch.module in self.record.modules:
            return "already_opened"
        if branch.module in self.declined:
            return "declined"
        if branch.after is not None and branch.after not in self.done:
            return "before_its_time"
        if self.taken >= self.plan.branches_in_course:
            return "limit_in_course"
        if self.since_core >= self.plan.branches_between:
            return "limit_between"
        return None


def current_module(record: Record) -> tuple[ModuleId, ModuleState] | None:
    """The module that is open and not complete; the one opened last where there are several."""
    unfinished = [
        (module, state) for module, state in record.modules.items() if state.completed is None
    ]
    return max(reversed(unfinished), key=_opened_last, default=None)


def _opened_last(one: tuple[ModuleId, ModuleState]) -> tuple[date, bool]:
    """Later days last; on the same day one that was opened again, which only a pin does."""
    _, state = one
    return state.opened, state.iteration > 1


def light_weeks_running(record: Record, on: date, days: int) -> int:
    """How many light weeks in a row reach up to this day, the present one included.

    A row ends only where the path went on: a light week's days or more lie in between, and a
    module was opened in them.
    """
    running, edge = 0, on
    for begun, until in reversed(record.light_weeks):
        moved = any(until < state.opened <= edge for state in record.modules.values())
        if moved and edge - until >= timedelta(days=days):
            break
        running, edge = running + 1, begun
    return running
