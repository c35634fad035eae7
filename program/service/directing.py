"""Use cases of a therapist who acts: assign a program, pin, hold or lift, handle a signal."""

from dataclasses import dataclass
from math import ceil

from program.adapt.ageing import ageing_signals
from program.events import DirectiveGiven, Enrolled, SignalHandled, SignalRaised, keep_text
from program.ids import EnrolmentId, EventId, ModuleId, ParticipantId, ProgramId, SignalId
from program.modules.program import Program
from program.record import Record, proposes
from program.service.clinic import Clinic, Signed, Turn, Unpublished
from program.service.deciding import add_decision
from program.service.standing_signals import LEVELS, topic
from program.service.submit import submit
from program.service.use_case import about_clinic, about_person
from program.words import SOURCE


class Outdated(Exception):
    """What a therapist answered has changed since it was shown."""


@about_person("assign program")
def assign(
    clinic: Clinic,
    by: Signed,
    who: ParticipantId,
    program: ProgramId,
    shown: Record | None = None,
) -> EnrolmentId:
    """Enrol a person in the current version of a program, pinned for good.

    shown: the record as it was shown; None takes it as it stands.
    Raises Unpublished when the archive has no such program, ValueError when the person is in
    it already, Outdated where another was assigned since.
    """
    content = clinic.stores.archive.current().get(program)
    if content is None:
        raise Unpublished(program)
    enrolment = EnrolmentId(clinic.token())

    def gather(turn: Turn) -> None:
        if turn.record.program == program and turn.record.finished is None:
            raise ValueError("this person follows the program already")
        if shown is not None and turn.record.enrolment != shown.enrolment:
            raise Outdated(turn.record.enrolment)
        turn.add(Enrolled(enrolment=enrolment, program=program, content=content))
        add_decision(turn, "directive")

    submit(clinic, by, who, None, gather)
    return enrolment


@about_person("give directive")
def direct(
    clinic: Clinic,
    by: Signed,
    who: ParticipantId,
    action: str,
    reason: str,
    module: ModuleId | None = None,
    to_patient: str = "",
    decision: EventId | None = None,
) -> None:
    """Agree with what the engine proposes, pin the next module, hold the path, or lift an
    earlier directive. A directive that stands already is not given twice.

    decision: the one that was shown; None takes the latest.
    Raises ValueError without a reason (agreeing needs none), for a module that is not of this
    person's program, or where there is no proposal to agree with; Outdated where another
    decision has come since the one that was shown. Then nothing is kept.
    """
    if not reason.strip() and action != "accept":
        raise ValueError("a reason is needed; it is kept with the directive")

    def gather(turn: Turn) -> None:
        if not _names_a_module(turn.program, action, module):
            raise ValueError("choose a module of this person's program")
        made = turn.record.latest
        outdated = made is not None and decision not in (None, made.event)
        if outdated and action == "accept":
            raise Outdated(decision)
        if _stands(turn.record, action, module, reason.strip()):
            return
        if outdated:
            raise Outdated(decision)
        turn.add(_directive(turn, action, module, reason.strip(), to_patient.strip()))
        if action != "accept":
            add_decision(turn, "directive")

    submit(clinic, by, who, None, gather)


def _names_a_module(program: Program, action: str, module: ModuleId | None) -> bool:
    """Whether a pin names a module of the program, and anything else none."""
    return module in program.plan.modules if action == "pin" else module is None


def _directive(
    turn: Turn, action: str, module: ModuleId | None, reason: str, to_patient: str
) -> DirectiveGiven:
    token, made = turn.clinic.token, turn.record.latest
    return DirectiveGiven.model_validate(
        {
            "action": action,
            "module": module,
            "reason": keep_text(reason, token()),
            "to_patient": keep_text(to_patient, token()) if to_patient else None,
            "decision": made.event if made else None,
        }
    )


def _stands(record: Record, action: str, module: ModuleId | None, reason: str) -> bool:
    if action == "accept":
        made = record.latest
        if made is None or not proposes(made.decision):
            raise ValueError("the engine proposes nothing that could be agreed with")
        return any(one.decision == made.event for one in record.weighed)
    if action == "lift":
        return record.held is None and record.pinned is None
    standing = record.held if action == "hold" else record.pinned
    return standing is not None and (standing.module, standing.reason.body) == (module, reason)


class SeenTo(Exception):
    """Somebody has seen to this signal meanwhile, or it does not wait any more."""


@about_person("handle signal")
def handle(
    clinic: Clinic,
    by: Signed,
    who: ParticipantId,
    signal: SignalId,
    note: str,
    shown: SignalRaised | None = None,
) -> None:
    """Note what was done about a signal, and about those it stands for: earlier ones of its
    topic that are no more urgent. Raises ValueError without a note, SeenTo where the signal
    does not wait, and then keeps nothing.

    shown: the signal as a therapist was shown it, for a note that is kept all the same: with
    what time has made of it and waits now, else once more with the signal itself.
    """
    if not note.strip():
        raise ValueError("write what was done; it is kept with the signal")

    def gather(turn: Turn) -> None:
        noted = _as_it_waits(turn, shown) if shown is not None else signal
        _make_fact(turn, noted)
        found = stood_for(turn.record, noted)
        if not found and shown is None:
            raise SeenTo(signal)
        for one in found or (noted,):
            text = keep_text(note.strip(), turn.clinic.token())
            turn.add(SignalHandled(signal=one, note=text))

    submit(clinic, by, who, None, gather)


def _as_it_waits(turn: Turn, shown: SignalRaised) -> SignalId:
    """A signal that nobody has made a fact comes from time going by: what time has made of it,
    or, where the person has come back, what was shown, as a fact."""
    if shown.signal not in turn.record.signals:
        for ageing in ageing_signals(turn.program.plan, turn.record, turn.on):
            if topic(ageing) == topic(shown):
                return ageing.signal
        turn.add(shown)
    return shown.signal


def stood_for(record: Record, signal: SignalId) -> tuple[SignalId, ...]:
    """A signal that waits, after the earlier ones of its topic that it stands for."""
    raised = record.signals.get(signal)
    if raised is None or raised.handled is not None:
        return ()
    shown, found = raised.signal, []
    for one, other in record.signals.items():
        same = other.handled is None and topic(other.signal) == topic(shown)
        if same and LEVELS.index(other.signal.level) >= LEVELS.index(shown.level):
            found.append(one)
        if one == signal:
            break
    return tuple(found)


def _make_fact(turn: Turn, signal: SignalId) -> None:
    """A signal that comes from time going by becomes a fact when somebody handles it."""
    if signal not in turn.record.signals:
        for ageing in ageing_signals(turn.program.plan, turn.record, turn.on):
            if ageing.signal == signal:
                turn.add(ageing)


@dataclass(frozen=True)
class Assignable:
    """A program that can be assigned."""

    id: ProgramId
    title: str
    about: str
    weeks: int
    """Weeks its core takes where nothing slows it."""
    intended_use: str
    default: bool


@about_clinic("see programs")
def programs(clinic: Clinic, by: Signed) -> tuple[Assignable, ...]:
    """The programs that can be assigned: the default first, the others by title. One whose
    version is not whole in the archive is no choice."""
    found = [_assignable(program) for program in clinic.current()]
    return tuple(sorted(found, key=lambda one: (not one.default, one.title)))


def _assignable(program: Program) -> Assignable:
    words = program.words[SOURCE]
    days = len(program.plan.core) * program.plan.module_days
    return Assignable(
        id=program.id,
        title=words.title,
        about=words.about.strip(),
        weeks=ceil(days / 7),
        intended_use=program.file.intended_use.strip(),
        default=program.file.default,
    )
