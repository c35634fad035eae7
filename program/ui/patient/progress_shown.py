"""What stands on Progress, from the large cairn to the list of what was done."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import escape

import streamlit as st
from babel.dates import format_date

from program.charts.ratings_in_words import (
    kindly_named,
    mood_scale,
    mood_sentence,
    pain_sentence,
)
from program.exercises import KINDS
from program.service.day import Day
from program.service.progress import Progress, Walked, progress
from program.service.tool_steps import asks_for, has_met
from program.service.written import where_written
from program.ui import session
from program.ui.parts.cairn import cairn_svg
from program.ui.parts.cards import card, drawing, lead, lead_html, stack
from program.ui.parts.chart import chart, tones
from program.ui.parts.raw import raw
from program.ui.patient.again import CHANGE_PACE, written_again
from program.ui.patient.ahead import show_ahead
from program.ui.patient.cairns import next_stone, sentence
from program.ui.patient.entering import Here
from program.ui.patient.exercise import show_entries
from program.ui.patient.kind_charts import enlarge, words_alone
from program.words import N_

TITLE = N_("Your path so far")
NOTHING_TITLE = N_("Your path begins soon")
NOTHING = N_("Once a program is chosen for you, your cairn grows here, stone by stone.")
PAIN, MOOD = N_("How much pain is in the way"), N_("Your mood")
PRACTICE, GOAL = N_("Your practice"), N_("Your goal")
PACE, SLEEP, DONE = N_("Your pace"), N_("Your sleep"), N_("What you have done")
NO_GOAL = N_("You have not written down a goal yet. There is no hurry: it comes on your path.")
NO_GOAL_MET = N_(
    "You have not written down a goal yet. There is no hurry: “My goal” waits for you in Tools."
)
NOT_DONE = N_("Your first step waits on Today. It takes a few minutes.")
FINISHED = N_("Finished on {day}.")
FINISHED_SHORT = N_("Finished on {day}, in its short version. It counts the same.")
BEGUN = N_("Begun on {day}. Your place is kept.")


def show(me: Here, today: Day) -> None:
    """The page."""
    st.title(me.say(TITLE), anchor=False)
    found = progress(me.clinic, me.by, me.who, me.locale)
    if found is None:
        card(me.say(NOTHING_TITLE), me.say(NOTHING))
        return
    with st.container(key="cairn-large"):
        walked = found.finished and today.next is None
        label = None if walked else next_stone(today) if today.next else ""
        svg = cairn_svg(found.stones.stones, found.stones.pebbles, label, 300)
        drawing(svg, sentence(me.locale, found.stones, finished=walked))
    _ratings(me, found)
    _practice(me, found)
    _goal(me, found)
    _pace(me, found, today)
    _entries(me, SLEEP, "sleep_diary", found)
    _done(me, found.walked)
    show_ahead(me, found.ahead)


def _ratings(me: Here, found: Progress) -> None:
    record, scale = found.record, mood_scale(found.record)
    pain, mood = record.values("peg"), record.values(scale)
    st.header(me.say(PAIN), anchor=False)
    _rating(me, found, "peg", pain_sentence(pain, me.locale))
    st.header(me.say(MOOD), anchor=False)
    _rating(me, found, scale, mood_sentence(scale, mood, me.locale))


def _rating(me: Here, found: Progress, scale: str, said: str) -> None:
    if len(found.record.values(scale)) < 2:
        lead(said)
        return
    from program.charts.ratings import ratings_over_time  # loads Plotly, here only

    alone = replace(found.record, modules={})
    program = kindly_named(found.program, me.locale)
    chosen = _preferences(me)
    drawn = ratings_over_time(alone, scale, program, tones(chosen), me.locale)
    if drawn.figure is not None:
        words_alone(drawn.figure, enlarge(drawn.figure, chosen))
    chart(replace(drawn, sentence=said, values={}), f"chart-{scale}", me.locale)


def _practice(me: Here, found: Progress) -> None:
    from program.charts.practice import practice_by_week  # loads Plotly, here only

    st.header(me.say(PRACTICE), anchor=False)
    chosen = _preferences(me)
    drawn = practice_by_week(found.record, found.on, tones(chosen), me.locale)
    if drawn.figure is None:
        lead(me.say(drawn.sentence))
        return
    enlarge(drawn.figure, chosen)
    chart(drawn, "chart-practice", me.locale)


def _preferences(me: Here) -> Mapping[str, str]:
    own = session.account(me.by)
    return own.preferences if own is not None else {}


def _goal(me: Here, found: Progress) -> None:
    """What was written, or where it is; nothing where the program asks nobody for a goal."""
    met = has_met("my_goal", found.record, found.program)
    if not found.goals and not met and not asks_for("my_goal", found.program):
        return
    st.header(me.say(GOAL), anchor=False)
    if found.goals:
        show_entries(me, KINDS["my_goal"], found.goals)
    else:
        lead(me.say(NO_GOAL_MET if met else NO_GOAL))


def _pace(me: Here, found: Progress, today: Day) -> None:
    """What was done, or else the plan, and what today asks; within an energy limit also the
    plan's own words, which stand on no other page."""
    _entries(me, PACE, "activity_log" if found.activity else "pacing_plan", found)
    if found.activity and found.pacing and "amount" not in found.pacing[-1].answers:
        show_entries(me, KINDS["pacing_plan"], found.pacing)
    stack(
        [
            lead_html(today.pace.why) if today.pace else "",
            written_again(
                me.say(CHANGE_PACE), where_written("pacing_plan", found.record, found.program)
            ),
        ]
    )


def _entries(me: Here, title: str, kind: str, found: Progress) -> None:
    kept = {
        "activity_log": found.activity,
        "pacing_plan": found.pacing,
        "sleep_diary": found.sleep,
    }[kind]
    if kept:
        st.header(me.say(title), anchor=False)
        show_entries(me, KINDS[kind], kept)


def _done(me: Here, walked: Sequence[Walked]) -> None:
    st.header(me.say(DONE), anchor=False)
    if not walked:
        lead(me.say(NOT_DONE))
        return
    lines = "".join(
        f"<div><dt>{escape(one.title)}</dt><dd>{escape(_when(me, one))}</dd></div>"
        for one in walked
    )
    raw(f'<dl class="cairn-done">{lines}</dl>')


def _when(me: Here, one: Walked) -> str:
    day = format_date(one.completed or one.opened, "EEEE d MMMM", me.locale)
    if one.completed is None:
        return me.say(BEGUN, day=day)
    return me.say(FINISHED_SHORT if one.short else FINISHED, day=day)
