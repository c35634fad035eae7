"""What cannot be taken back (a step done, a first answer, practice, days gone by), in every way
it may be. All else may change again while somebody goes on."""

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from math import prod

import z3

from program.adapt.conditions import Age, Changed, Completed, Count, Leaf, Reliable, leaves
from program.adapt.rules import HoldPath
from program.adapt.verify.moment import LONG, Formula, Moment
from program.adapt.verify.standing import Standing
from program.adapt.verify.uses import Uses, uses_of
from program.adapt.verify.values import every
from program.adapt.verify.ways import Ways
from program.ids import ScaleId

MOST = 20_000
"""Ways in which it may be, beyond which nothing is proven."""

Choice = tuple[Formula, ...]


@dataclass(frozen=True)
class Lasting:
    """What lasts of that which the rules that hold the path ask about."""

    asked: tuple[Leaf, ...]
    uses: Uses
    silent: bool
    """Whether answers stay away from now on, with all else as it likes."""

    def fits(self) -> bool:
        """Whether all ways can be looked through."""
        return prod(self._sizes()) <= MOST

    def sort_of(self, standing: Standing) -> Hashable:
        """What the rules that hold the path see of a standing in the long run."""
        named = {leaf.module for leaf in self.asked if isinstance(leaf, Completed)}
        counts = {leaf.what for leaf in self.asked if isinstance(leaf, Count)}
        numbers = {
            "modules_completed": len(standing.done),
            "branches_opened": standing.taken,
            "light_weeks_running": (standing.running, standing.lately),
        }
        counted = tuple(number for what, number in numbers.items() if what in counts)
        come, waits = bool(standing.done), bool(standing.boosters)
        return come, waits, standing.done & named, counted

    def choices(self, moment: Moment) -> list[Choice]:
        """Every way it may be, always in the same order."""
        return list(product(*self._parts(moment)))

    def in_the_long_run(self, moment: Moment) -> Iterator[Formula]:
        """Time goes by, and visits are made."""
        yield z3.And(moment.enrolled == LONG, moment.visits == LONG, z3.Not(moment.inside))
        if moment.standing.done:
            yield moment.completed_age == LONG
        for scale in self._staying_away(moment.series):
            yield moment.series[scale].age >= LONG // 2
        if not moment.standing.boosters:
            yield from (moment.series[scale].count == 0 for scale in self._asked_afterwards())

    def seen(self, moment: Moment) -> Iterator[Formula]:
        """How a history shows it best: nothing else calls for a hold."""
        yield z3.Not(moment.flare)
        old = max((_limit(leaf) for leaf in self.asked), default=0)
        for scale in self._staying_away(self.uses.scales):
            yield z3.Or(moment.series[scale].count == 0, moment.series[scale].age > old)

    def _staying_away(self, scales: Iterable[ScaleId]) -> Iterator[ScaleId]:
        """What is answered no more: all, or what is not asked while the path is held."""
        facts = self.uses.plan.scales
        return (scale for scale in scales if self.silent or facts[scale].seldom)

    def _asked_afterwards(self) -> Iterator[ScaleId]:
        """What is asked once the end has come, when nothing is left to hold but boosters."""
        for scale in self.uses.scales:
            asked = self.uses.plan.scales[scale].asked_at
            if asked is not None and asked <= {"end", "booster"}:
                yield scale

    def _sizes(self) -> Iterator[int]:
        yield 2 ** (len(self.uses.steps) + len(self.uses.learned))
        yield 2 if self._practised() else 1
        for scale in self.uses.scales:
            values = len(every(self.uses.plan.scales[scale]))
            yield 1 + 2 * (values if scale in self._firsts() else 1)

    def _parts(self, moment: Moment) -> Iterator[list[Formula]]:
        for step in self.uses.steps:
            yield [moment.steps[step], z3.Not(moment.steps[step])]
        for key in self.uses.learned:
            yield [z3.BoolVal(True), moment.learned[key][0]]
        if practised := self._practised():
            yield [z3.BoolVal(True), moment.practices > max(practised)]
        for scale in self.uses.scales:
            never = moment.series[scale].count == 0
            yield [never if self.silent else z3.BoolVal(True), *self._begun(scale, moment)]

    def _begun(self, scale: ScaleId, moment: Moment) -> Iterator[Formula]:
        """A scale was answered, once or often; with each first value where that matters."""
        series, facts = moment.series[scale], self.uses.plan.scales[scale]
        firsts: list[Formula] = [z3.BoolVal(True)]
        if scale in self._firsts():
            firsts = [series.first == value for value in every(facts)]
        for least in (1, self.uses.scales[scale] + 1):
            yield from (z3.And(series.count >= least, first) for first in firsts)

    def _practised(self) -> list[int]:
        counts = [leaf for leaf in self.asked if isinstance(leaf, Count)]
        return [leaf.value for leaf in counts if leaf.what == "practices"]

    def _firsts(self) -> frozenset[ScaleId]:
        """Scales whose first value is asked about."""
        changes = [leaf for leaf in self.asked if isinstance(leaf, Changed | Reliable)]
        return frozenset(leaf.scale for leaf in changes if _from_first(leaf))


def lasting(ways: Ways, *, silent: bool) -> Lasting:
    """What lasts of that which the rules that hold the path ask about."""
    holding = [rule for rule in ways.plan.rules if isinstance(rule.then, HoldPath)]
    asked = tuple(leaf for rule in holding for leaf in leaves(rule.when))
    return Lasting(asked, uses_of(ways.plan, holding), silent)


def _from_first(leaf: Changed | Reliable) -> bool:
    return isinstance(leaf, Reliable) or leaf.since == "baseline"


def _limit(leaf: Leaf) -> int:
    """Days beyond which an answer is old to a question."""
    return leaf.days if isinstance(leaf, Age) else int(getattr(leaf, "within_days", 0))
