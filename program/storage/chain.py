"""Facts become events: position, key and the digest of what came before."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from pydantic import JsonValue

from program.events import Event, Stamp, digest, placed
from program.ids import ParticipantId
from program.storage.ports import Damaged

Stored = dict[str, JsonValue]
"""One event as it stands in a store: plain JSON."""


def seal(
    who: ParticipantId, facts: Sequence[Stamp], after: int, previous: str, key: str | None
) -> tuple[Event, ...]:
    """Give facts their place after `after` events, the last of which has digest `previous`."""
    if not facts:
        raise ValueError("an append needs at least one fact")
    batch = after + len(facts)
    made: list[Event] = []
    for seq, stamp in enumerate(facts, start=after + 1):
        made.append(placed(stamp, who, seq, batch, key, previous))
        if seq < batch:
            previous = digest(made[-1])
    return tuple(made)


def whole(who: str, lines: Sequence[Stored], after: int) -> int:
    """How many of the lines after `after` events are of whole appends; one cut short follows.

    Raises Damaged where the lines of one append do not all name the same end.
    """
    begun, end = 0, after
    for at, line in enumerate(lines):
        if after + at >= end:
            begun, end = at, int(str(line["batch"]))
        elif line["batch"] != end:
            why = f"ends its append at event {line['batch']}, and the line before it at {end}"
            raise Damaged(who, after + at + 1, why)
    return len(lines) if after + len(lines) == end else begun


def same(first: Sequence[Stamp], again: Sequence[Stamp]) -> bool:
    """Whether two submissions say the same, whatever their ids, times and salts.

    What the engine concluded from a submission is no part of what was submitted, unless
    there is nothing else.
    """
    return _submitted(first) == _submitted(again)


def _submitted(facts: Sequence[Stamp]) -> list[Any]:
    given = [stamp for stamp in facts if stamp.role != "engine"] or facts
    places = {str(stamp.id): f"#{place}" for place, stamp in enumerate(facts)}
    return [_plain(stamp.fact.model_dump(), places) for stamp in given]


def _plain(value: Any, places: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        if value.keys() == {"digest", "salt", "body"}:
            return value["body"] if value["body"] is not None else value["digest"]
        return {name: _plain(inner, places) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner, places) for inner in value]
    if isinstance(value, datetime):
        return None
    return places.get(value, value) if isinstance(value, str) else value
