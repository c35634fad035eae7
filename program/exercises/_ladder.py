"""A pace on its way through the weeks: what each one makes of its level.

Linear steps of the first tolerance, done on good days and bad, follow the Australian
Therapeutic Guidelines and Fordyce's quotas; the share of days that moves a level, the effort
and the overshoot are clinical judgement and want a clinician's review.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Literal

from program.exercises._easing import HALF, Span, eased
from program.exercises._logged import LoggedDay
from program.exercises._pacing import START, Unit, to_unit

MOST, SOME = Fraction(7, 10), Fraction(4, 10)
"""Parts of the planned days: from the first the level may rise, under the second is little."""
HARDEST = 7
"""Effort above this on any day keeps the level where it is."""
OVER = Fraction(12, 10)
"""Part of the amount above which a day is well over it."""
SMALLER = Fraction(8, 10)
WEEK = timedelta(days=7)

Because = Literal[
    "start", "advanced", "some_done", "little_done", "nothing_written", "effort", "over",
    "flare", "light_week", "reduced",
]  # fmt: skip
"""What decided the level of this week. All but `start`, `advanced`, `reduced` keep it."""


@dataclass(frozen=True)
class Baseline:
    on: date
    unit: Unit
    tolerance: Fraction


@dataclass(frozen=True)
class Plan:
    on: date
    unit: Unit
    amount: Fraction
    days: frozenset[int]
    """Weekdays, Monday is 0."""


@dataclass(frozen=True)
class Facts:
    """Everything a level is made of. Baselines and plans in the order they were saved."""

    baselines: Sequence[Baseline] = ()
    plans: Sequence[Plan] = ()
    logged: Sequence[LoggedDay] = ()
    """In the unit of the pace."""
    flares: Sequence[Span] = ()
    light_weeks: Sequence[Span] = ()
    percent: int = 10
    """Of the tolerance that each advance adds."""


@dataclass(frozen=True)
class Ladder:
    """A pace in the making, on its way through the days."""

    baseline: Baseline
    begins: date
    base: Fraction
    """Amount of level 0, never rounded."""
    plan: Plan | None = None
    k: int = 0
    completed: frozenset[int] = frozenset()
    """Levels at which most of a week's planned days were done."""
    little: int = 0
    """Weeks running in which little was done."""
    because: Because = "start"
    done: int = 0
    planned: int = 0

    def full(self, percent: int) -> Fraction:
        wanted = self.base + Fraction(percent, 100) * self.baseline.tolerance * self.k
        return to_unit(wanted, self.baseline.unit)


def measured(ladder: Ladder | None, baseline: Baseline) -> Ladder:
    """A new tolerance is a new start; the same one, saved again, changes nothing."""
    if ladder is not None:
        known = ladder.baseline
        if (known.unit, known.tolerance) == (baseline.unit, baseline.tolerance):
            return ladder
    plan = ladder.plan if ladder and ladder.baseline.unit == baseline.unit else None
    return Ladder(baseline, baseline.on, START * baseline.tolerance, plan)


def planned(ladder: Ladder | None, plan: Plan, percent: int) -> Ladder:
    """A plan for less begins anew from there. The amount of the plan before, or more than the
    level there is, changes the days alone: a plan raises nothing by itself."""
    if ladder is None or ladder.baseline.unit != plan.unit:
        baseline = Baseline(plan.on, plan.unit, plan.amount / START)
        return Ladder(baseline, plan.on, plan.amount, plan)
    same = ladder.plan is not None and plan.amount == ladder.plan.amount
    if plan.amount < ladder.full(percent) and not same:
        return Ladder(ladder.baseline, plan.on, plan.amount, plan)
    begins = plan.on if ladder.plan is None else ladder.begins
    return replace(ladder, plan=plan, begins=begins)


def judged(ladder: Ladder, facts: Facts, first: date) -> Ladder:
    """The ladder after a week of a plan was looked at."""
    end, full = first + WEEK, ladder.full(facts.percent)
    week = [day for day in facts.logged if first <= day.on < end]
    planned = len(ladder.plan.days) if ladder.plan else 0
    kept = sum(
        day.planned and day.amount >= HALF * full * eased(facts.flares, day.on) for day in week
    )
    done = min(kept, planned)
    ladder = replace(ladder, done=done, planned=planned)
    most = planned > 0 and Fraction(done, planned) >= MOST
    if most:
        ladder = replace(ladder, completed=ladder.completed | {ladder.k})
    because = _resting(facts, first, end) or _unknown(week) or _share(done, planned)
    if because == "little_done":
        little = ladder.little + 1
        return _reduced(ladder) if little == 2 else _held(ladder, because, little)
    if because is not None:
        return _held(ladder, because)
    kept_from = _too_much(week, full)
    if kept_from is not None:
        return _held(ladder, kept_from)
    return replace(ladder, k=ladder.k + 1, little=0, because="advanced")


def _resting(facts: Facts, first: date, end: date) -> Because | None:
    """A week with a flare, a way back or a light week is never counted against anyone."""
    days = (first + timedelta(days=n) for n in range(7))
    if any(flare.touches(first, end) for flare in facts.flares):
        return "flare"
    if any(eased(facts.flares, day) < 1 for day in days):
        return "flare"
    return "light_week" if any(s.touches(first, end) for s in facts.light_weeks) else None


def _unknown(week: Sequence[LoggedDay]) -> Because | None:
    """Nothing written down is not nothing done."""
    return None if week else "nothing_written"


def _share(done: int, planned: int) -> Because | None:
    share = Fraction(done, planned) if planned else Fraction(0)
    if share >= MOST:
        return None
    return "some_done" if share >= SOME else "little_done"


def _too_much(week: Sequence[LoggedDay], full: Fraction) -> Because | None:
    if any(day.effort is not None and day.effort > HARDEST for day in week):
        return "effort"
    return "over" if any(day.amount > OVER * full for day in week) else None


def _held(ladder: Ladder, because: Because, little: int = 0) -> Ladder:
    return replace(ladder, because=because, little=little)


def _reduced(ladder: Ladder) -> Ladder:
    """Down to the last completed level; where there is none below, to 0.8 of the amount."""
    below = [k for k in ladder.completed if k < ladder.k]
    if below:
        return replace(ladder, k=max(below), little=0, because="reduced")
    return replace(
        ladder, base=SMALLER * ladder.base, k=0, completed=frozenset(), little=0,
        because="reduced",
    )  # fmt: skip
