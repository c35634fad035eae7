"""Attrition as two curves: who still visits, and who still answers."""

from collections.abc import Sequence

from plotly.graph_objects import Figure as Plot
from plotly.graph_objects import Scatter

from program.charts._frame import SMALL, named, sheet
from program.charts.figure import TOO_FEW, Figure
from program.charts.tones import Tones
from program.export.study import Point, Study, percent
from program.words import N_, say

VISITING = N_("Still visiting")
ANSWERING = N_("Still answering check-ins")
_SENTENCE = N_(
    "By week {week}, {visiting} percent still visit and {answering} percent still answer "
    "check-ins."
)


def attrition(study: Study, tones: Tones, locale: str) -> Figure:
    """Who still visits (non-usage) and who still answers (dropout), on one sheet."""
    visiting, answering = study.visiting, study.answering
    if not visiting or not answering:
        return Figure(None, TOO_FEW)
    on_top = visiting[-1].share >= answering[-1].share
    plot = sheet(tones, 320)
    _curve(plot, visiting, say(locale, VISITING), tones.link, above=on_top)
    _curve(plot, answering, say(locale, ANSWERING), tones.clay, above=not on_top)
    plot.update_traces(line_dash="dash", selector=1)
    plot.update_xaxes(title=named(tones, say(locale, N_("Weeks since enrolment"))))
    plot.update_yaxes(
        range=[-0.12, 1.12], tickformat=".0%", tickvals=[0, 0.5, 1], showgrid=True
    )
    week = min(visiting[-1].week, answering[-1].week)
    return Figure(
        figure=plot,
        sentence=_SENTENCE,
        values={
            "week": week,
            "visiting": percent(_shares(visiting)[week]),
            "answering": percent(_shares(answering)[week]),
        },
        head=(N_("Week"), VISITING, ANSWERING),
        rows=_rows(visiting, answering),
    )


def _curve(plot: Plot, points: Sequence[Point], name: str, colour: str, *, above: bool) -> None:
    plot.add_trace(
        Scatter(
            x=[point.week for point in points],
            y=[point.share for point in points],
            mode="lines",
            line={"color": colour, "width": 2.5, "shape": "hv"},
            customdata=[percent(point.share) for point in points],
            hovertemplate="%{customdata}%<extra></extra>",
        )
    )
    middle = points[len(points) // 2]
    plot.add_annotation(
        text=name,
        x=middle.week,
        y=middle.share,
        showarrow=False,
        xanchor="left" if above else "right",
        yanchor="bottom" if above else "top",
        font={"color": colour, "size": SMALL},
    )


def _shares(points: Sequence[Point]) -> dict[int, float]:
    return {point.week: point.share for point in points}


def _rows(*curves: Sequence[Point]) -> tuple[tuple[str, ...], ...]:
    shares = [_shares(points) for points in curves]
    weeks = sorted({week for one in shares for week in one})
    return tuple(
        (str(week), *(f"{percent(one[week])}%" if week in one else "" for one in shares))
        for week in weeks
    )
