"""Use cases of check-ins: what is asked now, and answers kept with scores, signals and help."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from pydantic import JsonValue

from program.adapt.schedule import INTAKE, Ask, Due, check_in, make_check_in, overtaken
from program.charts.sparkline import sparkline
from program.events import CheckInSaved, HelpShown, InstrumentAnswered, ScoreValue
from program.exercises import Picture
from program.fields import Pages, Shown, check
from program.ids import InstrumentId, ModuleId, ParticipantId, StepId
from program.instruments.questions import Asked, field_name, pages, split
from program.instruments.score import SCORER, score
from program.modules.program import Program
from program.modules.spec import CheckInStep
from program.record import ModuleState, Record
from program.safety import Finding, assess, raise_signals, risk_answers
from program.service.clinic import Clinic, Signed, Turn
from program.service.deciding import add_decision, add_signals
from program.service.exercises import Unanswered
from program.service.path import NotOpen, settle
from program.service.submit import OtherText, submit
from program.service.use_case import about_person
from program.storage.ports import Receipt
from program.words import SOURCE, in_language


@dataclass(frozen=True)
class Place:
    """Which check-in is meant: the intake, the one that is due, or a step of a module."""

    name: str
    """`intake`, `due`, or the step's id; also the name of its draft."""
    module: ModuleId | None = None
    step: StepId | None = None


INTAKE_PLACE = Place("intake")
DUE_PLACE = Place("due")


@dataclass(frozen=True)
class Questions:
    """A check-in as one person meets it."""

    occasion: str
    week: int
    pages: Pages
    key: str
    """The submission it becomes, unless one is on its way already."""
    so_far: Picture | None = None
    """How much pain got in the way (PEG) at earlier check-ins, as a small line."""


def asks(
    clinic: Clinic, who: ParticipantId, record: Record, place: Place, turn: Turn
) -> tuple[Due | None, tuple[Ask, ...]]:
    """What a check-in asks now; nothing when it is not due."""
    if place == INTAKE_PLACE:
        return None, () if record.instruments.get("intake") else INTAKE
    with_phq9 = may_ask_phq9(clinic, who)
    plan = turn.program.plan
    if place.module is None or place.step is None:
        due = check_in(plan, record, turn.on, with_phq9=with_phq9)
        return due, due.asks if due else ()
    step = turn.program.modules[place.module].step(place.step)
    state = record.modules.get(place.module)
    if (
        not isinstance(step, CheckInStep)
        or state is None
        or not waits(turn.record, step, state)
    ):
        raise NotOpen(place.name)
    due = make_check_in(plan, record, turn.on, step.occasion, with_phq9=with_phq9)
    return due, due.asks


def waits(record: Record, step: CheckInStep, state: ModuleState) -> bool:
    """Whether a check-in inside an opened module may be answered now."""
    return step.id not in state.done and not overtaken(record, step.occasion, state.opened)


def may_ask_phq9(clinic: Clinic, who: ParticipantId) -> bool:
    """Whether item 9 may be asked: a duty clinician is named, and phone, place, doctor and
    emergency contact of the person are on file."""
    account = clinic.stores.accounts.by_participant(who)
    on_file = account.contacts if account else {}
    wanted = ("phone", "place", "doctor", "emergency")
    return bool(clinic.settings.duty) and all(on_file.get(name) for name in wanted)


@about_person("see check-in")
def questions(
    clinic: Clinic, by: Signed, who: ParticipantId, place: Place, locale: str
) -> Questions:
    """The pages of a check-in; no pages when nothing is due."""
    turn = clinic.turn(who, by)
    due, asked = asks(clinic, who, turn.record, place, turn)
    return Questions(
        occasion=due.occasion if due else "intake",
        week=due.week if due else 0,
        pages=pages_asked(turn.program, asked, locale),
        key=usual_key(turn.record, place),
        so_far=sparkline(turn.record),
    )


def usual_key(record: Record, place: Place) -> str:
    """The submission that a check-in becomes: its place, and which one there it is, from 1."""
    had = record.instruments.get("intake", ()) if place == INTAKE_PLACE else record.check_ins
    return f"{place.name}-{len(had) + 1}"


def pages_asked(program: Program, asked: tuple[Ask, ...], locale: str) -> Pages:
    """The questions of some instruments, in the reader's language."""
    return pages(tuple(_asked(program, ask, locale) for ask in asked))


def _asked(program: Program, ask: Ask, locale: str) -> Asked:
    found = program.instruments[ask.instrument]
    words = in_language(found.words, locale)
    shown = Shown(fields=(ask.after,), at_least=1) if ask.after else None
    return Asked(found.file, words, ask.short, shown)


@about_person("save check-in")
def save_check_in(
    clinic: Clinic,
    by: Signed,
    who: ParticipantId,
    place: Place,
    key: str,
    raw: Mapping[str, JsonValue],
) -> tuple[Finding, ...]:
    """Keep the answers, their scores, every signal they call for and the next decision, all in
    one append. What the answers call for, most urgent first. Raises Unanswered, NotOpen,
    OtherText; what speaks of risk is signalled all the same."""
    found: list[Finding] = []

    def gather(turn: Turn) -> None:
        found.clear()
        due, asked = asks(clinic, who, turn.record, place, turn)
        if not asked:
            raise NotOpen(place.name)
        checked = check(pages_asked(turn.program, asked, SOURCE), raw)
        if checked.problems:
            raise Unanswered(checked.problems)
        found.extend(add_answers(turn, place, due, split(checked.answers), key))

    try:
        receipt = submit(clinic, by, who, key, gather, partial(_same, raw))
    except (NotOpen, OtherText, Unanswered):
        _signal_all_the_same(clinic, by, who, key, raw)
        raise
    clinic.stores.drafts.remove(who, place.name, key)
    if receipt is not None and receipt.again:
        return _found_before(receipt, clinic.record(who))
    return tuple(found)


def _same(raw: Mapping[str, JsonValue], kept: Receipt) -> bool:
    """Whether these are the answers that were kept."""
    return all(
        raw.get(field_name(event.fact.instrument, item)) == code
        for event in kept.events
        if isinstance(event.fact, InstrumentAnswered)
        for item, code in event.fact.items.items()
    )


def _signal_all_the_same(
    clinic: Clinic, by: Signed, who: ParticipantId, key: str, raw: Mapping[str, JsonValue]
) -> None:
    """Answers that cannot be kept, because the form is out of date or another answer wants
    mending, still reach a person where they speak of risk."""
    items = split(risk_answers(raw))

    def gather(turn: Turn) -> None:
        urgent = [found for found in assess(items, (), None) if found.hours is not None]
        for signal in raise_signals(tuple(urgent), items, key, turn.at):
            if signal.signal not in turn.record.signals:
                turn.add(signal)

    submit(clinic, by, who, None, gather)


def _found_before(receipt: Receipt, record: Record) -> tuple[Finding, ...]:
    """What the answers of a submission that comes again called for: help shows again too."""
    answered = [e.fact for e in receipt.events if isinstance(e.fact, InstrumentAnswered)]
    scores = tuple(value for fact in answered for value in fact.scores)
    items = {str(fact.instrument): fact.items for fact in answered}
    return assess(items, scores, _baseline(record))


def _baseline(record: Record) -> float | None:
    first = record.values("phq8")[:1]
    return first[0].value if first else None


def add_answers(
    turn: Turn,
    place: Place,
    due: Due | None,
    items: Mapping[str, dict[str, JsonValue]],
    key: str,
) -> tuple[Finding, ...]:
    """Add a check-in's answers to a turn: items by instrument, their scores, signals, help, and
    what the check-in leads to. What the answers call for, most urgent first."""
    baseline = _baseline(turn.record)
    scores: list[ScoreValue] = []
    occasion = due.occasion if due else "intake"
    for name, given in items.items():
        instrument = InstrumentId(name)
        made = score(turn.program.instruments[instrument].file, given)
        scores.extend(made)
        turn.add(
            InstrumentAnswered.known(
                fact="instrument_answered",
                instrument=instrument,
                occasion=occasion,
                items=given,
                scores=made,
                scorer=SCORER,
            )
        )
    found = assess(items, tuple(scores), baseline)
    for signal in raise_signals(found, items, key, turn.at):
        turn.add(signal)
    if any(finding.help for finding in found):
        turn.add(HelpShown(because=tuple(f.kind for f in found if f.help)))
    if due is not None:
        _close(turn, place, due)
    return found


def _close(turn: Turn, place: Place, due: Due) -> None:
    turn.add(
        CheckInSaved(occasion=due.occasion, week=due.week, module=place.module, step=place.step)
    )
    if place.module is not None:
        settle(turn, place.module)
    add_signals(turn)
    add_decision(turn, "check_in")
