"""Where a therapist opens sleep restriction to one person, or closes it: exclusions, reason."""

import streamlit as st

from program.service.care import Person
from program.service.clinic import Clinic, Signed
from program.service.restricting import Forbidden, close_restriction, open_restriction
from program.service.restriction import EXCLUSIONS, forbidden, stands
from program.ui import session
from program.ui.parts.cards import note
from program.ui.parts.keeping import with_the_record
from program.ui.parts.staff_words import day
from program.ui.parts.steering import NO_REASON, REASON
from program.ui.parts.writing import unfit
from program.words import N_, say

TITLE = N_("Sleep restriction")
ABOUT = N_(
    "Everyone is offered small steps alone. Here you open the faster way to this one person: "
    "time in bed as long as the sleep of their diary, never under 5½ hours. Each week it grows "
    "by a quarter of an hour from 85% of it asleep, and shrinks by as much under 80% "
    "(Schutte-Rodin 2008). They are asked what is safe each time. A yes or “not sure” stops it "
    "until you open it anew."
)
RULE_OUT = N_("I have asked, and none of these is the case:")
EXCLUDED = {
    "mania": N_("Mania or hypomania, now or before"),
    "seizures": N_("Seizures"),
    "driving": N_("Driving or machines for work"),
    "apnoea": N_("Sleep apnoea that is not treated"),
    "falls": N_("Falls, or a risk of falls at night"),
    "medicines": N_("Medicines or substances that make sleepy"),
    "sleepiness": N_("Dozing off by day"),
    "sleepwalking": N_("Sleepwalking or acting out dreams"),
    "pregnancy": N_("Pregnancy"),
}
OPEN_IT = N_("Open sleep restriction")
CLOSE_IT = N_("Close sleep restriction")
CHECK_ALL = N_("Check each line first. Where one cannot be checked, it stays closed.")
NAMED = N_(
    "Closed: their own answers name {asked}. It can be opened once they have answered "
    "otherwise."
)
SINCE = N_("Open since {day}. Reason: {reason}")
MEANWHILE = N_(
    "Somebody has changed this meanwhile, and it stands here as it is now. Nothing was kept of "
    "what you chose; the words you wrote are below."
)
RESTS = N_(
    "It rests: since then an answer of theirs named something that forbids it. Talk with them, "
    "then close it, or close it and open it anew."
)


def restricting(clinic: Clinic, by: Signed, person: Person, locale: str) -> str | None:
    """Draw how it stands and what can be changed; `restrict` or `unrestrict` where it was
    changed in this run."""
    is_open = person.record.restriction is not None
    other = session.was_drawn(_box(person)) and session.recall(_seen(person)) is not is_open
    session.remember(_seen(person), is_open)
    with st.expander(say(locale, TITLE), expanded=is_open or other):
        if other:
            st.error(say(locale, MEANWHILE))
        if is_open:
            return _close(clinic, by, person, locale)
        st.write(say(locale, ABOUT))
        named = forbidden(person.record)
        if named:
            asked = ", ".join(say(locale, EXCLUDED[name]).lower() for name in named)
            note(say(locale, NAMED, asked=asked), attention=True)
            return None
        return _open(clinic, by, person, locale)


def _open(clinic: Clinic, by: Signed, person: Person, locale: str) -> str | None:
    with st.form(_form(person), border=False):
        st.write(say(locale, RULE_OUT))
        checked = [
            name
            for name in EXCLUSIONS
            if st.checkbox(say(locale, EXCLUDED[name]), key=f"{name}-{person.who}")
        ]
        why = st.text_area(say(locale, REASON), key=_box(person), height=80) or ""
        if not st.form_submit_button(say(locale, OPEN_IT)):
            return None
    if unfit(why, NO_REASON, locale):
        return None
    if len(checked) < len(EXCLUDED):
        st.error(say(locale, CHECK_ALL))
        return None
    try:
        open_restriction(clinic, by, person.who, why, checked)
    except Forbidden as refused:  # they answered while the page stood open
        asked = ", ".join(say(locale, EXCLUDED[name]).lower() for name in refused.named)
        st.error(say(locale, NAMED, asked=asked))
        return None
    _kept(person)
    return "restrict"


def _close(clinic: Clinic, by: Signed, person: Person, locale: str) -> str | None:
    if person.record.restriction is not None:
        on, fact = person.record.restriction
        since = say(locale, SINCE, day=day(on, locale), reason=fact.reason.body or "")
        note(since)
        if not stands(person.record):
            note(say(locale, RESTS), attention=True)
    with st.form(_form(person), border=False):
        why = st.text_area(say(locale, REASON), key=_box(person), height=80) or ""
        if not st.form_submit_button(say(locale, CLOSE_IT)):
            return None
    if unfit(why, NO_REASON, locale):
        return None
    close_restriction(clinic, by, person.who, why)
    _kept(person)
    return "unrestrict"


def _kept(person: Person) -> None:
    """The reason is with the record; the next one begins empty."""
    with_the_record(_box(person))
    session.remember(_changes(person), _changed(person) + 1)


def _form(person: Person) -> str:
    """The same whether it is opened or closed: what others do takes no half-typed word away."""
    return f"restriction-{person.who}-{_changed(person)}"


def _box(person: Person) -> str:
    """Of the reason."""
    return f"why-{_form(person)}"


def _changed(person: Person) -> int:
    """How often this therapist has opened or closed it here."""
    return session.recall(_changes(person)) or 0


def _changes(person: Person) -> str:
    return f"restriction-changes-{person.who}"


def _seen(person: Person) -> str:
    return f"restriction-seen-{person.who}"
