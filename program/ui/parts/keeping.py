"""What staff type stays in their tab until it is with the record."""

import streamlit as st

from program.ids import AccountId
from program.ui import session
from program.ui.parts.look import asset

_KEEP = st.components.v2.component(
    "cairn_keep_words",
    html="<i data-still></i>\n",
    js=asset("keep_words.js"),
    isolate_styles=False,
)
_KEPT = "kept words"


def keep_words(who: AccountId) -> None:
    """Keep what is typed into the text areas of this page, each by its key, through a reload
    or a new sign-in of the same account. A key must never be used for other words."""
    with st.container(gap=None):
        _KEEP(key="keep-words", data={"who": who, "kept": session.recall(_KEPT) or []})


def with_the_record(*keys: str) -> None:
    """These words are kept now: the tab forgets them."""
    session.remember(_KEPT, [*(session.recall(_KEPT) or []), *keys])
