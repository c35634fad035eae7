"""A bundle on disk: person by person, so that memory does not grow, and whole or not at all."""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from program.events import Event
from program.export.codes import codes, write_linkage
from program.export.content import Contents
from program.export.describe import LeftOut, Proof, Tally
from program.export.folder import Taken, csv_rows, table_files, whole_folder
from program.export.history import Person, Programs, person
from program.export.notes import write_notes
from program.ids import ParticipantId
from program.record import UNTOLD, log_untold
from program.storage.audit import verify_history
from program.storage.chain import Stored
from program.storage.ports import Damaged, Head, Mode

Progress = Callable[[int, int], None]
"""Told how many people of how many are written."""


class Unreadable(Exception):
    """The pinned program of an enrolment cannot be had."""


class Histories(Protocol):
    """What a bundle is made from: one person's history at a time."""

    def read(self, who: ParticipantId) -> tuple[Event, ...]: ...

    def lines(self, who: ParticipantId) -> tuple[Stored, ...]: ...

    def erased(self) -> frozenset[ParticipantId]: ...


@dataclass(frozen=True)
class Source:
    """A clinic as an export sees it."""

    mode: Mode
    people: Sequence[ParticipantId]
    damaged: Sequence[Damaged]
    anchors: Mapping[ParticipantId, Head] | None
    """Where histories stood when they were last anchored. None where that cannot be read."""
    come_back: frozenset[ParticipantId]
    """Who was erased, or may have been, and has a history again: from a backup, perhaps."""
    histories: Histories
    programs: Programs
    """Raises Unreadable."""
    contents: Contents


@dataclass(frozen=True)
class ExportReport:
    """What was written."""

    folder: Path
    files: tuple[str, ...]
    """Paths below the folder."""
    rows: Mapping[str, int]
    """Table -> rows."""
    left_out: tuple[LeftOut, ...]


def write_bundle(
    out: Path,
    source: Source,
    *,
    key: bytes,
    at: datetime,
    progress: Progress = lambda done, of: None,
    linkage: Path | None = None,
) -> ExportReport:
    """Write everyone's rows into the folder `out`, which appears only when all is there.

    key: chance for this export's participant codes. at: UTC. linkage: a file apart from the
    bundle that is to say which code is who. Raises Taken when `out` holds something or
    `linkage` exists or lies inside `out`; NotLinked; OSError; what a store raises.
    """
    _free(linkage, out)
    coded = codes([*source.people, *(_who(d) for d in source.damaged)], key)
    try:
        with whole_folder(out) as part:
            tally = _write_tables(part, source, coded, at, progress)
            write_notes(part, tally, at, source.contents)
            if linkage is not None:
                write_linkage(linkage, coded)
    except BaseException:
        if linkage is not None and os.path.exists(linkage):
            linkage.unlink()
        raise
    files = sorted(p.relative_to(out).as_posix() for p in out.rglob("*") if p.is_file())
    return ExportReport(out, tuple(files), dict(tally.rows), tuple(tally.left_out))


def _free(linkage: Path | None, out: Path) -> None:
    if linkage is None:
        return
    if os.path.exists(linkage):  # False, not an error, where the folder may not be looked into
        raise Taken(f"{linkage} is there already: name a new file")
    if linkage.resolve().is_relative_to(out.resolve()):
        raise Taken("keep the linkage apart from the bundle: name a file outside its folder")


def _write_tables(
    part: Path,
    source: Source,
    coded: Mapping[ParticipantId, str],
    at: datetime,
    progress: Progress,
) -> Tally:
    erased = source.histories.erased()
    proof = Proof(anchors_read=source.anchors is not None)
    tally = Tally(source.mode, erased=len(erased), proof=proof)
    tally.left_out += [LeftOut(coded[_who(d)], _damage(d)) for d in source.damaged]
    known = frozenset(source.people)
    people = [(who, code) for who, code in coded.items() if who in known]
    with table_files(part, source.mode) as files:
        for done, (who, code) in enumerate(people, start=1):
            found = _told(source, who, code, at, tally)
            if isinstance(found, LeftOut):
                tally.left_out.append(found)
            else:
                for name, (n, text) in found.items():
                    tally.rows[name] += n
                    files[name].write(text)
            progress(done, len(people))
    return tally


Rows = Mapping[str, tuple[int, bytes]]
"""Table -> how many rows, and their CSV text in UTF-8."""


def _told(
    source: Source, who: ParticipantId, code: str, at: datetime, tally: Tally
) -> Rows | LeftOut:
    """One person's rows, or why there are none. Only a person with rows is counted."""
    try:
        found = _person(source, who, code, at, tally)
        if isinstance(found, LeftOut):
            return found
        rows = csv_rows(found)
    except Damaged as damaged:
        return LeftOut(code, _damage(damaged))
    except Unreadable:
        return LeftOut(code, "the pinned program is not in the archive as it was published")
    except UNTOLD as problem:
        kind = log_untold(problem, f"export left out {code}")
        return LeftOut(code, f"the history cannot be told ({kind}); the log says where")
    tally.count(found)
    return rows


def _person(
    source: Source, who: ParticipantId, code: str, at: datetime, tally: Tally
) -> Person | LeftOut:
    events, anchor = source.histories.read(who), (source.anchors or {}).get(who)
    if not events and (anchor is None or who in source.histories.erased()):
        return LeftOut(code, "erased while the bundle was made")
    if who in source.come_back:
        return LeftOut(code, "no account has it, and it may have been erased: run audit verify")
    lines = source.histories.lines(who)
    if tally.proof is not None:
        tally.proof.count(len(lines), anchor.seq if anchor else 0)
    for finding in verify_history(who, lines, anchor):
        event = "" if finding.line is None else f"event {finding.line} "
        return LeftOut(code, f"the history is not as it was kept: {event}{finding.what}")
    return person(code, events, source.programs, at, source.mode)


def _damage(damaged: Damaged) -> str:
    return f"the history is damaged at line {damaged.line}"


def _who(damaged: Damaged) -> ParticipantId:
    return ParticipantId(damaged.who)
