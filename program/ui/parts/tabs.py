"""The way around, as HTML: a bar of tabs within thumb's reach, and a header with help one tap
away."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Literal

from program.ui.parts.cairn import icon_svg
from program.words import N_, say, say_count

Icon = Literal[
    "today", "tools", "progress", "messages", "settings", "people", "study", "content",
    "lessons", "clinic",
]  # fmt: skip

HOME = "/"
HELP = "/help"
HELP_NOW = N_("Help now")
MY_PLANS = "/my-plans"
FLARE_PLAN = N_("Flare plan")
APPEARANCE = N_("Text size and settings")
NAME = "Cairn"
WAY_AROUND = N_("Pages")

_LINES: dict[Icon, str] = {
    "today": '<path d="M4 18h16M6.5 18a5.5 5.5 0 0 1 11 0"/>'
    '<path d="M12 5v3M4.5 9.5l2 1.6M19.5 9.5l-2 1.6"/>',
    "tools": '<path d="M5 7h14v12H5zM9 7V5h6v2M5 12h14M12 11v2.5"/>',
    "progress": '<ellipse cx="12" cy="17.5" rx="7.5" ry="2.8"/>'
    '<ellipse cx="12.4" cy="12" rx="5" ry="2.3"/><ellipse cx="11.7" cy="7.4" rx="3" ry="1.8"/>',
    "messages": '<path d="M4 6h16v10H11l-4 3.5V16H4z"/>',
    "settings": '<path d="M4 8h9M17 8h3M4 16h3M11 16h9"/>'
    '<circle cx="15" cy="8" r="2"/><circle cx="9" cy="16" r="2"/>',
    "people": '<circle cx="9" cy="8.5" r="3"/><path d="M3.5 19a5.5 5.5 0 0 1 11 0"/>'
    '<path d="M15.5 6a3 3 0 0 1 0 5.4M17 14.2a5.4 5.4 0 0 1 3.5 4.8"/>',
    "study": '<path d="M4 4v16h16M8 16v-4M12 16V8M16 16v-6"/>',
    "content": '<path d="M6 4h9l3 3v13H6zM9 10h6M9 13.5h6M9 17h4"/>',
    "lessons": '<path d="M12 7c-2-1.5-5-2-8-1.5V18c3-.5 6 0 8 1.5V7z"/>'
    '<path d="M12 7c2-1.5 5-2 8-1.5V18c-3-.5-6 0-8 1.5"/>',
    "clinic": '<path d="M4 20V9l8-5 8 5v11zM12 10v6M9 13h6"/>',
}


@dataclass(frozen=True)
class Tab:
    """A place to go to."""

    url: str
    """Path of the page, such as `/tools`."""
    label: str
    """Msgid, one word."""
    icon: Icon
    count: int = 0
    """Things waiting there; 0 shows nothing."""


def header(
    locale: str,
    *,
    settings: str | None = "/settings",
    back: tuple[str, str] | None = None,
    notice: str = "",
    flare_plan: bool = False,
) -> str:
    """The cairn (home), `Aa` to the settings, and "Help now", always a plain link to /help.

    settings: path of the settings page, None for staff without one.
    back: (path, msgid) of a link back, in place of the name.
    flare_plan: whether the person has one; it is then a plain link on every page, as help is.
    notice: a line under the header on every page, such as "Simulated data".
    """
    url, label = back or (HOME, NAME)
    mark = "&#8592;" if back else icon_svg().replace('width="64" height="64"', 'width="36"')
    home = (
        f'<a class="cairn-home" href="{escape(url)}" target="_self" data-go>'
        f'<span aria-hidden="true">{mark}</span>'
        f'<span class="cairn-name">{escape(say(locale, label))}</span></a>'
    )
    size = _appearance(settings, locale) if settings else ""
    plan = (
        f'<a class="cairn-flare" href="{MY_PLANS}#flare">{escape(say(locale, FLARE_PLAN))}</a>'
        if flare_plan
        else ""
    )
    line = f'<p class="cairn-notice">{escape(notice)}</p>' if notice else ""
    return (
        f'<div class="cairn-top">{home}<span class="cairn-space"></span>{size}{plan}'
        f'<a class="cairn-help" href="{HELP}">{escape(say(locale, HELP_NOW))}</a></div>{line}'
    )


def _appearance(url: str, locale: str) -> str:
    return (
        f'<a href="{escape(url)}" target="_self" data-go '
        f'aria-label="Aa, {escape(say(locale, APPEARANCE))}">'
        '<span aria-hidden="true">Aa</span></a>'
    )


def tabs(items: Sequence[Tab], here: str, locale: str) -> str:
    """The tabs: at the bottom on a phone, at the top on a wide screen.

    here: url of the tab we are in; it carries aria-current.
    """
    links = "".join(_link(item, item.url == here, locale) for item in items)
    label = escape(say(locale, WAY_AROUND))
    return f'<nav class="cairn-tabs" aria-label="{label}"><ul>{links}</ul></nav>'


def _count(n: int, locale: str) -> str:
    words = escape(say_count(locale, "{n} new", "{n} new", n))
    return (
        f'<span class="cairn-count" aria-hidden="true">{n}</span>'
        f'<span class="cairn-hidden">, {words}</span>'
    )


def _link(item: Tab, current: bool, locale: str) -> str:
    count = _count(item.count, locale) if item.count else ""
    here = ' aria-current="page"' if current else ""
    return (
        f'<li><a href="{escape(item.url)}" target="_self" data-go{here}>'
        '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8" '
        'stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">'
        f"{_LINES[item.icon]}</svg><span>{escape(say(locale, item.label))}</span>{count}"
        "</a></li>"
    )
