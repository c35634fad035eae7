"""Every lesson as a patient reads it: the draft, or what is published. Nothing is kept."""

from collections.abc import Iterator, Mapping
from html import escape
from typing import NamedTuple
from urllib.parse import urlencode

import streamlit as st

from program.ids import ModuleId, StepId
from program.modules.program import Program
from program.modules.spec import (
    CheckInStep,
    ExerciseStep,
    Lesson,
    LessonStep,
    Module,
    PracticeStep,
    Step,
)
from program.service.authoring import ToPlay, programs_to_play
from program.ui import session
from program.ui.parts.cards import lead, note
from program.ui.parts.lesson import draw_lesson
from program.ui.parts.raw import raw
from program.words import N_, in_language, say, say_count

TITLE = N_("Lessons")
LEAD = N_("Every lesson as a patient reads it, in full and in short. Nothing here is kept.")
DRAFT = N_("The draft; it is not published yet.")
NOTHING = N_("No program is published or ready yet.")
BACK = N_("All lessons")
STEP = N_("{module}, step {n} of {of}")
OPTIONAL = N_("may be left out")
SORTS: Mapping[type, str] = {
    LessonStep: N_("lesson"),
    ExerciseStep: N_("exercise"),
    PracticeStep: N_("guided practice"),
    CheckInStep: N_("check-in"),
}
_WIDTH = 680
"""Pixels of a column of text, as on patients' pages."""


class _Chosen(NamedTuple):
    """The lesson that the address asks for."""

    program: Program
    module: Module
    step: Step
    lesson: Lesson


def show() -> None:
    by = session.me()
    locale = session.locale(session.account(by))
    found = programs_to_play(session.clinic(), by)
    chosen = _chosen({str(one.program.id): one.program for one in found}, locale)
    if chosen is None:
        _all(found, locale)
    else:
        with st.container(width=_WIDTH):
            _one(chosen, locale)


def _chosen(programs: Mapping[str, Program], locale: str) -> _Chosen | None:
    asked = st.query_params
    program = programs.get(asked.get("p", ""))
    module = None if program is None else program.modules.get(ModuleId(asked.get("m", "")))
    step = None if module is None else module.step(asked.get("s", ""))
    if program is None or module is None or not isinstance(step, LessonStep):
        return None
    return _Chosen(program, module, step, in_language(module.lessons[step.lesson], locale))


def _one(chosen: _Chosen, locale: str) -> None:
    program, module, step, lesson = chosen
    back = _address(program, module)
    raw(
        f'<p class="cairn-over"><a class="cairn-back" href="{back}" target="_self" data-go>'
        '<span aria-hidden="true">&#8592;</span> '
        f"<span>{escape(say(locale, BACK))}</span></a></p>"
    )
    st.title(lesson.title, anchor=False)
    place = module.steps.index(step) + 1
    title = in_language(module.words, locale).title
    lead(say(locale, STEP, module=title, n=place, of=len(module.steps)))
    short = st.query_params.get("v") == "short"
    other = _address(program, module, step.id, v="full" if short else "short")
    draw_lesson(lesson, locale, short=short, other=other)


def _all(found: tuple[ToPlay, ...], locale: str) -> None:
    st.title(say(locale, TITLE), anchor=False)
    lead(say(locale, LEAD))
    if not found:
        note(say(locale, NOTHING), attention=True)
    for one in found:
        raw(f"<h2>{escape(in_language(one.program.words, locale).title)}</h2>")
        if not one.published:
            lead(say(locale, DRAFT))
        raw("".join(_modules(one.program, locale)))


def _modules(program: Program, locale: str) -> Iterator[str]:
    """Each module one tap away; the one somebody comes back from is open."""
    asked = st.query_params
    for name in program.plan.modules:
        module = program.modules[name]
        here = asked.get("p") == program.id and asked.get("m") == name
        title = escape(in_language(module.words, locale).title)
        steps = "".join(_step(program, module, step, locale) for step in module.steps)
        yield (
            f'<details class="cairn-more"{" open" if here else ""}><summary>{title}</summary>'
            f"<ul>{steps}</ul></details>"
        )


def _step(program: Program, module: Module, step: Step, locale: str) -> str:
    words = in_language(module.words, locale).steps
    if isinstance(step, LessonStep):
        title = escape(in_language(module.lessons[step.lesson], locale).title)
        there = _address(program, module, step.id)
        shown = f'<a href="{there}" target="_self" data-go>{title}</a>'
    else:
        shown = escape(words[step.id].title)
    minutes = say_count(locale, "{n} minute", "{n} minutes", step.minutes)
    told = [say(locale, SORTS[type(step)]), minutes]
    told += [] if step.required else [say(locale, OPTIONAL)]
    return f'<li>{shown} <span class="cairn-when">{escape(", ".join(told))}</span></li>'


def _address(program: Program, module: Module, step: StepId | None = None, **more: str) -> str:
    place = {"p": program.id, "m": module.id} | ({} if step is None else {"s": step})
    return escape(f"/lessons?{urlencode(place | more)}")


show()
