"""The signals that wait for a therapist, each with a place to note what was done."""

import re
from html import escape
from zoneinfo import ZoneInfo

import streamlit as st

from program.events import SignalRaised
from program.service.care import Person
from program.service.clinic import Clinic, Signed
from program.service.directing import SeenTo, handle, stood_for
from program.service.standing_signals import topic
from program.ui import session
from program.ui.parts.keeping import with_the_record
from program.ui.parts.raw import raw
from program.ui.parts.signs import sign
from program.ui.parts.staff_words import ON_HOLD, SILENT, day, reason, since
from program.ui.parts.writing import unfit
from program.words import N_, say

NOTHING = N_("Nothing waits for you here.")
FROM_TIME = N_("Comes from time going by.")
STANDS_FOR = N_("Stands for {n} of this kind.")
AFTER = {
    "mindfulness_caution": N_("Once you note what was done, meditation opens for this person."),
    "red_flags": N_("Once you note what was done, movement steps open for this person."),
}
CALL = N_("Call {name}: {number}")
NO_PHONE = N_("They have not given a phone number.")
_ONE_NUMBER = re.compile(r"(?!.*( [-/] |/ ?0))\+?(?:[ .()/-]*\d){3,15}[ .()-]*", re.ASCII)
"""At most 15 digits, as numbers have worldwide, and no sign between two of them."""
_NOT_ABROAD = re.compile(r"(?<=\d)\s*\(0\)")
"""The 0 in +44 (0)20 is dialled only without the +44."""
WHAT_DONE = N_("What was done")
OPEN_NOTE = N_("Note what was done")
NOTE_IT = N_("Note it")
WRITE = N_("Write what was done. It is kept with the signal.")
GONE = N_(
    "This does not wait any more: somebody has seen to it meanwhile, or it has changed. What "
    "stands here is not kept yet."
)
KEEP_IT = N_("Keep the note all the same")


def waiting(clinic: Clinic, by: Signed, person: Person, locale: str) -> bool:
    """Draw the signals that wait, after those that no longer do but were here a moment ago and
    may hold words. True when one was noted in this run."""
    place, now = f"waiting-{person.who}", {one.signal for one in person.waiting}
    shown: list[SignalRaised] = session.recall(place) or []
    gone = [
        one for one in shown if one.signal not in now and session.was_drawn(_box(person, one))
    ]
    drawn = [*gone, *person.waiting]
    session.remember(place, drawn)
    if person.silent:
        _instead("info", say(locale, SILENT, days=person.silent), locale)
    if person.held is not None:
        _instead("info", say(locale, ON_HOLD, day=day(person.held, locale)), locale)
    if not (person.silent or person.held or person.waiting):
        _instead("calm", say(locale, NOTHING), locale)
    for one in drawn:
        if _signal(clinic, by, person, one, locale, gone=one in gone):
            drawn[:] = [other for other in drawn if topic(other) != topic(one)]
            return True
    return False


def _instead(level: str, words: str, locale: str) -> None:
    raw(f'<p class="cairn-lead">{sign(level, locale)} {escape(words)}</p>')


def _signal(
    clinic: Clinic, by: Signed, person: Person, signal: SignalRaised, locale: str, *, gone: bool
) -> bool:
    with st.container(border=True):
        lines = "" if gone else " ".join(_about(clinic, person, signal, locale))
        raw(
            f'<div class="cairn-waits">{sign(signal.level, locale)}'
            f"<p>{escape(reason(signal, locale))}</p>"
            f'<p class="cairn-when">{escape(lines)}</p>'
            f"{_phone(person, signal, locale)}</div>"
        )
        if gone:
            st.error(say(locale, GONE))
            return _note(clinic, by, person, signal, locale, gone=True)
        with st.expander(say(locale, OPEN_NOTE)):
            return _note(clinic, by, person, signal, locale, gone=False)


def _phone(person: Person, signal: SignalRaised, locale: str) -> str:
    """The number to call, where somebody should be reached soon, as HTML; a link where it is a
    single number."""
    if signal.level not in ("risk", "red"):
        return ""
    number = person.contacts.get("phone", "").strip()
    if not any(map(str.isdigit, number)):
        return f'<p class="cairn-when">{escape(say(locale, NO_PHONE))}</p>'
    words = escape(say(locale, CALL, name=person.name, number=number))
    if not _ONE_NUMBER.fullmatch(number):
        return f"<p>{words}</p>"
    whole = _NOT_ABROAD.sub("", number) if number.startswith("+") else number
    dial = re.sub(r"[^+\d]", "", whole)
    return f'<p><a class="cairn-call" href="tel:{dial}">{words}</a></p>'


def _note(
    clinic: Clinic, by: Signed, person: Person, signal: SignalRaised, locale: str, *, gone: bool
) -> bool:
    key = _box(person, signal)
    with st.form(f"handle-{person.who}-{signal.signal}", border=False):
        written = st.text_area(say(locale, WHAT_DONE), key=key, height=96) or ""
        button = say(locale, KEEP_IT if gone else NOTE_IT)
        if not st.form_submit_button(button, type="primary") or unfit(written, WRITE, locale):
            return False
    try:
        handle(clinic, by, person.who, signal.signal, written, shown=signal if gone else None)
    except SeenTo:  # since this run began; the next one shows it so
        st.rerun()
    with_the_record(key)
    return True


def _box(person: Person, signal: SignalRaised) -> str:
    return f"note-{person.who}-{signal.signal}"


def _about(clinic: Clinic, person: Person, signal: SignalRaised, locale: str) -> list[str]:
    raised = person.record.signals.get(signal.signal)
    now = clinic.moment().astimezone(ZoneInfo(clinic.settings.zone))
    said = [since(signal, raised, now, locale) or say(locale, FROM_TIME)]
    same = len(stood_for(person.record, signal.signal))
    if same > 1:
        said.append(say(locale, STANDS_FOR, n=same))
    if signal.kind in AFTER:
        said.append(say(locale, AFTER[signal.kind]))
    return said
