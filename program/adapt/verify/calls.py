"""What the engine may do at a moment, as formulas: which rule is followed, what opens.

Offers are declined where that helps to get further: a declined branch lets the next rule speak.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial

import z3

from program.adapt.rules import (
    Action,
    ArmAction,
    BringForward,
    HoldPath,
    OfferBranch,
    OpenBranch,
    Randomise,
    Rule,
    Say,
    TakeLightWeek,
)
from program.adapt.verify.asking import asked
from program.adapt.verify.moment import Formula, Moment
from program.adapt.verify.of_scale import Says
from program.ids import ModuleId, RuleId

BESIDE = ("say", "signal", "support", "randomise")
"""Actions that always have their effect where the rule holds."""


@dataclass(frozen=True, eq=False)
class Call:
    """A rule, what it calls for (by itself, or by an arm), and when."""

    rule: RuleId
    then: Action | ArmAction
    make: Callable[[], Formula]

    @cached_property
    def when(self) -> Formula:
        """Made where it is asked for: most moments ask about few rules."""
        return self.make()


@dataclass(frozen=True)
class Calls:
    """What all rules call for at a moment."""

    moment: Moment
    free: frozenset[ModuleId]
    """Branches that may come."""
    declined: Mapping[ModuleId, Formula] = field(default_factory=dict)
    """Branch -> whether it was declined before."""
    without: RuleId | None = None
    """A rule that is imagined away."""
    _says: dict[RuleId, Says] = field(default_factory=dict)

    def imagined_without(self, rule: RuleId) -> "Calls":
        """What the other rules call for."""
        return replace(self, without=rule)

    def says(self, rule: Rule) -> Says:
        """When a rule says yes, and no."""
        if rule.id not in self._says:
            self._says[rule.id] = asked(rule.when, self.moment)
        return self._says[rule.id]

    @cached_property
    def all(self) -> tuple[Call, ...]:
        rules = self.moment.standing.plan.rules
        there = (rule for rule in rules if rule.id != self.without)
        return tuple(call for rule in there for call in self._of(rule))

    def _of(self, rule: Rule) -> Iterator[Call]:
        if not isinstance(rule.then, Randomise):
            yield Call(rule.id, rule.then, lambda: self.says(rule).yes)
            return
        for arm in rule.then.arms:
            if arm.then is not None:
                drawn = self.moment.arms[rule.id, arm.id]
                yield Call(rule.id, arm.then, partial(self._drawn, rule, drawn))

    def _drawn(self, rule: Rule, drawn: Formula) -> Formula:
        return z3.And(self.says(rule).yes, drawn)

    def _any(self, wanted: Callable[[Call], bool]) -> Formula:
        return z3.Or([call.when for call in self.all if wanted(call)])

    @cached_property
    def there(self) -> Formula:
        """The person is there: they did something on this day."""
        known, days = self.moment.contact
        return z3.And(known, days == 0)

    @cached_property
    def held(self) -> Formula:
        """A rule holds the path."""
        return self._any(lambda call: isinstance(call.then, HoldPath))

    @cached_property
    def light(self) -> Formula:
        """A rule calls for a light week."""
        return self._any(lambda call: isinstance(call.then, TakeLightWeek))

    @cached_property
    def rests(self) -> Formula:
        """A light week comes."""
        standing = self.moment.standing
        begun = z3.Or(bool(standing.done), self.moment.inside)
        room = self.moment.stands.running < standing.plan.light_weeks_running
        return z3.And(z3.Not(self.held), self.light, begun, room)

    @cached_property
    def goes_on(self) -> Formula:
        """The path goes on: with the module that is open, or with another."""
        return z3.And(z3.Not(self.held), z3.Not(self.rests))

    @cached_property
    def turns(self) -> Formula:
        """Another module may open."""
        return z3.And(self.goes_on, z3.Not(self.moment.inside))

    @cached_property
    def branching(self) -> Formula:
        """A module may open, and it may be a branch."""
        quiet = self._any(lambda call: isinstance(call.then, Say) and call.then.no_branch)
        return z3.And(self.turns, z3.Not(self.light), z3.Not(quiet))

    def called(self, branch: ModuleId) -> Formula:
        """A branch may be the next module, once others are declined."""
        if branch not in self.free:
            return z3.BoolVal(False)
        open_to_it = z3.Not(self.declined.get(branch, z3.BoolVal(False)))
        called = self._any(lambda call: names(call, branch))
        return z3.And(self.branching, open_to_it, called)

    def forward(self, module: ModuleId) -> Formula:
        """A rule brings this core module forward."""
        movable = self.moment.standing.movable
        found, others = [], [z3.BoolVal(False)]
        for call in self.all:
            if isinstance(call.then, BringForward) and call.then.module in movable:
                if call.then.module == module:
                    found.append(z3.And(call.when, z3.Not(z3.Or(others))))
                else:
                    others.append(call.when)
        return z3.And(self.turns, z3.Or(found))

    def core(self, module: ModuleId) -> Formula:
        """A core module is the next one, once every branch is declined."""
        standing = self.moment.standing
        if standing.ended or module in standing.done or module not in standing.plan.core:
            return z3.BoolVal(False)
        brought = self._any(
            lambda call: (
                isinstance(call.then, BringForward) and call.then.module in standing.movable
            )
        )
        by_itself = z3.BoolVal(module == standing.next_core)
        return z3.Or(self.forward(module), z3.And(self.turns, z3.Not(brought), by_itself))

    def opens(self, module: ModuleId) -> Formula:
        """A module may be the next one."""
        standing = self.moment.standing
        if module in standing.boosters:
            return self.turns
        return self.core(module) if module in standing.plan.core else self.called(module)

    def alone(self) -> Formula:
        """At most one rule calls for something that another could take its place from."""
        beside = [call.when for call in self.all if call.then.do not in BESIDE]
        return z3.PbLe([(when, 1) for when in beside], 1) if beside else z3.BoolVal(True)


def names(call: Call, branch: ModuleId) -> bool:
    """Whether a rule calls for a branch."""
    return isinstance(call.then, OfferBranch | OpenBranch) and call.then.module == branch
