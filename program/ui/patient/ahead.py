"""What is still to come, and what would open each part of it."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from program.service.ahead import Ahead
from program.ui.parts.raw import raw
from program.ui.patient.entering import Here
from program.words import N_

TITLE = N_("What is to come")
BESIDE = N_("Beside the path, when you need it")


def show_ahead(me: Here, found: Sequence[Ahead]) -> None:
    """The core as a list; what may come beside it is folded below."""
    core = [one for one in found if one.core]
    beside = [one for one in found if not one.core]
    if not found:
        return
    st.header(me.say(TITLE), anchor=False)
    if core:
        raw(_list(core))
    if beside:
        more = f"<summary>{escape(me.say(BESIDE))}</summary>{_list(beside)}"
        raw(f'<details class="cairn-sources">{more}</details>')


def _list(found: Sequence[Ahead]) -> str:
    lines = "".join(
        f"<div><dt>{escape(one.title)}</dt><dd>{escape(one.opens)}</dd></div>" for one in found
    )
    return f'<dl class="cairn-done">{lines}</dl>'
