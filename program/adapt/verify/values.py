"""The values that a scale can have, in whole steps from the lowest: finer ones than its own
where items may be left out, or where values are read from a table."""

import math
from fractions import Fraction
from functools import reduce

import z3

from program.adapt.plan import ScaleFacts


def unit(facts: ScaleFacts) -> Fraction:
    """The points that every value of a scale is a whole number of steps of, from the lowest."""
    return reduce(_common, _steps(facts))


def highest(facts: ScaleFacts) -> int:
    """Steps from the lowest value of a scale to its highest."""
    return round((facts.highest - facts.lowest) / unit(facts))


def every(facts: ScaleFacts) -> list[int]:
    """The values that a scale can have, in steps from the lowest."""
    apart = _apart(facts)
    return [n for n in range(highest(facts) + 1) if any(n % each == 0 for each in apart)]


def one_of(value: z3.ArithRef, facts: ScaleFacts) -> z3.BoolRef:
    """That a scale can have a value."""
    within = z3.And(value >= 0, value <= highest(facts))
    if not facts.other_steps:
        return within
    return z3.And(within, z3.Or([value % each == 0 for each in _apart(facts)]))


def together(
    part: ScaleFacts, fewer: z3.ArithRef, whole: ScaleFacts, more: z3.ArithRef
) -> z3.BoolRef:
    """That two scales, of which one adds up the questions of the other and more, can have such
    values at once: what the other questions add up to lies between their lowest and highest."""
    one, all_ = unit(part), unit(whole)
    both = math.lcm(one.denominator, all_.denominator)
    rest = int(all_ * both) * more - int(one * both) * fewer
    most = both * (all_ * highest(whole) - one * highest(part))
    return z3.And(rest >= 0, rest <= int(most))


def around(points: float, step: Fraction, lowest: float) -> tuple[int, int]:
    """The last value up to a threshold and the first from it on, in steps: values are rounded
    as scores are kept."""
    near = math.floor((points - lowest) / step)
    values = {n: round(lowest + float(n * step), 4) for n in range(near - 1, near + 3)}
    down = max(n for n, value in values.items() if value <= points)
    return down, min(n for n, value in values.items() if value >= points)


def _apart(facts: ScaleFacts) -> list[int]:
    """How many steps lie between two values, for each way of coming to one."""
    return [int(step / unit(facts)) for step in _steps(facts)]


def _steps(facts: ScaleFacts) -> list[Fraction]:
    return [Fraction(n).limit_denominator(1000) for n in (facts.step, *facts.other_steps)]


def _common(one: Fraction, other: Fraction) -> Fraction:
    below = math.lcm(one.denominator, other.denominator)
    return Fraction(math.gcd(int(one * below), int(other * below)), below)
