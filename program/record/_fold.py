"""The fold: a pure function from facts to the record they add up to."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import reduce
from typing import assert_never

from program.events import (
    CheckInSaved,
    Chosen,
    ConsentGiven,
    Decision,
    DirectiveGiven,
    Enrolled,
    Event,
    ExerciseSaved,
    FlareReported,
    HelpShown,
    Hold,
    InstrumentAnswered,
    LessonRead,
    LightWeek,
    Migrated,
    ModuleCompleted,
    ModuleOpened,
    NotToday,
    OfferChoice,
    OpenModule,
    ProgramFinished,
    RestrictionSet,
    SignalHandled,
    SignalRaised,
    Stamp,
    StepSkipped,
    Visited,
    ZoneSet,
)
from program.fields import Answers, join
from program.ids import ModuleId
from program.record._path import Changes, completed, migrated, opened, read, settled
from program.record._values import (
    Entry,
    Made,
    Observed,
    Raised,
    Record,
    Saved,
)
from program.record._weighing import weigh

_NEW = vars(Record())
_LIMITS = ("limit_in_course", "limit_between")


def fold(events: Iterable[Event], start: Record | None = None) -> Record:
    """Rebuild a record from the beginning, or carry one on."""
    return reduce(apply, events, start or Record())


def apply(record: Record, event: Event) -> Record:
    """Return the record as it stands once the event has happened."""
    return apply_stamp(record, event, event.seq)


def apply_stamp(record: Record, event: Stamp, seq: int) -> Record:
    """The same before a store has sealed the event, which will be number `seq`."""
    on = date.fromisoformat(event.local_date)
    changes = {**_changes(record, event, seq, on), "seq": seq}
    if event.role == "patient":
        changes["last_contact"] = on
    # A copy with some fields changed. `replace` would run a constructor of two dozen fields,
    # five times as long, for every fact of every history.
    made = object.__new__(Record)
    vars(made).update(vars(record), **changes)
    return made


def _changes(record: Record, event: Stamp, seq: int, on: date) -> Changes:
    # Those that come most often stand first: a kind that does not match costs a look.
    match event.fact:
        case ExerciseSaved() as fact:
            entry = Entry(on, whole(fact), event.zone)
            return _save(record, fact, Saved(event.id, on, fact, entry))
        case InstrumentAnswered() as fact:
            return _score(record, fact, on, event)
        case Decision() as fact:
            return _decide(record, fact, Made(event.id, seq, on, fact))
        case Visited():
            return {"visits": (*record.visits, on)}
        case LessonRead() as fact:
            return read(record, fact)
        case Enrolled() as fact:
            return _enrol(record, fact, on, event.zone)
        case Migrated() as fact:
            return migrated(record, fact)
        case ConsentGiven():
            return {"consented": True}
        case ZoneSet() as fact:
            return {"zone": fact.zone}
        case ModuleOpened() as fact:
            return opened(record, fact, on)
        case ModuleCompleted() as fact:
            return completed(record, fact, on)
        case StepSkipped() as fact:
            return settled(record, fact.module, skipped=fact.step)
        case CheckInSaved() as fact:
            check_ins = (*record.check_ins, (on, fact))
            return {"check_ins": check_ins, **settled(record, fact.module, done=fact.step)}
        case NotToday() as fact:
            return {"not_today": fact.until}
        case FlareReported() as fact:
            return _flare(record, fact, on)
        case Chosen() as fact:
            return {"choices": (*record.choices, (on, fact, _offered(record, fact)))}
        case DirectiveGiven() as fact:
            return {**_direct(record, fact), "weighed": weigh(record, fact, on, event.actor)}
        case RestrictionSet() as fact:
            return {"restriction": (on, fact) if fact.open else None}
        case SignalRaised() as fact:
            raised = record.signals.get(fact.signal, Raised(fact, event.at))
            return {"signals": {**record.signals, fact.signal: raised}}
        case SignalHandled() as fact:
            return _handle(record, fact, event)
        case ProgramFinished():
            return {"finished": on}
        case HelpShown():
            return {}
        case _:
            assert_never(event.fact)


def _enrol(record: Record, fact: Enrolled, on: date, zone: str) -> Changes:
    """A new enrolment begins anew; who the person is, and what waits for somebody, stays."""
    return {
        **_NEW,
        "enrolment": fact.enrolment,
        "program": fact.program,
        "content": fact.content,
        "enrolled": on,
        "zone": zone,
        "consented": record.consented,
        "signals": record.signals,
        "last_contact": record.last_contact,
    }


def whole(fact: ExerciseSaved) -> Answers:
    """The answers of an exercise with their words back in place."""
    words = {path: text.body for path, text in fact.texts.items() if text.body is not None}
    return join(fact.answers, words)


def _save(record: Record, fact: ExerciseSaved, saved: Saved) -> Changes:
    exercises = record.exercises
    others = {name: kept for name, kept in record.kinds.items() if name != fact.kind}
    return {
        "exercises": {**exercises, fact.step: (*exercises.get(fact.step, ()), saved)},
        "kinds": {**others, fact.kind: (*record.kind(fact.kind), saved)},
        **settled(record, fact.module, done=fact.step),
    }


def _score(record: Record, fact: InstrumentAnswered, on: date, event: Stamp) -> Changes:
    scales = dict(record.scales)
    for score in fact.scores:
        seen = Observed(score.value, on, event.id, score)
        scales[score.scale] = (*scales.get(score.scale, ()), seen)
    answered = (*record.instruments.get(fact.instrument, ()), fact)
    instruments = {**record.instruments, fact.instrument: answered}
    return {"scales": scales, "instruments": instruments}


def _flare(record: Record, fact: FlareReported, on: date) -> Changes:
    """A flare that is said to go on twice began the first time."""
    flares = record.flares
    going_on = bool(flares) and flares[-1][1] is None
    if fact.going_on and not going_on:
        flares = (*flares, (on, None))
    elif going_on and not fact.going_on:
        flares = (*flares[:-1], (flares[-1][0], on))
    return {"flare_since": flares[-1][0] if fact.going_on else None, "flares": flares}


def _offered(record: Record, fact: Chosen) -> tuple[ModuleId, ...]:
    """The branches of the decision that was answered."""
    if record.latest is None or record.latest.event != fact.decision:
        return ()
    outcome = record.latest.decision.outcome
    if isinstance(outcome, OfferChoice):
        return outcome.branches
    return (outcome.module,) if isinstance(outcome, OpenModule) else ()


def _direct(record: Record, fact: DirectiveGiven) -> Changes:
    """Lifting takes away what holds now: a hold first, and a pin that waited behind it then
    comes next."""
    match fact.action:
        case "pin":
            return {"pinned": fact}
        case "hold":
            return {"held": fact}
        case "accept":
            return {}
        case "lift":
            return {"held": None} if record.held is not None else {"pinned": None}
        case _:
            assert_never(fact.action)


def _decide(record: Record, fact: Decision, made: Made) -> Changes:
    light_weeks = record.light_weeks
    running = bool(light_weeks) and fact.as_of <= light_weeks[-1][1]
    if isinstance(fact.outcome, LightWeek) and not running:
        light_weeks = (*light_weeks, (fact.as_of, fact.outcome.until))
    return {
        "latest": made,
        "light_weeks": light_weeks,
        "holds": _holds(record, fact),
        "limited": record.limited | {t.rule for t in fact.trace if t.passed_over in _LIMITS},
    }


def _holds(record: Record, fact: Decision) -> tuple[tuple[date, date | None], ...]:
    """A hold lasts from the first decision that says so to the next that does not. Each
    directive brings a decision, and so a therapist's holds and a rule's are both here."""
    holds, held = record.holds, isinstance(fact.outcome, Hold)
    lasting = bool(holds) and holds[-1][1] is None
    if held == lasting:
        return holds
    if held:
        return (*holds, (fact.as_of, None))
    return (*holds[:-1], (holds[-1][0], fact.as_of))


def _handle(record: Record, fact: SignalHandled, event: Stamp) -> Changes:
    if fact.signal not in record.signals:
        return {}
    seen = replace(record.signals[fact.signal], handled=event.at)
    return {"signals": {**record.signals, fact.signal: seen}}
