"""The script of the rerun benchmark: the app, or at `?bare=1` a bare page of the framework."""

from pathlib import Path

import streamlit as st

_MAIN = Path(__file__).parents[1] / "program" / "ui" / "main.py"


def bare() -> None:
    st.title("A page")
    st.write("A paragraph of about as many words as a card on a page of the app has.")
    st.button("A button")


if "bare" in st.query_params:
    st.navigation([st.Page(bare, title="Bare", default=True)]).run()
else:
    exec(compile(_MAIN.read_text("utf-8"), str(_MAIN), "exec"))  # noqa: S102 - our own script
