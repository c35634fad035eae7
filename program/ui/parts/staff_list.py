"""A therapist's people as one list of plain links: who needs somebody, and the whole reason."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from html import escape
from typing import Literal
from urllib.parse import urlencode

from program.events import SignalRaised
from program.service.care import Line
from program.ui.parts.pager import page_of, pager
from program.ui.parts.signs import sign
from program.ui.parts.staff_words import (
    CANNOT_SIGN_IN,
    GONE_CONTENT,
    ON_HOLD,
    SILENT,
    ago,
    clock,
    day,
    reason,
    since,
)
from program.words import N_, say, say_count

Group = Literal["needs", "waiting", "track", "all"]

GROUPS: dict[Group, str] = {
    "needs": N_("Needs you"),
    "waiting": N_("Waiting"),
    "track": N_("On track"),
    "all": N_("All"),
}
WHICH = N_("Which people")
NO_PROGRAM = N_("No program yet. Assign one to begin.")
CLOSED = N_(
    "This history cannot be followed as it is stored. It is closed, so that nothing false is "
    "shown. Ask the operator to run “python -m program replay”. Everyone else goes on."
)
LOOKED_UP = N_("Looked up at {time}. The list looks again by itself.")
NEW = N_("Needs you now: {names}")
NOTHING_WAITS = N_("Nothing waits.")
PROGRAM, WEEK = N_("Program"), N_("Week")
NEXT, CONTACT = N_("Next"), N_("Last contact")
FOR = N_("In place of")

REASONS = 3
"""Reasons in one row, most urgent first; a person's page has them all."""
A_PAGE = 25
"""People on one page of the list."""


def group(line: Line) -> Group:
    """Where a person stands: `needs` for risk, red or a closed page; `waiting` for amber or
    information only, no program yet, a path on hold, or a silence that was noted; else
    `track`."""
    if line.standing in ("closed", "risk", "red"):
        return "needs"
    return "track" if line.standing == "calm" else "waiting"


def segments(lines: Sequence[Line], chosen: Group, query: dict[str, str], locale: str) -> str:
    """The groups as links, each with how many there are, as HTML. query: what their addresses
    hold besides."""
    there = [group(line) for line in lines]
    links = ""
    for name, words in GROUPS.items():
        here = ' aria-current="true"' if name == chosen else ""
        count = len(lines) if name == "all" else there.count(name)
        links += (
            f'<li><a href="{group_url(name, query)}" target="_self" data-go{here}>'
            f'{escape(say(locale, words))} <span class="cairn-n">({count})</span></a></li>'
        )
    label = escape(say(locale, WHICH))
    return f'<nav class="cairn-segments" aria-label="{label}"><ul>{links}</ul></nav>'


def looked_up(now: datetime, new: Sequence[Line], locale: str) -> str:
    """When the list was looked up, and who has come to need somebody since the page was come
    to, as HTML. now: where the clinic is."""
    told = escape(say(locale, LOOKED_UP, time=clock(now, locale)))
    names = ", ".join(line.name for line in new)
    said = (
        f"{sign(new[0].standing, locale)} {escape(say(locale, NEW, names=names))}"
        if new
        else ""
    )
    return (
        f'<p class="cairn-when cairn-looked"><span>{told}</span> '
        f'<strong role="status">{said}</strong></p>'
    )


def staff_list(
    lines: Sequence[Line],
    now: datetime,
    page: str,
    query: dict[str, str],
    locale: str,
    *,
    several: bool = False,
) -> str:
    """The people as HTML, 25 to a page. now: where the clinic is. page: the number asked for,
    as the address has it. several: the therapist's people follow more than one program, so
    each row names its own."""
    number, shown = page_of(lines, page, A_PAGE)
    here = {**query, "list": str(number)}
    rows = "".join(_row(line, here, now, locale, several) for line in shown)
    links = pager("/", query, number, A_PAGE, len(lines), locale)
    return f'<div><ul class="cairn-people">{rows}</ul>{links}</div>'


def _row(line: Line, here: dict[str, str], now: datetime, locale: str, several: bool) -> str:
    return (
        f'<li class="cairn-person">{sign(line.standing, locale)}'
        f'<div class="cairn-who"><a href="{person_url(line.who, here)}" target="_self" data-go>'
        f"{escape(line.name)}</a>{_signs_in(line, locale)}{_reasons(line, now, locale)}</div>"
        f"{_facts(line, locale, several)}"
        "</li>"
    )


def group_url(name: Group, query: dict[str, str]) -> str:
    """The address of a group, for an attribute."""
    return escape("/?" + urlencode({"show": name, **query}))


def person_url(who: str, here: dict[str, str]) -> str:
    """The address of a person's page: an opaque identifier, nothing of theirs. here: `show` and
    `list`, the group and page of the list, for the way back."""
    return escape("/person?" + urlencode({"p": who, **here}))


def back_to_list(query: Mapping[str, str]) -> str:
    """The address of the list that a person's page was come to from; of the list as it opens
    where the page's own address does not say."""
    held = {"show": query.get("show"), "page": query.get("list")}
    there = {name: value for name, value in held.items() if value}
    return "/?" + urlencode(there) if there else "/"


def _signs_in(line: Line, locale: str) -> str:
    return "" if line.active else f"<p>{escape(say(locale, CANNOT_SIGN_IN))}</p>"


def _reasons(line: Line, now: datetime, locale: str) -> str:
    if line.standing == "calm":
        return f'<p class="cairn-quieter">{escape(say(locale, NOTHING_WAITS))}</p>'
    told = "".join(
        f'<p class="cairn-reason">{_other(one.level, line, locale)}'
        f"<span>{escape(reason(one, locale))}{_since(one, line, now, locale)}</span></p>"
        for one in line.reasons[:REASONS]
    )
    more = len(line.reasons) - REASONS
    if more > 0:
        words = say_count(locale, "and {n} more that waits", "and {n} more that wait", more)
        told += f'<p class="cairn-quieter">{escape(words)}</p>'
    return _instead(line, locale) + told


def _since(signal: SignalRaised, line: Line, now: datetime, locale: str) -> str:
    words = since(signal, line.raised.get(signal.signal), now, locale)
    return f' <span class="cairn-when">{escape(words)}</span>' if words else ""


def _instead(line: Line, locale: str) -> str:
    """Why there is no more to tell of somebody, or that they stay away or are on hold."""
    still = [say(locale, SILENT, days=line.silent)] if line.silent else []
    if line.held is not None:
        still.append(say(locale, ON_HOLD, day=day(line.held, locale)))
    if still:
        return "".join(f"<p>{escape(one)}</p>" for one in still)
    if line.closed is None and line.program is not None:
        return ""
    words = {"history": CLOSED, "program": GONE_CONTENT, None: NO_PROGRAM}[line.closed]
    return f"<p>{escape(say(locale, words))}</p>"


def _other(level: str, line: Line, locale: str) -> str:
    """The sign of a reason that is less urgent than the one the line begins with."""
    return "" if level == line.standing else sign(level, locale)


def _facts(line: Line, locale: str, several: bool) -> str:
    if line.closed == "history":
        return ""
    told = [(CONTACT, ago(line.last_contact, line.on, locale)), (FOR, line.covered_for)]
    if line.program is not None and line.week is not None:
        named = [(PROGRAM, line.program)] if several else []
        told = [*named, (WEEK, str(line.week + 1)), (NEXT, line.next), *told]
    inside = "".join(
        f"<div><dt>{escape(say(locale, name))}</dt><dd>{escape(value)}</dd></div>"
        for name, value in told
        if value
    )
    return f'<dl class="cairn-facts">{inside}</dl>'
