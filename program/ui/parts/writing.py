"""Words somebody wrote: never cut short, told where they cannot be kept, shown as they are."""

import streamlit as st

from program.words import say, say_count

LONGEST = 2000
"""Letters of a note or a reason."""


def unfit(written: str, missing: str, locale: str, *, longest: int = LONGEST) -> bool:
    """Whether words cannot be kept as they are; then says why. They stay where they are.

    missing: the msgid that asks for them; empty where they may be left out.
    """
    over = len(written.strip()) - longest
    if over > 0:
        st.error(
            say_count(
                locale,
                "That is {n} letter too many: {longest} can be kept. Your words stay here.",
                "That is {n} letters too many: {longest} can be kept. Your words stay here.",
                over,
                longest=longest,
            )
        )
    elif missing and not written.strip():
        st.error(say(locale, missing))
    else:
        return False
    return True


def plain(words: str) -> str:
    """Words inside a sentence that is shown as Markdown."""
    return "".join(f"\\{c}" if c in "\\*_[]`$:<>~#" else c for c in words)
