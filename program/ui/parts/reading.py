"""How far a long reading is: a bar that comes when it takes longer than a moment, and goes."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

import streamlit as st

from program.service.use_case import Progress
from program.words import N_, say

READING = N_(
    "Reading the histories: {done} of {of}. It takes this long only after the server has begun."
)
_A_MOMENT = 0.5
"""Seconds that nobody needs to be told of."""
_AGAIN = 0.25
"""Seconds between two drawings of the bar."""


@contextmanager
def reading(locale: str) -> Iterator[Progress]:
    """Draw how far something is that is told (people done, in all), for as long as it lasts."""
    bar, due = st.empty(), monotonic() + _A_MOMENT

    def told(done: int, of: int) -> None:
        nonlocal due
        if monotonic() >= due:
            bar.progress(done / of, say(locale, READING, done=done, of=of))
            due = monotonic() + _AGAIN

    try:
        yield told
    finally:
        bar.empty()
