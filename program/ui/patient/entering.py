"""Coming in: who is here, the visit noted, and plain words where something cannot be shown."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import streamlit as st

from program.access import Refused
from program.ids import ParticipantId
from program.service.clinic import Clinic, Signed, Unpublished
from program.service.day import Day, day
from program.service.path import NotOpen, arrive
from program.storage.ports import Conflict, Damaged, Unavailable
from program.ui import session
from program.ui.parts.cards import link_button, note
from program.words import N_, say

log = logging.getLogger("cairn")

TODAY = "patient/today.py"
BEGIN = "patient/begin.py"
MODULE = "patient/module.py"
CHECK_IN = "patient/check_in.py"
TOOLS = "patient/tools.py"

TO_TODAY = N_("Go to Today")
NOT_OPEN_TITLE = N_("This is not open now")
NOT_OPEN = N_("Your next step waits on Today. Everything you have done is kept.")
DAMAGED_TITLE = N_("We cannot open your record right now")
DAMAGED = N_(
    "Something on our side needs mending. What you saved is not lost. Please tell your "
    "therapist; the clinic has been told as well."
)
UNPUBLISHED = N_("Your program cannot be shown right now. Please tell your therapist.")
NOT_KEPT = N_("We could not save that just now. Try again.")
READ_ONLY = N_(
    "We cannot save anything right now. You can still read. Please try again in a few minutes."
)


@dataclass(frozen=True)
class Here:
    """The patient who is here, in this run."""

    clinic: Clinic
    by: Signed
    who: ParticipantId
    locale: str
    name: str

    def say(self, msgid: str, **values: float | int | str) -> str:
        return say(self.locale, msgid, **values)


def here() -> Here:
    """Who is here, asked anew of the store."""
    by = session.me()
    if by.participant is None:
        raise Refused("this account has no record of its own")
    own = session.account(by)
    name = own.name if own is not None else ""
    return Here(session.clinic(), by, by.participant, session.locale(own), name)


def come_in(me: Here) -> Day:
    """The person's day. A visit is noted once in a session and day; then what comes next is
    decided anew. Where nothing can be kept the page says so and shows the day as it stands."""
    found = day(me.clinic, me.by, me.who, me.locale)
    if session.arrived() == found.on:
        return found
    try:
        arrive(me.clinic, me.by, me.who)
    except (Unavailable, Conflict) as problem:
        could_not_keep(problem)
        note(me.say(READ_ONLY), attention=True)
        return found
    session.note_arrival(found.on)
    return day(me.clinic, me.by, me.who, me.locale)


def kept(me: Here, do: Callable[[], None]) -> bool:
    """Do something that is to be kept; where it cannot be, say so on the page."""
    try:
        do()
    except (Unavailable, Conflict) as problem:
        could_not_keep(problem)
        note(me.say(NOT_KEPT), attention=True)
        return False
    return True


def could_not_keep(problem: Exception) -> None:
    """Tell the operator; the person is told on the page, in plain words."""
    log.error(
        "Something a patient did could not be kept (%s). Their words stay in their browser and "
        "are sent again. Check that the store can be reached, that this user may write to it, "
        "and that the disk has room.",
        type(problem).__name__,
    )


@contextmanager
def kindly(me: Here) -> Iterator[None]:
    """Plain words and a way on where a page cannot be shown."""
    try:
        yield
    except NotOpen:
        _instead(me, NOT_OPEN_TITLE, NOT_OPEN)
    except Damaged as problem:
        log.error(
            "The journal of one person is damaged at line %d and closed for writing. "
            "Run `python -m program audit verify` for its name and what to do.",
            problem.line,
        )
        _instead(me, DAMAGED_TITLE, DAMAGED)
    except Unpublished:
        log.error(
            "A person is enrolled in content that is not whole in the archive. Run "
            "`python -m program audit verify`, and restore the archive from a backup."
        )
        _instead(me, DAMAGED_TITLE, UNPUBLISHED)


def _instead(me: Here, title: str, words: str) -> None:
    st.title(me.say(title), anchor=False)
    st.write(me.say(words))
    link_button("/", me.say(TO_TODAY))
