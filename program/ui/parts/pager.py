"""A long list in pages: which part is shown, and plain links to the others."""

from collections.abc import Sequence
from html import escape
from typing import TypeVar
from urllib.parse import urlencode

from program.words import N_, say

T = TypeVar("T")

PAGES = N_("Pages of this list")
SHOWN = N_("{first} to {last} of {n}")
EARLIER = N_("Back")
LATER = N_("Next")


def page_of(items: Sequence[T], wanted: str, size: int) -> tuple[int, Sequence[T]]:
    """The page asked for, from 1, kept within what there is, and its items."""
    last = max(1, -(-len(items) // size))
    number = min(int(wanted), last) if wanted.isdecimal() and len(wanted) < 7 else 1
    number = max(1, number)
    return number, items[(number - 1) * size : number * size]


def pager(
    url: str, query: dict[str, str], number: int, size: int, n: int, locale: str, at: str = ""
) -> str:
    """Links to the page before and after, as HTML; empty where all fits on one page.

    at: the `data-at` of the list's heading, where the page begins with something else: view and
        focus are there then.
    """
    if n <= size:
        return ""

    def link(to: int, label: str) -> str:
        if not 1 <= to <= -(-n // size):
            return f"<span>{escape(say(locale, label))}</span>"
        address = escape(f"{url}?{urlencode({**query, 'page': str(to)})}{at and '#' + at}")
        return f'<a href="{address}" target="_self" data-go>{escape(say(locale, label))}</a>'

    shown = say(locale, SHOWN, first=(number - 1) * size + 1, last=min(n, number * size), n=n)
    return (
        f'<nav class="cairn-pager" aria-label="{escape(say(locale, PAGES))}">'
        f"{link(number - 1, EARLIER)}<span>{escape(shown)}</span>"
        f"{link(number + 1, LATER)}</nav>"
    )
