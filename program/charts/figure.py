"""A figure with its twin in words and in a table: what every chart is handed over as."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from program.record import Observed
from program.words import N_, say

if TYPE_CHECKING:
    from plotly.graph_objects import Figure as Plot
else:
    Plot = Any

CONFIG: Mapping[str, object] = {
    "displayModeBar": False,
    "scrollZoom": False,
    "doubleClick": False,
    "showTips": False,
}
"""How a page shows it: `st.plotly_chart(figure.figure, theme=None, config=CONFIG)`."""


TOO_FEW = N_("Too few people to show this yet.")
"""Below five people nothing is drawn."""


@dataclass(frozen=True)
class Figure:
    """One message, said in a sentence above, drawn, and as a table one tap away."""

    figure: Plot | None
    """None where there is nothing to draw yet; the sentence says so."""
    sentence: str
    """A msgid with {named} places; also the alternative text."""
    values: Mapping[str, float | int | str] = field(default_factory=dict)
    """What fills the sentence's places; words in here are in the reader's language already."""
    head: tuple[str, ...] = ()
    """Msgids."""
    rows: tuple[tuple[str, ...], ...] = ()
    """The table twin, in the reader's language already."""


ABOUT = N_("about {value}")


def told(one: Observed, locale: str) -> str:
    """A value as people read it; one that was made up from the other items says so."""
    shown = rounded(one)
    return say(locale, ABOUT, value=shown) if one.score.prorated else shown


def rounded(one: Observed) -> str:
    """A value as people read it: one decimal at most."""
    return f"{round(one.value or 0.0, 1):g}"
