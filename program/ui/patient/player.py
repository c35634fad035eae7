"""The module player: where one is, the step, and the way forward.

The place stands in the address: `m` module, `s` step, `v` short or full, `again` for one more
entry, `end` after the last step of a part. Never what a person wrote.
"""

from datetime import date
from functools import partial
from html import escape
from urllib.parse import urlencode

import streamlit as st

from program.events import Variant
from program.ids import ModuleId, StepId
from program.modules.spec import CheckInStep, Lesson
from program.service.check_in import Place
from program.service.day import Day
from program.service.path import NotOpen, read_lesson, skip_step
from program.service.player import Open, StepLine, open_step
from program.ui.parts.cards import lead
from program.ui.parts.helping import help_again, show_help
from program.ui.parts.lesson import draw_lesson
from program.ui.parts.raw import raw
from program.ui.patient.asking import check_in_form, forget, given
from program.ui.patient.contacts import forget_contacts
from program.ui.patient.entering import MODULE, Here, come_in, kept
from program.ui.patient.exercise import draw_exercise, offer_again
from program.ui.patient.part_end import draw_part_end
from program.words import N_

BACK = N_("Back")
STEP = N_("Step {n} of {m}")
GO_ON = N_("Go on")
LEAVE_OUT = N_("Leave this out")
AS_IT_IS = N_("Leave it as it is")
ANSWERED = N_("Your answers are kept. Thank you.")
OVERTAKEN = N_("You have told us how you are since then. There is nothing to fill in here.")


def show(me: Here) -> None:
    """The page."""
    today = come_in(me)
    asked = st.query_params
    module = asked.get("m")
    if module is None:
        raise NotOpen("no module named")
    step = asked.get("s")
    found = open_step(
        me.clinic, me.by, me.who, ModuleId(module), StepId(step) if step else None, me.locale
    )
    if "end" in asked:
        draw_part_end(me, found)
        return
    _way(me, found)
    forget_contacts(me)
    st.title(_title(found), anchor=False)
    if found.lesson is not None:
        _lesson(me, found, found.lesson)
    elif isinstance(found.step, CheckInStep):
        _check_in(me, found, today)
    else:
        _exercise(me, found, today.on)


def _title(found: Open) -> str:
    """The step's title; over answers kept a moment ago that of the practice they are about, not
    of the one that takes its place from now on."""
    fresh = found.gentler is not None and _line(found).settled
    if fresh and found.passed_over is not None and "again" not in st.query_params:
        return found.passed_over.title
    return found.step_title


def _way(me: Here, found: Open) -> None:
    """Back, the module's title, and how far along it is."""
    back = _address(found, found.back) if found.back else "/"
    where = me.say(STEP, n=found.place, m=found.of)
    raw(
        f'<div class="cairn-way"><div><a href="{escape(back)}" target="_self" data-go>'
        f'<span aria-hidden="true">&#8592;</span> {escape(me.say(BACK))}</a>'
        f"<span>{escape(found.title)}</span><span>{escape(where)}</span></div>"
        f'<div class="cairn-bar" aria-hidden="true">'
        f'<i style="width:{100 * found.place / found.of:.0f}%"></i></div></div>'
    )


def _address(found: Open, step: StepId | None) -> str:
    return f"/module?{urlencode(_place(found, step))}"


def _place(found: Open, step: StepId | None) -> dict[str, str]:
    place = {"m": str(found.module)}
    if step is not None:
        place["s"] = step
    if "v" in st.query_params:
        place["v"] = st.query_params["v"]
    return place


def _lesson(me: Here, found: Open, lesson: Lesson) -> None:
    short = st.query_params.get("v", "short" if found.variant == "light" else "full") == "short"
    other = {**_place(found, found.step.id), "v": "full" if short else "short"}
    draw_lesson(lesson, me.locale, short=short, other=f"/module?{urlencode(other)}")
    variant: Variant = "light" if short else "full"

    def read() -> None:
        read_lesson(me.clinic, me.by, me.who, found.module, found.step.id, variant)

    if _primary(me, GO_ON, f"on-{found.step.id}") and kept(me, read):
        go_on(me, found)
    if not found.answered:
        _leave_out(me, found)


def _check_in(me: Here, found: Open, today: Day) -> None:
    questions = found.check_in
    place = Place(found.step.id, found.module, found.step.id)
    if questions is None and not found.answered:
        st.write(me.say(OVERTAKEN))
        if _primary(me, GO_ON, f"on-{found.step.id}") and kept(me, partial(_skip, me, found)):
            go_on(me, found)
        return
    if questions is None:
        forget(me, place.name)
        st.write(me.say(ANSWERED))
        show_help(me.locale, given(place.name).help or help_again(today.raised))
        if _primary(me, GO_ON, f"on-{found.step.id}"):
            go_on(me, found)
        return
    if found.lead:
        lead(found.lead)
    check_in_form(me, place, questions)
    _leave_out(me, found)


def _exercise(me: Here, found: Open, on: date) -> None:
    asking = draw_exercise(me, found, on, settled=_line(found).settled)
    if asking and found.answered:
        _as_it_is(me, found)
        return
    if asking:
        _leave_out(me, found)
        return
    if _primary(me, GO_ON, f"on-{found.step.id}"):
        go_on(me, found)
    offer_again(me, found)


def _line(found: Open) -> StepLine:
    return found.lines[found.place - 1]


def go_on(me: Here, found: Open) -> None:
    """To the next step; past the end of a part to its quiet page."""
    following = found.lines[found.place] if found.forward else None
    if following is not None and following.part == found.step.part:
        st.switch_page(MODULE, query_params=_place(found, following.id))
    place = _place(found, following.id if following else None)
    st.switch_page(MODULE, query_params={**place, "end": str(found.step.part)})


def _leave_out(me: Here, found: Open) -> None:
    out = st.button(me.say(LEAVE_OUT), key=f"out-{found.step.id}", type="tertiary", wrap=True)
    if out and kept(me, partial(_skip, me, found)):
        go_on(me, found)


def _as_it_is(me: Here, found: Open) -> None:
    """The quiet way from answers that are being changed to those that are kept."""
    if st.button(me.say(AS_IT_IS), key=f"kept-{found.step.id}", type="tertiary", wrap=True):
        st.query_params.pop("again", None)
        st.rerun()


def _skip(me: Here, found: Open) -> None:
    skip_step(me.clinic, me.by, me.who, found.module, found.step.id)


def _primary(me: Here, msgid: str, key: str) -> bool:
    return st.button(me.say(msgid), key=key, type="primary", wrap=True)
