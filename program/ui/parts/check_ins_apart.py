"""The check-ins that are no step of a module, for authors: their list, and what each asks."""

from collections.abc import Mapping
from datetime import date
from html import escape
from urllib.parse import urlencode

import streamlit as st

from program.modules.program import Program
from program.service.previewing import AskedAt, check_in_at_first
from program.ui.parts.cards import note, stack
from program.ui.parts.questions import questions
from program.words import N_, say

APART = N_("Check-ins that are no step of a module")
LESS_OR_MORE = N_(
    "The questions as they are at first; some weeks ask less. Where a clinician is on duty and "
    "a person’s contacts are on file, thoughts of being better off dead are asked about too."
)
TITLES: Mapping[AskedAt, str] = {
    "intake": N_("Before anything else"),
    "weekly": N_("Each week"),
    "middle": N_("In the middle"),
    "end": N_("At the end"),
    "booster": N_("At each booster"),
}


def check_ins_apart(program: Program, locale: str, *, unfolded: bool) -> str:
    """The list, one tap away, as HTML."""
    links = "".join(
        f'<li><a href="{escape(_address(program, name))}" target="_self" data-go>'
        f"{escape(say(locale, title))}</a></li>"
        for name, title in TITLES.items()
    )
    return (
        f'<details class="cairn-more"{" open" if unfolded else ""}>'
        f"<summary>{escape(say(locale, APART))}</summary><ul>{links}</ul></details>"
    )


def draw_check_in(program: Program, name: AskedAt, today: date, locale: str) -> None:
    """What one of them asks."""
    st.title(say(locale, TITLES[name]), anchor=False)
    if name != "intake":
        note(say(locale, LESS_OR_MORE))
    pages = check_in_at_first(name, program, today, locale)
    stack(questions(pages, locale, check_in=True))


def _address(program: Program, name: AskedAt) -> str:
    return f"/lessons?{urlencode({'p': program.id, 'c': name})}"
