"""Every way through a plan, as a graph of standings.

An edge is there where some answers allow it; answers at different moments are not yet held
against each other. So the graph has every way that there is, and perhaps more: what no way in
it does, no history does. What some way in it does is shown by a history, or is not proven.
"""

from collections import deque
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

import z3

from program.adapt.conditions import Completed, Count, DaysSince, leaves
from program.adapt.plan import Plan
from program.adapt.verify.calls import Calls
from program.adapt.verify.moment import Formula, anything, standing_in
from program.adapt.verify.of_scale import Says
from program.adapt.verify.standing import Standing
from program.adapt.verify.uses import uses_of
from program.ids import ModuleId, RuleId


@dataclass(frozen=True)
class Move:
    """A module that opens, or a light week."""

    do: Literal["open", "rest"]
    module: ModuleId | None = None
    soon: bool = False
    """A light week that comes before another module might have."""

    def after(self, standing: Standing) -> Standing:
        if self.module is None:
            return standing.rested(soon=self.soon)
        return standing.opened(self.module)


REST = Move("rest")
REST_SOON = Move("rest", soon=True)


Want = Callable[[Calls], Formula]
"""Something that may be so at a moment, given what the rules call for there."""


def opening(module: ModuleId) -> Want:
    """A module may be the next one, for somebody who is there."""
    return lambda calls: z3.And(calls.there, calls.opens(module))


def _rests_soon(calls: Calls) -> Formula:
    lately = calls.moment.standing.lately
    return z3.And(_rests(calls), calls.moment.stands.running == lately)


def _rests(calls: Calls) -> Formula:
    return z3.And(calls.there, calls.rests)


def so(formula: Formula) -> Want:
    """A formula that is made already."""
    return lambda _: formula


@dataclass
class Ways:
    """The standings of a plan that somebody may come to, and how."""

    plan: Plan
    _told: dict[Hashable, bool] = field(default_factory=dict)
    _moves: dict[Standing, tuple[Move, ...]] = field(default_factory=dict)
    _calls: dict[Hashable, tuple[Calls, list[Formula]]] = field(default_factory=dict)
    _here: list[Formula] | None = None
    """What the solver has been told of the standing that was asked about last."""

    def __post_init__(self) -> None:
        self.uses = uses_of(self.plan, self.plan.rules)
        self._moment, bounds = anything(self.uses)
        self._says: dict[RuleId, Says] = {}
        self._solver = z3.Solver()
        self._solver.add(*bounds)

    @cached_property
    def reached(self) -> dict[Standing, tuple[Move, ...]]:
        """Each standing with a shortest way to it, nearer ones first."""
        start = Standing(self.plan)
        found: dict[Standing, tuple[Move, ...]] = {start: ()}
        waiting = deque([start])
        while waiting:
            standing = waiting.popleft()
            for move in self.moves(standing):
                then = move.after(standing)
                if then not in found:
                    found[then] = (*found[standing], move)
                    waiting.append(then)
        return found

    def moves(self, standing: Standing) -> tuple[Move, ...]:
        """What may come next; after the end the boosters, where a rule could tell."""
        if standing not in self._moves:
            self._moves[standing] = tuple(self._find_moves(standing))
        return self._moves[standing]

    def _find_moves(self, standing: Standing) -> Iterator[Move]:
        if standing.ended:
            if self._asks_of_boosters:
                yield from (Move("open", booster) for booster in standing.boosters)
            return
        for module in (*self.plan.core, *standing.free_branches_in_order):
            if module not in standing.done and self.may(
                standing, ("open", module), opening(module)
            ):
                yield Move("open", module)
        if standing.done and standing.may_rest and self.may(standing, "rest", _rests):
            yield REST
        if standing.may_rest_soon and self.may(standing, "rest soon", _rests_soon):
            yield REST_SOON

    def may(self, standing: Standing, name: Hashable, formula: Want) -> bool:
        """Whether something may be so in a standing. `name` stands for the formula: it is asked
        once for all standings that no rule can tell apart."""
        key = (name, self._alike(standing))
        if key not in self._told:
            self._told[key] = self.can(standing, formula)
        return self._told[key]

    def can(self, standing: Standing, formula: Want) -> bool:
        """The same, for a formula that is asked once."""
        calls, here = self._asked(standing)
        if here is not self._here:
            # Once for all that is asked of a standing: each time, it took an eighth longer.
            if self._here is not None:
                self._solver.pop()
            self._solver.push()
            self._solver.add(*here)
            self._here = here
        return bool(self._solver.check(formula(calls)) == z3.sat)

    def calls(self, standing: Standing) -> Calls:
        """What may be called for at any moment of a standing."""
        return self._asked(standing)[0]

    def _asked(self, standing: Standing) -> tuple[Calls, list[Formula]]:
        key = self._alike(standing)
        if key not in self._calls:
            moment = replace(self._moment, standing=standing)
            calls = Calls(moment, standing.free_branches, _says=self._says)
            self._calls[key] = calls, list(standing_in(moment, standing))
        return self._calls[key]

    def _alike(self, standing: Standing) -> Hashable:
        """What formulas depend on."""
        return (
            standing.done & self._named,
            standing.free_branches,
            standing.movable,
            None if standing.ended else standing.next_core,
            standing.running,
            standing.lately,
            standing.may_run_on,
            bool(standing.done),
            tuple(self._counted(standing)),
        )

    def _counted(self, standing: Standing) -> Iterator[int]:
        counts = (
            ("modules_completed", len(standing.done)),
            ("branches_opened", standing.taken),
            ("enrolled", standing.earliest),
        )
        return (number for what, number in counts if what in self._numbers)

    @cached_property
    def _named(self) -> frozenset[ModuleId]:
        """Modules that rules ask about."""
        asked = (leaf for rule in self.plan.rules for leaf in leaves(rule.when))
        return frozenset(leaf.module for leaf in asked if isinstance(leaf, Completed))

    @cached_property
    def _asks_of_boosters(self) -> bool:
        boosters = {booster.module for booster in self.plan.boosters}
        return bool(self._named & boosters) or "modules_completed" in self._numbers

    @cached_property
    def _numbers(self) -> frozenset[str]:
        asked = (leaf for rule in self.plan.rules for leaf in leaves(rule.when))
        return frozenset(leaf.what for leaf in asked if isinstance(leaf, Count | DaysSince))
