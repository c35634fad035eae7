"""What stands around a person's ratings: bands of severity behind, modules underneath."""

from collections.abc import Sequence
from datetime import date
from textwrap import wrap

from plotly.graph_objects import Figure as Plot
from plotly.graph_objects import Scatter

from program.charts._frame import SMALL, label
from program.charts.tones import Tones
from program.instruments.spec import InstrumentWords, Scale
from program.record import ModuleState

_A_LINE = 11
"""Letters in a line of a band's name: it stands beside the ratings also on a phone."""
_A_NAME = 22
"""Letters in a line of a module's name: there is room for so many in half of a phone."""


def week(on: date, enrolled: date) -> float:
    """Weeks since enrolment; 0 is the day itself, and the one before where a zone became known
    after it."""
    return max(0, (on - enrolled).days) / 7


def draw_bands(plot: Plot, scale: Scale, words: InstrumentWords, tones: Tones) -> None:
    """Bands of severity as quiet stripes with their names at the right."""
    bands = scale.bands
    tops = [*(band.begins for band in bands[1:]), scale.highest]
    for n, (band, top) in enumerate(zip(bands, tops, strict=True)):
        plot.add_shape(
            type="rect",
            xref="paper",
            x0=0,
            x1=1,
            y0=band.begins,
            y1=top,
            layer="below",
            line={"width": 1, "color": tones.line},
            fillcolor=tones.soft,
            opacity=0.35 if n % 2 else 0.8,
        )
        plot.add_annotation(
            label(
                tones,
                "<br>".join(wrap(words.bands.get(band.id, band.id), _A_LINE)),
                1,
                (band.begins + top) / 2,
                xref="paper",
                xanchor="right",
                xshift=-6,
                align="right",
                font={"color": tones.muted, "size": SMALL},
            )
        )


def draw_modules(
    plot: Plot,
    titles: Sequence[tuple[str, ModuleState]],
    enrolled: date,
    middle: float,
    tones: Tones,
) -> None:
    """A line from opening to completion for each module, with its name above it.

    `middle` of the sheet, in weeks since `enrolled`: a name begins where its line does, or ends
    where it ends, whichever side has room for it.
    """
    for row, (title, state) in enumerate(titles):
        begun = week(state.opened, enrolled)
        until = week(state.completed, enrolled) if state.completed else begun
        ends = "circle" if state.completed else "line-ns"
        late = begun > middle
        plot.add_trace(_span(begun, until, row, ends, tones))
        plot.add_annotation(
            label(
                tones,
                "<br>".join(wrap(title, _A_NAME)),
                until if late else begun,
                row,
                yref="y2",
                xanchor="right" if late else "left",
                align="right" if late else "left",
                yanchor="bottom",
                yshift=3,
            )
        )


def _span(begun: float, until: float, row: int, ends: str, tones: Tones) -> Scatter:
    return Scatter(
        x=[begun, until],
        y=[row, row],
        yaxis="y2",
        mode="lines+markers",
        line={"color": tones.muted, "width": 2},
        marker={
            "color": tones.moss,
            "symbol": ["line-ns", ends],
            "size": 9,
            "opacity": 1,
            "line": {"width": 2, "color": tones.muted},
        },
        hoverinfo="skip",
        cliponaxis=False,
    )
