"""One tool: its form, what became of it, and what was noted before."""

from datetime import date
from html import escape

import streamlit as st

from program.fields import Answers, ScaleField
from program.ids import StepId
from program.safety import Finding
from program.service.exercises import Task
from program.service.tools import OpenTool, Waits, open_tool, use_tool
from program.ui.parts.cards import lead, link_button, note, plain_link
from program.ui.parts.helping import hint_when, show_help
from program.ui.parts.raw import raw
from program.ui.patient.asking import Asked, ask, forget, given
from program.ui.patient.entering import Here
from program.ui.patient.exercise import ADD, KEPT, SO_FAR, show_entries, tell_today
from program.ui.patient.guided import offer_gentler, scripts, show_steady, steady_when
from program.ui.patient.kindly import NOT_OPEN_TITLE
from program.ui.patient.sharing import with_sharing, without_choice
from program.ui.patient.tools_shown import RESTING, SWAPPED
from program.web.papers import tool_address
from program.words import N_

BACK = N_("Back to Tools")
ON_PAPER = N_("Print it (PDF)")


def show_tool(me: Here, tool: StepId, on: date) -> None:
    """The page of one tool. Raises NotOpen."""
    try:
        found = open_tool(me.clinic, me.by, me.who, tool, me.locale)
    except Waits as waiting:
        _waits(me, waiting)
        return
    back(me)
    st.title(found.tool.title, anchor=False)
    if given(tool).key == _key(found, 0) and "again" not in st.query_params:
        _saved(me, found)
        return
    lead(found.tool.about)
    tell_today(me, found.task)
    ask(_asked(me, found, on))
    if found.task.history:
        st.header(me.say(SO_FAR), anchor=False)
        show_entries(me, found.task.kind, found.task.history)
        _on_paper(me, found)


def _waits(me: Here, waiting: Waits) -> None:
    """Why a tool is not there now, and what opens it, in the words of the list."""
    back(me)
    st.title(me.say(NOT_OPEN_TITLE), anchor=False)
    note(me.say(RESTING if waiting.movement else SWAPPED, titles=waiting.title))
    link_button("/tools", me.say(BACK), quiet=True)


def back(me: Here) -> None:
    """The way back to the list."""
    raw(
        '<div class="cairn-way"><div><a href="/tools" target="_self" data-go>'
        f'<span aria-hidden="true">&#8592;</span> {escape(me.say(BACK))}</a></div></div>'
    )


def _saved(me: Here, found: OpenTool) -> None:
    place = str(found.tool.id)
    forget(me, place)
    show_help(me.locale, given(place).help)
    lead(me.say(KEPT))
    show_steady(me, place, _key(found, 0), found.task.history)
    offer_gentler(me, found.gentler)
    show_entries(me, found.task.kind, found.task.history)
    _on_paper(me, found)
    link_button("/tools", me.say(BACK), quiet=True)
    if st.button(me.say(ADD), key=f"again-{_key(found, 0)}", type="tertiary", wrap=True):
        st.query_params["again"] = "1"
        st.rerun()


def _on_paper(me: Here, found: OpenTool) -> None:
    plain_link(tool_address(found.tool.id, me.locale), me.say(ON_PAPER))


def _key(found: OpenTool, ahead: int) -> str:
    """The submission that is so many ahead of the last one kept; the same in two tabs."""
    return f"{found.tool.id}-{len(found.task.entries) + ahead}"


def _asked(me: Here, found: OpenTool, on: date) -> Asked:
    tool = found.tool.id

    def keep(now: Here, key: str, answers: Answers) -> tuple[Finding, ...]:
        own, shared = without_choice(answers)
        use_tool(now.clinic, now.by, now.who, tool, key, own, shared)
        return ()

    return Asked(
        me=me,
        place=str(tool),
        key=_key(found, 1),
        pages=with_sharing(found.task.pages),
        keep=keep,
        begin={**_last_words(found), **found.task.begin},
        help_when=(*steady_when(me.locale), *hint_when(found.task.pages, me.locale)),
        scripts=scripts(me, found.practice),
        today=on,
    )


def _last_words(found: OpenTool) -> Answers:
    """What was planned last, to change; ratings are always given afresh."""
    if found.task.kind.mode == "log" or not found.task.history:
        return {}
    last = found.task.history[-1].answers
    names = _unrated(found.task)
    return {name: value for name, value in last.items() if name in names}


def _unrated(task: Task) -> set[str]:
    fields = (field for page in task.pages for field in page.fields)
    return {field.id for field in fields if not isinstance(field, ScaleField)}
