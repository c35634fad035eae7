"""The card of the next step: a title, sentences, and buttons of equal weight."""

from collections.abc import Callable, Sequence
from functools import partial
from html import escape
from typing import NamedTuple

import streamlit as st

from program.service.path import not_today
from program.ui.parts.raw import raw
from program.ui.patient.entering import TODAY, TOOLS, Here, kept
from program.words import N_

GO_ON = N_("Go on")
BEGIN = N_("Begin")
LATER = N_("Not today")
MY_TOOLS = N_("Open my tools")


class Choice(NamedTuple):
    """A button of the card. All of them weigh the same."""

    key: str
    label: str
    do: Callable[[], None]


def draw_card(title: str, paragraphs: Sequence[str], choices: Sequence[Choice] = ()) -> None:
    """The card: title, sentences, and buttons of equal weight."""
    told = "".join(f"<p>{escape(each)}</p>" for each in paragraphs if each)
    with st.container(key="next-step"):
        raw(f'<div class="cairn-step"><h2>{escape(title)}</h2>{told}</div>')
        pressed = [
            choice
            for choice in choices
            if st.button(choice.label, key=f"next-{choice.key}", width="stretch", wrap=True)
        ]
        for choice in pressed:
            choice.do()


def quiet(me: Here, msgid: str, key: str, do: Callable[[], None]) -> None:
    """A button below the card that weighs less than its choices."""
    if st.button(me.say(msgid), key=key, type="tertiary", wrap=True):
        do()


def open_tools(me: Here) -> Choice:
    """What they have met so far."""
    return Choice("tools", me.say(MY_TOOLS), lambda: st.switch_page(TOOLS))


def put_off(me: Here) -> Choice:
    """Not today: until tomorrow."""
    return Choice("not-today", me.say(LATER), partial(stay_away, me, 1))


def stay_away(me: Here, days: int) -> None:
    """Come back in so many days."""
    if kept(me, lambda: not_today(me.clinic, me.by, me.who, days)):
        st.switch_page(TODAY)
