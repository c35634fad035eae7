"""The envelope that is stamped around a fact, and the chain of hashes through a history."""

import hashlib
from datetime import date
from functools import lru_cache
from typing import Annotated, Any, Literal

import orjson
from pydantic import AfterValidator, AwareDatetime, Field, JsonValue, TypeAdapter

from program.events._fact import Digest, Text, Value, Zone
from program.events.answers import (
    CheckInSaved,
    ExerciseSaved,
    InstrumentAnswered,
    LessonRead,
    StepSkipped,
)
from program.events.care import RestrictionSet
from program.events.decision import Decision
from program.events.path import (
    Chosen,
    ConsentGiven,
    DirectiveGiven,
    Enrolled,
    FlareReported,
    Migrated,
    ModuleCompleted,
    ModuleOpened,
    NotToday,
    ProgramFinished,
    Visited,
    ZoneSet,
)
from program.events.signals import HelpShown, SignalHandled, SignalRaised
from program.ids import AccountId, ContentHash, EnrolmentId, EventId, ParticipantId, Slug
from program.upcast import SCHEMA, upcast

AnyFact = (
    Enrolled
    | Migrated
    | ConsentGiven
    | Visited
    | ModuleOpened
    | ModuleCompleted
    | NotToday
    | FlareReported
    | Chosen
    | DirectiveGiven
    | RestrictionSet
    | ProgramFinished
    | ZoneSet
    | InstrumentAnswered
    | CheckInSaved
    | LessonRead
    | ExerciseSaved
    | StepSkipped
    | SignalRaised
    | SignalHandled
    | HelpShown
    | Decision
)

Role = Literal["patient", "therapist", "researcher", "author", "admin", "engine"]

GENESIS = "0" * 64
"""What the first event of a history names as the hash before it."""


class Stamp(Value):
    """What the service knows about a fact when it hands it to a store."""

    id: Annotated[EventId, Slug]
    enrolment: Annotated[EnrolmentId, Slug] | None
    at: AwareDatetime
    """UTC."""
    zone: str
    local_date: str
    """ISO date in the participant's zone."""
    actor: Annotated[AccountId, Slug]
    role: Role
    content: ContentHash | None
    engine: str
    fact: Annotated[AnyFact, Field(discriminator="fact")]


@lru_cache  # a history names the same few again and again
def _day(text: str) -> str:
    if date.fromisoformat(text).isoformat() != text:
        raise ValueError("not a day such as 2026-01-31")
    return text


class Event(Stamp):
    """A stored fact: what the service stamped and what the store added.

    Zone and day are checked here, where a store is read: a stamp has them from the engine.
    """

    zone: Zone
    local_date: Annotated[str, AfterValidator(_day)]
    who: Annotated[ParticipantId, Slug]
    seq: int = Field(ge=1)
    """Position in the history, from 1. Order is seq, never the clock."""
    batch: int = Field(ge=1)
    """seq of the last event of the append it came with: shows an append cut short."""
    key: str | None
    """The submission it came with; the same for all events of one append."""
    schema_version: int = SCHEMA
    previous: Digest


_GIVEN = frozenset(Event.model_fields)
_READER: TypeAdapter[Event] = TypeAdapter(Event)
_TEXT = Text.model_fields.keys()
_NESTED = (dict, list)
_WORDS = b'"salt":'
"""Stands in the JSON of every `Text`."""


def placed(
    stamp: Stamp, who: ParticipantId, seq: int, batch: int, key: str | None, previous: str
) -> Event:
    """The event a stamp becomes at its place in a history.

    Nothing is checked again: the stamp was when it was made, and a place is the store's own.
    """
    made = Event.__new__(Event)
    # What `model_construct` would do with every field given, in a tenth of its time: each fact
    # of each history comes through here.
    object.__setattr__(
        made,
        "__dict__",
        {
            **vars(stamp),
            "who": who,
            "seq": seq,
            "batch": batch,
            "key": key,
            "schema_version": SCHEMA,
            "previous": previous,
        },
    )
    object.__setattr__(made, "__pydantic_fields_set__", _GIVEN)
    object.__setattr__(made, "__pydantic_extra__", None)
    object.__setattr__(made, "__pydantic_private__", None)
    return made


def write(event: Event) -> str:
    """One line of a journal (no newline inside), readable by `read`."""
    return orjson.dumps(event.model_dump(mode="json")).decode()


def read(line: str | bytes) -> Event:
    """Read one stored line, of today's shape or of any earlier one.

    Raises ValueError (of orjson or pydantic) when the line is not an event.
    """
    return read_dict(orjson.loads(line))


def read_dict(stored: dict[str, Any]) -> Event:
    """Read one stored event that has been parsed already."""
    return _READER.validate_python(upcast(stored))


def digest(event: Event) -> str:
    """SHA-256 of the canonical event. Typed words count by their digest only.

    Canonical is UTF-8 JSON without blanks, keys in the order of their code points, numbers in
    their shortest form.
    """
    # In one go, a quarter of the time of a dict of plain values in between.
    canonical = orjson.dumps(event, default=vars, option=_CANONICAL)
    if _WORDS in canonical:  # most facts hold none, and `vars` is asked by C itself
        canonical = orjson.dumps(event, default=_counted, option=_CANONICAL)
    return hashlib.sha256(canonical).hexdigest()


_CANONICAL = orjson.OPT_SORT_KEYS | orjson.OPT_UTC_Z


def _counted(value: Value) -> dict[str, Any]:
    return {"digest": value.digest} if isinstance(value, Text) else vars(value)


def digest_dict(stored: dict[str, Any]) -> str:
    """The same as `digest`, of an event as it was stored.

    Raises ValueError for one that is nested deeper than any event.
    """
    try:
        canonical = orjson.dumps(stored, option=orjson.OPT_SORT_KEYS)
    except TypeError as problem:
        raise ValueError("nested too deeply") from problem
    if _WORDS in canonical:  # most facts hold none, and walking them takes longer than this
        canonical = orjson.dumps(_without_words(stored), option=orjson.OPT_SORT_KEYS)
    return hashlib.sha256(canonical).hexdigest()


def _without_words(value: JsonValue) -> JsonValue:
    if isinstance(value, dict):
        if value.keys() == _TEXT:
            return {"digest": value["digest"]}
        return {
            name: _without_words(inner) if isinstance(inner, _NESTED) else inner
            for name, inner in value.items()
        }
    if isinstance(value, list):
        return [_without_words(inner) for inner in value]
    return value
