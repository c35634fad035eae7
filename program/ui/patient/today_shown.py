"""What stands on Today, from the greeting to the quiet lines at its end."""

from collections.abc import Mapping
from datetime import date
from html import escape

import streamlit as st
from babel.dates import format_date, get_day_names
from pydantic import JsonValue

from program.exercises import KINDS, Entry
from program.ids import StepId
from program.service.day import Day
from program.service.pace import PaceLine
from program.service.tool_steps import kind_tool
from program.ui.parts.cards import card, lead_html, note, stack
from program.ui.patient.again import CHANGE_PACE, used_again, written_again
from program.ui.patient.cairns import draw_cairn
from program.ui.patient.check_in_first import asks_first, offer_check_in
from program.ui.patient.entering import BEGIN, Here, come_in
from program.ui.patient.flare import flare_button, to_flare_plan
from program.ui.patient.next_step import is_away, show_next
from program.web.help import NOT_WATCHED, WATCHED
from program.words import N_

HELLO = N_("Good to see you, {name}.")
HELLO_YOU = N_("Good to see you.")
NOT_ENROLLED_TITLE = N_("Your path is being made ready")
NOT_ENROLLED = N_(
    "Your therapist will choose a program for you. There is nothing you need to do. Come back "
    "in a day or two."
)
AFTER = N_("After this comes: {title}.")
PLAN = N_("Your plan this week")
LAST_PLAN = N_("Your last plan, from {day}")
MAKE_ONE = N_("Make a plan for this week")
_A_WEEK = 7
IF_THEN = N_("If this gets in the way: {obstacle}. Then: {then}.")
PACE = N_("Your pace")
LOG_IT = N_("Log it")
ADD_TRY = N_("Add a try")
DIARY = N_("Your sleep diary")
NIGHT = N_("Write down last night")
FLARE_ON = N_("You told us that a flare is going on. Small is plenty.")


def show(me: Here) -> None:
    found = come_in(me)
    if found.enrolled and not (found.consented and found.intake_done):
        st.switch_page(BEGIN)
    hello = me.say(HELLO, name=me.name) if me.name else me.say(HELLO_YOU)
    st.title(hello, anchor=False)
    if not found.enrolled:
        card(me.say(NOT_ENROLLED_TITLE), me.say(NOT_ENROLLED))
        _watching(me)
        return
    draw_cairn(me, found.stones, finished=found.walked)
    stack([_flare(me, found)])
    why = show_next(me, found)
    own = (
        _plan(me, found.plan, found.on),
        _pace(me, found.pace),
        _diary(me, found.diary),
    )
    to_plan = to_flare_plan(me, found.flare_plan, found.in_flare)
    stack([why, _after(me, found), *own, to_plan])
    offer_check_in(me, found)
    flare_button(me, found.in_flare, quiet=True)
    _watching(me)


def _after(me: Here, found: Day) -> str:
    shown = found.outcome in ("open", "offer") and not found.not_today and not asks_first(found)
    if not found.after or not shown:
        return ""
    return lead_html(me.say(AFTER, title=found.after))


def _plan(me: Here, plan: Entry | None, today: date) -> str:
    if plan is None:
        return ""
    things = plan.answers.get("plan")
    rows = [row for row in things if isinstance(row, dict)] if isinstance(things, list) else []
    lines = "".join(f"<li>{_thing(row)}</li>" for row in rows if row.get("what"))
    obstacle, then = plan.answers.get("obstacle"), plan.answers.get("then")
    around = ""
    if isinstance(obstacle, str) and isinstance(then, str):
        around = f"<p>{escape(me.say(IF_THEN, obstacle=obstacle, then=then))}</p>"
    if not lines:
        return ""
    title, again = me.say(PLAN), ""
    if (today - plan.on).days > _A_WEEK:
        title = me.say(LAST_PLAN, day=format_date(plan.on, "d MMMM", locale=me.locale))
        again = used_again(me.say(MAKE_ONE), kind_tool("weekly_plan"))
    return (
        f'<section class="cairn-card cairn-plan"><h2>{escape(title)}</h2>'
        f"<ul>{lines}</ul>{around}{again}</section>"
    )


def _thing(row: Mapping[str, JsonValue]) -> str:
    more = [escape(str(row[name])) for name in ("when", "where", "how_much") if row.get(name)]
    return f"<strong>{escape(str(row['what']))}</strong><br>{' · '.join(more)}"


def _pace(me: Here, pace: PaceLine | None) -> str:
    """The amount, its days, why it is what it is, and where a day is written down."""
    if pace is None:
        return ""
    names = get_day_names("abbreviated", "format", me.locale)
    amount = " · ".join([pace.amount, " ".join(names[day] for day in pace.days)])
    what = f"<strong>{escape(pace.activity)}</strong><br>" if pace.activity else ""
    ways = used_again(me.say(LOG_IT), pace.log) if pace.log is not None else ""
    ways += written_again(me.say(ADD_TRY), pace.tries)
    ways += written_again(me.say(CHANGE_PACE), pace.plan)
    return (
        f'<section class="cairn-card cairn-plan"><h2>{escape(me.say(PACE))}</h2>'
        f"<p>{what}{escape(amount)}</p><p>{escape(pace.why)}</p>{ways}</section>"
    )


def _diary(me: Here, tool: StepId | None) -> str:
    """Where last night is written down, in one tap."""
    if tool is None:
        return ""
    about = me.say(KINDS["sleep_diary"].about)
    return (
        f'<section class="cairn-card cairn-plan"><h2>{escape(me.say(DIARY))}</h2>'
        f"<p>{escape(about)}</p>{used_again(me.say(NIGHT), tool)}</section>"
    )


def _flare(me: Here, found: Day) -> str:
    """That we heard of a flare, unless the card of a light week stands here and says so."""
    card_says = found.outcome == "light_week" and not (is_away(found) or asks_first(found))
    return lead_html(me.say(FLARE_ON)) if found.in_flare and not card_says else ""


def _watching(me: Here) -> None:
    note(me.say(WATCHED if me.clinic.settings.watched else NOT_WATCHED))
