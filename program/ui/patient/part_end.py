"""The end of a part: what is done counts, and stopping here is fine."""

from urllib.parse import urlencode

import streamlit as st

from program.service.day import Day, day
from program.service.player import Open
from program.ui.parts.cards import lead, link_button, plain_link
from program.ui.patient.cairns import draw_cairn, next_stone
from program.ui.patient.entering import MODULE, TODAY, Here
from program.ui.patient.next_step import begin, say_next
from program.web.papers import module_address
from program.words import N_

DONE = N_("That is done. It counts.")
STOP_HERE = N_("You can stop here. Your place is kept.")
PLACED = N_("{title} is complete. You have placed a stone.")
GO_ON = N_("Go on")
TODAY_AGAIN = N_("Back to Today")
ON_PAPER = N_("This module on paper (PDF)")
MORE = N_("A little more, if you like: {title}")


def draw_part_end(me: Here, found: Open) -> None:
    """Draw the page after the last step of a part."""
    today = day(me.clinic, me.by, me.who, me.locale)
    st.title(me.say(DONE), anchor=False)
    if found.completed:
        lead(me.say(PLACED, title=found.title))
    draw_cairn(me, today.stones, next_stone(today), finished=today.walked)
    if found.completed:
        say_next(me, today)
    st.write(me.say(STOP_HERE))
    if found.completed:
        _more(me, found)
        plain_link(module_address(found.module, me.locale), me.say(ON_PAPER))
    _ways(me, found, today)


def _more(me: Here, found: Open) -> None:
    """The way on to what is optional after the last part that a module asks for."""
    settled = found.lines[found.place - 1].settled
    if "s" in st.query_params and not settled:
        way = f"/module?{urlencode(_place(found))}"
        link_button(way, me.say(MORE, title=found.step_title), quiet=True)


def _ways(me: Here, found: Open, today: Day) -> None:
    on, back = st.columns(2)
    further = not found.completed or (today.next is not None and today.outcome == "open")
    if further and on.button(me.say(GO_ON), key="part-on", width="stretch", wrap=True):
        _go_on(me, found, today)
    place = back if further else on
    if place.button(me.say(TODAY_AGAIN), key="part-today", width="stretch", wrap=True):
        st.switch_page(TODAY)


def _go_on(me: Here, found: Open, today: Day) -> None:
    if found.completed and today.next is not None:
        begin(me, today.next)
        return
    st.switch_page(MODULE, query_params=_place(found))


def _place(found: Open) -> dict[str, str]:
    here = {name: st.query_params[name] for name in ("m", "v") if name in st.query_params}
    return {**here, "s": str(found.step.id)}
