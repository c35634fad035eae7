"""A figure on a page: its sentence above, the drawing, and the same as a table one tap away.

Importing this loads no Plotly; drawing a figure does.
"""

from collections.abc import Mapping
from html import escape

import streamlit as st

from program.charts.figure import CONFIG, Figure
from program.charts.tones import DARK, HIGH_DARK, HIGH_LIGHT, LIGHT, Tones
from program.ui.parts.cards import as_table
from program.ui.parts.raw import raw
from program.words import say


def tones(preferences: Mapping[str, str]) -> Tones:
    """The colours of figures, as the page's own are: light or dark, and the contrast chosen."""
    dark = st.context.theme.type == "dark"
    if preferences.get("contrast") == "high":
        return HIGH_DARK if dark else HIGH_LIGHT
    return DARK if dark else LIGHT


def chart(figure: Figure, key: str, locale: str, *, note: str = "", link: str = "") -> None:
    """Draw a figure. key: of this chart on this page. note: a quiet line below the sentence,
    such as how many people it counts. link: HTML beside the table, such as a download."""
    sentence = say(locale, figure.sentence, **figure.values)
    more = f'<p class="cairn-when">{escape(note)}</p>' if note else ""
    raw(f'<div class="cairn-told"><p>{escape(sentence)}</p>{more}</div>')
    if figure.figure is not None:
        st.plotly_chart(figure.figure, theme=None, config=dict(CONFIG), key=key, alt=sentence)
    if figure.rows:
        table = as_table(figure.head, figure.rows, locale)
        raw(f'<div class="cairn-picture"><div class="cairn-foot-row">{table}{link}</div></div>')
