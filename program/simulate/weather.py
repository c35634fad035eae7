"""How one invented person is in some week: the persona's drift, its swings, its flares."""

import math
import random

from program.simulate.activity import Activity
from program.simulate.personas import Persona

_HOLDS = 0.5
"""How much of one week's stray is left in the next (an autoregressive course)."""
_COURSE, _EASES_IN = 10.0, 5.0
"""Weeks whose drift comes sooner rather than later, and the time constant of that in weeks:
early modules carry the biggest gains (Beehler 2019)."""
_FLARE_DAYS = 5
_FLARE_PAIN = 1.5
"""Points that a flare adds to pain."""


class Weather:
    """Turn it to each day in order; it draws once a week."""

    def __init__(self, persona: Persona, draw: random.Random) -> None:
        self._draw, self.persona = draw, persona
        self.activity = Activity(persona.overdoes, draw)
        self.week = 0.0
        self.gone = self.flaring = False
        self._strays, self._drawn = 0.0, 0
        self._flare_ends = 0.0

    def turn_to(self, week: float) -> None:
        """Weeks since enrolment."""
        self.week = week
        if int(week) > self._drawn:
            self._drawn = int(week)
            self._new_week(week)
        begins = self.persona.flare_week
        planned = begins is not None and begins <= week < begins + 1
        self.flaring = planned or week < self._flare_ends

    def _new_week(self, week: float) -> None:
        persona, draw = self.persona, self._draw
        self.gone = self.gone or draw.random() < persona.leaves
        if persona.leaves_after is not None and week > persona.leaves_after:
            self.gone = True
        self._strays = _HOLDS * self._strays + draw.gauss(0, persona.swings)
        if draw.random() < persona.flares:
            self._flare_ends = week + _FLARE_DAYS / 7

    @property
    def _elapsed(self) -> float:
        """Weeks of drift so far: all ten by week ten, eight of them by week six."""
        if not self.persona.early:
            return self.week
        whole = 1 - math.exp(-_COURSE / _EASES_IN)
        return _COURSE * (1 - math.exp(-self.week / _EASES_IN)) / whole

    @property
    def pain(self) -> float:
        """PEG, 0-10."""
        flare = _FLARE_PAIN if self.flaring else 0.0
        return self.persona.pain + self.persona.eases * self._elapsed + self._strays + flare

    @property
    def mood(self) -> float:
        """PHQ-8, 0-24."""
        return max(
            0.0, self.persona.mood + self.persona.lifts * self._elapsed + 2 * self._strays
        )
