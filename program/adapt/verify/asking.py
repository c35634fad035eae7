"""The questions of the rule language as formulas over a moment: when each says yes, and when it
says no. Where neither holds it is unknown (Kleene 1952).

A second reading of `program.adapt.look`, kept apart from it on purpose: tests put both to the
same records, and every witness is decided by the engine itself.
"""

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

import z3

from program.adapt.conditions import (
    Age,
    All,
    AnyOf,
    Changed,
    Completed,
    Condition,
    Count,
    DaysSince,
    Dose,
    InARow,
    InBand,
    InFlare,
    InPattern,
    Latest,
    Learned,
    Not,
    Op,
    Reliable,
    StepDone,
)
from program.adapt.plan import ScaleFacts
from program.adapt.verify.moment import Formula, Moment, Series, highest

_EVEN = 1e-3
"""Parts of a step below which a threshold counts as lying on the step."""


class Says(NamedTuple):
    """When a question says yes, and when no."""

    yes: Formula
    no: Formula


def asked(condition: Condition, moment: Moment) -> Says:
    """A condition at a moment."""
    match condition:
        case Not():
            inner = asked(condition.of, moment)
            return Says(inner.no, inner.yes)
        case All():
            parts = [asked(part, moment) for part in condition.of]
            return Says(z3.And([p.yes for p in parts]), z3.Or([p.no for p in parts]))
        case AnyOf():
            parts = [asked(part, moment) for part in condition.of]
            return Says(z3.Or([p.yes for p in parts]), z3.And([p.no for p in parts]))
        case Latest() | Changed() | InARow() | Reliable() | InBand():
            return _of_scale(condition, moment)
        case _:
            return _beside(condition, moment)


def _beside(
    leaf: Age | DaysSince | Count | Dose | Learned | Completed | StepDone | InFlare | InPattern,
    moment: Moment,
) -> Says:
    match leaf:
        case Age():
            series = moment.series[leaf.scale]
            return _known(series.count > 0, compare(leaf.op, series.age, leaf.days))
        case DaysSince():
            known, days = _since(leaf, moment)
            return _known(known, compare(leaf.op, days, leaf.days))
        case Count():
            return _known(True, compare(leaf.op, _count(leaf, moment), leaf.value))
        case Dose():
            dose = moment.doses[leaf.days]
            return _known(True, _steps(leaf.op, dose, Fraction(leaf.minutes)))
        case Learned():
            known, score = moment.learned[leaf.kind, leaf.score]
            return _known(known, compare(leaf.op, score, leaf.value))
        case Completed():
            return _known(True, z3.BoolVal(leaf.module in moment.standing.done))
        case StepDone():
            return _known(True, moment.steps[leaf.step])
        case InFlare():
            return _known(True, moment.flare)
        case InPattern():
            return _known(*moment.patterns[leaf.of])


def _known(known: Formula, holds: Formula) -> Says:
    return Says(z3.And(known, holds), z3.And(known, z3.Not(holds)))


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


def _since(leaf: DaysSince, moment: Moment) -> tuple[Formula, Formula]:
    match leaf.what:
        case "enrolled":
            return True, moment.enrolled
        case "last_visit" | "last_contact":
            return moment.visits > 0, moment.away
        case "last_completed":
            return bool(moment.standing.done), moment.completed_age
        case "flare":
            return moment.flare, moment.flare_age


def _count(leaf: Count, moment: Moment) -> Formula:
    match leaf.what:
        case "modules_completed":
            return z3.IntVal(len(moment.standing.done))
        case "branches_opened":
            return z3.IntVal(moment.standing.taken)
        case "light_weeks_running":
            return z3.IntVal(moment.standing.running)
        case "visits":
            return moment.visits
        case "practices":
            return moment.practices


def _of_scale(leaf: Latest | Changed | InARow | Reliable | InBand, moment: Moment) -> Says:
    series, facts = moment.series[leaf.scale], moment.standing.plan.scales[leaf.scale]
    fresh = z3.And(series.count > 0, series.age <= leaf.within_days)
    match leaf:
        case Latest():
            edge = _in_steps(leaf.value - facts.lowest, facts)
            return _known(fresh, _steps(leaf.op, series.latest[0], edge))
        case Changed():
            return _changed(leaf, series, facts, fresh)
        case InARow():
            return _row(leaf, series, facts, fresh)
        case Reliable():
            return _reliable(leaf, series, facts, fresh)
        case InBand():
            return _band(leaf, series, facts, fresh)


def _in_steps(points: float, facts: ScaleFacts) -> Fraction:
    return Fraction(points) / Fraction(facts.step)


def _steps(op: Op, steps: Formula, edge: Fraction) -> Formula:
    """Whole steps compare so with a threshold that may lie between two of them."""
    up, down = math.ceil(edge - Fraction(_EVEN)), math.floor(edge + Fraction(_EVEN))
    match op:
        case ">=":
            return steps >= up
        case "<":
            return steps < up
        case "<=":
            return steps <= down
        case ">":
            return steps > down


def _changed(leaf: Changed, series: Series, facts: ScaleFacts, fresh: Formula) -> Says:
    earlier = series.first if leaf.since == "baseline" else series.latest[1]
    known = z3.And(fresh, series.count > 1)
    steps = series.latest[0] - earlier
    if not leaf.percent:
        return _known(known, _steps(leaf.op, steps, _in_steps(leaf.value, facts)))
    step, lowest, part = (
        Fraction(n).limit_denominator(1000)
        for n in (facts.step, facts.lowest, leaf.value / 100)
    )
    whole = math.lcm((part * step).denominator, (part * lowest).denominator, step.denominator)
    left = int(step * whole) * steps
    right = int(part * lowest * whole) + int(part * step * whole) * earlier
    zero = -lowest / step
    turned: dict[Op, Op] = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}
    up, down = compare(leaf.op, left, right), compare(turned[leaf.op], left, right)
    if zero.denominator == 1:
        known = z3.And(known, earlier != int(zero))
    return _known(known, z3.If(earlier > math.floor(zero), up, down))


def _row(leaf: InARow, series: Series, facts: ScaleFacts, fresh: Formula) -> Says:
    edge = _in_steps(leaf.value - facts.lowest, facts)
    holds = [_steps(leaf.op, value, edge) for value in series.latest[: leaf.n]]
    fails = [z3.And(series.count > n, z3.Not(one)) for n, one in enumerate(holds)]
    return Says(z3.And(fresh, series.count >= leaf.n, *holds), z3.And(fresh, z3.Or(fails)))


def _reliable(leaf: Reliable, series: Series, facts: ScaleFacts, fresh: Formula) -> Says:
    if facts.reliable is None:
        return Says(z3.BoolVal(False), z3.BoolVal(False))
    steps = series.latest[0] - series.first
    up = (facts.higher == "worse") == (leaf.direction == "worse")
    edge = _in_steps(facts.reliable, facts)
    return _known(z3.And(fresh, series.count > 1), _steps(">=", steps if up else -steps, edge))


def _band(leaf: InBand, series: Series, facts: ScaleFacts, fresh: Formula) -> Says:
    begins = [
        math.ceil(_in_steps(at - facts.lowest, facts) - Fraction(_EVEN))
        for _, at in facts.bands
    ]
    ends = [*begins[1:], highest(facts) + 1]
    value = series.latest[0]
    inside: Sequence[Formula] = [
        z3.And(value >= begin, value < end)
        for (name, _), begin, end in zip(facts.bands, begins, ends, strict=False)
        if name in leaf.within
    ]
    banded = value >= begins[0] if begins else z3.BoolVal(False)
    return _known(z3.And(fresh, banded), z3.Or(inside))
