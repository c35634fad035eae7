"""Builders: say only what the test is about, let the rest be ordinary."""

from datetime import UTC, datetime, timedelta

from program.events import (
    AnyFact,
    Enrolled,
    Event,
    InstrumentAnswered,
    ModuleCompleted,
    ScoreValue,
    Stamp,
)
from program.ids import (
    AccountId,
    EnrolmentId,
    EventId,
    InstrumentId,
    ModuleId,
    ParticipantId,
    ProgramId,
    ScaleId,
)
from program.modules.hash import content_hash
from program.storage.ports import EventStore

MONDAY = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
ANA = ParticipantId("ana")
BEN = ParticipantId("ben")
FILES = {"a": "hello"}
CONTENT = content_hash(FILES)


def day(n: float) -> datetime:
    """The moment n days after that Monday morning."""
    return MONDAY + timedelta(days=n)


def enrolled(program: str = "pain-and-mood") -> Enrolled:
    return Enrolled(enrolment=EnrolmentId("e-1"), program=ProgramId(program), content=CONTENT)


def scored(occasion="weekly", instrument="check", **scales: float | None) -> InstrumentAnswered:
    """An instrument with these scores; write `area_sleep=7` for scale `area-sleep`."""
    scores = tuple(
        ScoreValue(scale=ScaleId(name.replace("_", "-")), value=value, answered=1, of=1)
        for name, value in scales.items()
    )
    return InstrumentAnswered(
        instrument=InstrumentId(instrument),
        occasion=occasion,
        items={},
        scores=scores,
        scorer="1",
    )


def answered(instrument: str, items: dict, occasion="weekly") -> InstrumentAnswered:
    """An instrument with these items and no scores."""
    return InstrumentAnswered(
        instrument=InstrumentId(instrument), occasion=occasion, items=items, scorer="1"
    )


def stamp(fact: AnyFact, at: datetime = MONDAY, role="patient", n: int = 1) -> Stamp:
    return Stamp(
        id=EventId(f"ev-{n}"),
        enrolment=EnrolmentId("e-1"),
        at=at,
        zone="UTC",
        local_date=at.date().isoformat(),
        actor=AccountId("a-1"),
        role=role,
        content=CONTENT,
        engine="test",
        fact=fact,
    )


def history(
    *facts: AnyFact | tuple[float, AnyFact], who: ParticipantId = ANA
) -> tuple[Event, ...]:
    """Events of these facts in order; `(3, fact)` happened on day 3, a bare fact on day 0."""
    made = []
    for seq, item in enumerate(facts, start=1):
        on, fact = item if isinstance(item, tuple) else (0.0, item)
        given = stamp(fact, at=day(on), n=seq)
        made.append(
            Event(**dict(given), who=who, seq=seq, batch=seq, key=None, previous="0" * 64)
        )
    return tuple(made)


def make_impossible(events: EventStore, who: ParticipantId, module: str) -> None:
    """A history that holds the end of a module that never began."""
    begun, *_, last = events.read(who)
    given = {name: getattr(begun, name) for name in Stamp.model_fields}
    never = ModuleCompleted(module=ModuleId(module), variant="full", iteration=1)
    events.append(who, [Stamp(**{**given, "id": "never", "fact": never})], after=last.seq)
