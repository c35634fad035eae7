"""A lesson on the page: its text in full or in short, the way to the other, its sources."""

from html import escape

import streamlit as st

from program.modules.spec import Lesson
from program.ui.parts.raw import raw
from program.words import N_, say

SHORT, FULL = N_("Short version"), N_("Full text")
SOURCES = N_("Where this comes from")


def draw_lesson(lesson: Lesson, locale: str, *, short: bool, other: str) -> None:
    """Draw the text below its heading. other: address of the same lesson the other way."""
    raw(
        f'<p class="cairn-switch"><a href="{escape(other)}" target="_self" data-go>'
        f"{escape(say(locale, FULL if short else SHORT))}</a></p>"
    )
    with st.container(key="lesson"):
        st.markdown(lesson.short if short else lesson.body, anchors=False)
    if lesson.sources:
        lines = "".join(f"<li>{escape(source)}</li>" for source in lesson.sources)
        raw(
            f'<details class="cairn-sources"><summary>{escape(say(locale, SOURCES))}</summary>'
            f"<ul>{lines}</ul></details>"
        )
