"""What a patient sees when they come in: one clear next step, and why."""

from dataclasses import dataclass
from datetime import date, timedelta

from program.adapt.boosters import ahead
from program.adapt.schedule import check_in, week_of
from program.adapt.view import current_module
from program.events import Finish, Hold, LightWeek, OfferChoice, OpenModule, Variant, Wait
from program.exercises import Entry
from program.ids import EventId, ModuleId, ParticipantId, StepId
from program.modules.program import Program
from program.modules.spec import LessonStep, Module, Step
from program.modules.voices import is_booster, patient_why
from program.record import ModuleState, Record
from program.service.check_in import may_ask_phq9
from program.service.clinic import Clinic, Signed
from program.service.diary import night_to_note
from program.service.my_plans import FLARE
from program.service.pace import PaceLine, pace_line
from program.service.path import may_decline
from program.service.use_case import about_person


@dataclass(frozen=True)
class NextPart:
    """The part of a module that comes next."""

    module: ModuleId
    title: str
    about: str
    variant: Variant
    part: int
    parts: int
    minutes: int
    begun: bool
    """Whether the module was opened and is not complete."""
    reading: bool
    """Whether it holds something to read: that alone has a short form."""
    first_step: StepId


@dataclass(frozen=True)
class Stones:
    """The cairn: finished modules as stones, practised days as pebbles."""

    stones: int
    pebbles: int
    next: str | None
    """What the next stone is about; None when there is none."""
    early: bool = False
    """Whether the stone of the first module lies there before all of it is done."""


@dataclass(frozen=True)
class Day:
    """Everything Today shows. Facts and sentences; no layout."""

    on: date
    week: int
    enrolled: bool
    consented: bool
    intake_done: bool
    check_in_due: bool
    """A check-in is due outside any module."""
    outcome: str
    """`open`, `offer`, `light_week`, `wait`, `hold`, `finish`, or `none` before a decision."""
    why: str
    """Why this next, in the patient's words; empty where there is nothing to say."""
    from_therapist: str
    """The kind sentence of a therapist who pinned what is next or holds the path, or empty."""
    next: NextPart | None
    """What "Go on" opens. In a light week or on hold, a module that is open already."""
    offered: tuple[NextPart, ...]
    """The branches of an offer."""
    decision: EventId | None
    declinable: bool
    """Whether a branch is next, by a rule or the patient's choice, and may be declined."""
    until: date | None
    """Last day of a light week, or the day the next module opens."""
    booster: date | None
    """The day the next booster comes, once the path has come to its end."""
    after: str | None
    """What comes after the next module."""
    not_today: date | None
    """The day the patient chose to come back, when that is still ahead."""
    in_flare: bool
    flare_plan: bool
    """Whether the person has made one."""
    stones: Stones
    plan: Entry | None
    """The latest weekly plan."""
    pace: PaceLine | None
    diary: StepId | None
    """The sleep diary, while it is being kept and last night is not in it."""
    raised: frozenset[str]
    """Kinds of the signals of the last day that nobody has seen to: what calls for help, where
    the answers behind it are no longer in the page."""

    @property
    def walked(self) -> bool:
        """Whether the path has come to its end, and at most a booster is still to come."""
        return self.outcome == "finish" or self.booster is not None


@about_person("see own day")
def day(clinic: Clinic, by: Signed, who: ParticipantId, locale: str) -> Day:
    """Today, as the record and the latest decision have it. Reading only."""
    turn = clinic.turn(who, by)
    record, on = turn.record, turn.on
    if record.enrolment is None:
        return _before_enrolment(record, on)
    program = turn.program
    due = check_in(program.plan, record, on, with_phq9=may_ask_phq9(clinic, who))
    made = record.latest
    decision = made.decision if made else None
    outcome = decision.outcome if decision else None
    back_on = record.not_today if record.not_today and record.not_today > on else None
    plans = record.kind("weekly_plan")
    return Day(
        on=on,
        week=week_of(record, on),
        enrolled=True,
        consented=record.consented,
        intake_done=bool(record.instruments.get("intake")),
        check_in_due=due is not None,
        outcome=_outcome_now(record, on),
        why=patient_why(decision, program, locale) if decision else "",
        from_therapist=_from_therapist(record),
        next=_next_part(record, program, on, locale),
        offered=_offered(record, program, locale),
        decision=made.event if made else None,
        declinable=isinstance(outcome, OpenModule) and may_decline(outcome, program.plan),
        until=outcome.until if isinstance(outcome, LightWeek | Wait) else None,
        booster=_booster(record, program, on),
        after=_following(record, program, locale),
        not_today=back_on,
        in_flare=record.flare_since is not None,
        flare_plan=bool(record.kind(FLARE)),
        stones=stones(record, program, locale),
        plan=plans[-1].entry if plans else None,
        pace=pace_line(record, program, on, locale),
        diary=night_to_note(record, program, on),
        raised=frozenset(
            one.signal.kind
            for one in record.signals.values()
            if one.handled is None and turn.at - one.at < timedelta(days=1)
        ),
    )


def _before_enrolment(record: Record, on: date) -> Day:
    return Day(
        on=on, week=0, enrolled=False, consented=record.consented, intake_done=False,
        check_in_due=False, outcome="none", why="", from_therapist="", next=None, offered=(),
        decision=None, declinable=False, until=None, booster=None, after=None, not_today=None,
        in_flare=False, flare_plan=False, stones=Stones(0, 0, None), plan=None, pace=None,
        diary=None, raised=frozenset(),
    )  # fmt: skip


def _from_therapist(record: Record) -> str:
    directive = record.held or record.pinned
    said = directive.to_patient if directive else None
    return said.body or "" if said else ""


def _offered(record: Record, program: Program, locale: str) -> tuple[NextPart, ...]:
    outcome = record.latest.decision.outcome if record.latest else None
    if not isinstance(outcome, OfferChoice):
        return ()
    return tuple(
        part_of(record, program, module, outcome.variant, locale) for module in outcome.branches
    )


def _outcome_now(record: Record, on: date) -> str:
    """The latest decision's outcome. A wait or light week whose days are over is `none`: the
    next arrival decides anew."""
    if record.latest is None:
        return "none"
    outcome = record.latest.decision.outcome
    if isinstance(outcome, Wait) and on >= outcome.until:
        return "none"
    if isinstance(outcome, LightWeek) and on > outcome.until:
        return "none"
    return outcome.outcome


def _booster(record: Record, program: Program, on: date) -> date | None:
    """After the end, and where nothing else comes before it."""
    outcome = record.latest.decision.outcome if record.latest else None
    over = isinstance(outcome, Finish)
    over = over or (isinstance(outcome, Wait) and is_booster(outcome.then, program))
    coming = ahead(program.plan, record, on) if over else None
    return coming[0] if coming else None


def _next_part(record: Record, program: Program, on: date, locale: str) -> NextPart | None:
    outcome = record.latest.decision.outcome if record.latest else None
    if isinstance(outcome, OpenModule):
        return part_of(record, program, outcome.module, outcome.variant, locale)
    if isinstance(outcome, OfferChoice) and outcome.otherwise is not None:
        return part_of(record, program, outcome.otherwise, outcome.variant, locale)
    current = current_module(record)
    if isinstance(outcome, LightWeek | Hold) and current is not None:
        module, state = current
        variant = "light" if isinstance(outcome, LightWeek) else state.variant
        return part_of(record, program, module, variant, locale)
    return None


def part_of(
    record: Record, program: Program, module: ModuleId, variant: Variant, locale: str
) -> NextPart:
    """The part of a module that comes next: the first with a required step still to do."""
    found, state = program.modules[module], record.modules.get(module)
    step = next_step(found, state)
    part = step.part
    words = program.module_words(module, locale)
    begun = state is not None and state.completed is None
    settled = state.settled if state is not None and begun else frozenset()
    on = found.steps[found.steps.index(step) :]
    waiting = [s for s in on if s.part == part and s.id not in settled]
    minutes = sum(s.minutes for s in waiting if s.required)
    return NextPart(
        module=module,
        title=words.title,
        about=words.about,
        variant=variant,
        part=part,
        parts=max(s.part for s in found.required),
        minutes=max(1, minutes),
        begun=begun,
        reading=any(isinstance(s, LessonStep) for s in waiting),
        first_step=step.id,
    )


def next_step(module: Module, state: ModuleState | None) -> Step:
    """The first required step that is not settled; the first step where all are."""
    settled = state.settled if state is not None and state.completed is None else frozenset()
    waiting = (step for step in module.required if step.id not in settled)
    return next(waiting, module.steps[0])


def _following(record: Record, program: Program, locale: str) -> str | None:
    """What the core module after the next one is about."""
    done = {m for m, state in record.modules.items() if state.first_completed}
    waiting = [module for module in program.plan.core if module not in done]
    outcome = record.latest.decision.outcome if record.latest else None
    if isinstance(outcome, OpenModule) and outcome.module in waiting:
        waiting = waiting[waiting.index(outcome.module) + 1 :]
    return program.module_words(waiting[0], locale).title if waiting else None


def stones(record: Record, program: Program, locale: str) -> Stones:
    """The cairn of a person: a stone for each finished module. The very first stone lies there
    as soon as the first part of the first module is done."""
    laid = sum(state.first_completed is not None for state in record.modules.values())
    early = _lies_early(record, program)
    practised = {saved.on for saved in record.kind("practice_log")}
    about = _about_second(program, locale) if early else _about_next(record, program, locale)
    return Stones(laid + early, len(practised), about, early)


def _lies_early(record: Record, program: Program) -> bool:
    """Whether the first part of the first module is done, and not yet all of it."""
    first = program.modules[program.plan.core[0]]
    state = record.modules.get(first.id)
    if state is None or state.first_completed is not None:
        return False
    return {step.id for step in first.required if step.part == 1} <= state.settled


def _about_second(program: Program, locale: str) -> str | None:
    second = program.plan.core[1:2]
    return program.module_words(second[0], locale).next if second else None


def _about_next(record: Record, program: Program, locale: str) -> str | None:
    outcome = record.latest.decision.outcome if record.latest else None
    module: ModuleId | None = None
    if isinstance(outcome, OpenModule):
        module = outcome.module
    elif isinstance(outcome, Wait):
        module = outcome.then
    return program.module_words(module, locale).next if module else None
