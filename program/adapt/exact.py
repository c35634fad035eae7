"""What a value of a scale stands for, to the last digit."""

from fractions import Fraction
from functools import lru_cache

_PARTS = 20
"""Items that a mean, or a sum with items left out, may be shared among."""


@lru_cache(maxsize=4096)
def exact(value: float) -> Fraction:
    """The fraction that a value kept to four digits stands for: 0.6667 is two thirds, and
    from there to 0.3333 is half of it."""
    near = Fraction(value).limit_denominator(_PARTS)
    return near if round(float(near), 4) == round(value, 4) else Fraction(str(value))


@lru_cache(maxsize=4096)
def unrounded(value: float) -> float:
    """The same as a float: 0.6667 is 2/3."""
    return float(exact(value))


@lru_cache(maxsize=16_384)
def change(was: float, now: float, percent: bool) -> float | None:
    """Now less was, in points or in percent of what was; None for percent of 0.

    Kept, since scales have few values and every decision asks for the same changes.
    """
    first, last = exact(was), exact(now)
    if not percent:
        return round(float(last - first), 4)
    return float(round(100 * (last - first) / first, 2)) if first else None
