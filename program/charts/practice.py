"""Minutes of practice by week: one person's bars."""

from datetime import date

from program.charts._frame import week_bars
from program.charts.figure import Figure
from program.charts.tones import Tones
from program.record import Record
from program.words import N_

_NONE = N_("No practice yet. It starts with two minutes.")
_ONE_WEEK = N_("Practice so far: {minutes} minutes, in one week.")
_SO_FAR = N_("Practice so far: {minutes} minutes, in {active} weeks.")
"""Weeks without are not told: the program may have ended long ago, and nothing is owed."""


def practice_by_week(record: Record, on: date, tones: Tones, locale: str) -> Figure:
    """Minutes of guided practice in each week since enrolment, up to `on`."""
    weeks = _weeks(record, on)
    if not any(weeks):
        return Figure(None, _NONE)
    active = sum(minutes > 0 for minutes in weeks)
    return Figure(
        figure=week_bars(weeks, tones, locale),
        sentence=_ONE_WEEK if active == 1 else _SO_FAR,
        values={"minutes": f"{sum(weeks):.0f}", "active": active},
        head=(N_("Week"), N_("Minutes")),
        rows=tuple(
            (str(week), f"{minutes:.0f}") for week, minutes in enumerate(weeks, start=1)
        ),
    )


def _weeks(record: Record, on: date) -> list[float]:
    if record.enrolled is None:
        return []
    weeks = [0.0] * max(1, (on - record.enrolled).days // 7 + 1)
    for saved in record.kind("practice_log"):
        week = (saved.on - record.enrolled).days // 7
        if 0 <= week < len(weeks):
            weeks[week] += saved.fact.scores.get("minutes", 0.0)
    return weeks
