"""What a question reads in a record: a value, its age and the event it came with.

`variables.py` says in words what each of them is and when it is not known.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple, assert_never

from program.adapt.conditions import (
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
    OfScale,
    Reliable,
    StepDone,
)
from program.adapt.exact import change
from program.adapt.kept import kept_last
from program.adapt.view import View, light_weeks_running
from program.exercises import PAIR_DAYS, LoggedDay, logged_days, patterns
from program.ids import EventId
from program.record import Observed, Saved
from program.safety import cautions


class Reading(NamedTuple):
    """What was found. `value` None: not known. A row of values is a tuple, oldest first."""

    value: Any = None
    age: int | None = None
    """Days since the latest value was given."""
    source: EventId | None = None


_NOTHING = Reading()


def read(leaf: Leaf, view: View) -> Reading:
    """Read what one question asks about that is about no scale's values."""
    return _READ[type(leaf)](leaf, view)


def read_series(
    leaves: Iterable[OfScale], seen: tuple[Observed, ...], view: View
) -> list[Reading]:
    """Read what some questions ask about a scale, given the scale's observed values."""
    if not seen:
        return [_NOTHING for _ in leaves]
    latest = seen[-1]
    event, age = latest.event, (view.on - latest.on).days
    old = Reading(age=age)
    found: list[Reading] = []
    for leaf in leaves:
        value = _SERIES[type(leaf)](leaf, seen, view) if age <= leaf.within_days else None
        found.append(old if value is None else Reading(value, age, event))
    return found


def _latest(leaf: Latest, seen: tuple[Observed, ...], view: View) -> float | None:
    return seen[-1].value


def _changed(leaf: Changed, seen: tuple[Observed, ...], view: View) -> float | None:
    if len(seen) < 2:
        return None
    earlier = seen[0] if leaf.since == "baseline" else seen[-2]
    return change_between(earlier, seen[-1], leaf.percent)


def change_between(earlier: Observed, later: Observed, percent: bool = False) -> float | None:
    """Later less earlier, in points or in percent of the earlier value.

    None where a value is missing, or where percent of 0 is asked for.
    """
    if earlier.value is None or later.value is None:
        return None
    return change(earlier.value, later.value, percent)


def _row(leaf: InARow, seen: tuple[Observed, ...], view: View) -> tuple[float | None, ...]:
    return tuple([o.value for o in seen[-leaf.n :]])


def _reliable(leaf: Reliable, seen: tuple[Observed, ...], view: View) -> float | None:
    facts = view.plan.scales.get(leaf.scale)
    if len(seen) < 2 or facts is None or facts.reliable is None:
        return None
    return change_between(seen[0], seen[-1])


def _band(leaf: InBand, seen: tuple[Observed, ...], view: View) -> str | None:
    return seen[-1].score.band


def _age(leaf: Age, view: View) -> Reading:
    seen = view.values(leaf.scale)
    if not seen:
        return Reading()
    age = (view.on - seen[-1].on).days
    return Reading(age, age, seen[-1].event)


def _days_since(leaf: DaysSince, view: View) -> Reading:
    moment = _moment(leaf, view)
    return Reading(None if moment is None else (view.on - moment).days)


def _moment(leaf: DaysSince, view: View) -> date | None:
    record = view.record
    match leaf.what:
        case "enrolled":
            return record.enrolled
        case "last_visit":
            return record.visits[-1] if record.visits else None
        case "last_contact":
            return record.last_contact
        case "last_completed":
            days = (state.last_completed for state in record.modules.values())
            return max((on for on in days if on is not None), default=None)
        case "flare":
            return record.flare_since
        case _:
            assert_never(leaf.what)


def _count(leaf: Count, view: View) -> Reading:
    record, plan = view.record, view.plan
    match leaf.what:
        case "modules_completed":
            return Reading(len(view.done))
        case "branches_opened":
            return Reading(view.taken)
        case "light_weeks_running":
            return Reading(light_weeks_running(record, view.on, plan.light_week_days))
        case "visits":
            return Reading(len(set(record.visits)))
        case "practices":
            return Reading(len(record.kind("practice_log")))
        case _:
            assert_never(leaf.what)


def _dose(leaf: Dose, view: View) -> Reading:
    practised = (
        saved.fact.scores.get("minutes", 0.0)
        for saved in view.record.kind("practice_log")
        if (view.on - saved.on).days < leaf.days
    )
    return Reading(round(sum(practised), 4))


def _learned(leaf: Learned, view: View) -> Reading:
    saved = view.record.kind(leaf.kind)
    if not saved:
        return Reading()
    latest = saved[-1]
    age = (view.on - latest.on).days
    return Reading(latest.fact.scores.get(leaf.score), age, latest.event)


def _completed(leaf: Completed, view: View) -> Reading:
    return Reading(leaf.module in view.done)


def _step_done(leaf: StepDone, view: View) -> Reading:
    return Reading(any(leaf.step in state.done for state in view.record.modules.values()))


def _flare(leaf: InFlare, view: View) -> Reading:
    since = view.record.flare_since
    return Reading(since is not None, None if since is None else (view.on - since).days)


def _pattern(leaf: InPattern, view: View) -> Reading:
    days = _logged(view.record.kind("activity_log"))
    while days and days[-1].on > view.on:
        days = days[:-1]
    if not days:
        return Reading()
    age = (view.on - days[-1].on).days
    if age > PAIR_DAYS or cautions(view.record).energy_limit:
        return Reading(age=age)
    return Reading(getattr(_patterns(days), leaf.of), age)


# A log grows by a day now and then, and is looked at with every decision.
@kept_last
def _logged(log: tuple[Saved, ...]) -> tuple[LoggedDay, ...]:
    return logged_days([saved.entry for saved in log])


_patterns = kept_last(patterns)


_SERIES: Mapping[type, Callable[[Any, tuple[Observed, ...], View], Any]] = {
    Latest: _latest,
    Changed: _changed,
    InARow: _row,
    Reliable: _reliable,
    InBand: _band,
}
_READ: Mapping[type, Callable[[Any, View], Reading]] = {
    Age: _age,
    DaysSince: _days_since,
    Count: _count,
    Dose: _dose,
    Learned: _learned,
    Completed: _completed,
    StepDone: _step_done,
    InFlare: _flare,
    InPattern: _pattern,
}
