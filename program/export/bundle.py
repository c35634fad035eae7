"""A bundle on disk: person by person, so that memory does not grow, and whole or not at all."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from program.events import Event
from program.export.codes import codes, write_linkage
from program.export.describe import LeftOut, Tally
from program.export.folder import Taken, csv_rows, table_files, whole_folder, write_notes
from program.export.history import Person, Programs, person
from program.ids import ParticipantId
from program.storage.ports import Damaged, Mode

Progress = Callable[[int, int], None]
"""Told how many people of how many are written."""


class Unreadable(Exception):
    """The pinned program of an enrolment cannot be had."""


class Histories(Protocol):
    """What a bundle is made from: one person's history at a time."""

    def read(self, who: ParticipantId) -> tuple[Event, ...]: ...


@dataclass(frozen=True)
class Source:
    """A clinic as an export sees it."""

    mode: Mode
    people: Sequence[ParticipantId]
    damaged: Sequence[Damaged]
    erased: int
    histories: Histories
    programs: Programs
    """Raises Unreadable."""


@dataclass(frozen=True)
class ExportReport:
    """What was written."""

    folder: Path
    files: tuple[str, ...]
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
    `linkage` exists or lies inside `out`; OSError; what a store raises.
    """
    _free(linkage, out)
    coded = codes([*source.people, *(_who(d) for d in source.damaged)], key)
    try:
        with whole_folder(out) as part:
            tally = _write_tables(part, source, coded, at, progress)
            write_notes(part, source.mode, tally, at)
            if linkage is not None:
                write_linkage(linkage, coded)
    except BaseException:
        if linkage is not None:
            linkage.unlink(missing_ok=True)
        raise
    files = tuple(sorted(path.name for path in out.iterdir()))
    return ExportReport(out, files, dict(tally.rows), tuple(tally.left_out))


def _free(linkage: Path | None, out: Path) -> None:
    if linkage is None:
        return
    if linkage.exists():
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
    tally = Tally(source.mode, erased=source.erased)
    tally.left_out += [LeftOut(coded[_who(d)], _damage(d)) for d in source.damaged]
    known = frozenset(source.people)
    people = [(who, code) for who, code in coded.items() if who in known]
    with table_files(part, source.mode) as files:
        for done, (who, code) in enumerate(people, start=1):
            found = _person(source, who, code, at)
            if isinstance(found, LeftOut):
                tally.left_out.append(found)
            else:
                tally.count(found)
                for name, (n, text) in csv_rows(found).items():
                    tally.rows[name] += n
                    files[name].write(text)
            progress(done, len(people))
    return tally


def _person(source: Source, who: ParticipantId, code: str, at: datetime) -> Person | LeftOut:
    try:
        events = source.histories.read(who)
        if not events:
            return LeftOut(code, "erased while the bundle was made")
        return person(code, events, source.programs, at, source.mode)
    except Damaged as damaged:
        return LeftOut(code, _damage(damaged))
    except Unreadable:
        return LeftOut(code, "the pinned program is not in the archive as it was published")


def _damage(damaged: Damaged) -> str:
    return f"the history is damaged at line {damaged.line}"


def _who(damaged: Damaged) -> ParticipantId:
    return ParticipantId(damaged.who)
