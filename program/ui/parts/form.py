"""One form for everything that is asked: exercises, check-ins and guided practice.

Call it inside an `st.fragment`, with the draft read fresh from the store on every run::

    @st.fragment
    def ask():
        event = form(Form(key=..., person=..., step=..., ...), draft=drafts.read(...))
        match event:
            case DraftTyped():
                ...save it (a Conflict is mended by the rerun)...
                again()
            case Submitted():
                ...append the facts under event.key, then remember acked=event.key, or
                Refused(event.key, event.revision, problems) ...
                again()
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

import streamlit as st
from pydantic import JsonValue
from streamlit.errors import StreamlitAPIException

from program.fields import Pages
from program.storage.ports import Draft
from program.ui.parts.form_events import FormEvent, submitted, typed
from program.ui.parts.form_words import SUBMIT, words
from program.ui.parts.look import asset
from program.ui.parts.script import PLAYER, Script
from program.words import say

_FORM = st.components.v2.component(
    "cairn_form",
    html=asset("form.html"),
    css=asset("form.css", "practice.css"),
    js=asset(
        "dom.js",
        "checks.js",
        "fields.js",
        *PLAYER,
        "saving.js",
        "form.js",
    ),
)
_KNOWN = st.components.v2.component(
    "cairn_form_known",
    html="<i data-still></i>",
    js=asset("known.js"),
    isolate_styles=False,
)


@dataclass(frozen=True)
class Refused:
    """Why a submission was not taken: path in the answers -> a sentence for the person.

    Paths are as in `program.exercises.Problem`: `goal`, `plan.0.when`, empty for the whole.
    """

    key: str
    revision: int
    problems: Mapping[str, str]


@dataclass(frozen=True)
class HelpWhen:
    """Help that shows in the browser at once, from what is already there, when its time comes.

    It shows when any of these holds: the answers to `fields` add up to `at_least` or more; one
    of them is a code in `codes`; one of them was declined and `declined` is set; a text among
    them holds one of `phrases` (lower case). It never keeps anyone from going on.
    """

    fields: tuple[str, ...]
    html: str
    """Trusted HTML: headings, paragraphs, tel: links."""
    at_least: float | None = None
    codes: tuple[str, ...] = ()
    declined: bool = False
    phrases: tuple[str, ...] = ()
    stays: bool = False
    """In full on every page after it; else it is folded where something else is asked."""


@dataclass(frozen=True)
class Form:
    """What is asked in one place; the same on every run until it is handed in."""

    key: str
    """Identifier of the submission this will become (the draft's key); the same on every run
    until it is acknowledged, and the same in two tabs on the same step (make it of person,
    step and the number of entries so far)."""
    person: str
    """Opaque; words the server has not acknowledged are kept in this browser under it and the
    step."""
    step: str
    """Opaque."""
    pages: Pages
    """What is asked; labels are msgids or sentences."""
    locale: str
    begin: Mapping[str, JsonValue] = field(default_factory=dict)
    """Carried values, field id -> value, to begin from where there is no draft."""
    submit: str = SUBMIT
    """Msgid on the last button."""
    decline: bool = False
    """Offer "I'd rather not say" (answer None) on optional questions; else an optional question
    says that it may be left empty, and is then absent from the answers."""
    help_when: Sequence[HelpWhen] = ()
    """Help that shows in the browser, without the network; the most urgent first. It is one
    box, with the first that holds in full and others folded below it."""
    scripts: Mapping[str, Script] = field(default_factory=dict)
    """Practice id -> script, for practice fields."""
    today: date | None = None
    """The person's own day; date fields begin there."""


def form(
    asked: Form, *, draft: Draft | None = None, acked: str = "", refused: Refused | None = None
) -> FormEvent | None:
    """Draw the pages and say what came back, if anything is new.

    draft: what the store holds now. Typed words come back only if they build upon it; where
        somebody else wrote meanwhile the person is shown both texts and chooses.
    acked: key of the last submission that is durably kept; ends the re-sending, and whatever
        still comes under it is dropped.
    refused: why the last submission was not taken; shown as a summary with links.
        Keep acked and refused (session state will do) while this step is shown; after a lost
        line an older submission may come first, under its own key.

    Answers: text str, scale int, choice code or list of codes, time `HH:MM`, date `YYYY-MM-DD`,
    amount number, practice seconds (int), rows list of dicts. Questions that are not shown or
    not answered are absent from a submission. Check them again on the server: a browser can
    send anything.
    """
    with st.container(gap=None):
        returned = _FORM(
            key=f"form-{asked.key}",
            data=_as_data(asked),
            on_draft_change=_nothing,
            on_submitted_change=_nothing,
        )
        _KNOWN(key=f"known-{asked.key}", data=_known(asked.key, draft, acked, refused))
    event = submitted(returned.submitted) or typed(returned.draft, asked.key, draft)
    return None if event and event.key == acked else event


def _as_data(asked: Form) -> dict[str, Any]:
    """What the browser draws, every sentence in the reader's language."""
    return {
        "key": asked.key,
        "person": asked.person,
        "step": asked.step,
        "locale": asked.locale,
        "pages": _said(asked.pages, asked.locale),
        "words": {**words(asked.locale), "submit": say(asked.locale, asked.submit)},
        "begin": dict(asked.begin),
        "decline": asked.decline,
        "help_when": [asdict(each) for each in asked.help_when],
        "scripts": {name: asdict(script) for name, script in asked.scripts.items()},
        "today": asked.today.isoformat() if asked.today else "",
    }


def _known(
    key: str, draft: Draft | None, acked: str, refused: Refused | None
) -> dict[str, Any]:
    """What the server knows of it by now."""
    return {
        "key": key,
        "draft": draft.model_dump(mode="json") if draft else None,
        "acked": acked,
        "refused": asdict(refused) if refused else None,
    }


def again() -> None:
    """Run the form again, so that the browser hears what became of its words.

    The fragment alone where that is what is running, else the page: after a restart of the
    server words arrive with a run of the whole page.
    """
    try:
        st.rerun(scope="fragment")
    except StreamlitAPIException:
        st.rerun()


def _nothing() -> None:
    """Streamlit gives back only what has a callback."""


_SPOKEN = frozenset(
    {"label", "help", "example", "low", "high", "add", "title", "lead", "behind"}
)


def _said(pages: Pages, locale: str) -> list[dict[str, Any]]:
    """The declaration as JSON, every sentence in the reader's language."""

    def spoken(value: Any, name: str = "") -> Any:
        if isinstance(value, dict):
            return {inner: spoken(each, inner) for inner, each in value.items()}
        if isinstance(value, list):
            return [spoken(each) for each in value]
        return say(locale, value) if name in _SPOKEN else value

    return [spoken(page.model_dump(mode="json")) for page in pages]
