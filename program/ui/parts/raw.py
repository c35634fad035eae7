"""Our own HTML on a page, SVG included."""

import streamlit as st


def raw(markup: str) -> None:
    """Put trusted markup on the page as it is; whatever a person wrote is escaped before.

    It begins with a block element. `st.html` would drop every SVG; a block of HTML in Markdown
    keeps them as long as it holds no blank line.
    """
    st.markdown(" ".join(markup.split("\n")), unsafe_allow_html=True)
