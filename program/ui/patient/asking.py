"""A form between a person and the clinic: drafts, answers handed in, trouble in plain words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import streamlit as st
from pydantic import JsonValue

from program.exercises import Problem
from program.fields import Answers, Pages
from program.safety import Finding, hints_at_risk
from program.service.begun import Sending, sending
from program.service.check_in import Place, Questions, save_check_in
from program.service.exercises import Unanswered, save_draft, see_draft
from program.service.submit import OtherText
from program.storage.ports import Conflict, Draft, Unavailable
from program.ui import session
from program.ui.parts.form import Form, HelpWhen, Refused, again, form
from program.ui.parts.form_events import DraftTyped, Submitted
from program.ui.parts.form_words import SUBMIT
from program.ui.parts.helping import help_for, help_when
from program.ui.parts.look import asset
from program.ui.parts.script import Script
from program.ui.patient.entering import Here, begun_out_of_reach, could_not_keep, here
from program.ui.patient.handing import handing_of
from program.ui.patient.kindly import kindly
from program.words import N_, say

NOT_KEPT = N_("We could not save that just now. Your words are still here. Try again.")
OTHER_TEXT = N_(
    "Other answers were saved from another place. They are kept. Yours are still here: save "
    "again to keep them as well."
)

_FORGET = st.components.v2.component(
    "cairn_forget", html="<i data-still></i>", js=asset("forget.js")
)


@dataclass(frozen=True)
class Given:
    """What became of the last submission in a place."""

    key: str = ""
    """The submission that is durably kept."""
    refused: Refused | None = None
    help: tuple[str, ...] = ()
    """Help its answers call for."""


@dataclass(frozen=True)
class Asked:
    """What is asked in one place, and how its answers are kept."""

    me: Here
    """Who was here when the page was drawn: the form stays while the store is out of reach."""
    place: str
    """Name of the draft: an exercise step, or a check-in."""
    key: str
    """The submission it becomes; the same in two tabs."""
    pages: Pages
    keep: Callable[[Here, str, Answers], tuple[Finding, ...]]
    """Keeps answers under a key. Raises Unanswered, OtherText, Conflict, Unavailable."""
    submit: str = SUBMIT
    decline: bool = False
    begin: Mapping[str, JsonValue] = field(default_factory=dict)
    help_when: Sequence[HelpWhen] = ()
    scripts: Mapping[str, Script] = field(default_factory=dict)
    today: date | None = None


def given(place: str) -> Given:
    """What became of the last submission in a place, in this browser session."""
    found = session.recall(place)
    return found if isinstance(found, Given) else Given()


def forget(me: Here, place: str) -> None:
    """Let the browser drop words that are kept, where the form is not drawn any more."""
    acked = given(place).key
    if acked:
        data = {"person": me.who, "step": place, "acked": acked}
        _FORGET(key=f"forget-{place}", data=data)


def check_in_form(me: Here, place: Place, found: Questions, submit: str = SUBMIT) -> None:
    """Draw a check-in. Once its answers are kept the page runs again."""

    def keep(now: Here, key: str, answers: Answers) -> tuple[Finding, ...]:
        return save_check_in(now.clinic, now.by, now.who, place, key, answers)

    ask(
        Asked(
            me=me,
            place=place.name,
            key=on_its_way(me, place, found.key).key,
            pages=found.pages,
            keep=keep,
            submit=submit,
            decline=True,
            help_when=help_when(me.locale),
        )
    )


def on_its_way(me: Here, place: Place, usual: str = "") -> Sending:
    """The submission that a check-in becomes; the usual one, and as if nothing were kept of it
    yet, where what is kept is out of reach."""
    try:
        return sending(me.clinic, me.by, me.who, place)
    except Unavailable as problem:
        begun_out_of_reach(problem)
        return Sending(usual, begun=False)


@st.fragment
def ask(asked: Asked) -> None:
    """Draw the form. Once answers are kept the whole page runs again."""
    me, draft = _as_it_stands(asked)
    with kindly(me):
        before = given(asked.place)
        match form(_drawn(me, asked), draft=draft, acked=before.key, refused=before.refused):
            case DraftTyped() as typed:
                _keep_draft(me, asked, typed)
            case Submitted() as sent:
                _hand_in(me, asked, sent)
            case None:
                pass


def _drawn(me: Here, asked: Asked) -> Form:
    return Form(
        key=asked.key,
        person=me.who,
        step=asked.place,
        pages=asked.pages,
        locale=me.locale,
        begin=asked.begin,
        submit=asked.submit,
        decline=asked.decline,
        help_when=asked.help_when,
        scripts=asked.scripts,
        today=asked.today,
    )


def _as_it_stands(asked: Asked) -> tuple[Here, Draft | None]:
    """Who is here and what is kept of the form. Out of reach, the form stays with its words:
    whatever is handed in asks again who is here."""
    try:
        me = here()
        return me, see_draft(me.clinic, me.by, me.who, asked.place)
    except Unavailable as problem:
        begun_out_of_reach(problem)
        return asked.me, None


def _keep_draft(me: Here, asked: Asked, typed: DraftTyped) -> None:
    draft = Draft(
        key=typed.key,
        revision=typed.revision,
        saved_at=me.clinic.moment(),
        answers=dict(typed.answers),
    )
    handing = handing_of(typed.key)
    try:
        with handing.turn:
            if not handing.done:
                save_draft(me.clinic, me.by, me.who, asked.place, draft)
    except Conflict:
        again()  # another tab was quicker: this run shows both texts
    except Unavailable as problem:
        could_not_keep(problem)
        return  # the form says that it is not saved, and sends again
    else:
        again()


def _hand_in(me: Here, asked: Asked, sent: Submitted) -> None:
    before, handing = given(asked.place), handing_of(sent.key)
    try:
        with handing.turn:
            found = asked.keep(me, sent.key, dict(sent.answers))
            handing.done = True
    except Unanswered as problem:
        _refuse(asked.place, before, sent, _in_words(me, problem.problems))
        again()
    except OtherText:
        _refuse(asked.place, before, sent, {"": me.say(OTHER_TEXT)})
        st.query_params["again"] = "1"
        st.rerun()
    except (Conflict, Unavailable) as problem:
        could_not_keep(problem)
        _refuse(asked.place, before, sent, {"": me.say(NOT_KEPT)})
        again()
    else:
        hint = ("hint",) if any(map(hints_at_risk, _written(dict(sent.answers)))) else ()
        session.remember(
            asked.place, Given(sent.key, help=(*help_for(found, sent.answers), *hint))
        )
        st.query_params.pop("again", None)
        st.rerun()


def _refuse(place: str, before: Given, sent: Submitted, problems: Mapping[str, str]) -> None:
    refused = Refused(sent.key, sent.revision, dict(problems))
    session.remember(place, Given(before.key, refused, before.help))


def _in_words(me: Here, problems: Sequence[Problem]) -> dict[str, str]:
    return {each.path: say(me.locale, each.message, **each.values) for each in problems}


def _written(value: JsonValue) -> list[str]:
    """Every text in answers, however deep."""
    match value:
        case str():
            return [value]
        case dict():
            return [text for each in value.values() for text in _written(each)]
        case list():
            return [text for each in value for text in _written(each)]
        case _:
            return []
