"""A time in bed worked out from a week of a sleep diary: compression, never restriction.

Sleep compression brings the time in bed towards the time asleep in small steps over weeks
(Riedel, Lichstein and Dwyer 1995; Lichstein et al. 2001). Half an hour is left above the sleep
of the diary, as brief behavioural treatment does (Buysse et al. 2011); the floor of 5.5 hours
and the step of half an hour a week are clinical judgement and want a clinician's review.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

from program.exercises._sleep import Average, Night, average
from program.record import Entry

FLOOR = 330
"""Minutes. No window is shorter."""
SPARE = 30
"""Minutes in bed above the minutes asleep."""
STEP = 30
"""Minutes by which a window may shrink in a week."""
STEP_DAYS = 7
GRAIN = 15
"""Windows are whole quarters of an hour, rounded up."""
OLDEST = 7
"""Days since the latest night of the diary after which its week says nothing of today."""


@dataclass(frozen=True)
class Chosen:
    """A window somebody chose: the day, and its minutes."""

    on: date
    minutes: int


def week_of(nights: Sequence[Night], on: date) -> Average | None:
    """The last week of the diary as it stands on a day: five of seven nights, and none of
    them in the future. None where there are fewer, or where the latest is older than a week.
    """
    past = [night for night in nights if night.on <= on and night.believable]
    if not past or (on - max(night.on for night in past)).days > OLDEST:
        return None
    return average(past)


def windows(entries: Sequence[Entry]) -> tuple[Chosen, ...]:
    """The windows that were chosen, in the order they were saved."""
    hours = ((entry.on, entry.answers.get("in_bed")) for entry in entries)
    return tuple(Chosen(on, round(60 * h)) for on, h in hours if isinstance(h, int | float))


def suggest_window(week: Average, chosen: Sequence[Chosen], on: date) -> int:
    """The shortest window that may be offered on a day, in minutes.

    Half an hour over the sleep of the week; at most one step under the time in bed of the
    week; at most one step in seven days under the window chosen last; never under the floor.
    What is chosen on the same day does not count, so that it can be changed.
    """
    least = max(FLOOR, in_grains(week.asleep + SPARE), in_grains(week.in_bed - STEP))
    last = _last(chosen, on)
    if last is not None:
        least = max(least, last.minutes - STEP * ((on - last.on).days >= STEP_DAYS))
    return least


def kept_window(week: Average, chosen: Sequence[Chosen], on: date) -> int | None:
    """The window to stay with on days that are no time to shorten a night, in minutes: the one
    chosen last before that day. None where there is none, or where the week speaks for more."""
    last = _last(chosen, on)
    if last is None or last.minutes < suggest_window(week, chosen, on):
        return None
    return last.minutes


def _last(chosen: Sequence[Chosen], on: date) -> Chosen | None:
    before = [one for one in reversed(chosen) if one.on < on]
    return max(before, key=lambda one: one.on, default=None)


def in_grains(minutes: float) -> int:
    """Minutes as whole quarters of an hour, rounded up."""
    return ceil(round(minutes, 6) / GRAIN) * GRAIN
