"""Plain words and a way on where a page of the patient's cannot be shown."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape

import streamlit as st

from program.service.ahead import Ahead, leading_to
from program.service.clinic import Unpublished
from program.service.path import NotOpen
from program.service.progress import progress
from program.storage.ports import Damaged
from program.ui.parts.cards import link_button
from program.ui.parts.raw import raw
from program.ui.patient.entering import TO_TODAY, Here
from program.words import N_

log = logging.getLogger("cairn")

NOT_OPEN_TITLE = N_("This is not open now")
NOT_BEGUN_TITLE = N_("You have not begun this yet")
NOT_OPEN = N_("Your next step waits on Today. Everything you have done is kept.")
DAMAGED_TITLE = N_("We cannot open your record right now")
DAMAGED = N_(
    "Something on our side needs mending. What you saved is not lost. Please tell your "
    "therapist; the clinic has been told as well."
)
UNPUBLISHED = N_("Your program cannot be shown right now. Please tell your therapist.")

_NAMES = ("m", "b", "t", "r")
"""What an address calls the module, branch, tool or lesson it leads to."""


@contextmanager
def kindly(me: Here) -> Iterator[None]:
    """Plain words and a way on where a page cannot be shown."""
    try:
        yield
    except NotOpen:
        _closed(me)
    except Damaged as problem:
        log.error(
            "The history of one person cannot be followed at line %d and is closed. "
            "Run `python -m program replay` for its name and what to do.",
            problem.line,
        )
        _instead(me, DAMAGED_TITLE, DAMAGED)
    except Unpublished:
        log.error(
            "A person is enrolled in content that is not whole in the archive. Run "
            "`python -m program audit verify`, and restore the archive from a backup."
        )
        _instead(me, DAMAGED_TITLE, UNPUBLISHED)


def _closed(me: Here) -> None:
    """What does not open, and what would open it."""
    found = _key(me)
    begin = found is not None and found.now
    st.title(me.say(NOT_BEGUN_TITLE if begin else NOT_OPEN_TITLE), anchor=False)
    if found is not None:
        raw(f"<p><strong>{escape(found.title)}</strong><br>{escape(found.opens)}</p>")
    _on(me, NOT_OPEN)


def _key(me: Here) -> Ahead | None:
    asked = [st.query_params[name] for name in _NAMES if name in st.query_params]
    found = progress(me.clinic, me.by, me.who, me.locale)
    return leading_to(asked[0], found.ahead, found.program) if found and asked else None


def _instead(me: Here, title: str, words: str) -> None:
    st.title(me.say(title), anchor=False)
    _on(me, words)


def _on(me: Here, words: str) -> None:
    st.write(me.say(words))
    link_button("/", me.say(TO_TODAY))
