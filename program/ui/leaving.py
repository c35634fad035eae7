"""The way out: signing out, and leaving a page whose session is over."""

from html import escape

import streamlit as st

from program.ui.parts.raw import raw
from program.words import N_, say

OVER = N_("You are signed out now. What you saved is kept.")
COME_BACK = N_("Sign in again")

SIGN_OUT = N_("Sign out")

_GO = st.components.v2.component(
    "cairn_go", js="export default function ({ data }) {\n  location.replace(data.to)\n}\n"
)


def sign_out_link(locale: str) -> None:
    """A quiet link at the foot of a page."""
    plain_link("/sign-out", say(locale, SIGN_OUT))


def plain_link(url: str, label: str) -> None:
    """A link to a plain page, which the browser loads anew."""
    raw(f'<p class="cairn-foot"><a href="{url}" target="_self">{escape(label)}</a></p>')


def to_sign_in(locale: str) -> None:
    """Leave this page for the sign-in page, by itself where the browser can; end the run."""
    st.write(say(locale, OVER))
    plain_link("/login", say(locale, COME_BACK))
    _GO(key="cairn-go", data={"to": "/login"})
    st.stop()
