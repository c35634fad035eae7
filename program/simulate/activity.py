"""How active an invented person is from day to day, as a log of activity would hold it."""

import random
from dataclasses import dataclass

_USUAL = (10.0, 40.0)
"""Minutes of somebody's usual day: between which, evenly over people."""
_STRAYS = 0.2
"""How far usual days stray from it, as a part of it (standard deviation)."""
_BUSY, _PAID = (1.7, 2.5), (0.15, 0.45)
"""Parts of a usual day that a busy one is, and the one it is paid with."""
_PAID_WITHIN = (1, 2)
"""Days after a busy one."""
_COSTS = 2
"""Points of pain that the day of paying has more."""


@dataclass(frozen=True)
class ActiveDay:
    """One day."""

    minutes: int
    effort: int
    """0 to 10."""
    costs: int = 0
    """Points of pain above the usual."""


class Activity:
    """The days of one person, drawn in their order as they are asked for.

    overdoes: the chance of a day that it is a busy one, which is paid for soon after.
    """

    def __init__(self, overdoes: float, draw: random.Random) -> None:
        self._overdoes, self._draw = overdoes, draw
        self._days: list[ActiveDay] = []
        self._pays = -1
        self.usual = 0.0

    def on(self, n: int) -> ActiveDay:
        """The n-th day, from 0."""
        self.usual = self.usual or self._draw.uniform(*_USUAL)
        while len(self._days) <= n:
            self._days.append(self._next(len(self._days)))
        return self._days[max(0, n)]

    def _next(self, n: int) -> ActiveDay:
        draw = self._draw
        if n == self._pays:
            return ActiveDay(self._minutes(draw.uniform(*_PAID)), draw.randint(5, 8), _COSTS)
        if n > self._pays and draw.random() < self._overdoes:
            self._pays = n + draw.choice(_PAID_WITHIN)
            return ActiveDay(self._minutes(draw.uniform(*_BUSY)), draw.randint(6, 9))
        return ActiveDay(self._minutes(draw.gauss(1, _STRAYS)), draw.randint(3, 6))

    def _minutes(self, part: float) -> int:
        return max(0, round(self.usual * part))
