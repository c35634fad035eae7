"""Use cases of a patient's way: arriving, opening, reading, skipping, choosing, pausing."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from program.adapt.plan import Plan
from program.adapt.set_aside import may_take
from program.adapt.view import View
from program.events import (
    Chosen,
    ConsentGiven,
    FlareReported,
    LessonRead,
    ModuleCompleted,
    ModuleOpened,
    NotToday,
    OfferChoice,
    OpenModule,
    Outcome,
    StepSkipped,
    Variant,
    Visited,
    ZoneSet,
)
from program.ids import EventId, ModuleId, ParticipantId, StepId
from program.modules.spec import LessonStep
from program.record import ModuleState, Record
from program.service.clinic import Clinic, Signed, Turn
from program.service.deciding import add_decision, add_signals
from program.service.submit import submit
from program.service.use_case import about_person

CONSENT_VERSION = 1
"""Version of the words people agree to."""


class NotOpen(Exception):
    """This module or step is not open to this person now."""


@about_person("arrive")
def arrive(clinic: Clinic, by: Signed, who: ParticipantId) -> None:
    """Note the visit, once a session and day, and decide what comes next."""

    def gather(turn: Turn) -> None:
        turn.add(Visited())
        if turn.record.enrolment is not None:
            add_decision(turn, "arrive")

    today = clinic.turn(who, by).on
    submit(clinic, by, who, f"visit-{by.session}-{today}", gather)


@about_person("consent")
def consent(clinic: Clinic, by: Signed, who: ParticipantId) -> None:
    """The person read what Cairn is and is not, and takes part."""

    def gather(turn: Turn) -> None:
        if not turn.record.consented:
            turn.add(ConsentGiven(version=CONSENT_VERSION))

    submit(clinic, by, who, None, gather)


@about_person("open module")
def open_module(
    clinic: Clinic, by: Signed, who: ParticipantId, module: ModuleId, variant: Variant
) -> None:
    """Begin a module that is next, or go on in one that is open. Raises NotOpen."""

    def gather(turn: Turn) -> None:
        state = turn.record.modules.get(module)
        pinned = turn.record.pinned
        called = pinned is not None and pinned.module == module
        if state is not None and not called:
            return
        if not called and module not in may_open(turn.record):
            raise NotOpen(module)
        made = turn.record.latest
        turn.add(
            ModuleOpened(
                module=module,
                variant=variant,
                iteration=1 if state is None else state.iteration + 1,
                decision=made.event if made else None,
            )
        )

    submit(clinic, by, who, None, gather)


def may_open(record: Record) -> frozenset[ModuleId]:
    """The modules that the latest decision opens to a person."""
    outcome = record.latest.decision.outcome if record.latest else None
    if isinstance(outcome, OpenModule):
        return frozenset({outcome.module})
    if isinstance(outcome, OfferChoice):
        core = {outcome.otherwise} if outcome.otherwise else set()
        return frozenset({*outcome.branches, *core})
    return frozenset()


@about_person("read lesson")
def read_lesson(
    clinic: Clinic,
    by: Signed,
    who: ParticipantId,
    module: ModuleId,
    step: StepId,
    variant: Variant,
) -> None:
    """A lesson was read to its end. Reading it again adds nothing. Raises NotOpen, also for a
    step that is no lesson of this module."""

    def gather(turn: Turn) -> None:
        state = open_state(turn.record, module)
        if not isinstance(turn.program.modules[module].step(step), LessonStep):
            raise NotOpen(step)
        if step not in state.done:
            turn.add(
                LessonRead(module=module, step=step, iteration=state.iteration, variant=variant)
            )
            settle(turn, module)

    submit(clinic, by, who, None, gather)


@about_person("skip step")
def skip_step(
    clinic: Clinic, by: Signed, who: ParticipantId, module: ModuleId, step: StepId
) -> None:
    """Leave a step out. It is never counted against anyone. Raises NotOpen, also for a step
    that is not of this module."""

    def gather(turn: Turn) -> None:
        state = open_state(turn.record, module)
        if turn.program.modules[module].step(step) is None:
            raise NotOpen(step)
        if step not in state.settled:
            turn.add(StepSkipped(module=module, step=step, iteration=state.iteration))
            settle(turn, module)

    submit(clinic, by, who, None, gather)


def open_state(record: Record, module: ModuleId) -> ModuleState:
    """Where an opened module stands. Raises NotOpen."""
    state = record.modules.get(module)
    if state is None:
        raise NotOpen(module)
    return state


def settle(turn: Turn, module: ModuleId) -> None:
    """Complete the module where every required step is done or left out and its end reached."""
    state = turn.record.modules.get(module)
    steps = turn.program.modules[module].steps
    if state is None or state.completed is not None:
        return
    waiting = [
        s for s in steps if (s.required or s.role == "close") and s.id not in state.settled
    ]
    if waiting:
        return
    useful = [
        saved.fact.scores.get("useful")
        for step in steps
        if step.role == "close"
        for saved in turn.record.exercises.get(step.id, ())[-1:]
    ]
    rated = next((int(value) for value in useful if value is not None), None)
    turn.add(
        ModuleCompleted(
            module=module, variant=state.form, iteration=state.iteration, useful=rated
        )
    )
    add_signals(turn)
    add_decision(turn, "module")


@about_person("not today")
def not_today(clinic: Clinic, by: Signed, who: ParticipantId, days: int = 1) -> None:
    """Choose a day to come back, 1 to 14 days from now. It counts as contact."""
    if not 1 <= days <= 14:
        raise ValueError("choose a day within the next two weeks")

    def gather(turn: Turn) -> None:
        until = turn.on + timedelta(days=days)
        if turn.record.not_today != until:
            turn.add(NotToday(until=until))

    submit(clinic, by, who, None, gather)


@about_person("report flare")
def report_flare(clinic: Clinic, by: Signed, who: ParticipantId, going_on: bool) -> None:
    """A flare began, or is over; what comes next is decided anew."""

    def gather(turn: Turn) -> None:
        if going_on == (turn.record.flare_since is not None):
            return
        turn.add(FlareReported(going_on=going_on))
        add_decision(turn, "flare")

    submit(clinic, by, who, None, gather)


@about_person("answer offer")
def answer_offer(
    clinic: Clinic,
    by: Signed,
    who: ParticipantId,
    decision: EventId,
    module: ModuleId | None,
) -> None:
    """Choose one of the branches offered, or None to go on with the core. Raises NotOpen when
    the offer is no longer the latest decision, or is none that can be declined."""

    def gather(turn: Turn) -> None:
        made = turn.record.latest
        if made is None or made.event != decision:
            raise NotOpen(str(module))
        if module is None and not may_decline(made.decision.outcome, turn.program.plan):
            raise NotOpen(str(module))
        if module is not None and module not in may_open(turn.record):
            raise NotOpen(module)
        turn.add(Chosen(decision=decision, module=module))
        add_decision(turn, "choice")

    submit(clinic, by, who, None, gather)


def may_decline(outcome: Outcome, plan: Plan) -> bool:
    """Whether something else than what is next may be asked for: a branch, never the core."""
    if isinstance(outcome, OpenModule):
        return outcome.because in ("rule", "chosen") and outcome.module not in plan.core
    return isinstance(outcome, OfferChoice)


@about_person("take branch")
def take_branch(clinic: Clinic, by: Signed, who: ParticipantId, module: ModuleId) -> None:
    """Make a branch that waits in Tools the next module. Raises NotOpen."""

    def gather(turn: Turn) -> None:
        made = turn.record.latest
        view = View(turn.program.plan, turn.record, turn.on)
        if made is None or not may_take(module, view):
            raise NotOpen(module)
        turn.add(Chosen(decision=made.event, module=module))
        add_decision(turn, "choice")

    submit(clinic, by, who, None, gather)


@about_person("set zone")
def set_zone(clinic: Clinic, by: Signed, who: ParticipantId, zone: str) -> None:
    """The person's own time zone from here on. Raises ValueError for one nobody knows."""
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError) as problem:
        raise ValueError(f"{zone!r} is not a time zone") from problem

    def gather(turn: Turn) -> None:
        if turn.record.zone != zone:
            turn.add(ZoneSet(zone=zone))

    submit(clinic, by, who, None, gather)
