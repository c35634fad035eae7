"""What the app serves, and everything that is wrong with the folder of content."""

from collections.abc import Mapping
from html import escape

import streamlit as st

from program.ids import ContentHash
from program.modules.issues import Issue, Severity, withheld
from program.service.authoring import ContentState, Served, content_state
from program.ui import session
from program.ui.parts.cards import lead, note
from program.ui.parts.changes import changes_table
from program.ui.parts.raw import raw
from program.ui.parts.staff_table import staff_table
from program.ui.parts.staff_words import day
from program.words import N_, SOURCE, say, say_count

TITLE = N_("Content")
LEAD = N_("People who begin today get what is published. The folder is the draft.")
SERVED = N_("What is published")
NOTHING = N_("Nothing is published yet. Run “python -m program publish” on the server.")
FOLDER = {
    "same": N_("the same"),
    "changed": N_("changed; publish it when it is ready"),
    "unfinished": N_("changed, and not finished yet"),
    "held_back": N_("held back by an error below"),
    "gone": N_("not there any more"),
}
_HEAD = (N_("Program"), N_("Published on"), N_("Version"), N_("In the folder"))
NEW = N_("Ready to be published for the first time: {names}")
HELD_BACK = N_(
    "The folder has errors. What was published goes on, and nobody meets the mistakes."
)
UNFINISHED = N_(
    "Something is still to be written. The draft can be read and played, and is published once "
    "that is done."
)
UNREAD = N_("The folder cannot be read: {why}. What was published goes on.")
NOT_WHOLE = N_(
    "Published, but not whole in the archive: {names}. Ask the operator to run “python -m "
    "program audit verify” and to bring back the archive from a backup."
)
CHANGES = N_("What the folder changes")
WRONG = N_("What wants mending")
KINDS: Mapping[Severity, str] = {
    "error": WRONG,
    "unfinished": N_("What is not finished"),
    "note": N_("Things to know"),
}
CLEAN = N_("Nothing is wrong with the folder.")
NOT_KNOWN = N_("not known")
_ISSUES = (N_("Where"), N_("What"), N_("What to do"))


def show() -> None:
    by, clinic = session.me(), session.clinic()
    locale = session.locale(session.account(by))
    st.title(say(locale, TITLE), anchor=False)
    lead(say(locale, LEAD))
    found = content_state(clinic, by)
    if found.unread:
        note(say(locale, UNREAD, why=found.unread), attention=True)
    elif found.held_back:
        note(say(locale, HELD_BACK), attention=True)
    elif withheld(found.issues):
        note(say(locale, UNFINISHED))
    whole = {program.hash: program.words[SOURCE].title for program in clinic.current()}
    gone = [one.program for one in found.served if one.content not in whole]
    if gone:
        note(say(locale, NOT_WHOLE, names=", ".join(gone)), attention=True)
    titles = {one.content: whole.get(one.content, one.program) for one in found.served}
    _served(found, titles, locale)
    _changes(found, titles, locale)
    _issues(found, locale)


def _served(found: ContentState, titles: dict[ContentHash, str], locale: str) -> None:
    _title(SERVED, locale)
    if not found.served:
        lead(say(locale, NOTHING))
    else:
        rows = [_row(one, titles[one.content], locale) for one in found.served]
        raw(staff_table(say(locale, SERVED), _HEAD, rows, locale))
    if found.unpublished:
        note(say(locale, NEW, names=", ".join(found.unpublished)))


def _row(one: Served, title: str, locale: str) -> tuple[str, ...]:
    since = say(locale, NOT_KNOWN) if one.at is None else day(one.at.date(), locale)
    return (
        escape(title),
        escape(since),
        f"<code>{escape(one.content[:12])}</code>",
        escape(say(locale, FOLDER[one.folder])),
    )


def _changes(found: ContentState, titles: dict[ContentHash, str], locale: str) -> None:
    changed = [one for one in found.served if one.changes]
    if changed:
        _title(CHANGES, locale)
    for one in changed:
        raw(changes_table(titles[one.content], one.changes, locale))


def _issues(found: ContentState, locale: str) -> None:
    if not found.issues and not found.unread:
        _title(WRONG, locale)
        lead(say(locale, CLEAN))
    for severity, title in KINDS.items():
        if issues := [one for one in found.issues if one.severity == severity]:
            _title(title, locale)
            lead(say_count(locale, "{n} place", "{n} places", len(issues)))
            table = staff_table(
                say(locale, title), _ISSUES, [_issue(one) for one in issues], locale
            )
            raw(table)


def _issue(one: Issue) -> tuple[str, ...]:
    return (
        f"<code>{escape(one.file)}:{one.line}</code>",
        escape(one.message),
        escape(one.advice),
    )


def _title(words: str, locale: str) -> None:
    raw(f"<h2>{escape(say(locale, words))}</h2>")


show()
