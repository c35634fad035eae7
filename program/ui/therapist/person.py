"""One person: what waits, what comes next and why, how it has gone, and changing the path."""

from html import escape

import streamlit as st

from program.access import Refused
from program.charts.tones import Tones
from program.ids import ParticipantId
from program.modules.program import Program
from program.service.care import Person, note_access, person
from program.service.clinic import Clinic, Signed
from program.service.contacts import contacts_of
from program.storage.ports import Damaged
from program.ui import session
from program.ui.parts.answered import what_they_answered
from program.ui.parts.assigning import another, start
from program.ui.parts.cards import link_button, note
from program.ui.parts.chart import tones
from program.ui.parts.keeping import keep_words
from program.ui.parts.person_page import (
    CLOSED,
    NOT_YOURS,
    PEOPLE,
    contacts,
    done_words,
    exercises,
    heading,
    heading_alone,
    history,
    next_step,
    ratings,
    what_was_done,
)
from program.ui.parts.raw import raw
from program.ui.parts.restricting import restricting
from program.ui.parts.staff_list import back_to_list
from program.ui.parts.staff_words import GONE_CONTENT
from program.ui.parts.steering import standing, steering
from program.ui.parts.waiting import waiting
from program.words import N_, say

WAITS = N_("What waits")
NEXT = N_("What comes next")
CHANGE = N_("Change the path")


@st.cache_resource(show_spinner=False, max_entries=10_000)
def _noted(who: ParticipantId, session_id: str, _clinic: Clinic, _by: Signed) -> bool:
    """Note the look itself, once a sign-in and person."""
    note_access(_clinic, _by, who)
    return True


def show() -> None:
    by, clinic = session.me(), session.clinic()
    own = session.account(by)
    locale = session.locale(own)
    back = back_to_list(st.query_params.to_dict())
    raw(
        f'<p class="cairn-over"><a class="cairn-back" href="{escape(back)}" target="_self" '
        'data-go><span aria-hidden="true">&#8592;</span>'
        f"<span>{escape(say(locale, PEOPLE))}</span></a></p>"
    )
    who = ParticipantId(st.query_params.get("p", ""))
    try:
        found = person(clinic, by, who)
        _noted(who, by.session, clinic, by)
    except Refused:
        _instead(NOT_YOURS, back, locale)
    except Damaged:
        _closed(clinic, by, who, back, locale)
    else:
        if found.closed == "program":
            _without_program(clinic, by, found, back, locale)
            return
        _page(clinic, by, found, tones(own.preferences if own is not None else {}), locale)


def _instead(words: str, back: str, locale: str) -> None:
    note(say(locale, words), attention=True)
    link_button(back, say(locale, PEOPLE), quiet=True)


def _without_program(clinic: Clinic, by: Signed, found: Person, back: str, locale: str) -> None:
    """What can be told and done without the program: what waits, and how to reach them."""
    heading(found, locale)
    if session.once(_done(found)) is not None:
        note(done_words("handle", found, locale), news=True)
    note(say(locale, GONE_CONTENT), attention=True)
    if found.waiting:
        raw(f"<h2>{escape(say(locale, WAITS))}</h2>")
        if waiting(clinic, by, found, locale):
            _again("handle", found)
    contacts(found.contacts, locale)
    link_button(back, say(locale, PEOPLE), quiet=True)
    keep_words(by.account)


def _closed(clinic: Clinic, by: Signed, who: ParticipantId, back: str, locale: str) -> None:
    """Why a damaged history cannot be shown, and how to reach the person all the same."""
    found = contacts_of(clinic, by, who)
    _noted(who, by.session, clinic, by)
    heading_alone(found, locale)
    note(say(locale, CLOSED), attention=True)
    contacts(found.contacts, locale)
    link_button(back, say(locale, PEOPLE), quiet=True)


def _page(clinic: Clinic, by: Signed, found: Person, colours: Tones, locale: str) -> None:
    heading(found, locale)
    done = session.once(_done(found))
    with st.container():
        if done is not None:
            note(done_words(done, found, locale), news=True)
    if found.program is None:
        if start(clinic, by, found, locale):
            _again("assign", found)
        contacts(found.contacts, locale)
        return
    beside, main = st.columns([5, 7], gap="large")
    with beside:
        _act(clinic, by, found, found.program, locale)
        with st.container():
            if done != "assign" and another(clinic, by, found, locale):
                _again("assign", found)
    with main:
        what_they_answered(found, locale)
        ratings(found, colours, locale)
        what_was_done(found, locale)
    asked = st.query_params.to_dict()
    here = {name: value for name, value in asked.items() if name in ("p", "show", "list")}
    history(found, asked.get("page", "1"), here, locale)
    exercises(found, locale)
    keep_words(by.account)


def _act(clinic: Clinic, by: Signed, found: Person, program: Program, locale: str) -> None:
    """What a therapist can do now: see to signals, read what is next, change it.

    What comes and goes has a container of its own: an expander whose place moves is closed by
    the browser, over what is said in it.
    """
    raw(f"<h2>{escape(say(locale, WAITS))}</h2>")
    with st.container():
        if waiting(clinic, by, found, locale):
            _again("handle", found)
    contacts(found.contacts, locale)
    raw(f"<h2>{escape(say(locale, NEXT))}</h2>")
    next_step(found, locale)
    with st.container():
        standing(found, program, locale)
    raw(f"<h2>{escape(say(locale, CHANGE))}</h2>")
    given = steering(clinic, by, found, program, locale) or restricting(
        clinic, by, found, locale
    )
    if given is not None:
        _again(given, found)


def _again(done: str, found: Person) -> None:
    """Draw the page anew with what was done said at its top, this one time."""
    session.remember(_done(found), done)
    st.rerun()


def _done(found: Person) -> str:
    return f"done-{found.who}"


show()
