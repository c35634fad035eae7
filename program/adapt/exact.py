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
