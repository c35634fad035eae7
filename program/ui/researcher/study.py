"""The study: who takes part, how far they came, and the bundle of its data."""

from dataclasses import replace
from html import escape
from urllib.parse import urlencode

import streamlit as st

from program.charts.tones import Tones
from program.export.stopping import ANSWERING_DAYS, VISITING_DAYS
from program.export.study import Study
from program.ids import ModuleId
from program.modules.program import Program
from program.service.clinic import Clinic
from program.service.study import study
from program.ui import session
from program.ui.parts.bundle import bundle
from program.ui.parts.cards import lead, note
from program.ui.parts.chart import chart, tones
from program.ui.parts.flow import flow
from program.ui.parts.raw import raw
from program.ui.parts.reading import reading
from program.ui.parts.staff_words import day
from program.words import N_, in_language, say, say_count

TITLE = N_("The study")
AS_OF = N_("{people} people, as of {day}. Counts below 5 stand as “<5”.")
INVENTED = N_("Simulated. Everyone here is invented; no number is about real people.")
OPERATOR = N_(
    "The operator can run “python -m program replay”; the server’s log says the rest."
)
FLOW = N_("Who came how far")
COMPLETION = N_("Completion by module")
ATTRITION = N_("Attrition")
DOSE = N_("Practice")
HALF = N_(
    "Opened a module, completed: at any time so far. Half of the core: half of its modules or "
    "more. “≥5” hides a count that would tell a smaller one."
)
COUNTS = N_(
    "n = {n} enrolments. Planned: the module is in the person’s program, branches and boosters "
    "included. Completed: each of its required steps is done or skipped, in the full or the "
    "short version."
)
CURVES = N_(
    "n = {n} enrolments at the start. Still visiting: a visit or another sign of theirs in the "
    "last {visiting} days. Still answering: a check-in in the last {answering} days. Who has "
    "neither counts up to their last one. Whoever finished, or went on to another program, has "
    "not stopped. Kaplan and Meier’s estimate; it ends where fewer than 5 are still watched."
)
DOSES = N_(
    "n = {n} enrolments in week 1. Minutes of guided practice that were noted; those who "
    "practised nothing count as 0."
)
NUMBERS = N_("Download these numbers (CSV)")


def show() -> None:
    by, clinic = session.me(), session.clinic()
    own = session.account(by)
    locale = session.locale(own)
    st.title(say(locale, TITLE), anchor=False)
    with reading(locale) as progress:
        told = study(clinic, by, progress)
    lead(say(locale, AS_OF, people=told.people, day=day(told.as_of, locale)))
    if told.mode == "simulated":
        note(say(locale, INVENTED))
    if told.left_out:
        note(_left_out(told.left_out, locale), attention=True)
    if told.apart:
        note(_apart(told.apart, locale))
    _figures(clinic, told, tones(own.preferences if own is not None else {}), locale)
    bundle(clinic, by, locale)


def _left_out(n: int, locale: str) -> str:
    told = say_count(
        locale,
        "{n} person left out: the history cannot be read, or holds what cannot have happened.",
        "{n} people left out: the histories cannot be read, or hold what cannot have happened.",
        n,
    )
    return f"{told} {say(locale, OPERATOR)}"


def _apart(n: int, locale: str) -> str:
    return say_count(
        locale,
        "{n} program has fewer than 5 enrolments and is in no total, so that it cannot be "
        "worked out.",
        "{n} programs have fewer than 5 enrolments and are in no total, so that they cannot be "
        "worked out.",
        n,
    )


def _figures(clinic: Clinic, told: Study, colours: Tones, locale: str) -> None:
    # Plotly, half a second of a processor at first, is loaded where a figure is drawn.
    from program.charts.attrition import attrition
    from program.charts.dose import dose

    _title(FLOW, locale)
    raw(flow(told, _download("flow", locale), locale))
    raw(f'<p class="cairn-when">{escape(say(locale, HALF))}</p>')
    left, right = st.columns(2, gap="large")
    with left:
        _title(COMPLETION, locale)
        _completion(clinic, told, colours, locale)
    with right:
        _title(ATTRITION, locale)
        n = _curves(told, locale) if told.visiting else ""
        drawn = attrition(told, colours, locale)
        chart(drawn, "attrition", locale, note=n, link=_download("attrition", locale))
        _title(DOSE, locale)
        n = say(locale, DOSES, n=told.dose[0].n) if told.dose else ""
        drawn = dose(told, colours, locale)
        chart(drawn, "dose", locale, note=n, link=_download("dose", locale))


def _completion(clinic: Clinic, told: Study, colours: Tones, locale: str) -> None:
    """A figure for each program: several may have modules of the same title."""
    from program.charts.completion import completion_by_module

    current = {program.id: program for program in clinic.current()}
    followed = tuple(dict.fromkeys(one.program for one in told.modules)) or (None,)
    for name in followed:
        own = replace(told, modules=tuple(m for m in told.modules if m.program == name))
        program, n = current.get(name) if name else None, told.flow.enrolled
        if len(followed) > 1:
            title = in_language(program.words, locale).title if program else str(name)
            raw(f"<h3>{escape(title)}</h3>")
            n = next((one.planned for one in own.modules if one.core), n)
        titles = _titles(program, locale) if program else {}
        drawn = completion_by_module(own, titles, colours, locale)
        link = _download("completion", locale) if name == followed[-1] else ""
        key, note = f"completion-{name}", say(locale, COUNTS, n=n)
        chart(drawn, key, locale, note=note, link=link)


def _titles(program: Program, locale: str) -> dict[ModuleId, str]:
    """What modules are called in a program as it is today."""
    return {m: program.module_words(m, locale).title for m in program.plan.modules}


def _curves(told: Study, locale: str) -> str:
    days = {"visiting": VISITING_DAYS, "answering": ANSWERING_DAYS}
    return say(locale, CURVES, n=told.visiting[0].at_risk, **days)


def _download(figure: str, locale: str) -> str:
    address = escape("/download/figure?" + urlencode({"figure": figure}))
    return (
        f'<p class="cairn-take"><a href="{address}" target="_self" download>'
        f"{escape(say(locale, NUMBERS))}</a></p>"
    )


def _title(words: str, locale: str) -> None:
    raw(f"<h2>{escape(say(locale, words))}</h2>")


show()
