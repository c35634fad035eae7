"""Days that ask for less: a flare of three days or more, and the way back from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

HALF = Fraction(1, 2)
"""Of the amount. Also where a planned day counts as done, good or bad."""
FLARE_DAYS = 3
"""Days from which a flare brings the amount down to half."""
BACK, BACK_DAYS = Fraction(1, 4), 2
"""Part of the amount that comes back every so many days: all of it within two weeks."""


@dataclass(frozen=True)
class Span:
    first: date
    end: date | None
    """The first day after it; None while it goes on."""

    def days(self, on: date) -> int:
        """How many days it lasted, up to and with a day."""
        return ((self.end or on + timedelta(days=1)) - self.first).days

    def touches(self, first: date, end: date) -> bool:
        return self.first < end and (self.end is None or self.end > first)


def eased(flares: Sequence[Span], on: date) -> Fraction:
    """The part of the full amount that a day asks for: half from the third day of a flare,
    and then a quarter more every second day from the day it is over."""
    return min((_part(flare, on) for flare in flares), default=Fraction(1))


def _part(flare: Span, on: date) -> Fraction:
    if on < flare.first or flare.days(on) < FLARE_DAYS:
        return Fraction(1)
    if flare.end is None or on < flare.end:
        third = flare.first + timedelta(days=FLARE_DAYS - 1)
        return HALF if on >= third else Fraction(1)
    return min(Fraction(1), HALF + BACK * ((on - flare.end).days // BACK_DAYS))


def going_on(flares: Sequence[Span], on: date) -> bool:
    return any(flare.touches(on, on + timedelta(days=1)) for flare in flares)
