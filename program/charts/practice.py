"""Minutes of practice by week: one person's bars."""

from datetime import date

from program.charts._frame import week_bars
from program.charts.figure import Figure
from program.charts.tones import Tones
from program.record import Record
from program.words import N_

_NONE = N_("No practice yet. It starts with two minutes.")
_ONE_MINUTE = N_("Practice so far: one minute, in one week.")
_ONE_WEEK = N_("Practice so far: {minutes} minutes, in one week.")
_SO_FAR = N_("Practice so far: {minutes} minutes, in {active} weeks.")
"""Weeks without are not told: the program may have ended long ago, and nothing is owed."""


def practice_by_week(record: Record, on: date, tones: Tones, locale: str) -> Figure:
    """Minutes of guided practice in each week since enrolment, up to `on`."""
    weeks = _weeks(record, on)
    if not any(weeks):
        return Figure(None, _NONE)
    minutes, active = sum(weeks), sum(week > 0 for week in weeks)
    one = _ONE_MINUTE if minutes == 1 else _ONE_WEEK
    return Figure(
        figure=week_bars(weeks, tones, locale),
        sentence=one if active == 1 else _SO_FAR,
        values={"minutes": minutes, "active": active},
        head=(N_("Week"), N_("Minutes")),
        rows=tuple((str(week), str(n)) for week, n in enumerate(weeks, start=1)),
    )


def _weeks(record: Record, on: date) -> list[int]:
    """Whole minutes, so that picture, table and sentence add up; any part is one."""
    if record.enrolled is None:
        return []
    weeks = [0.0] * max(1, (on - record.enrolled).days // 7 + 1)
    for saved in record.kind("practice_log"):
        week = max(0, (saved.on - record.enrolled).days // 7)
        if week < len(weeks):
            weeks[week] += saved.fact.scores.get("minutes", 0.0)
    return [max(1, round(minutes)) if minutes else 0 for minutes in weeks]
