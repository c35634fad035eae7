"""How Cairn looks: the style sheet, the page's language, and where view and focus begin."""

import json
from collections.abc import Mapping
from functools import cache
from html import escape
from pathlib import Path

from program.events import Role
from program.words import N_, say

ASSETS = Path(__file__).parent / "assets"
LINE_CUT = N_("There is no connection right now. What you write stays here; we keep trying.")
CLOSE = N_("Close")
CHOICES = {
    "text": ("normal", "large", "larger"),
    "contrast": ("normal", "high"),
    "motion": ("full", "still"),
}
"""What a person can set about the look; the first of each is what holds until they do."""


@cache
def asset(*names: str) -> str:
    """The text of asset files, one after the other."""
    return "\n".join((ASSETS / name).read_text("utf-8") for name in names)


def sheet(role: Role) -> str:
    """The style sheet of a role's pages; the page that starts the app links to it."""
    own = ("patient.css", "tools.css") if role == "patient" else ("staff.css",)
    return asset("colours.css", "look.css", "parts.css", *own)


def dress(
    preferences: Mapping[str, str],
    locale: str,
    *,
    page: str = "",
    wide: bool = False,
    session: str = "",
) -> str:
    """A mark, as HTML, by which the script of the page (look.js) puts on the person's own look.
    It stands in every run, before anything else.

    preferences: `text` normal|large|larger, `contrast` normal|high, `motion` full|still; what
        is missing or unknown is the first of these.
    locale: language of the page, for <html lang>.
    page: identifies what is shown (`/tools`, `/module?step=3`); when it changes, the view goes
        to the top and focus to the h1, or both to the heading whose `data-at` is the address's
        fragment.
    wide: staff pages, up to 1,120 px; else one column of 680 px.
    session: identifier of the sign-in; a page that nobody touches is left once that is over.

    Also makes `<a href="/tools" data-go>` anywhere on the page change page without a reload.
    """
    chosen = {
        name: preferences[name] if preferences.get(name) in offered else offered[0]
        for name, offered in CHOICES.items()
    }
    look = {
        "lang": locale,
        "set": {**chosen, "wide": "yes" if wide else "no"},
        "page": page,
        "session": session,
        "line": say(locale, LINE_CUT),
        "close": say(locale, CLOSE),
    }
    return f'<div class="cairn-look" data-look="{escape(json.dumps(look))}"></div>'
