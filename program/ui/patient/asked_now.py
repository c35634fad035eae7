"""The due check-in: how it has gone, the questions, and what the answers lead to."""

from dataclasses import replace
from datetime import timedelta
from math import ceil

import streamlit as st
from babel.dates import format_date

from program.fields import Pages
from program.service.check_in import DUE_PLACE, questions
from program.service.day import Day, day
from program.ui.parts.cards import lead, link_button, note, picture
from program.ui.parts.helping import help_again, show_help
from program.ui.patient.asking import check_in_form, forget, given
from program.ui.patient.entering import TO_TODAY, Here, come_in
from program.ui.patient.next_step import say_next
from program.words import N_, say_count

TITLE = N_("A short check-in")
SO_FAR = N_("How much pain has got in your way")
PAST_WEEK = N_("“The past week” is the time since {day}.")
THANKS = N_("Thank you. That is kept.")
NOTHING = N_("Nothing to answer right now")
LATER = N_("The next check-in comes by itself. You will find it on Today.")
ELSEWHERE = N_("Answers for today were saved from another place. Those are the ones we keep.")

_SECONDS = 10
"""About what one question takes."""


def show(me: Here) -> None:
    """The page."""
    today = come_in(me)
    found = questions(me.clinic, me.by, me.who, DUE_PLACE, me.locale)
    if not found.pages:
        _after(me, today)
        return
    st.title(me.say(TITLE), anchor=False)
    lead(
        say_count(
            me.locale,
            "About {n} minute. You can skip any question, and stop at any point.",
            "About {n} minutes. You can skip any question, and stop at any point.",
            _minutes(found.pages),
        )
    )
    begun = format_date(today.on - timedelta(days=7), "EEEE d MMMM", me.locale)
    lead(me.say(PAST_WEEK, day=begun))
    if found.so_far is not None:
        with st.container(key="so-far"):
            st.markdown(f"**{me.say(SO_FAR)}**")
            picture(replace(found.so_far, rows=()), me.locale)
    check_in_form(me, DUE_PLACE, found)


def _minutes(pages: Pages) -> int:
    """How long the questions take that are asked of everybody."""
    asked = sum(field.shown is None for page in pages for field in page.fields)
    return max(1, ceil(asked * _SECONDS / 60))


def _after(me: Here, today: Day) -> None:
    """What the answers lead to; also what stands here when nothing is due."""
    kept = given(DUE_PLACE.name)
    forget(me, DUE_PLACE.name)
    st.title(me.say(THANKS if kept.key else NOTHING), anchor=False)
    if kept.refused is not None:
        note(me.say(ELSEWHERE))
    show_help(me.locale, kept.help or help_again(today.raised))
    if kept.key:
        say_next(me, day(me.clinic, me.by, me.who, me.locale))
    else:
        st.write(me.say(LATER))
    link_button("/", me.say(TO_TODAY))
