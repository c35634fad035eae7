"""The button with which a person says that a flare is going on, or over."""

import streamlit as st

from program.service.path import report_flare
from program.ui.patient.entering import Here, kept
from program.words import N_

IN_FLARE = N_("I am in a flare")
FLARE_OVER = N_("The flare is over")


def flare_button(me: Here, going_on: bool, *, quiet: bool = False) -> None:
    """Draw it. going_on: whether a flare was reported and is not over."""

    def report() -> None:
        report_flare(me.clinic, me.by, me.who, not going_on)

    words = me.say(FLARE_OVER if going_on else IN_FLARE)
    told = st.button(words, key="flare", type="tertiary" if quiet else "secondary")
    if told and kept(me, report):
        st.rerun()
