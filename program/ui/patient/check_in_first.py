"""The check-in that stands before the next step on Today."""

from datetime import date
from functools import partial

import streamlit as st

from program.service.check_in import DUE_PLACE
from program.service.day import Day
from program.ui import session
from program.ui.patient.asking import on_its_way
from program.ui.patient.entering import CHECK_IN, Here
from program.ui.patient.step_card import BEGIN, GO_ON, Choice, draw_card, put_off, quiet
from program.words import N_

CHECK_TITLE = N_("A short check-in")
CHECK = N_(
    "A few minutes. Your answers help to choose what comes next. You can skip any of them."
)
CHECK_BEGUN = N_("You have begun this. Your answers so far are kept. You can skip any of them.")
WITHOUT = N_("Go on without it")
_WITHOUT = "without check-in"


def asks_first(found: Day) -> bool:
    """Whether a check-in stands before the next step: until it is passed by, which holds for
    the day."""
    asked = st.query_params.get("without")
    passed = asked == found.on.isoformat() or session.recall(_WITHOUT) == found.on
    return found.check_in_due and not passed


def offer_check_in(me: Here, found: Day) -> None:
    """The quiet way to a check-in that was passed by."""
    if found.check_in_due and not asks_first(found):
        quiet(me, CHECK_TITLE, "check-in-after-all", lambda: st.switch_page(CHECK_IN))


def draw_check_in(me: Here, on: date) -> None:
    """The card of a check-in that is due; it goes on where it was begun. on: today."""
    begun = on_its_way(me, DUE_PLACE).begun
    choices = [
        Choice("check-in", me.say(GO_ON if begun else BEGIN), lambda: st.switch_page(CHECK_IN)),
        Choice("without", me.say(WITHOUT), partial(_go_without, on)),
        put_off(me),
    ]
    draw_card(me.say(CHECK_TITLE), [me.say(CHECK_BEGUN if begun else CHECK)], choices)


def _go_without(on: date) -> None:
    session.remember(_WITHOUT, on)
    st.query_params.update({"without": on.isoformat(), "now": "1"})
    st.rerun()
