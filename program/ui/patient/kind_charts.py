"""Charts as patients see them: words in place of scores, as large as the rest of the page."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from plotly.graph_objects import Figure as Plot
else:
    Plot = Any

_LARGER = {"large": 131.25 / 112.5, "larger": 156.25 / 112.5}
"""Text size a person chose -> times the usual, as the style sheet has it."""
_USUAL = 13
"""Size of a chart's words in px."""
_ROOM = 1.25
"""How much wider a chart's time is made, so that words fit beside its line on a phone."""
_MOST_WEEKS = 5
"""Weeks that are named under a chart."""


def enlarge(plot: Plot, preferences: Mapping[str, str]) -> float:
    """Make a chart's words as large as the page's; how many times larger that is."""
    times = _LARGER.get(preferences.get("text", ""), 1.0)
    if times > 1:
        size = _USUAL * times
        plot.update_annotations(font_size=size)
        plot.update_xaxes(tickfont_size=size, title_font_size=size)
        plot.update_yaxes(tickfont_size=size, title_font_size=size)
        plot.update_traces(textfont_size=size)
    return times


def words_alone(plot: Plot, times: float) -> None:
    """No scores in the drawing: the names of its bands say it, with room of their own.

    times: how much larger than usual its words are.
    """
    first, last = plot.layout.xaxis.range
    weeks, names = plot.layout.xaxis.tickvals, plot.layout.xaxis.ticktext
    every = -(-len(weeks) // _MOST_WEEKS)
    for name in plot.layout.annotations:  # there is room for each on one line
        name.text = name.text.replace("<br>", " ")
    plot.update_traces(mode="lines+markers", hoverinfo="skip", hovertemplate=None)
    plot.update_yaxes(showticklabels=False)
    plot.update_xaxes(
        range=[first, first + (last - first) * _ROOM * times],
        tickvals=weeks[::every],
        ticktext=names[::every],
    )
