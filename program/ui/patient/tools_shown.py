"""The list of tools: for now, used lately, and groups to open: practise, notes, reading."""

from collections.abc import Sequence
from html import escape
from itertools import groupby
from urllib.parse import urlencode

import streamlit as st

from program.service.ahead import TALK
from program.service.tools import Later, Reading, Tool, Tools, tools
from program.ui.parts.cards import card, lead, stack
from program.ui.parts.days import day_in_words
from program.ui.parts.raw import raw
from program.ui.patient.entering import Here
from program.ui.patient.flare import flare_button, to_flare_plan
from program.words import N_

TITLE = N_("Tools")
LEAD = N_("Everything you have met so far. Use it as often as you like, or not at all.")
NOTHING_TITLE = N_("Your tools will be here")
NOTHING = N_("Once a program is chosen for you, each step adds something to this page.")
NOW, PRACTISE = N_("For now"), N_("Practise")
LATELY = N_("Used lately")
HOW_MANY = N_("{n} to choose from")
NOTES, READ = N_("My notes"), N_("To read")
UNREAD = N_("Not read yet")
LATER = N_("More for later")
LATER_LEAD = N_("More steps that wait for you. Choose one when you like, or leave them here.")
SOON = N_("After the next step of your path")
COMES_NEXT = N_("You chose this. It comes next.")
NO_READING = N_("What you read in your steps will be here, in full and in short.")
FLARE = N_("Is the pain much worse than usual? Say so, and the next days stay small.")
FLARE_ON = N_("You told us that a flare is going on. Small is plenty. Rest counts.")
RESTING = N_(
    "{titles}: waiting for now. You told us about new warning signs. Please have them looked "
    "at first. Your therapist opens this again."
)
SWAPPED = N_(
    "{titles}: waiting for now. Your therapist would like to look at your first answers "
    "before. Grounding is a good choice until then."
)
LAST = N_("Last time: {day}")
PLAN = N_("Your plan: {amount}")
TODAY = N_("today")
LENGTHS = N_("{lengths} minutes")
FEW = 4
"""A group of so many stands open; a longer one is folded."""
LATEST = 3


def show_tools(me: Here) -> None:
    """The page."""
    st.title(me.say(TITLE), anchor=False)
    found = tools(me.clinic, me.by, me.who, me.locale)
    if found is None:
        card(me.say(NOTHING_TITLE), me.say(NOTHING))
        return
    lead(me.say(LEAD))
    _now(me, found)
    _lately(me, found)
    _practise(me, found)
    _notes(me, found)
    _read(me, found.readings)
    later = [_branch(me, one) for one in found.later]
    if later:
        _group(me, LATER, len(later), f"{_said(me, LATER_LEAD)}{_list(later)}")


def _now(me: Here, found: Tools) -> None:
    st.header(me.say(NOW), anchor=False)
    if found.grounding is not None:
        raw(_list([_row(me, found.grounding, found)]))
    with st.container(key="flare-card", gap="small"):
        raw(f"<p>{escape(me.say(FLARE_ON if found.in_flare else FLARE))}</p>")
        stack([to_flare_plan(me, found.flare_plan, found.in_flare)])
        flare_button(me, found.in_flare)


def _lately(me: Here, found: Tools) -> None:
    """What was used last stays one tap away where its group is folded."""
    both = (found.practices, found.notes)
    used = [(tool.last, tool) for group in both if len(group) > FEW for tool in group]
    dated = [(last, tool) for last, tool in used if last is not None]
    latest = sorted(dated, key=lambda each: each[0], reverse=True)[:LATEST]
    if latest:
        st.header(me.say(LATELY), anchor=False)
        raw(_list([_row(me, tool, found) for _, tool in latest]))


def _practise(me: Here, found: Tools) -> None:
    rows = [_row(me, tool, found) for tool in found.practices]
    if rows or found.swapped:
        waiting = _waiting(me, SWAPPED, found.swapped)
        _group(me, PRACTISE, len(rows), f"{_list(rows)}{waiting}")


def _notes(me: Here, found: Tools) -> None:
    rows = [_row(me, tool, found) for tool in found.notes]
    if rows or found.resting:
        waiting = _waiting(me, RESTING, found.resting)
        _group(me, NOTES, len(rows), f"{_list(rows)}{waiting}")


def _waiting(me: Here, words: str, titles: Sequence[str]) -> str:
    if not titles:
        return ""
    told = escape(me.say(words, titles=", ".join(titles)))
    return f'<div class="cairn-note"><span>{told}</span></div>'


def _read(me: Here, readings: Sequence[Reading]) -> None:
    inside = "" if readings else _said(me, NO_READING)
    for module, lessons in groupby(readings, key=lambda reading: reading.module):
        rows = [
            _link({"r": one.id}, one.lesson.title, "" if one.read else me.say(UNREAD))
            for one in lessons
        ]
        inside += f"<h3>{escape(module)}</h3>{_list(rows)}"
    _group(me, READ, len(readings), inside)


def _group(me: Here, title: str, many: int, inside: str) -> None:
    """A heading with what is under it; folded where that is long."""
    heading = f"<h2>{escape(me.say(title))}</h2>"
    if many <= FEW:
        raw(f'<section class="cairn-group">{heading}{inside}</section>')
        return
    told = f"{heading}<small>{escape(me.say(HOW_MANY, n=many))}</small>"
    raw(f'<details class="cairn-group"><summary>{told}</summary>{inside}</details>')


def _branch(me: Here, one: Later) -> str:
    waits = TALK if one.held else COMES_NEXT if one.next else SOON
    return _link({"b": one.module}, one.title, one.about, "" if one.now else me.say(waits))


def _row(me: Here, tool: Tool, found: Tools) -> str:
    last = ""
    if tool.last is not None:
        same = tool.last == found.on
        day = me.say(TODAY) if same else day_in_words(me.locale, tool.last, found.on)
        last = me.say(LAST, day=day)
    long = ", ".join(map(str, tool.minutes))
    lengths = me.say(LENGTHS, lengths=long) if tool.minutes else ""
    now = me.say(PLAN, amount=tool.now) if tool.now else ""
    return _link({"t": tool.id, "again": "1"}, tool.title, tool.about, lengths, now, last)


def _link(query: dict[str, str], title: str, *below: str) -> str:
    address = escape(f"/tools?{urlencode(query)}")
    more = "".join(f"<small>{escape(text)}</small>" for text in below if text)
    return (
        f'<li><a href="{address}" target="_self" data-go><b>{escape(title)}</b>{more}</a></li>'
    )


def _list(rows: Sequence[str]) -> str:
    return f'<ul class="cairn-tools">{"".join(rows)}</ul>' if rows else ""


def _said(me: Here, words: str) -> str:
    return f'<p class="cairn-lead">{escape(me.say(words))}</p>'
