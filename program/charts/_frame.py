"""The empty sheet every Plotly figure begins from: transparent, quiet, no legend."""

from collections.abc import Mapping, Sequence
from typing import Any

from plotly.graph_objects import Bar, layout
from plotly.graph_objects import Figure as Plot

from program.charts.tones import Tones
from program.words import N_, say

CLEAR = "rgba(0,0,0,0)"
_FONT = "Atkinson Hyperlegible Next, Atkinson Hyperlegible, system-ui, sans-serif"
SMALL, USUAL = 13, 15
"""Sizes of text in px."""
_NAMED = 8
"""Weeks that are named below a figure: there is room for so many on a phone."""
_LETTERS = 48
"""Letters that there is room for above all bars on a phone, with a gap after each number."""


def sheet(tones: Tones, height: int) -> Plot:
    """An empty figure. `height` in px; the width is the page's."""
    return Plot(
        layout={
            "template": layout.Template(),
            "height": height,
            "autosize": True,
            "paper_bgcolor": CLEAR,
            "plot_bgcolor": CLEAR,
            "font": {"family": _FONT, "size": USUAL, "color": tones.ink},
            "margin": {"l": 8, "r": 8, "t": 12, "b": 8},
            "showlegend": False,
            "dragmode": False,
            "hovermode": "closest",
            "hoverlabel": {
                "bgcolor": tones.soft,
                "bordercolor": tones.muted,
                "font": {"family": _FONT, "size": USUAL, "color": tones.ink},
            },
            "bargap": 0.35,
            "xaxis": axis(tones),
            "yaxis": axis(tones),
        }
    )


def axis(tones: Tones, **more: Any) -> Mapping[str, Any]:
    """An axis that cannot be dragged, leaves room for its own labels and turns none."""
    return {
        "fixedrange": True,
        "automargin": True,
        "showgrid": False,
        "zeroline": False,
        "showline": False,
        "linecolor": tones.line,
        "gridcolor": tones.line,
        "tickangle": 0,
        "tickfont": {"color": tones.muted, "size": SMALL},
        "title": {"font": {"color": tones.muted, "size": SMALL}},
        **more,
    }


def label(tones: Tones, text: str, x: float, y: float, **more: Any) -> Mapping[str, Any]:
    """Words that stand at their thing, in place of a legend."""
    return {
        "text": text,
        "x": x,
        "y": y,
        "showarrow": False,
        "font": {"color": tones.ink, "size": SMALL},
        **more,
    }


def named(tones: Tones, text: str) -> Mapping[str, Any]:
    """The title of an axis."""
    return {"text": text, "font": {"color": tones.muted, "size": SMALL}}


def named_weeks(weeks: int) -> range:
    """Which weeks, from 1, are named below a figure: every one, or every second, third ..."""
    return range(1, weeks + 1, max(1, -(-weeks // _NAMED)))


def week_bars(weeks: Sequence[float], tones: Tones, locale: str, places: int = 0) -> Plot:
    """Upright bars of one value a week, from week 1, each with its number on top; of many weeks
    those that are named below have theirs.

    places: decimals of the numbers.
    """
    plot, named_below = sheet(tones, 240), named_weeks(len(weeks))
    numbers = [f"{value:.{places}f}" if value else "" for value in weeks]
    widest = max(map(len, numbers), default=0)
    room = len(weeks) * (widest + 1) <= _LETTERS
    plot.add_trace(
        Bar(
            x=[*range(1, len(weeks) + 1)],
            y=[*weeks],
            text=[
                number if room or week in named_below else ""
                for week, number in enumerate(numbers, start=1)
            ],
            textposition="outside",
            textangle=0,
            constraintext="none",
            textfont={"size": SMALL, "color": tones.ink},
            cliponaxis=False,
            marker={"color": tones.link},
            hoverinfo="skip",
        )
    )
    plot.update_xaxes(
        tickvals=[*named_below],
        range=[0.4, len(weeks) + 0.6],
        title=named(tones, say(locale, N_("Week"))),
    )
    plot.update_yaxes(visible=False, range=[0, max(*weeks, 1) * 1.2])
    return plot
