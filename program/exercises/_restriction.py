"""Sleep restriction, for somebody to whom a therapist has opened it, from the sleep diary.

The rule is the one of the guideline of the American Academy of Sleep Medicine (Schutte-Rodin
et al. 2008, doi 10.5664/jcsm.27286), after Spielman, Saskin and Thorpy (1987, doi
10.1093/sleep/10.1.45): at first the time in bed is the mean time asleep; after each week it
grows by a quarter of an hour where 85% of it and more was sleep, shrinks by as much under 80%,
and stays in between. Where the guideline names a range (15 to 20 minutes, a floor of 5 hours)
the smaller step and the higher floor of compression hold. A flare and an unknown week hold the
night as it is. Clinical judgement; wants a clinician's review.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from program.exercises._sleep import LONGEST_IN_BED, Average, Night
from program.exercises._window import FLOOR, GRAIN, STEP_DAYS, Chosen, in_grains, week_of

LONGER_FROM = 85
"""Percent of the time in bed that was sleep, from which the night grows."""
SHORTER_UNDER = 80

Because = Literal["start", "longer", "same", "shorter", "early", "unknown", "flare"]


@dataclass(frozen=True)
class Restricted:
    """The night to offer, in minutes in bed, and what decided it."""

    minutes: int
    because: Because
    least: int
    """The shortest that may be chosen: nobody has to take more room than they want."""


def restrict(
    nights: Sequence[Night], chosen: Sequence[Chosen], on: date, *, flare: bool = False
) -> Restricted | None:
    """The night to offer on a day; None while there is nothing to go by, and before the first
    while a flare goes on.

    nights: the whole diary. chosen: the nights chosen since restriction was opened, oldest
    first; what is chosen on the same day does not count, so that it can be changed. Only nights
    after the latest choice of a length say how it went.
    """
    before = [one for one in chosen if one.on < on]
    if not before:
        week = week_of(nights, on)
        return _first(week) if week is not None and not flare else None
    last, since = before[-1].minutes, _since(before)
    if flare:
        return Restricted(last, "flare", last)
    if (on - since).days < STEP_DAYS:
        return Restricted(last, "early", last)
    week = week_of([night for night in nights if night.on > since], on)
    return Restricted(last, "unknown", last) if week is None else _next(last, week)


def _first(week: Average) -> Restricted:
    minutes = max(FLOOR, in_grains(week.asleep))
    return Restricted(minutes, "start", minutes)


def _next(last: int, week: Average) -> Restricted:
    if week.efficiency >= LONGER_FROM:
        return Restricted(min(last + GRAIN, LONGEST_IN_BED), "longer", last)
    shorter = last - GRAIN
    if week.efficiency < SHORTER_UNDER and shorter >= FLOOR:
        return Restricted(shorter, "shorter", shorter)
    return Restricted(last, "same", last)


def _since(before: Sequence[Chosen]) -> date:
    """The day the length that holds was first chosen: keeping it begins no new week."""
    first = before[-1]
    for one in reversed(before):
        if one.minutes != first.minutes:
            break
        first = one
    return first.on
