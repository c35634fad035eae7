"""The list of tools in four calm groups: for now, practise, my notes, read again."""

from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby
from urllib.parse import urlencode

import streamlit as st

from program.service.tools import Later, Reading, Tool, Tools, tools
from program.ui.parts.cards import card, lead, note
from program.ui.parts.days import day_in_words
from program.ui.parts.look import wear
from program.ui.parts.raw import raw
from program.ui.patient.entering import Here
from program.ui.patient.flare import flare_button
from program.words import N_

TITLE = N_("Tools")
LEAD = N_("Everything you have met so far. Use it as often as you like, or not at all.")
NOTHING_TITLE = N_("Your tools will be here")
NOTHING = N_("Once a program is chosen for you, each step adds something to this page.")
NOW, PRACTISE = N_("For now"), N_("Practise")
NOTES, READ = N_("My notes"), N_("Read again")
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


def show_tools(me: Here) -> None:
    """The page."""
    wear("tools.css")
    st.title(me.say(TITLE), anchor=False)
    found = tools(me.clinic, me.by, me.who, me.locale)
    if found is None:
        card(me.say(NOTHING_TITLE), me.say(NOTHING))
        return
    lead(me.say(LEAD))
    _now(me, found)
    _practise(me, found)
    _notes(me, found)
    _read(me, found.readings)
    if found.later:
        st.header(me.say(LATER), anchor=False)
        lead(me.say(LATER_LEAD))
        _links(*(_branch(me, one) for one in found.later))


def _now(me: Here, found: Tools) -> None:
    st.header(me.say(NOW), anchor=False)
    if found.grounding is not None:
        _links(_row(me, found.grounding, found))
    with st.container(key="flare-card", gap="small"):
        raw(f"<p>{escape(me.say(FLARE_ON if found.in_flare else FLARE))}</p>")
        flare_button(me, found.in_flare)


def _practise(me: Here, found: Tools) -> None:
    if found.practices or found.swapped:
        st.header(me.say(PRACTISE), anchor=False)
    _links(*(_row(me, tool, found) for tool in found.practices))
    _waiting(me, SWAPPED, found.swapped)


def _notes(me: Here, found: Tools) -> None:
    if found.notes or found.resting:
        st.header(me.say(NOTES), anchor=False)
    _links(*(_row(me, tool, found) for tool in found.notes))
    _waiting(me, RESTING, found.resting)


def _waiting(me: Here, words: str, titles: Sequence[str]) -> None:
    if titles:
        note(me.say(words, titles=", ".join(titles)))


def _read(me: Here, readings: Iterable[Reading]) -> None:
    st.header(me.say(READ), anchor=False)
    if not readings:
        lead(me.say(NO_READING))
    for module, lessons in groupby(readings, key=lambda reading: reading.module):
        st.subheader(module, anchor=False)
        _links(*(_link({"r": one.id}, one.lesson.title) for one in lessons))


def _branch(me: Here, one: Later) -> str:
    waits = "" if one.now else me.say(COMES_NEXT if one.next else SOON)
    return _link({"b": one.module}, one.title, one.about, waits)


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


def _links(*rows: str) -> None:
    if rows:
        raw(f'<ul class="cairn-tools">{"".join(rows)}</ul>')
