"""Every lesson as a patient reads it, and what every exercise and check-in asks: the draft, or
what is published. Nothing is kept."""

from html import escape
from typing import NamedTuple
from urllib.parse import urlencode

import streamlit as st

from program.fields import Pages
from program.ids import ModuleId, PracticeId
from program.modules.program import Program
from program.modules.reach import named_practice
from program.modules.spec import (
    CheckInStep,
    LessonStep,
    Module,
    Step,
)
from program.service.authoring import ToPlay, programs_to_play
from program.service.previewing import check_in_at_first, exercise_at_first
from program.ui import session
from program.ui.parts.cards import lead, note, stack
from program.ui.parts.check_ins_apart import TITLES, check_ins_apart, draw_check_in
from program.ui.parts.lesson import draw_lesson
from program.ui.parts.listed_modules import listed_modules, step_address, step_title
from program.ui.parts.questions import questions
from program.ui.parts.raw import raw
from program.ui.patient.exercise import titled
from program.ui.patient.sharing import with_sharing
from program.words import N_, in_language, say

TITLE = N_("Lessons")
LEAD = N_(
    "Every lesson as a patient reads it, in full and in short, and what every exercise and "
    "check-in asks. Nothing here is kept."
)
DRAFT = N_("The draft; it is not published yet.")
NOTHING = N_("No program is published or ready yet.")
BACK = N_("All lessons")
STEP = N_("{module}, step {n} of {of}")
ASKS = N_("This is what somebody is asked who has just begun. A patient gets it page by page.")
SCRIPT = N_("All the words")
_WIDTH = 680
"""Pixels of a column of text, as on patients' pages."""


class _Chosen(NamedTuple):
    """The step that the address asks for."""

    program: Program
    module: Module
    step: Step


def show() -> None:
    by = session.me()
    locale = session.locale(session.account(by))
    found = programs_to_play(session.clinic(), by)
    asked = st.query_params.get("p", "")
    program = next((one.program for one in found if one.program.id == asked), None)
    chosen = None if program is None else _chosen(program)
    apart = next((at for at in TITLES if at == st.query_params.get("c")), None)
    if program is None or (chosen is None and apart is None):
        _all(found, locale)
        return
    with st.container(width=_WIDTH):
        if chosen is not None:
            _one(chosen, locale)
        elif apart is not None:
            _back(escape(f"/lessons?{urlencode({'p': program.id})}"), locale)
            draw_check_in(program, apart, session.clinic().moment().date(), locale)


def _chosen(program: Program) -> _Chosen | None:
    module = program.modules.get(ModuleId(st.query_params.get("m", "")))
    step = None if module is None else module.step(st.query_params.get("s", ""))
    return None if module is None or step is None else _Chosen(program, module, step)


def _back(address: str, locale: str) -> None:
    raw(
        f'<p class="cairn-over"><a class="cairn-back" href="{address}" target="_self" data-go>'
        '<span aria-hidden="true">&#8592;</span> '
        f"<span>{escape(say(locale, BACK))}</span></a></p>"
    )


def _one(chosen: _Chosen, locale: str) -> None:
    program, module, step = chosen
    _back(step_address(program, module), locale)
    title = step_title(module, step, locale)
    st.title(title, anchor=False)
    place = module.steps.index(step) + 1
    here = in_language(module.words, locale).title
    lead(say(locale, STEP, module=here, n=place, of=len(module.steps)))
    if isinstance(step, LessonStep):
        short = st.query_params.get("v") == "short"
        other = step_address(program, module, step.id, v="full" if short else "short")
        lesson = in_language(module.lessons[step.lesson], locale)
        draw_lesson(lesson, locale, short=short, other=other)
    else:
        _asks(chosen, title, locale)


def _asks(chosen: _Chosen, title: str, locale: str) -> None:
    """What a patient is asked in a step, and the words of its practice; nothing to answer."""
    program, module, step = chosen
    words = in_language(module.words, locale).steps.get(step.id)
    if words is not None and words.lead:
        lead(words.lead)
    note(say(locale, ASKS))
    check_in = isinstance(step, CheckInStep)
    stack(questions(_pages(step, program, title, locale), locale, check_in=check_in))
    practice = named_practice(step)
    if practice is not None:
        raw(_script(program, PracticeId(practice), locale))


def _pages(step: Step, program: Program, title: str, locale: str) -> Pages:
    today = session.clinic().moment().date()
    if isinstance(step, CheckInStep):
        return check_in_at_first(step.occasion, program, today, locale)
    return with_sharing(titled(exercise_at_first(step, program, today), title))


def _script(program: Program, practice: PracticeId, locale: str) -> str:
    found = program.practices[practice]
    words = in_language(found.words, locale)
    said = "".join(f"<li>{escape(words.cues[cue.say])}</li>" for cue in found.file.cues)
    caution = f"<p>{escape(words.caution)}</p>" if words.caution else ""
    return (
        f'<section class="cairn-card"><h2>{escape(words.title)}</h2>'
        f"<p>{escape(words.about)}</p>{caution}"
        f"<h3>{escape(say(locale, SCRIPT))}</h3><ol>{said}</ol></section>"
    )


def _all(found: tuple[ToPlay, ...], locale: str) -> None:
    st.title(say(locale, TITLE), anchor=False)
    lead(say(locale, LEAD))
    if not found:
        note(say(locale, NOTHING), attention=True)
    asked = st.query_params.get("p")
    for one in found:
        raw(f"<h2>{escape(in_language(one.program.words, locale).title)}</h2>")
        if not one.published:
            lead(say(locale, DRAFT))
        back = st.query_params.to_dict() == {"p": str(one.program.id)}
        raw(check_ins_apart(one.program, locale, unfolded=back))
        open_module = st.query_params.get("m") if asked == one.program.id else None
        raw(listed_modules(one.program, open_module, locale))


show()
