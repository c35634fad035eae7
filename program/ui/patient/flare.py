"""The button with which a person says that a flare is going on, or over."""

from html import escape

import streamlit as st

from program.service.path import report_flare
from program.ui import session
from program.ui.patient.entering import Here, kept
from program.web.my_plans import ADDRESS, FLARE_TITLE
from program.words import N_

IN_FLARE = N_("I am in a flare")
FLARE_OVER = N_("The flare is over")
NO_PLAN = N_("What can steady a first hour")


def flare_button(me: Here, going_on: bool, *, quiet: bool = False) -> None:
    """Draw it. going_on: whether a flare was reported and is not over."""

    def report() -> None:
        report_flare(me.clinic, me.by, me.who, not going_on)

    words = me.say(FLARE_OVER if going_on else IN_FLARE)
    told = st.button(words, key="flare", type="tertiary" if quiet else "secondary", wrap=True)
    if told and kept(me, report):
        session.begin_page_anew()
        st.rerun()


def to_flare_plan(me: Here, made: bool, going_on: bool) -> str:
    """The way to the flare plan, a plain link as HTML; in a flare there is one for everybody.

    made: whether the person has made one.
    """
    if not made and not going_on:
        return ""
    words = escape(me.say(FLARE_TITLE if made else NO_PLAN))
    return (
        f'<p class="cairn-to-plan"><a class="cairn-button cairn-quiet" '
        f'href="{ADDRESS}#flare" target="_self">{words}</a></p>'
    )
