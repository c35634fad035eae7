"""Dose by week: how much the people of a study practise."""

from program.charts._frame import week_bars
from program.charts.figure import TOO_FEW, Figure
from program.charts.tones import Tones
from program.export.study import Study
from program.words import N_

_DOSE = N_("Mean minutes practised per person: {first} in week 1, {last} in week {week}.")


def dose(study: Study, tones: Tones, locale: str) -> Figure:
    """Mean minutes of practice by week, those who practised nothing included."""
    if not study.dose:
        return Figure(None, TOO_FEW)
    first, last = study.dose[0], study.dose[-1]
    return Figure(
        figure=week_bars([week.minutes for week in study.dose], tones, locale, places=1),
        sentence=_DOSE,
        values={
            "first": f"{first.minutes:.1f}",
            "last": f"{last.minutes:.1f}",
            "week": last.week,
        },
        head=(N_("Week"), N_("Minutes"), N_("People")),
        rows=tuple((str(w.week), f"{w.minutes:.1f}", str(w.n)) for w in study.dose),
    )
