"""Where a therapist changes a person's path: agree, pin, hold, lift, each with its reason."""

import streamlit as st

from program.ids import EventId, ModuleId
from program.modules.program import Program
from program.record import Record, proposes
from program.service.care import Person
from program.service.clinic import Clinic, Signed
from program.service.directing import Outdated, direct
from program.ui import session
from program.ui.parts.cards import note
from program.ui.parts.keeping import with_the_record
from program.ui.parts.writing import plain, unfit
from program.words import N_, say

ACCEPT = N_("Agree with the engine")
ACCEPT_ABOUT = N_("The engine proposes: {headline}. Nothing changes; that you agree is kept.")
ACCEPTED = N_("You have answered this proposal. The next decision can be answered anew.")
BY_ANOTHER = N_(
    "A colleague has answered this proposal. The next decision can be answered anew."
)
ACCEPT_NOTE = N_("A note, if you like")
ACCEPT_IT = N_("I agree")
AGREE = N_("Proposals for {name} that you answered: {weighed}. You agreed with {agreed}.")
PIN = N_("Pin the next module")
MODULE = N_("Module")
REASON = N_("Reason, for the record")
TO_PATIENT = N_("What {name} reads")
SUGGESTED = N_("I chose this for you, because it fits what you have told us.")
PIN_IT = N_("Pin this module")
PIN_ABOUT = N_(
    "It comes next in its full form, before anything a rule would choose. It holds until it is "
    "opened, or until you lift it."
)
DONE = N_("{module} (complete; once more)")

HOLD = N_("Put the path on hold")
HOLD_ABOUT = N_(
    "Nothing new opens until you lift it. Tools, help and open modules stay. {name} reads: "
    "“Your therapist would like to talk with you before something new opens.”"
)
HOLD_IT = N_("Hold the path")

LIFT_HOLD, LIFT_PIN = N_("Lift the hold"), N_("Lift the pin")
LIFT_ABOUT = N_("The engine chooses again, from this moment on.")
PIN_IS_NEXT = N_("The pin stays, and what is pinned comes next from this moment on.")
LIFT_IT = N_("Lift it")

PINNED = N_("Pinned: {module}. Reason: {reason}")
PATIENT_READS = N_("{name} reads: “{words}”")
HELD = N_("The path is on hold. Reason: {reason}")
NO_REASON = N_("Write the reason first. It is kept with the record.")
CHANGED = N_(
    "The proposal has changed meanwhile; the new one stands above. Nothing is kept yet. Read "
    "it, then press again."
)
CLOSED = N_(
    "This has changed meanwhile and cannot be done now. Your words stay here until you leave "
    "the page."
)
_LONGEST_TO_PATIENT = 400


def standing(person: Person, program: Program, locale: str) -> None:
    """The directive that holds now, if any, with its reason and what the patient reads."""
    pinned, held = person.record.pinned, person.record.held
    if held is not None:
        note(say(locale, HELD, reason=held.reason.body or ""), attention=True)
    if pinned is not None and pinned.module is not None:
        title = program.module_words(pinned.module, locale).title
        note(say(locale, PINNED, module=title, reason=pinned.reason.body or ""))
        words = pinned.to_patient.body if pinned.to_patient is not None else None
        if words:
            note(say(locale, PATIENT_READS, name=person.name, words=words))


def steering(
    clinic: Clinic, by: Signed, person: Person, program: Program, locale: str
) -> str | None:
    """Draw what a therapist can change; the directive that was given in this run, if any."""
    given = None
    with st.container():  # what comes and goes moves nothing below it
        if _accept(clinic, by, person, locale):
            given = "accept"
    if _pin(clinic, by, person, program, locale):
        given = "pin"
    with st.container():
        if _hold(clinic, by, person, locale):
            given = "hold"
    with st.container():
        if _lift(clinic, by, person, locale):
            given = "lift"
    if given is not None:
        session.remember(_changes(person), _changed(person) + 1)
    if person.record.latest is not None:
        session.remember(_answered(person), person.record.latest.event)
    return given


def _accept(clinic: Clinic, by: Signed, person: Person, locale: str) -> bool:
    weighed, begun = person.record.weighed, _begun("accept", person)
    own = [one for one in weighed if one.by == by.account]
    proposed = _proposed(person.record)
    if proposed is None and not begun:
        return False
    answered = [one for one in weighed if one.decision == proposed]
    can = proposed is not None and not answered
    with st.expander(say(locale, ACCEPT), expanded=begun and not can):
        if own:
            agreed = sum(one.agreed for one in own)
            name = plain(person.name)
            st.write(say(locale, AGREE, agreed=agreed, weighed=len(own), name=name))
        if answered:
            st.write(say(locale, ACCEPTED if answered[0] in own else BY_ANOTHER))
        if not can and not begun:
            return False
        with st.form(_key("accept", person), border=False):
            if can:
                headline = plain(person.decisions[0].headline)
                st.write(say(locale, ACCEPT_ABOUT, headline=headline))
            why = _reason("accept", person, locale, ACCEPT_NOTE)
            if not _pressed(ACCEPT_IT, locale, can=can):
                return False
        return _give(clinic, by, person, "accept", why, locale)


def _proposed(record: Record) -> EventId | None:
    """What the engine proposes and a therapist can agree with, while no directive stands."""
    latest, stands = record.latest, record.held is not None or record.pinned is not None
    if latest is None or stands or record.finished is not None:
        return None
    return latest.event if proposes(latest.decision) else None


def _pin(clinic: Clinic, by: Signed, person: Person, program: Program, locale: str) -> bool:
    def title(module: ModuleId) -> str:
        words = program.module_words(module, locale).title
        state = person.record.modules.get(module)
        done = state is not None and state.completed is not None
        return say(locale, DONE, module=words) if done else words

    with st.expander(say(locale, PIN)), st.form(_key("pin", person), border=False):
        st.write(say(locale, PIN_ABOUT))
        module = st.selectbox(
            say(locale, MODULE), _waiting_first(person, program), format_func=title
        )
        why = _reason("pin", person, locale)
        label = say(locale, TO_PATIENT, name=plain(person.name))
        box = "words-" + _key("pin", person)
        words = st.text_area(label, value=say(locale, SUGGESTED), key=box, height=80) or ""
        if not st.form_submit_button(say(locale, PIN_IT), type="primary"):
            return False
        if unfit(words, "", locale, longest=_LONGEST_TO_PATIENT):
            return False
        return _give(clinic, by, person, "pin", why, locale, module, words)


def _hold(clinic: Clinic, by: Signed, person: Person, locale: str) -> bool:
    can = person.record.held is None
    if not can and not _begun("hold", person):
        return False
    with (
        st.expander(say(locale, HOLD), expanded=not can),
        st.form(_key("hold", person), border=False),
    ):
        st.write(say(locale, HOLD_ABOUT, name=plain(person.name)))
        why = _reason("hold", person, locale)
        if not _pressed(HOLD_IT, locale, can=can):
            return False
        return _give(clinic, by, person, "hold", why, locale)


def _lift(clinic: Clinic, by: Signed, person: Person, locale: str) -> bool:
    held, pinned = person.record.held is not None, person.record.pinned is not None
    can = held or pinned
    if not can and not _begun("lift", person):
        return False
    title = LIFT_PIN if pinned and not held else LIFT_HOLD
    with (
        st.expander(say(locale, title), expanded=not can),
        st.form(_key("lift", person), border=False),
    ):
        st.write(say(locale, PIN_IS_NEXT if held and pinned else LIFT_ABOUT))
        why = _reason("lift", person, locale)
        if not _pressed(LIFT_IT, locale, can=can):
            return False
        return _give(clinic, by, person, "lift", why, locale)


def _reason(action: str, person: Person, locale: str, label: str = REASON) -> str:
    box = "why-" + _key(action, person)
    return st.text_area(say(locale, label), key=box, height=80) or ""


def _begun(action: str, person: Person) -> bool:
    """Whether a form stood here a moment ago and may hold words."""
    return session.was_drawn("why-" + _key(action, person))


def _pressed(label: str, locale: str, *, can: bool) -> bool:
    """The button of a form; where it cannot be pressed any more, it says so."""
    if not can:
        st.error(say(locale, CLOSED))
    return st.form_submit_button(say(locale, label), disabled=not can)


def _give(
    clinic: Clinic,
    by: Signed,
    person: Person,
    action: str,
    why: str,
    locale: str,
    module: ModuleId | None = None,
    words: str = "",
) -> bool:
    if unfit(why, "" if action == "accept" else NO_REASON, locale):
        return False
    shown = session.recall(_answered(person))
    try:
        direct(clinic, by, person.who, action, why, module, words, shown)
    except Outdated:
        st.error(say(locale, CHANGED))
        return False
    with_the_record("why-" + _key(action, person), "words-" + _key(action, person))
    return True


def _key(action: str, person: Person) -> str:
    """Of a form: new once this therapist has changed the path, so that it begins empty again.

    Nothing that others do may change it: words half typed and a click on the way would be lost.
    """
    return f"{action}-{person.who}-{_changed(person)}"


def _changed(person: Person) -> int:
    return session.recall(_changes(person)) or 0


def _changes(person: Person) -> str:
    return f"changes-{person.who}"


def _answered(person: Person) -> str:
    """Of the decision that stood on the page when a button was pressed."""
    return f"decision-{person.who}"


def _waiting_first(person: Person, program: Program) -> list[ModuleId]:
    modules = person.record.modules

    def done(module: ModuleId) -> bool:
        state = modules.get(module)
        return state is not None and state.completed is not None

    return sorted(program.plan.modules, key=done)
