"""Proof that what is stored is what was stored: lines, chains, words, archive, anchors."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pydantic import JsonValue

from program.events import GENESIS, Text, digest_dict, proves, read_dict
from program.ids import ContentHash, ParticipantId
from program.modules.hash import content_hash
from program.storage.chain import Stored
from program.storage.ports import Damaged, Head, Stores, Unavailable

_RESTORE = "keep a copy of the file, then restore this history from the last good backup"
_PUBLISH = "publish this version again, or restore it"
_LOOK = (
    "a save that was cut short leaves this, and so does a changed line: keep a copy of the "
    "file and compare it with the last good backup; remove a .torn file that has been seen to"
)
_ASK = "find out who changed the files; compare with the last good backup"


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it was kept."""

    who: str
    """A participant's id, or the part of the store it is about."""
    line: int | None
    """seq of the event; None where it is about the whole."""
    what: str
    advice: str


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
    """Check every line, chain, digest of words, archived version and anchor. Writes nothing.

    Raises Unavailable when the store as a whole cannot be reached.
    """
    found: list[Finding] = []
    made_with: Counter[ContentHash] = Counter()
    anchors = _anchors(stores, found)
    damaged = {damage.who for damage in stores.events.damaged()}
    everyone = sorted({*stores.events.heads(), *damaged, *anchors})
    erased = stores.events.erased()
    histories = events = unanchored = 0
    for who in everyone:
        if who in erased:
            continue
        try:
            lines = stores.events.lines(ParticipantId(who))
        except Damaged as damage:
            found.append(Finding(who, damage.line, damage.why, _RESTORE))
            continue
        except Unavailable as problem:
            found.append(Finding(who, None, str(problem), "see who may read the file"))
            continue
        anchor = anchors.get(ParticipantId(who))
        found += [*_history(who, lines), *_anchored(who, lines, anchor)]
        made_with.update({ContentHash(str(c)) for one in lines if (c := one.get("content"))})
        histories += bool(lines)
        events += len(lines)
        unanchored += max(0, len(lines) - (anchor.seq if anchor else 0))
    found += [*_archive(stores, made_with), *_notes(stores)]
    notes = tuple(_loose(stores))
    return Findings(histories, events, unanchored, len(erased), tuple(found), notes)


def _anchors(stores: Stores, found: list[Finding]) -> dict[ParticipantId, Head]:
    try:
        return dict(stores.audit.anchors())
    except Damaged as damage:
        found.append(Finding(damage.who, damage.line, damage.why, _RESTORE))
        return {}


def _history(who: str, lines: tuple[Stored, ...]) -> Iterator[Finding]:
    previous: str | None = GENESIS
    for seq, stored in enumerate(lines, start=1):
        if previous and stored["previous"] != previous:
            yield Finding(who, seq, "does not follow from the event before it", _ASK)
        previous = _digest(stored)
        try:
            read_dict(stored)
            if not all(proves(text) for text in _texts(stored)):
                yield Finding(who, seq, "holds words that are not the ones first kept", _ASK)
        except ValueError:
            yield Finding(who, seq, "is no event this engine can read", _RESTORE)


def _anchored(who: str, lines: tuple[Stored, ...], anchor: Head | None) -> Iterator[Finding]:
    if anchor is None:
        return
    if len(lines) < anchor.seq:
        what = f"ends at event {len(lines)}, but {anchor.seq} were anchored"
        yield Finding(who, None, what, _RESTORE)
    elif _digest(lines[anchor.seq - 1]) != anchor.hash:
        yield Finding(who, anchor.seq, "is not the event that was anchored", _ASK)


def _digest(stored: Stored) -> str | None:
    """None for a line that is no event, and has no digest."""
    try:
        return digest_dict(stored)
    except ValueError:
        return None


def _loose(stores: Stores) -> Iterator[Finding]:
    for one in stores.events.loose():
        what = f"{one.size} bytes at the end are not acknowledged ({one.file})"
        yield Finding(one.who, None, what, _LOOK)


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


def _archive(stores: Stores, made_with: Mapping[ContentHash, int]) -> Iterator[Finding]:
    """made_with: version -> how many histories have facts that were made with it."""
    kept = stores.archive.all()
    for content in kept:
        what = _version(stores, content)
        if what is not None:
            yield Finding(f"archive {content}", None, what, _PUBLISH)
    for program, content in stores.archive.current().items():
        if content not in kept:
            what = f"the current version {content} of {program} is gone"
            yield Finding("archive", None, what, "publish the program again, or restore it")
    for content, histories in sorted(made_with.items()):
        if content not in kept and content not in stores.archive.current().values():
            what = f"version {content} is gone, with which histories were made: {histories}"
            yield Finding(
                "archive", None, what, "restore the archive from the last good backup"
            )


def _version(stores: Stores, content: ContentHash) -> str | None:
    """What is wrong with one archived version."""
    try:
        kept = stores.archive.get(content)
    except Damaged as damage:
        return damage.why
    except Unavailable as problem:
        return str(problem)
    if kept is not None and content_hash(kept.files) != content:
        return "holds other files than the ones its name was made of"
    return None


def _notes(stores: Stores) -> Iterator[Finding]:
    try:
        stores.audit.notes()
    except Damaged as damage:
        yield Finding(damage.who, damage.line, damage.why, _RESTORE)
