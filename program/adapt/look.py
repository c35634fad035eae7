"""What a question finds in a record: the value, its age, and yes, no or unknown."""

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import assert_never

from program.adapt.conditions import (
    FRESH_DAYS,
    Age,
    Changed,
    Completed,
    Count,
    DaysSince,
    Dose,
    InARow,
    InBand,
    InFlare,
    InPattern,
    Latest,
    Leaf,
    Learned,
    Op,
    Reliable,
    StepDone,
)
from program.adapt.plan import Plan
from program.adapt.truth import Truth
from program.events import Input
from program.exercises import PAIR_DAYS, logged_days, patterns
from program.record import Observed, Record
from program.safety import cautions

_COMPARE: Mapping[Op, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


@dataclass(frozen=True)
class View:
    """Everything a question may look at."""

    plan: Plan
    record: Record
    on: date
    """The participant's own day."""


@dataclass(frozen=True)
class Seen:
    """What one question found."""

    variable: str
    needs: str
    truth: Truth
    value: float | str | bool | None = None
    age: int | None = None

    def as_input(self) -> Input:
        return Input(
            variable=self.variable,
            value=self.value,
            age_days=self.age,
            needs=self.needs,
            answer=self.truth.word,
        )

    @property
    def carried(self) -> bool:
        """Whether an answer older than a week's was used."""
        return self.age is not None and self.age > FRESH_DAYS and self.truth is Truth.YES


def look(leaf: Leaf, view: View) -> Seen:
    """Answer one question from what the record shows."""
    match leaf:
        case Latest() | Changed() | InARow() | Reliable() | InBand():
            return _look_at_scale(leaf, view)
        case Age():
            seen = view.record.values(leaf.scale)
            age = (view.on - seen[-1].on).days if seen else None
            return _compared(f"age of {leaf.scale}", age, leaf.op, leaf.days, age)
        case DaysSince():
            days = _days_since(leaf, view)
            return _compared(f"days since {leaf.what}", days, leaf.op, leaf.days, None)
        case Count():
            return _compared(leaf.what, _count(leaf, view), leaf.op, leaf.value, None)
        case Dose():
            minutes = _dose(leaf.days, view)
            name = f"minutes practised in {leaf.days} days"
            return _compared(name, minutes, leaf.op, leaf.minutes, None)
        case Learned():
            saved = view.record.kind(leaf.kind)
            found = saved[-1].fact.scores.get(leaf.score) if saved else None
            age = (view.on - saved[-1].on).days if saved else None
            return _compared(f"{leaf.kind} {leaf.score}", found, leaf.op, leaf.value, age)
        case Completed():
            state = view.record.modules.get(leaf.module)
            done = state is not None and state.first_completed is not None
            return Seen(f"{leaf.module} complete", "yes", Truth.of(done), done)
        case StepDone():
            done = any(leaf.step in state.done for state in view.record.modules.values())
            return Seen(f"{leaf.step} done", "yes", Truth.of(done), done)
        case InFlare():
            since = view.record.flare_since
            age = (view.on - since).days if since else None
            return Seen("flare", "yes", Truth.of(since is not None), since is not None, age)
        case InPattern():
            return _pattern(leaf, view)
        case _:
            assert_never(leaf)


def _pattern(leaf: InPattern, view: View) -> Seen:
    log = [saved.entry for saved in view.record.kind("activity_log")]
    found = patterns([day for day in logged_days(log) if day.on <= view.on])
    age = (view.on - found.latest).days if found.latest else None
    fresh = age is not None and age <= PAIR_DAYS and not cautions(view.record).energy_limit
    holds = getattr(found, leaf.of) if fresh else None
    return Seen(f"{leaf.of} pattern", "yes", Truth.of(holds), holds, age)


def _compared(
    variable: str, value: float | None, op: Op, with_: float, age: int | None
) -> Seen:
    truth = Truth.of(None if value is None else _COMPARE[op](value, with_))
    return Seen(variable, f"{op} {with_:g}", truth, value, age)


def _look_at_scale(leaf: Latest | Changed | InARow | Reliable | InBand, view: View) -> Seen:
    seen = view.record.values(leaf.scale)
    age = (view.on - seen[-1].on).days if seen else None
    fresh = seen if age is not None and age <= leaf.within_days else ()
    match leaf:
        case Latest():
            value = fresh[-1].value if fresh else None
            return _compared(leaf.scale, value, leaf.op, leaf.value, age)
        case Changed():
            name = f"{leaf.scale} since {leaf.since}"
            change = _change(leaf, fresh)
            unit = " percent" if leaf.percent else ""
            needs = f"{leaf.op} {leaf.value:g}{unit}"
            truth = Truth.of(None if change is None else _COMPARE[leaf.op](change, leaf.value))
            return Seen(name, needs, truth, change, age)
        case InARow():
            return _in_a_row(leaf, fresh, age)
        case Reliable():
            return _reliable(leaf, fresh, view, age)
        case InBand():
            band = fresh[-1].score.band if fresh else None
            needs = " or ".join(leaf.within)
            truth = Truth.of(None if band is None else band in leaf.within)
            return Seen(f"{leaf.scale} band", needs, truth, band, age)
        case _:
            assert_never(leaf)


def change_between(earlier: Observed, later: Observed, percent: bool = False) -> float | None:
    """Later less earlier, in points or in percent of the earlier value.

    None where a value is missing, or where percent of 0 is asked for.
    """
    if earlier.value is None or later.value is None:
        return None
    points = round(later.value - earlier.value, 4)
    if not percent:
        return points
    return None if earlier.value == 0 else round(100 * points / earlier.value, 2)


def _change(leaf: Changed, seen: tuple[Observed, ...]) -> float | None:
    if len(seen) < 2:
        return None
    earlier = seen[0] if leaf.since == "baseline" else seen[-2]
    return change_between(earlier, seen[-1], leaf.percent)


def _in_a_row(leaf: InARow, seen: tuple[Observed, ...], age: int | None) -> Seen:
    latest = seen[-leaf.n :]
    holds = [_COMPARE[leaf.op](o.value, leaf.value) for o in latest if o.value is not None]
    truth = Truth.NO if not all(holds) else Truth.of(True if len(holds) == leaf.n else None)
    shown = ", ".join(f"{o.value:g}" for o in latest) or None
    needs = f"{leaf.op} {leaf.value:g}, {leaf.n} in a row"
    return Seen(leaf.scale, needs, truth, shown, age)


def _reliable(leaf: Reliable, seen: tuple[Observed, ...], view: View, age: int | None) -> Seen:
    facts = view.plan.scales.get(leaf.scale)
    points = facts.reliable if facts else None
    change = change_between(seen[0], seen[-1]) if len(seen) > 1 else None
    truth = Truth.UNKNOWN
    if facts is not None and points is not None and change is not None:
        worse = change if facts.higher == "worse" else -change
        truth = Truth.of(worse >= points if leaf.direction == "worse" else -worse >= points)
    return Seen(
        f"{leaf.scale} since baseline", f"reliably {leaf.direction}", truth, change, age
    )


def _days_since(leaf: DaysSince, view: View) -> int | None:
    record = view.record
    completed = [s.completed for s in record.modules.values() if s.completed is not None]
    moments: Mapping[str, date | None] = {
        "enrolled": record.enrolled,
        "last_visit": record.visits[-1] if record.visits else None,
        "last_contact": record.last_contact,
        "last_completed": max(completed) if completed else None,
        "flare": record.flare_since,
    }
    moment = moments[leaf.what]
    return None if moment is None else (view.on - moment).days


def _count(leaf: Count, view: View) -> int:
    record, plan = view.record, view.plan
    branches = {branch.module for branch in plan.branches}
    match leaf.what:
        case "modules_completed":
            return sum(s.first_completed is not None for s in record.modules.values())
        case "branches_opened":
            return sum(module in branches for module in record.modules)
        case "light_weeks_running":
            return light_weeks_running(record, view.on, plan.light_week_days)
        case "visits":
            return len(set(record.visits))
        case "practices":
            return len(record.kind("practice_log"))
        case _:
            assert_never(leaf.what)


def light_weeks_running(record: Record, on: date, days: int) -> int:
    """How many light weeks in a row reach up to this day, the present one included.

    A row ends only where the path went on: a light week's days or more lie in between, and a
    module was opened in them.
    """
    running, edge = 0, on
    for begun, until in reversed(record.light_weeks):
        moved = any(until < state.opened <= edge for state in record.modules.values())
        if moved and edge - until >= timedelta(days=days):
            break
        running, edge = running + 1, begun
    return running


def _dose(days: int, view: View) -> float:
    begins = view.on - timedelta(days=days)
    return sum(
        saved.fact.scores.get("minutes", 0.0)
        for saved in view.record.kind("practice_log")
        if saved.on > begins
    )
