"""Boosters: short modules that open some weeks after the end of a program.

Where several have come due, the latest alone is asked for: it looks back on the whole time, and
nobody who comes late has anything to catch up on.
"""

from datetime import date, timedelta

from program.adapt.plan import Plan
from program.ids import ModuleId
from program.record import Record


def booster_days(plan: Plan, record: Record) -> tuple[tuple[date, ModuleId], ...]:
    """Each booster with the day it comes, sooner ones first; none before the end."""
    end = record.finished
    if end is None:
        return ()
    return tuple((end + timedelta(weeks=b.weeks), b.module) for b in plan.boosters)


def come(plan: Plan, record: Record, on: date) -> tuple[date, ModuleId] | None:
    """The latest booster whose day has come, begun or not."""
    here = [one for one in booster_days(plan, record) if one[0] <= on]
    return here[-1] if here else None


def ahead(plan: Plan, record: Record, on: date) -> tuple[date, ModuleId] | None:
    """The next booster whose day is still to come; one that was begun already does not come
    again."""
    waiting = (one for one in booster_days(plan, record) if one[0] > on)
    return next((one for one in waiting if one[1] not in record.modules), None)


def why_not_yet(plan: Plan, record: Record, on: date) -> dict[ModuleId, str]:
    """Each booster -> why it is not next where it was not begun (a code of the codebook)."""
    latest = come(plan, record, on)
    if latest is None:
        return {booster.module: "after_the_end" for booster in plan.boosters}
    return {
        module: "later_booster" if day < latest[0] else "after_the_end"
        for day, module in booster_days(plan, record)
    }
