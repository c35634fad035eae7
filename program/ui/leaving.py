"""The way out: signing out, and leaving a page whose session is over."""

from html import escape
from typing import NoReturn
from urllib.parse import quote, urlencode, urlsplit

import streamlit as st

from program.ui.parts.raw import raw
from program.words import N_, say

OVER = N_("You are signed out now. Nothing you saved is lost by this.")
WORDS_WAIT = N_(
    "You are signed out now. What you wrote is kept on this device. Sign in again and go on."
)
COME_BACK = N_("Sign in again")

SIGN_OUT = N_("Sign out")

_GO = st.components.v2.component(
    "cairn_go",
    js="export default function () {\n"
    "  const place = encodeURIComponent(location.pathname + location.search)\n"
    "  location.replace(`/login?to=${place}`)\n}\n",
)


def sign_out_link(locale: str) -> None:
    """A quiet link at the foot of a page."""
    plain_link("/sign-out", say(locale, SIGN_OUT))


def plain_link(url: str, label: str) -> None:
    """A link to a plain page, which the browser loads anew."""
    raw(f'<p class="cairn-foot"><a href="{url}" target="_self">{escape(label)}</a></p>')


def to_sign_in(locale: str) -> NoReturn:
    """Leave this page for the sign-in page, by itself where the browser can; end the run."""
    st.write(say(locale, OVER))
    plain_link(_sign_in(), say(locale, COME_BACK))
    _GO(key="cairn-go")
    st.stop()


def words_wait(locale: str) -> NoReturn:
    """Say, in place of a form, that the session is over while somebody writes; end the run.

    The words are in this browser and come back on the page that the link leads back to.
    """
    raw(
        '<div class="cairn-note cairn-attention" role="alert"><div>'
        f"{escape(say(locale, WORDS_WAIT))}<br>"
        f'<a class="cairn-button" href="{escape(_sign_in())}" target="_self">'
        f"{escape(say(locale, COME_BACK))}</a></div></div>"
    )
    st.stop()


def _sign_in() -> str:
    """The address of the sign-in page that leads back to this one."""
    place = urlsplit(st.context.url or "").path or "/"
    query = urlencode(st.query_params.to_dict())
    return f"/login?to={quote(f'{place}?{query}' if query else place, safe='')}"
