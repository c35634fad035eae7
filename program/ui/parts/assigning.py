"""Where a therapist assigns a program: at the beginning, and after the end of one."""

from html import escape

import streamlit as st

from program.service.care import Person
from program.service.clinic import Clinic, Signed
from program.service.directing import Assignable, Outdated, assign, programs
from program.ui import session
from program.ui.parts.cards import note
from program.ui.parts.raw import raw
from program.ui.parts.writing import plain
from program.words import N_, in_language, say, say_count

ASSIGN = N_("Assign a program")
ASSIGN_LEAD = N_(
    "{name} has no program yet. The version that is current today is kept for them to the end."
)
PROGRAM = N_("Program")
FOR_WHOM = N_("For whom each is, and on what evidence")
RIGHT = N_("This is the right person and the right program.")
CONFIRM = N_("Check the box first, so that nobody starts by accident.")
NO_PROGRAMS = N_(
    "No program is published yet. The operator publishes one on the server with "
    "“python -m program publish”."
)
AGAIN = N_("This person follows that program already.")
ANOTHER = N_("Assign another program")
ANOTHER_LEAD = N_(
    "{name} has finished this program. Another begins at its first step, and their pages begin "
    "anew with it: what they wrote, their plans and their stones are kept in the history, but "
    "no longer shown. Ask them to print first what they want at hand."
)
MEANWHILE = N_(
    "Somebody assigned “{program}” meanwhile. What was chosen here was not assigned."
)


def start(clinic: Clinic, by: Signed, person: Person, locale: str) -> bool:
    """The form for somebody without a program. True when one was assigned in this run."""
    raw(f"<h2>{escape(say(locale, ASSIGN))}</h2>")
    return _form(clinic, by, person, ASSIGN_LEAD, locale)


def another(clinic: Clinic, by: Signed, person: Person, locale: str) -> bool:
    """The same, folded, for somebody who has finished; for anybody else a word where the form
    was here a moment ago. True when one was assigned in this run."""
    if person.record.finished is not None:
        with st.expander(say(locale, ANOTHER)):
            return _form(clinic, by, person, ANOTHER_LEAD, locale)
    if person.program is not None and session.was_drawn(_sure(person)):
        title = in_language(person.program.words, locale).title
        st.error(say(locale, MEANWHILE, program=title))
    return False


def _form(clinic: Clinic, by: Signed, person: Person, lead: str, locale: str) -> bool:
    offered = {one.id: one for one in programs(clinic, by)}
    if not offered:
        note(say(locale, NO_PROGRAMS), attention=True)
        return False
    with st.form("assign"):
        st.write(say(locale, lead, name=plain(person.name)))
        chosen = st.radio(
            say(locale, PROGRAM),
            [*offered],
            format_func=lambda name: _named(offered[name], locale),
            captions=[plain(one.about) for one in offered.values()],
        )
        with st.expander(say(locale, FOR_WHOM)):
            for one in offered.values():
                st.write(f"**{plain(one.title)}**. {plain(one.intended_use)}")
        sure = st.checkbox(say(locale, RIGHT), key=_sure(person))
        if not st.form_submit_button(say(locale, ASSIGN), type="primary"):
            return False
    if not sure or chosen is None:
        st.error(say(locale, CONFIRM))
        return False
    try:
        assign(clinic, by, person.who, chosen, person.record)
    except Outdated:  # since this run began; the next one says so
        st.rerun()
    except ValueError:  # somebody else was quicker, or a second click
        st.error(say(locale, AGAIN))
        return False
    return True


def _sure(person: Person) -> str:
    return f"sure-{person.who}"


def _named(one: Assignable, locale: str) -> str:
    weeks = say_count(locale, "{n} week", "{n} weeks", one.weeks)
    return f"**{plain(one.title)}** · {weeks}"
