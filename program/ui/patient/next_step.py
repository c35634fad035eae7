"""The one next step on Today, whatever the latest decision was."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import streamlit as st

from program.events import Variant
from program.ids import ModuleId
from program.service.day import Day, NextPart
from program.service.path import answer_offer, open_module
from program.ui.parts.cards import lead_html, stack
from program.ui.parts.days import day_in_words
from program.ui.patient.check_in_first import asks_first, draw_check_in
from program.ui.patient.entering import (
    MODULE,
    Here,
    kept,
)
from program.ui.patient.step_card import (
    BEGIN,
    GO_ON,
    Choice,
    draw_card,
    open_tools,
    put_off,
    quiet,
    stay_away,
)
from program.words import N_, say_count

SHORT = N_("Short version")
PART = N_("Part {part} of {parts}.")
NEXT = N_("Next comes: {title}.")
WHY = N_("Why this next? {why}")
FROM_THERAPIST = N_("From your therapist: {words}")
ELSE = N_("Something else instead")
OFFER_TITLE = N_("Something for you, if you like")
CORE = N_("Go on with: {title}")
LIGHT_GO = N_("If you like, go on a little with {title}, in its short version.")
LIGHT_TITLE = N_("A light week")
LIGHT = N_("It lasts until {day}. Rest counts.")
LIGHT_LAST = N_("Today is its last day. Rest counts.")
WAIT_TITLE = N_("Time to try things out")
WAIT = N_("Your next step opens {day}. Until then, what you have met so far is enough.")
WAIT_ON = N_("Your next step opens on {day}. Until then, what you have met so far is enough.")
HOLD_TITLE = N_("Your therapist would like to talk with you first")
HOLD = N_("Nothing new opens before that. All that you have done stays open.")
BEGUN_GO = N_("What you have begun goes on, if you like: {title}.")
FINISH_TITLE = N_("You have come to the end of the path")
FINISH = N_("All that you built is yours to keep. Everything stays open to you.")
BOOSTER = N_("Your booster comes {day}. It is a short look back, and it can wait for you.")
BOOSTER_ON = N_(
    "Your booster comes on {day}. It is a short look back, and it can wait for you."
)
NONE_TITLE = N_("Your next step is on its way")
NONE = N_("Come back in a little while.")
SEE_YOU = N_("See you {day}")
SEE_YOU_ON = N_("See you on {day}")
REST = N_("Your place is kept. Coming back sooner is fine too.")
BACK_NOW = N_("Come back now")
INSTEAD = N_("{day} instead")


def show_next(me: Here, found: Day) -> str:
    """Draw the one next step; what more is to be said of it, as HTML for what stands below."""
    if is_away(found):
        _until(me, found)
    elif asks_first(found):
        draw_check_in(me, found.on)
    else:
        _OUTCOMES.get(found.outcome, _nothing)(me, found)
        if found.outcome == "open" and found.next is not None:
            return _why(me, found)
    return ""


def is_away(found: Day) -> bool:
    """Whether "Not today" was chosen, and the person has not come back since."""
    return found.not_today is not None and "now" not in st.query_params


def _why(me: Here, found: Day) -> str:
    """Why this next. Where it may be declined, it is drawn with the way to do that below."""
    told = found.why and not found.from_therapist
    why = lead_html(me.say(WHY, why=found.why)) if told else ""
    if not found.declinable or found.decision is None:
        return why
    stack([why])
    quiet(me, ELSE, "else", partial(_answer, me, found, None))
    return ""


def _until(me: Here, found: Day) -> None:
    day = day_in_words(me.locale, found.not_today or found.on, found.on)
    tomorrow = (found.not_today or found.on) == found.on + timedelta(days=1)
    title = me.say(SEE_YOU if tomorrow else SEE_YOU_ON, day=day)
    later = [n for n in (1, 3, 6) if found.on + timedelta(days=n) != found.not_today][-2:]
    other = [
        Choice(f"in-{n}", _instead(me, found, n), partial(stay_away, me, n)) for n in later
    ]
    draw_card(title, [me.say(REST)], [Choice("now", me.say(BACK_NOW), _come_back), *other])


def _instead(me: Here, found: Day, days: int) -> str:
    day = day_in_words(me.locale, found.on + timedelta(days=days), found.on)
    return me.say(INSTEAD, day=day[:1].upper() + day[1:])


def _come_back() -> None:
    st.query_params["now"] = "1"
    st.rerun()


def _open(me: Here, found: Day) -> None:
    part = found.next
    if part is None:
        return _nothing(me, found)
    choices = [
        Choice("go-on", me.say(GO_ON if part.begun else BEGIN), partial(begin, me, part))
    ]
    if part.reading or not part.begun:
        choices.append(Choice("short", me.say(SHORT), partial(begin, me, part, "light")))
    choices.append(put_off(me))
    about = "" if part.begun else part.about
    draw_card(part.title, [_size(me, part), about, *_from_therapist(me, found)], choices)
    return None


def _offer(me: Here, found: Day) -> None:
    choices = [
        Choice(f"take-{part.module}", part.title, partial(_answer, me, found, part.module))
        for part in found.offered
    ]
    if found.next is not None:
        go_on = me.say(CORE, title=found.next.title)
        choices.append(Choice("core", go_on, partial(_answer, me, found, None)))
    offered = [f"{part.title}. {part.about} {_size(me, part)}" for part in found.offered]
    choices.append(put_off(me))
    told = [*_from_therapist(me, found), found.why, *offered]
    draw_card(me.say(OFFER_TITLE), told, choices)


def _light_week(me: Here, found: Day) -> None:
    until = found.until or found.on
    day = day_in_words(me.locale, until, found.on)
    lasts = me.say(LIGHT_LAST) if until == found.on else me.say(LIGHT, day=day)
    choices, told = [open_tools(me), put_off(me)], [found.why, lasts]
    if found.next is not None:
        words, label = (LIGHT_GO, SHORT) if found.next.reading else (BEGUN_GO, GO_ON)
        told.append(me.say(words, title=found.next.title))
        go_on = partial(begin, me, found.next, "light")
        choices.insert(0, Choice("go-on", me.say(label), go_on))
    draw_card(me.say(LIGHT_TITLE), told, choices)


def _wait(me: Here, found: Day) -> None:
    if found.booster is not None:
        return _finish(me, found)
    draw_card(me.say(WAIT_TITLE), [_opens(me, found), found.why], [open_tools(me)])
    return None


def _opens(me: Here, found: Day) -> str:
    """When the next step opens."""
    day = day_in_words(me.locale, found.until or found.on, found.on)
    near = found.until == found.on + timedelta(days=1)
    return me.say(WAIT if near else WAIT_ON, day=day)


def _hold(me: Here, found: Day) -> None:
    told, choices = [*_from_therapist(me, found), me.say(HOLD)], [open_tools(me)]
    if found.next is not None:
        told.append(me.say(BEGUN_GO, title=found.next.title))
        choices.insert(0, Choice("go-on", me.say(GO_ON), partial(begin, me, found.next)))
    draw_card(me.say(HOLD_TITLE), told, choices)


def _finish(me: Here, found: Day) -> None:
    told = [me.say(FINISH)]
    if found.booster is not None:
        near = found.booster == found.on + timedelta(days=1)
        day = day_in_words(me.locale, found.booster, found.on)
        told.append(me.say(BOOSTER if near else BOOSTER_ON, day=day))
    draw_card(me.say(FINISH_TITLE), told, [open_tools(me)])


def _nothing(me: Here, found: Day) -> None:
    draw_card(me.say(NONE_TITLE), [me.say(NONE)])


_OUTCOMES: dict[str, Callable[[Here, Day], None]] = {
    "open": _open,
    "offer": _offer,
    "light_week": _light_week,
    "wait": _wait,
    "hold": _hold,
    "finish": _finish,
}


def say_next(me: Here, found: Day) -> None:
    """What comes next and why, in short lines: after a check-in, at the end of a module."""
    named = found.next is not None and found.outcome == "open"
    if found.next is not None and named:
        st.write(me.say(NEXT, title=found.next.title))
    if found.why:
        st.write(me.say(WHY, why=found.why) if named else found.why)
    if found.outcome == "wait" and found.booster is None:
        st.write(_opens(me, found))


def begin(me: Here, part: NextPart, variant: Variant | None = None) -> None:
    """Open the part and go there. variant: the short form where that was asked for."""
    how = variant or part.variant
    if kept(me, lambda: open_module(me.clinic, me.by, me.who, part.module, how)):
        place = {"m": part.module, "s": part.first_step}
        st.switch_page(
            MODULE, query_params={**place, "v": "short"} if how == "light" else place
        )


def _answer(me: Here, found: Day, module: ModuleId | None) -> None:
    decision = found.decision
    if decision is not None and kept(
        me, lambda: answer_offer(me.clinic, me.by, me.who, decision, module)
    ):
        st.rerun()


def _size(me: Here, part: NextPart) -> str:
    minutes = say_count(me.locale, "{n} minute.", "{n} minutes.", part.minutes)
    if part.parts == 1:
        return minutes
    return f"{minutes} {me.say(PART, part=part.part, parts=part.parts)}"


def _from_therapist(me: Here, found: Day) -> list[str]:
    words = found.from_therapist
    return [me.say(FROM_THERAPIST, words=words)] if words else []
