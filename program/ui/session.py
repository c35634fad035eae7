"""Who is here in this run; the only file that names keys of Streamlit's session state."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from typing import Any

import streamlit as st

from program.service.accounts import signed
from program.service.clinic import Clinic, Signed
from program.service.running import get_clinic
from program.storage.ports import Account
from program.ui.leaving import words_wait
from program.words import SOURCE, locales

_ARRIVED = "arrived"
_GIVEN = "given:"
_TURNS = "turns"
_RUNNING: ContextVar[Signed | None] = ContextVar("running", default=None)


def clinic() -> Clinic:
    """The clinic of this process. Raises Unavailable."""
    return get_clinic()


@contextmanager
def one_run() -> Iterator[Signed | None]:
    """Ask once, for the whole run of a page, who is here. A fragment that runs on its own is no
    part of it, and asks for itself. Raises Unavailable."""
    who = here()
    before = _RUNNING.set(who)
    try:
        yield who
    finally:
        _RUNNING.reset(before)


def here() -> Signed | None:
    """Who is signed in, asked anew of the store in every run: None once the session is over or
    revoked.

    Raises Unavailable.
    """
    if (known := _RUNNING.get()) is not None:
        return known
    sid = st.user.get("sid")
    return signed(clinic(), sid) if isinstance(sid, str) else None


def me() -> Signed:
    """Who is signed in, on a page that runs only for those who are.

    Where the session ended under a form, which runs on its own, it says so and the run stops.
    """
    return here() or words_wait(locale())


def account(who: Signed) -> Account | None:
    """The account of the person who is here: name, preferences, contacts."""
    return clinic().stores.accounts.get(who.account)


def locale(own: Account | None = None) -> str:
    """The language to speak: the person's own choice, the browser's, else English."""
    browser = (st.context.locale or "").split("-")[0].lower()
    wanted = (own.preferences.get("language", "") if own is not None else "", browser)
    return next((tongue for tongue in wanted if tongue in locales()), SOURCE)


def arrived() -> date | None:
    """The person's own day that this browser session noted as a visit last."""
    return st.session_state.get(_ARRIVED)


def note_arrival(on: date) -> None:
    """Remember that a visit was noted on this day."""
    st.session_state[_ARRIVED] = on


def begin_page_anew() -> None:
    """Let the page that is drawn next be looked at from its heading, as another page is."""
    st.session_state[_TURNS] = turns() + 1


def turns() -> int:
    """How often a page began anew in its place."""
    return int(st.session_state.get(_TURNS, 0))


def recall(place: str) -> Any:
    """What was remembered last of a place, such as what became of a submission in an exercise
    step or a check-in; None when nothing was."""
    return st.session_state.get(_GIVEN + place)


def remember(place: str, given: object) -> None:
    """Keep something of a place while this browser session lasts."""
    st.session_state[_GIVEN + place] = given


def once(place: str) -> Any:
    """The same as `recall`, and then no more: what is said a single time."""
    return st.session_state.pop(_GIVEN + place, None)


def was_drawn(widget: str) -> bool:
    """Whether the page held a widget with this key a run ago, and perhaps words in it."""
    return widget in st.session_state
