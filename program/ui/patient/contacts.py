"""How somebody can be reached: what is asked, and keeping what they typed."""

from collections.abc import Mapping

import streamlit as st

from program.service.own_settings import set_contacts
from program.ui.patient.entering import Here, kept
from program.words import N_

FIELDS = (
    ("phone", N_("Your phone number"), "tel"),
    ("place", N_("Where you live (street and town)"), "street-address"),
    ("doctor", N_("Your doctor, with phone number"), "off"),
    ("emergency", N_("Someone we may call for you, with phone number"), "off"),
)
"""Name, msgid, and what a browser may fill in (the HTML attribute `autocomplete`)."""


def ask_contacts(me: Here, known: Mapping[str, str]) -> dict[str, str]:
    """Draw the questions inside a form; what stands in them, by name."""
    return {
        name: st.text_input(
            me.say(label), known.get(name, ""), max_chars=120, autocomplete=complete
        )
        for name, label, complete in FIELDS
    }


def keep_contacts(me: Here, typed: Mapping[str, str]) -> bool:
    """Keep what was typed; where it cannot be kept, say so on the page."""

    def keep() -> None:
        set_contacts(me.clinic, me.by, typed)

    return kept(me, keep)
