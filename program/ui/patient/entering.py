"""Coming in: who is here, the visit noted, and plain words where nothing can be kept."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from program.access import Refused
from program.ids import ParticipantId
from program.service.clinic import Clinic, Signed
from program.service.contacts import CALLED
from program.service.day import Day, day
from program.service.path import arrive
from program.storage.ports import Account, Conflict, Unavailable
from program.ui import session
from program.ui.parts.cards import note
from program.words import N_, Value, say

log = logging.getLogger("cairn")

TODAY = "patient/today.py"
BEGIN = "patient/begin.py"
MODULE = "patient/module.py"
CHECK_IN = "patient/check_in.py"
TOOLS = "patient/tools.py"

TO_TODAY = N_("Go to Today")
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
    """How they are greeted; empty where nothing is known."""

    def say(self, msgid: str, **values: Value) -> str:
        return say(self.locale, msgid, **values)


def here() -> Here:
    """Who is here, asked anew of the store."""
    by = session.me()
    if by.participant is None:
        raise Refused("this account has no record of its own")
    own = session.account(by)
    name = _greeted(own) if own is not None else ""
    return Here(session.clinic(), by, by.participant, session.locale(own), name)


def _greeted(own: Account) -> str:
    """By the name they say they go by; else by the one the clinic wrote down, where `Ana R.` is
    Ana. No other word of it is left out: which one is a first name, or a title, only they know.
    """
    words = own.name.split()
    initial = len(words) > 1 and len(words[-1].removesuffix(".")) == 1
    return own.contacts.get(CALLED) or " ".join(words[:-1] if initial else words)


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


def begun_out_of_reach(problem: Exception) -> None:
    """Tell the operator that a page stands without what was begun on it."""
    log.error(
        "A patient's page is shown without what they had begun to write: %s. What they write "
        "now stays in their browser, and is kept once it is handed in.",
        problem,
    )
