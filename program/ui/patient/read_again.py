"""A lesson of a module that was opened, to read at any time, in full or in short."""

from urllib.parse import urlencode

import streamlit as st

from program.ids import StepId
from program.service.path import NotOpen
from program.service.tools import tools
from program.ui.parts.cards import lead
from program.ui.parts.lesson import draw_lesson
from program.ui.patient.entering import Here
from program.ui.patient.tool_page import back


def show_reading(me: Here, step: StepId) -> None:
    """The lesson. Raises NotOpen for one that its module has not come to yet."""
    found = tools(me.clinic, me.by, me.who, me.locale)
    readings = found.readings if found is not None else ()
    reading = next((one for one in readings if one.id == step), None)
    if reading is None:
        raise NotOpen(step)
    short = st.query_params.get("v") == "short"
    back(me)
    st.title(reading.lesson.title, anchor=False)
    lead(reading.module)
    other = {"r": step, "v": "full" if short else "short"}
    draw_lesson(reading.lesson, me.locale, short=short, other=f"/tools?{urlencode(other)}")
