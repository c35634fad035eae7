"""Where somebody stands between two modules, without a word of what they answered: what is
complete, how many branches came since the last core module, and the light weeks that have run.

Every module that was opened is complete here: the person goes on.
"""

from dataclasses import dataclass, replace
from functools import cached_property

from program.adapt.plan import Plan
from program.ids import ModuleId


@dataclass(frozen=True)
class Standing:
    """One of finitely many places on the way through a plan."""

    plan: Plan
    done: frozenset[ModuleId] = frozenset()
    since_core: int = 0
    """Branches after the last core module."""
    running: int = 0
    """Light weeks in the row that reaches up to now."""
    gone_on: int = 0
    """Days since the last light week in which modules were opened again; 0 while none was, and
    once nothing of its row can run any more."""
    lately: int = 0
    """Light weeks in the row that the modules since then may have ended: for some days it may
    run still, and for longer where the path went on before a light week was over."""

    def __hash__(self) -> int:
        return hash((self.done, self.since_core, self.running, self.gone_on, self.lately))

    @cached_property
    def taken(self) -> int:
        """Branches that were opened."""
        return sum(branch.module in self.done for branch in self.plan.branches)

    @cached_property
    def ended(self) -> bool:
        return self.done.issuperset(self.plan.core)

    @cached_property
    def earliest(self) -> int:
        """Days since enrolment, at least: the last module may be complete the day it opens."""
        boosters = sum(booster.module in self.done for booster in self.plan.boosters)
        return max(0, len(self.done) - boosters - 1) * self.plan.module_days

    @cached_property
    def next_core(self) -> ModuleId:
        """The core module that comes next by itself."""
        waiting = [module for module in self.plan.core if module not in self.done]
        return next((m for m in waiting if not self.unmet(m)), waiting[0])

    @cached_property
    def boosters(self) -> tuple[ModuleId, ...]:
        """Those still to come, sooner ones first: none before the end, and none before one that
        was done."""
        waiting: list[ModuleId] = []
        for booster in self.plan.boosters if self.ended else ():
            waiting = [] if booster.module in self.done else [*waiting, booster.module]
        return tuple(waiting)

    @cached_property
    def may_rest(self) -> bool:
        """Whether fewer light weeks have run than may run."""
        return self.running < self.plan.light_weeks_running

    @cached_property
    def may_rest_soon(self) -> bool:
        """The same, for a light week that lengthens the row which modules would end."""
        return 0 < self.lately < self.plan.light_weeks_running

    @cached_property
    def movable(self) -> frozenset[ModuleId]:
        """Core modules that a rule may bring forward now."""
        return frozenset(m for m in self.plan.movable - self.done if not self.unmet(m))

    @cached_property
    def free_branches(self) -> frozenset[ModuleId]:
        """Branches that nothing but a declined offer keeps from coming now."""
        plan = self.plan
        full = self.taken >= plan.branches_in_course or self.since_core >= plan.branches_between
        if self.ended or full:
            return frozenset()
        return frozenset(
            branch.module
            for branch in plan.branches
            if branch.module not in self.done
            and (not branch.after or branch.after in self.done)
        )

    @property
    def free_branches_in_order(self) -> tuple[ModuleId, ...]:
        """The same in the order of the program."""
        return tuple(b.module for b in self.plan.branches if b.module in self.free_branches)

    def unmet(self, module: ModuleId) -> tuple[ModuleId, ...]:
        """What a module needs and what is not complete."""
        needed = list(self.plan.needs.get(module, ()))
        needed += [b.after for b in self.plan.branches if b.module == module and b.after]
        return tuple(one for one in needed if one not in self.done)

    def opened(self, module: ModuleId) -> "Standing":
        """After another module."""
        begun = not self.done.isdisjoint(self.plan.core)
        since = self.since_core + 1 if begun and module not in self.plan.core else 0
        gone_on = self.gone_on + self.plan.module_days + (0 if self.gone_on else 1)
        still = self._earliest_since(gone_on) < 2 * self.plan.light_week_days - 1
        lately = (self.running or self.lately) if still else 0
        return replace(
            self,
            done=self.done | {module},
            since_core=since,
            running=0,
            gone_on=gone_on if lately else 0,
            lately=lately,
        )

    @cached_property
    def may_run_on(self) -> bool:
        """Whether the row that modules would end may run however long. A light week may be left
        on the day it begins: modules that open in it do not end a row."""
        return self.lately > 0 and (
            self._earliest_since(self.gone_on) < self.plan.light_week_days
        )

    def _earliest_since(self, gone_on: int) -> int:
        """Days from the last light week to the day the last module opens, at least."""
        return gone_on - self.plan.module_days - 1

    def rested(self, *, soon: bool = False) -> "Standing":
        """After another light week. `soon`: it comes before another module might have."""
        row = self.lately if soon else self.running
        return replace(self, running=row + 1, gone_on=0, lately=0)
