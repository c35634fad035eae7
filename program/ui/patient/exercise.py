"""An exercise or a guided practice on the page: asked, or as it was saved."""

from datetime import date

import streamlit as st

from program.exercises import Entry, Kind
from program.fields import Answers, Pages
from program.safety import Finding
from program.service.exercises import Asking, Task, save_exercise
from program.service.player import Open
from program.ui.parts.cards import lead, picture
from program.ui.parts.helping import hint_when, show_help, show_lines
from program.ui.patient.asking import Asked, ask, forget, given
from program.ui.patient.entering import Here
from program.ui.patient.guided import (
    offer_gentler,
    scripts,
    show_steady,
    steady_when,
    tell_passed_over,
)
from program.ui.patient.sharing import with_sharing, without_choice
from program.words import N_

SO_FAR = N_("What you noted before")
KEPT = N_("That is kept.")
ADD = N_("Add another")
CHANGE = N_("Change my answers")
WAITS = N_(
    "You told us about new warning signs. Until somebody has looked at them, steps that ask "
    "you to move wait. Leave this one out for now. Everything else stays open."
)


def draw_exercise(me: Here, found: Open, on: date, *, settled: bool) -> bool:
    """Draw the exercise of a step; whether it asks something now."""
    task = found.task
    if task is None:
        return False
    if settled and "again" not in st.query_params and task.entries:
        _saved(me, found, task)
        return False
    if found.waits:
        st.write(me.say(WAITS))
        return True
    if found.lead:
        lead(found.lead)
    tell_passed_over(me, found.passed_over)
    tell_today(me, task)
    if task.entries:
        with st.expander(me.say(SO_FAR)):
            show_entries(me, task.kind, task.course)
    ask(_asked(me, found, task, on))
    return True


def tell_today(me: Here, task: Task) -> None:
    """Where the person is today, above the form or what is kept, where that is known."""
    if task.told is not None:
        lead(task.told.said(me.locale))


def _saved(me: Here, found: Open, task: Task) -> None:
    place = str(found.step.id)
    forget(me, place)
    show_help(me.locale, given(place).help)
    lead(me.say(KEPT))
    tell_today(me, task)
    show_steady(me, place, f"{place}-{len(task.entries)}", task.entries)
    offer_gentler(me, found.gentler)
    show_entries(me, task.kind, task.course)


def offer_again(me: Here, found: Open) -> None:
    """The quiet way to answer once more what is kept."""
    task = found.task
    if task is None or not task.entries:
        return
    more = ADD if task.kind.mode == "log" else CHANGE
    key = f"again-{found.step.id}-{len(task.entries)}"
    if st.button(me.say(more), key=key, type="tertiary", wrap=True):
        st.query_params["again"] = "1"
        st.rerun()


def show_entries(me: Here, kind: Kind, entries: tuple[Entry, ...]) -> None:
    """What was saved, as a picture with its sentence; else as a sentence. The lines of the
    region stand below where the kind promises them."""
    drawn = kind.picture(entries)
    if drawn is not None:
        picture(drawn, me.locale)
    else:
        summary = kind.summarise(entries)
        st.write(me.say(summary.headline, **summary.values))
    if kind.lines:
        show_lines(me.locale)


def _asked(me: Here, found: Open, task: Task, on: date) -> Asked:
    module, step = found.module, found.step.id

    def keep(now: Here, key: str, answers: Answers) -> tuple[Finding, ...]:
        own, shared = without_choice(answers)
        save_exercise(now.clinic, now.by, now.who, module, step, key, own, shared)
        return ()

    changing = task.kind.mode == "once" and task.entries
    return Asked(
        place=str(step),
        key=f"{step}-{len(task.entries) + 1}",
        pages=with_sharing(titled(task, found.step_title)),
        keep=keep,
        begin={**task.begin, **task.entries[-1].answers} if changing else task.begin,
        help_when=(*steady_when(me.locale), *hint_when(task.pages, me.locale)),
        scripts=scripts(me, found.practice),
        today=on,
        me=me,
    )


def titled(task: Asking, above: str) -> Pages:
    """The pages; one that would repeat the heading above it is named after the exercise."""
    return tuple(
        page.model_copy(update={"title": task.kind.title}) if page.title == above else page
        for page in task.pages
    )
