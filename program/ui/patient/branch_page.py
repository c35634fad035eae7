"""A step that waits for the person, to be made their next one."""

import streamlit as st

from program.ids import ModuleId
from program.service.ahead import TALK
from program.service.path import NotOpen, take_branch
from program.service.tools import tools
from program.ui.parts.cards import lead, note
from program.ui.patient.entering import TODAY, Here, kept
from program.ui.patient.tool_page import back
from program.words import N_, say_count

NEXT = N_("Make this my next step")
NEXT_LEAD = N_("What you have begun stays open, and your path goes on after it.")
SOON = N_("This can come after the next step of your path. It waits for you here.")
CHOSEN = N_("You chose this. It comes next.")


def show_branch(me: Here, module: ModuleId) -> None:
    """The page of one branch. Raises NotOpen for one that does not wait for this person."""
    found = tools(me.clinic, me.by, me.who, me.locale)
    waiting = found.later if found is not None else ()
    one = next((branch for branch in waiting if branch.module == module), None)
    if one is None:
        raise NotOpen(module)
    back(me)
    st.title(one.title, anchor=False)
    lead(one.about)
    minutes = say_count(me.locale, "{n} minute in all.", "{n} minutes in all.", one.minutes)
    st.write(minutes)
    if not one.now:
        note(me.say(TALK if one.held else CHOSEN if one.next else SOON))
        return
    st.write(me.say(NEXT_LEAD))
    chosen = st.button(me.say(NEXT), key="take-branch", width="stretch", wrap=True)
    if chosen and kept(me, lambda: take_branch(me.clinic, me.by, me.who, module)):
        st.switch_page(TODAY)
