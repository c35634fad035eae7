"""The signals that wait for a therapist, each with a place to note what was done."""

from html import escape
from zoneinfo import ZoneInfo

import streamlit as st

from program.events import SignalRaised
from program.record import Raised
from program.service.care import Person
from program.service.clinic import Clinic, Signed
from program.service.directing import handle, stood_for
from program.ui.parts.raw import raw
from program.ui.parts.signs import sign
from program.ui.parts.staff_words import SILENT, reason, since
from program.words import N_, say

NOTHING = N_("Nothing waits for you here.")
FROM_TIME = N_("Comes from time going by.")
STANDS_FOR = N_("Stands for {n} of this kind.")
AFTER = {
    "mindfulness_caution": N_("Once you note what was done, meditation opens for this person."),
    "red_flags": N_("Once you note what was done, movement steps open for this person."),
}
WHAT_DONE = N_("What was done")
OPEN_NOTE = N_("Note what was done")
NOTE_IT = N_("Note it")
WRITE = N_("Write what was done. It is kept with the signal.")
_LONGEST = 2000


def waiting(clinic: Clinic, by: Signed, person: Person, locale: str) -> bool:
    """Draw the signals that wait. True when one was noted in this run."""
    if person.silent:
        _instead("info", say(locale, SILENT, days=person.silent), locale)
    elif not person.waiting:
        _instead("calm", say(locale, NOTHING), locale)
    noted = [_signal(clinic, by, person, signal, locale) for signal in person.waiting]
    return any(noted)


def _instead(level: str, words: str, locale: str) -> None:
    raw(f'<p class="cairn-lead">{sign(level, locale)} {escape(words)}</p>')


def _signal(
    clinic: Clinic, by: Signed, person: Person, signal: SignalRaised, locale: str
) -> bool:
    raised = person.record.signals.get(signal.signal)
    with st.container(border=True):
        lines = " ".join(_about(clinic, person, signal, raised, locale))
        raw(
            f'<div class="cairn-waits">{sign(signal.level, locale)}'
            f"<p>{escape(reason(signal, locale))}</p>"
            f'<p class="cairn-when">{escape(lines)}</p></div>'
        )
        with st.expander(say(locale, OPEN_NOTE)):
            return _note(clinic, by, person, signal, locale)


def _note(
    clinic: Clinic, by: Signed, person: Person, signal: SignalRaised, locale: str
) -> bool:
    with st.form(f"handle-{signal.signal}", border=False):
        written = st.text_area(
            say(locale, WHAT_DONE), key=f"note-{signal.signal}", max_chars=_LONGEST, height=96
        )
        if not st.form_submit_button(say(locale, NOTE_IT), type="primary"):
            return False
        if not (written or "").strip():
            st.error(say(locale, WRITE))
            return False
    handle(clinic, by, person.who, signal.signal, written or "")
    return True


def _about(
    clinic: Clinic, person: Person, signal: SignalRaised, raised: Raised | None, locale: str
) -> list[str]:
    now = clinic.moment().astimezone(ZoneInfo(clinic.settings.zone))
    said = [since(signal, raised, now, locale) or say(locale, FROM_TIME)]
    same = len(stood_for(person.record, signal.signal))
    if same > 1:
        said.append(say(locale, STANDS_FOR, n=same))
    if signal.kind in AFTER:
        said.append(say(locale, AFTER[signal.kind]))
    return said
