"""Signals that come from time going by: nobody has come, or the path has fallen behind."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from program.adapt.plan import Plan
from program.adapt.raised import signal
from program.events import Level, SignalRaised
from program.record import Record
from program.words import N_

AMBER_SILENCE, RED_SILENCE = 7, 14
"""Days without a visit."""
_BEHIND_FROM = 14
"""Days that count before anybody is behind."""


def ageing_signals(plan: Plan, record: Record, on: date) -> tuple[SignalRaised, ...]:
    """Signals that come from time going by: computed where they are shown, and made facts by
    the daily round, or when somebody handles them."""
    if record.enrolled is None or record.finished is not None:
        return ()
    return (*_visits(record, on), *_behind(plan, record, on))


def may_be_told(plan: Plan, record: Record, on: date) -> bool:
    """Whether time alone may bring a signal on this day that the day before did not."""
    if silent_days(record, on) in (AMBER_SILENCE, RED_SILENCE):
        return True
    counted = days_that_count(record, on)
    return counted == _BEHIND_FROM or counted % plan.module_days == 0


def _visits(record: Record, on: date) -> Iterator[SignalRaised]:
    days = silent_days(record, on)
    if days >= AMBER_SILENCE:
        level: Level = "red" if days >= RED_SILENCE else "amber"
        reason = N_("No visit for {days} days.")
        last = on - timedelta(days=days)
        yield signal("no_visit", level, reason, (), last.isoformat(), days=days)


def silent_days(record: Record, on: date) -> int:
    """Days since somebody who follows a program was last in contact, or began; 0 of anybody
    else."""
    if record.enrolled is None or record.finished is not None:
        return 0
    return (on - max(record.last_contact or record.enrolled, record.enrolled)).days


def _behind(plan: Plan, record: Record, on: date) -> Iterator[SignalRaised]:
    held = record.held is not None or (record.holds and record.holds[-1][1] is None)
    behind = modules_behind(plan, record, on)
    if (
        record.enrolled is None
        or held
        or days_that_count(record, on) < _BEHIND_FROM
        or behind < 1
    ):
        return
    one, more = N_("One module behind the plan."), N_("{behind} modules behind the plan.")
    reason = one if behind == 1 else more
    level: Level = "red" if behind >= 2 else "amber"
    since = _behind_since(plan, record)
    yield signal("behind", level, reason, (), since.isoformat(), behind=behind)


def _behind_since(plan: Plan, record: Record) -> date:
    """The last completion that caught up with the plan, or enrolment.

    Falling further behind is the same signal, which a therapist has been shown already; so is
    a lag that comes and goes by a day or two while a module is done each week.
    """
    done = (state.first_completed for state in record.modules.values())
    days = sorted(day for day in done if day is not None)
    caught_up = [
        day
        for completed, day in enumerate(days, start=1)
        if _expected(plan, record, day) <= completed
    ]
    return caught_up[-1] if caught_up else record.enrolled or date.min


def modules_behind(plan: Plan, record: Record, on: date) -> int:
    """Modules that the cadence would have seen complete and that are not."""
    completed = sum(state.first_completed is not None for state in record.modules.values())
    return max(0, _expected(plan, record, on) - completed)


def _expected(plan: Plan, record: Record, on: date) -> int:
    """Modules that the cadence would have seen complete by some day: of the core, and of the
    branches that were opened beside it."""
    path = {*plan.core, *record.modules}
    return min(len(path), days_that_count(record, on) // plan.module_days)


def days_that_count(record: Record, on: date) -> int:
    """Days since enrolment in which the path was open. Light weeks, which are counted whole
    from their first day, and days on hold never count against anyone; a silence that was red
    was told as silence, and is not told again as falling behind."""
    if record.enrolled is None:
        return 0
    rest = {
        begun + timedelta(days=n)
        for begun, until in record.light_weeks
        if begun <= on
        for n in range((until - begun).days + 1)
    }
    rest |= {
        begun + timedelta(days=n)
        for begun, over in record.holds
        for n in range((min(over or on, on) - begun).days)
    }
    rest |= _told_silence(record.enrolled, record, on)
    return max(0, (on - record.enrolled).days - len(rest))


def _told_silence(enrolled: date, record: Record, on: date) -> set[date]:
    """Days of every silence up to a day that was long enough to be red."""
    came = (enrolled, *(day for day in record.visits if day <= on), on)
    return {
        last + timedelta(days=n)
        for last, back in pairwise(came)
        if (back - last).days >= RED_SILENCE
        for n in range((back - last).days)
    }
