"""Use cases of a researcher: the study in numbers, and the bundle of data."""

import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from weakref import WeakKeyDictionary

from program.events import Event, digest
from program.export.bundle import (
    ExportReport,
    Source,
    Unreadable,
    write_bundle,
)
from program.export.history import person
from program.export.standing import Standing, standing
from program.export.study import Study, aggregate
from program.ids import ContentHash, ParticipantId
from program.modules.hash import content_hash
from program.modules.program import Program
from program.record import UNTOLD, log_untold
from program.service.clinic import Clinic, Signed, Unpublished
from program.service.noting import note
from program.service.use_case import Progress, about_clinic
from program.storage.keeping import noted_erased
from program.storage.ports import Damaged, EventStore, Head, Unavailable

__all__ = ["ExportReport", "Study", "export_study", "study"]


@about_clinic("export study")
def export_study(
    clinic: Clinic,
    by: Signed,
    out: Path,
    progress: Progress = lambda done, of: None,
    linkage: Path | None = None,
) -> ExportReport:
    """Write the de-identified bundle into the folder `out`, new or empty.

    progress: told (people done, people in all). linkage: a file apart that says which code is
    who. The export is noted in the audit journal before anything is written. Raises Taken,
    NotLinked, OSError when the folder cannot be written, Refused, Unavailable.
    """
    action = "export study" if linkage is None else "export study with linkage"
    at = clinic.moment()
    note(clinic, by, action)
    events, anchors = clinic.stores.events, _anchors(clinic)
    source = Source(
        mode=clinic.stores.mode,
        people=_everyone(events, anchors),
        damaged=events.damaged(),
        anchors=anchors,
        come_back=_come_back(clinic),
        histories=events,
        programs=lambda content: _pinned(clinic, content),
        contents=lambda content: _files(clinic, content),
    )
    key = clinic.chance.getrandbits(256).to_bytes(32)
    return write_bundle(out, source, key=key, at=at, progress=progress, linkage=linkage)


def _anchors(clinic: Clinic) -> Mapping[ParticipantId, Head] | None:
    try:
        return clinic.stores.audit.anchors()
    except Damaged:
        return None


def _come_back(clinic: Clinic) -> frozenset[ParticipantId]:
    """Who was erased and has a history again, or may have been, where that cannot be read.
    Notes of access are many: read only where there is a history that no account has."""
    stores = clinic.stores
    owners = {one.participant for one in stores.accounts.all()}
    loose = frozenset(stores.events.heads().keys() - owners)
    if not loose:
        return loose
    try:
        return noted_erased(stores.audit.notes()) & loose
    except Damaged:
        return loose


def _everyone(
    events: EventStore, anchors: Mapping[ParticipantId, Head] | None
) -> tuple[ParticipantId, ...]:
    """Whoever has a history, and whoever had one when it was anchored and has none now."""
    closed = {damage.who for damage in events.damaged()}
    gone = {*(anchors or ())} - closed - events.erased()
    return tuple(sorted({*events.heads(), *gone}))


@about_clinic("see study")
def study(clinic: Clinic, by: Signed, progress: Progress = lambda done, of: None) -> Study:
    """The study in numbers, as of today (UTC). Counts below 5 are hidden.

    A history is read again only when it has grown, and nothing is counted again while nobody's
    has. progress: told (histories read, in all) at the first look since a start.
    Raises Refused, Unavailable.
    """
    with _LOCK:
        seen = _SEEN.setdefault(clinic.stores.events, _Seen())
        if seen.study is None:
            _begin(clinic, seen, progress)
        return _look(clinic, seen)


@dataclass
class _Seen:
    """What is known of a clinic's histories, by where each stood when it was read."""

    heads: dict[ParticipantId, Head] = field(default_factory=dict)
    people: dict[ParticipantId, tuple[Standing, ...] | None] = field(default_factory=dict)
    """None for a history that could not be read, or that nothing true can be told from."""
    study: Study | None = None


_SEEN: WeakKeyDictionary[EventStore, _Seen] = WeakKeyDictionary()
_LOCK = threading.Lock()


def _begin(clinic: Clinic, seen: _Seen, progress: Progress) -> None:
    """Read everybody who has an account. Where a history stands is quick to tell once it was
    read, and what was read stays known where this breaks off."""
    accounts = clinic.stores.accounts.all()
    people = [one.participant for one in accounts if one.participant is not None]
    for done, who in enumerate(people):
        progress(done, len(people))
        if who not in seen.heads:
            with suppress(Unavailable):  # one file alone is told as damaged
                _read(clinic, seen, who)


def _look(clinic: Clinic, seen: _Seen) -> Study:
    heads, on = dict(clinic.stores.events.heads()), clinic.moment().date()
    if seen.study is not None and seen.study.as_of == on and seen.heads == heads:
        return seen.study
    for who in [who for who, head in heads.items() if seen.heads.get(who) != head]:
        _read(clinic, seen, who)
    seen.people, seen.heads = {who: seen.people.get(who) for who in heads}, heads
    seen.study = _count(clinic, seen, on)
    return seen.study


def _count(clinic: Clinic, seen: _Seen, on: date) -> Study:
    read = [courses for courses in seen.people.values() if courses is not None]
    unread = len(seen.people) - len(read) + len(clinic.stores.events.damaged())
    return aggregate(read, clinic.stores.mode, on, unread)


def _read(clinic: Clinic, seen: _Seen, who: ParticipantId) -> None:
    try:
        events = clinic.stores.events.read(who)
    except Damaged:
        seen.people[who] = None
        return
    if events:
        seen.heads[who] = Head(seq=events[-1].seq, hash=digest(events[-1]))
        seen.people[who] = _standings(clinic, who, events)


def _standings(
    clinic: Clinic, who: ParticipantId, events: Sequence[Event]
) -> tuple[Standing, ...] | None:
    try:
        found = person(
            "",
            events,
            lambda content: _pinned(clinic, content),
            clinic.moment(),
            clinic.stores.mode,
        )
        return tuple(standing(course) for course in found.courses)
    except Unreadable:
        return None
    except UNTOLD as problem:
        log_untold(problem, f"the study left out {who}")
        return None


def _pinned(clinic: Clinic, content: ContentHash) -> Program:
    try:
        return clinic.program(content)
    except Unpublished as problem:
        raise Unreadable(content) from problem


def _files(clinic: Clinic, content: ContentHash) -> Mapping[str, str] | None:
    """What a program that was read before is made of; None where it is no longer so."""
    with suppress(Damaged):
        kept = clinic.stores.archive.get(content)
        if kept is not None and content_hash(kept.files) == content:
            return kept.files
    return None
