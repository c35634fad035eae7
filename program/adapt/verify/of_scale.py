"""Questions about one scale, as formulas over its series. Values are counted in steps."""

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

import z3

from program.adapt.conditions import (
    Changed,
    InARow,
    InBand,
    Latest,
    Op,
    Reliable,
)
from program.adapt.plan import ScaleFacts
from program.adapt.verify.moment import Formula, Moment, Series
from program.adapt.verify.values import around, highest, unit


class Says(NamedTuple):
    """When a question says yes, and when no."""

    yes: Formula
    no: Formula


def known(there: Formula, holds: Formula) -> Says:
    """A question whose answer is known only where something is there."""
    return Says(z3.And(there, holds), z3.And(there, z3.Not(holds)))


def compare(op: Op, left: Formula, right: Formula) -> Formula:
    """Left compares so with right."""
    match op:
        case "<":
            return left < right
        case "<=":
            return left <= right
        case ">":
            return left > right
        case ">=":
            return left >= right


def of_scale(leaf: Latest | Changed | InARow | Reliable | InBand, moment: Moment) -> Says:
    """A question about one scale at a moment."""
    series, facts = moment.series[leaf.scale], moment.standing.plan.scales[leaf.scale]
    fresh = z3.And(series.count > 0, series.age <= leaf.within_days)
    match leaf:
        case Latest():
            return known(fresh, _compared(leaf, series.latest[0], facts))
        case Changed():
            return _changed(leaf, series, facts, fresh)
        case InARow():
            return _row(leaf, series, facts, fresh)
        case Reliable():
            return _reliable(leaf, series, facts, fresh)
        case InBand():
            return _band(leaf, series, facts, fresh)


def in_steps(
    op: Op, steps: Formula, points: float, step: Fraction = Fraction(1), lowest: float = 0
) -> Formula:
    """Whole steps compare so with a threshold in points that may lie between two of them."""
    down, up = around(points, step, lowest)
    match op:
        case ">=":
            return steps >= up
        case "<":
            return steps < up
        case "<=":
            return steps <= down
        case ">":
            return steps > down


def _compared(leaf: Latest | InARow, value: Formula, facts: ScaleFacts) -> Formula:
    return in_steps(leaf.op, value, leaf.value, unit(facts), facts.lowest)


def _changed(leaf: Changed, series: Series, facts: ScaleFacts, fresh: Formula) -> Says:
    earlier = series.first if leaf.since == "baseline" else series.latest[1]
    two = z3.And(fresh, series.count > 1)
    steps = series.latest[0] - earlier
    if not leaf.percent:
        return known(two, in_steps(leaf.op, steps, leaf.value, unit(facts)))
    step, lowest = unit(facts), Fraction(facts.lowest).limit_denominator(1000)
    whole = math.lcm(step.denominator, lowest.denominator)
    was = int(lowest * whole) + int(step * whole) * earlier
    moved = int(step * whole) * steps
    return known(z3.And(two, was != 0), _percent(leaf.op, leaf.value, moved, was))


def _percent(op: Op, value: float, moved: Formula, was: Formula) -> Formula:
    """A change in percent compares so with a number, once it is rounded to hundredths, an even
    one where two are as near: that is how percentages are read."""
    edge = 100 * Fraction(str(value))
    least = math.ceil(edge) if op in (">=", "<") else math.floor(edge) + 1
    over = 20_000 * moved - (2 * least - 1) * was
    reached = z3.If(was > 0, over, -over) >= least % 2
    return reached if op in (">=", ">") else z3.Not(reached)


def _row(leaf: InARow, series: Series, facts: ScaleFacts, fresh: Formula) -> Says:
    holds = [_compared(leaf, value, facts) for value in series.latest[: leaf.n]]
    fails = [z3.And(series.count > n, z3.Not(one)) for n, one in enumerate(holds)]
    return Says(z3.And(fresh, series.count >= leaf.n, *holds), z3.And(fresh, z3.Or(fails)))


def _reliable(leaf: Reliable, series: Series, facts: ScaleFacts, fresh: Formula) -> Says:
    if facts.reliable is None:
        return Says(z3.BoolVal(False), z3.BoolVal(False))
    steps = series.latest[0] - series.first
    up = (facts.higher == "worse") == (leaf.direction == "worse")
    moved = in_steps(">=", steps if up else -steps, facts.reliable, unit(facts))
    return known(z3.And(fresh, series.count > 1), moved)


def _band(leaf: InBand, series: Series, facts: ScaleFacts, fresh: Formula) -> Says:
    step = unit(facts)
    begins = [around(at, step, facts.lowest)[1] for _, at in facts.bands]
    ends = [*begins[1:], highest(facts) + 1]
    value = series.latest[0]
    inside: Sequence[Formula] = [
        z3.And(value >= begin, value < end)
        for (name, _), begin, end in zip(facts.bands, begins, ends, strict=False)
        if name in leaf.within
    ]
    banded = value >= begins[0] if begins else z3.BoolVal(False)
    return known(z3.And(fresh, banded), z3.Or(inside))
