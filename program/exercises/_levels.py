"""The level of a pace on a day: up a little, the same, or a smaller step; and after a flare.

One pure function of facts and a day, by the rules of `_ladder` for weeks and `_easing` for
flares. Where energy is the limit there are no levels at all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Literal

from program.exercises._easing import Span, eased, going_on
from program.exercises._ladder import WEEK, Because, Facts, Ladder, judged, measured, planned
from program.exercises._pacing import MOST_PERCENT, Unit, smallest_step


@dataclass(frozen=True)
class Level:
    """Where somebody's pace stands on a day, and what decided it."""

    unit: Unit
    amount: Fraction
    """For a planned day, today."""
    full: Fraction
    """The same without a flare."""
    k: int
    """Advances since the start of this ladder."""
    because: Because
    flare: Literal["on", "back"] | None = None
    """Why the amount is below the full one."""
    done: int = 0
    planned: int = 0
    """Of the week that was looked at last."""
    days: frozenset[int] = frozenset()
    """Weekdays of the plan; empty before there is one."""
    begun: date | None = None
    """First day of this week of the pace."""


def level(facts: Facts, on: date) -> Level | None:
    """The level on a day; None before there is a start. Raises ValueError for a rise of more
    than 20% of the tolerance."""
    if not 0 < facts.percent <= MOST_PERCENT:
        raise ValueError(f"no pace rises by {facts.percent}% a week")
    ladder: Ladder | None = None
    starts = [*(one.on for one in facts.baselines), *(one.on for one in facts.plans)]
    begun = min(starts, default=on)
    for n in range((on - begun).days + 1):
        ladder = _day(ladder, facts, begun + timedelta(days=n))
    if ladder is None:
        return None
    full, part = ladder.full(facts.percent), eased(facts.flares, on)
    unit = ladder.baseline.unit
    return Level(
        unit=unit,
        amount=_less(full, facts.flares, on, unit),
        full=full,
        k=ladder.k,
        because=ladder.because,
        flare=None if part == 1 else "on" if going_on(facts.flares, on) else "back",
        done=ladder.done,
        planned=ladder.planned,
        days=ladder.plan.days if ladder.plan else frozenset(),
        begun=ladder.begins + (on - ladder.begins) // WEEK * WEEK,
    )


def _day(ladder: Ladder | None, facts: Facts, on: date) -> Ladder | None:
    """The ladder once a day has begun: last week looked at, then what is set out today. What
    was saved last on a day holds."""
    if ladder and ladder.plan and on > ladder.begins and not (on - ladder.begins) % WEEK:
        ladder = judged(ladder, facts, on - WEEK)
    for baseline in [one for one in facts.baselines if one.on == on][-1:]:
        ladder = measured(ladder, baseline)
    for plan in [one for one in facts.plans if one.on == on][-1:]:
        ladder = planned(ladder, plan, facts.percent)
    return ladder


def _less(full: Fraction, flares: Sequence[Span], on: date, unit: Unit) -> Fraction:
    """The amount of a day, rounded up to the unit: half is never less than half."""
    step = smallest_step(full, unit)
    wanted = full * eased(flares, on)
    return min(full, -(-wanted // step) * step)
