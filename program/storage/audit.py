"""Proof that what is stored is what was stored: each history, and what stands beside it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from pydantic import JsonValue

from program.events import GENESIS, Text, digest_dict, proves, read_dict
from program.ids import ContentHash, ParticipantId
from program.storage.audit_beside import accepted, accounts, archive, erasures, loose
from program.storage.chain import Stored
from program.storage.finding import ASK, MEANT, RESTORE, Finding, asked
from program.storage.ports import Head, Stores


@dataclass(frozen=True)
class Findings:
    """What `verify` looked at and what it found."""

    histories: int
    events: int
    unanchored: int
    """Events that no anchor vouches for yet: a change to them could go unnoticed."""
    erased: int
    found: tuple[Finding, ...]
    notes: tuple[Finding, ...]
    """What may be as it should, and what somebody should look at all the same."""


def verify(stores: Stores) -> Findings:
    """Check every line, chain, digest of words, archived version, anchor, note and account.

    Writes nothing. Raises Unavailable when the store as a whole cannot be reached.
    """
    found: list[Finding] = []
    made_with: Counter[ContentHash] = Counter()
    anchors = asked("anchors", stores.audit.anchors, found) or {}
    damaged = (ParticipantId(damage.who) for damage in stores.events.damaged())
    there = {*stores.events.heads(), *damaged}
    erased = stores.events.erased()
    histories = events = unanchored = 0
    for who in sorted({*there, *anchors} - erased):
        lines = asked(who, partial(stores.events.lines, who), found)
        if lines is None:
            continue
        anchor = anchors.get(who)
        found += verify_history(who, lines, anchor)
        made_with.update({ContentHash(str(c)) for one in lines if (c := one.get("content"))})
        histories += bool(lines)
        events += len(lines)
        unanchored += max(0, len(lines) - (anchor.seq if anchor else 0))
    access = asked("access", stores.audit.notes, found)
    back: frozenset[ParticipantId] = frozenset()
    if access is not None:
        back = erasures(access, erased & anchors.keys(), there - erased, found)
    found += archive(stores, made_with)
    notes = [*loose(stores), *accepted(access or (), there - erased)]
    accounts(stores, there - back, erased, anchors.keys() | back, found, notes)
    return Findings(histories, events, unanchored, len(erased), tuple(found), tuple(notes))


def verify_history(
    who: str, lines: tuple[Stored, ...], anchor: Head | None
) -> tuple[Finding, ...]:
    """What is not as it was kept in one history; the same checks for whoever reads only one.

    lines: as the store holds them. anchor: where the history stood when it was last anchored.
    """
    return (*_history(who, lines), *_anchored(who, lines, anchor))


def _history(who: str, lines: tuple[Stored, ...]) -> Iterator[Finding]:
    previous: str | None = GENESIS
    for seq, stored in enumerate(lines, start=1):
        if previous and stored["previous"] != previous:
            yield Finding(who, seq, "does not follow from the event before it", ASK)
        previous = _digest(stored)
        try:
            read_dict(stored)
            if not all(proves(text) for text in _texts(stored)):
                yield Finding(who, seq, "holds words that are not the ones first kept", ASK)
        except ValueError:
            yield Finding(who, seq, "is no event this engine can read", RESTORE)


def _anchored(who: str, lines: tuple[Stored, ...], anchor: Head | None) -> Iterator[Finding]:
    if anchor is None:
        return
    if len(lines) < anchor.seq:
        what = f"ends at event {len(lines)}, but {anchor.seq} were anchored"
        yield Finding(who, None, what, RESTORE + MEANT)
    elif _digest(lines[anchor.seq - 1]) != anchor.hash:
        yield Finding(who, anchor.seq, "is not the event that was anchored", ASK + MEANT)


def _digest(stored: Stored) -> str | None:
    """None for a line that is no event, and has no digest."""
    try:
        return digest_dict(stored)
    except ValueError:
        return None


def _texts(value: JsonValue) -> Iterator[Text]:
    if isinstance(value, dict):
        if value.keys() == {"digest", "salt", "body"}:
            yield Text.model_validate(value)
            return
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
