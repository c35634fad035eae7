"""Where a therapist changes a person's path: assign, pin, hold, lift, each with its reason."""

from html import escape

import streamlit as st

from program.ids import ModuleId
from program.modules.program import Program
from program.service.care import Person
from program.service.clinic import Clinic, Signed
from program.service.directing import Assignable, assign, direct, programs
from program.ui.parts.cards import note
from program.ui.parts.raw import raw
from program.words import N_, say, say_count

ASSIGN = N_("Assign a program")
ASSIGN_LEAD = N_(
    "{name} has no program yet. The version that is current today is kept for them to the end."
)
PROGRAM = N_("Program")
FOR_WHOM = N_("For whom each is, and on what evidence")
RIGHT = N_("This is the right person and the right program.")
CONFIRM = N_("Check the box first, so that nobody starts by accident.")
NO_PROGRAMS = N_(
    "No program is published yet. The operator publishes one on the server with "
    "“python -m program publish”."
)
AGAIN = N_("This person follows that program already.")

ACCEPT = N_("Agree with the engine")
ACCEPT_ABOUT = N_("The engine proposes: {headline}. Nothing changes; that you agree is kept.")
ACCEPTED = N_("You have answered this proposal. The next decision can be answered anew.")
ACCEPT_NOTE = N_("A note, if you like")
ACCEPT_IT = N_("I agree")
AGREE = N_("You and the engine agreed on {agreed} of {weighed} proposals for {name}.")
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

LIFT = N_("Lift what holds now")
LIFT_ABOUT = N_("The engine chooses again, from this moment on.")
LIFT_IT = N_("Lift it")

PINNED = N_("Pinned: {module}. Reason: {reason}")
PATIENT_READS = N_("{name} reads: “{words}”")
HELD = N_("The path is on hold. Reason: {reason}")
NO_REASON = N_("Write the reason first. It is kept with the record.")
_LONGEST = 2000


def start(clinic: Clinic, by: Signed, person: Person, locale: str) -> bool:
    """The form for somebody without a program. True when one was assigned in this run."""
    raw(f"<h2>{escape(say(locale, ASSIGN))}</h2>")
    offered = {one.id: one for one in programs(clinic, by)}
    if not offered:
        note(say(locale, NO_PROGRAMS), attention=True)
        return False
    with st.form("assign"):
        st.write(say(locale, ASSIGN_LEAD, name=_plain(person.name)))
        chosen = st.radio(
            say(locale, PROGRAM),
            [*offered],
            format_func=lambda name: _named(offered[name], locale),
            captions=[_plain(one.about) for one in offered.values()],
        )
        with st.expander(say(locale, FOR_WHOM)):
            for one in offered.values():
                st.write(f"**{_plain(one.title)}**. {_plain(one.intended_use)}")
        sure = st.checkbox(say(locale, RIGHT), key=f"sure-{person.who}")
        if not st.form_submit_button(say(locale, ASSIGN), type="primary"):
            return False
    if not sure or chosen is None:
        st.error(say(locale, CONFIRM))
        return False
    try:
        assign(clinic, by, person.who, chosen)
    except ValueError:  # somebody else was quicker, or a second click
        st.error(say(locale, AGAIN))
        return False
    return True


def _named(one: Assignable, locale: str) -> str:
    weeks = say_count(locale, "{n} week", "{n} weeks", one.weeks)
    return f"**{_plain(one.title)}** · {weeks}"


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
    given = "accept" if _accept(clinic, by, person, locale) else None
    if _pin(clinic, by, person, program, locale):
        given = "pin"
    if person.record.held is None and _hold(clinic, by, person, locale):
        given = "hold"
    standing = person.record.pinned is not None or person.record.held is not None
    if standing and _lift(clinic, by, person, locale):
        given = "lift"
    if given is not None:
        st.session_state[_given(person)] = st.session_state.get(_given(person), 0) + 1
    return given


def _accept(clinic: Clinic, by: Signed, person: Person, locale: str) -> bool:
    if not person.decisions:
        return False
    latest, weighed = person.decisions[0], person.record.weighed
    with st.expander(say(locale, ACCEPT)):
        if weighed:
            told = say(
                locale,
                AGREE,
                agreed=sum(one.agreed for one in weighed),
                weighed=len(weighed),
                name=_plain(person.name),
            )
            st.write(told)
        if any(one.decision == latest.event for one in weighed):
            st.write(say(locale, ACCEPTED))
            return False
        with st.form(_key("accept", person), border=False):
            st.write(say(locale, ACCEPT_ABOUT, headline=_plain(latest.headline)))
            why = st.text_area(say(locale, ACCEPT_NOTE), max_chars=_LONGEST, height=80) or ""
            if not st.form_submit_button(say(locale, ACCEPT_IT)):
                return False
        direct(clinic, by, person.who, "accept", why)
        return True


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
        why = _reason(locale)
        words = st.text_area(
            say(locale, TO_PATIENT, name=_plain(person.name)),
            value=say(locale, SUGGESTED),
            max_chars=400,
            height=80,
        )
        if not st.form_submit_button(say(locale, PIN_IT), type="primary"):
            return False
        return _give(clinic, by, person, "pin", why, locale, module, words or "")


def _hold(clinic: Clinic, by: Signed, person: Person, locale: str) -> bool:
    with st.expander(say(locale, HOLD)), st.form(_key("hold", person), border=False):
        st.write(say(locale, HOLD_ABOUT, name=_plain(person.name)))
        why = _reason(locale)
        if not st.form_submit_button(say(locale, HOLD_IT)):
            return False
        return _give(clinic, by, person, "hold", why, locale)


def _lift(clinic: Clinic, by: Signed, person: Person, locale: str) -> bool:
    with st.expander(say(locale, LIFT)), st.form(_key("lift", person), border=False):
        st.write(say(locale, LIFT_ABOUT))
        why = _reason(locale)
        if not st.form_submit_button(say(locale, LIFT_IT)):
            return False
        return _give(clinic, by, person, "lift", why, locale)


def _reason(locale: str) -> str:
    return st.text_area(say(locale, REASON), max_chars=_LONGEST, height=80) or ""


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
    if not why.strip():
        st.error(say(locale, NO_REASON))
        return False
    direct(clinic, by, person.who, action, why, module, words)
    return True


def _key(action: str, person: Person) -> str:
    """Of a form: new once this therapist has changed the path, so that it begins empty again.

    Nothing that others do may change it: words half typed and a click on the way would be lost.
    """
    return f"{action}-{person.who}-{st.session_state.get(_given(person), 0)}"


def _given(person: Person) -> str:
    return f"given-{person.who}"


def _waiting_first(person: Person, program: Program) -> list[ModuleId]:
    modules = person.record.modules

    def done(module: ModuleId) -> bool:
        state = modules.get(module)
        return state is not None and state.completed is not None

    return sorted(program.plan.modules, key=done)


def _plain(name: str) -> str:
    """A name inside a sentence that is shown as Markdown."""
    return "".join(f"\\{c}" if c in "\\*_[]`$:<>~#" else c for c in name)
