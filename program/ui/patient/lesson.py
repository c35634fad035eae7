"""A lesson on the page: its text in full or in short, the way to the other, its sources."""

from html import escape

import streamlit as st

from program.modules.spec import Lesson
from program.ui.parts.raw import raw
from program.ui.patient.entering import Here
from program.words import N_

SHORT, FULL = N_("Short version"), N_("Full text")
SOURCES = N_("Where this comes from")


def draw_lesson(me: Here, lesson: Lesson, *, short: bool, other: str) -> None:
    """Draw the text below its heading. other: address of the same lesson the other way."""
    raw(
        f'<p class="cairn-switch"><a href="{escape(other)}" target="_self" data-go>'
        f"{escape(me.say(FULL if short else SHORT))}</a></p>"
    )
    with st.container(key="lesson"):
        st.markdown(lesson.short if short else lesson.body, anchors=False)
    if lesson.sources:
        lines = "".join(f"<li>{escape(source)}</li>" for source in lesson.sources)
        raw(
            f'<details class="cairn-sources"><summary>{escape(me.say(SOURCES))}</summary>'
            f"<ul>{lines}</ul></details>"
        )
