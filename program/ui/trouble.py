"""What a person sees when a page breaks, and what the operator finds in the log."""

import logging
import os
import secrets
import traceback

import streamlit as st

from program.storage.ports import Unavailable
from program.ui.session import locale
from program.web.trouble import ADVICE
from program.words import N_, say

log = logging.getLogger("cairn")

BROKEN = N_(
    "Something on our side went wrong. What you saved is safe. Load this page again. "
    "If it comes back, tell us this number: {reference}"
)
AWAY = N_(
    "We cannot reach the place where your answers are kept right now. What you saved is safe. "
    "Please load this page again in a few minutes. "
    "If it comes back, tell us this number: {reference}"
)


class _WithoutWords(logging.Filter):
    """Streamlit logs a broken page with the error's text, which may hold a person's words."""

    def filter(self, record: logging.LogRecord) -> bool:
        return record.exc_info is None


logging.getLogger("streamlit.error_util").addFilter(_WithoutWords())


def say_sorry(problem: Exception, away: str = AWAY) -> bool:
    """Show plain words with a number, log where it broke under that number.

    away: what is said of a store that cannot be reached, with a place for the `{reference}`.
    The log has files, lines and the kinds of errors, never their text, and what to do about a
    store that cannot be reached. Returns True: shown.
    """
    reference = secrets.token_hex(4)
    kept_away = isinstance(problem, Unavailable)
    why = f": {ADVICE}" if kept_away else ""
    log.error("page broke, reference %s%s\n%s", reference, why, without_words(problem))
    words = away if kept_away else BROKEN
    st.error(say(locale(), words, reference=reference))
    return True


def without_words(problem: BaseException) -> str:
    """Where it broke, its causes first; the kinds of errors without their text, and of the
    system's own what it calls them."""
    earlier = problem.__cause__ or problem.__context__
    before = f"{without_words(earlier)}then\n" if earlier is not None else ""
    frames = "".join(traceback.format_tb(problem.__traceback__))
    number = problem.errno if isinstance(problem, OSError) else None
    system = f": {os.strerror(number)}" if number is not None else ""
    return f"{before}{frames}{type(problem).__qualname__}{system}\n"
