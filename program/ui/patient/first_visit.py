"""Before anything else: what Cairn is and is not, the first questions, contacts."""

import contextlib

import streamlit as st

from program.service.check_in import INTAKE_PLACE, questions
from program.service.contacts import contact_pages
from program.service.day import Day
from program.service.path import consent, set_zone
from program.ui import session
from program.ui.parts.cards import lead, note
from program.ui.parts.helping import help_again, show_help
from program.ui.patient.asking import check_in_form, forget, given
from program.ui.patient.contacts import ask_contacts, contacts_given
from program.ui.patient.entering import TODAY, Here, come_in, kept
from program.ui.patient.next_step import begin
from program.words import N_

TITLE = N_("Before we begin")
LEAD = N_("Two minutes of reading, a few questions, and then your first small step.")
PROMISES = (
    (
        N_("What Cairn is"),
        N_(
            "A program of small steps for people who live with pain. You read a little, try "
            "something, and see what helps. Most weeks take about 20 minutes, in short parts."
        ),
    ),
    (
        N_("What it is not"),
        N_(
            "It does not take the place of your doctor, and it does not change your "
            "medicines. It is not for emergencies: **nobody watches your answers day and "
            "night**. Help now, at the top of each page, shows whom you can call at any hour."
        ),
    ),
    (
        N_("Who sees what"),
        N_(
            "Your therapist can see your answers and how you are getting on. People who study "
            "the program see numbers without your name. Nobody else sees anything."
        ),
    ),
    (
        N_("You can stop"),
        N_(
            "Taking part is your choice. You can skip any question and stop at any time. Your "
            "care stays the same."
        ),
    ),
)
AGREE = N_("I have read this and want to begin")
NOT_NOW = N_("Not now")
NOT_NOW_WORDS = N_("That is fine. You can come back to this page at any time.")
QUESTIONS = N_("A few questions first")
CONTACTS = N_("How can someone reach you?")
CONTACTS_LEAD = N_(
    "Only the people who care for you see this. It helps if we are worried about you. You can "
    "leave it empty, and change it later."
)
CONTACTS_TITLE = N_("Fill in what you like")
GO_ON = N_("Go on")
LEAVE_EMPTY = N_("Go on without it")


def show(me: Here) -> None:
    """The page: the first thing that is not done yet."""
    found = come_in(me)
    if not found.enrolled:
        st.switch_page(TODAY)
    if not found.consented:
        _consent(me)
    elif not found.intake_done:
        _questions(me)
    elif "c" not in st.query_params:
        _contacts(me, found)
    elif found.next is None:
        st.switch_page(TODAY)
    else:
        begin(me, found.next)


def _consent(me: Here) -> None:
    st.title(me.say(TITLE), anchor=False)
    lead(me.say(LEAD))
    for title, words in PROMISES:
        st.subheader(me.say(title), anchor=False)
        st.markdown(me.say(words))
    said = st.container()  # above the buttons: below them it would be out of view on a phone
    agree, not_now = st.columns(2)
    if agree.button(me.say(AGREE), key="agree", width="stretch", wrap=True) and kept(
        me, lambda: _agree(me)
    ):
        st.rerun()
    if not_now.button(me.say(NOT_NOW), key="not-now", width="stretch", wrap=True):
        with said:
            note(me.say(NOT_NOW_WORDS), news=True)


def _agree(me: Here) -> None:
    zone = st.context.timezone
    if zone:
        with contextlib.suppress(ValueError):  # a browser may name a zone this machine lacks
            set_zone(me.clinic, me.by, me.who, zone)
    consent(me.clinic, me.by, me.who)


def _questions(me: Here) -> None:
    st.title(me.say(QUESTIONS), anchor=False)
    found = questions(me.clinic, me.by, me.who, INTAKE_PLACE, me.locale)
    check_in_form(me, INTAKE_PLACE, found)


def _contacts(me: Here, today: Day) -> None:
    forget(me, INTAKE_PLACE.name)
    show_help(me.locale, given(INTAKE_PLACE.name).help or help_again(today.raised))
    st.title(me.say(CONTACTS), anchor=False)
    lead(me.say(CONTACTS_LEAD))
    own = session.account(me.by)
    if own is not None:
        ask_contacts(me, own, contact_pages(CONTACTS_TITLE), GO_ON)
    without = st.button(me.say(LEAVE_EMPTY), key="without-contacts", type="tertiary", wrap=True)
    if without or contacts_given():
        st.query_params["c"] = "1"
        st.rerun()
