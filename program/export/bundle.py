"""A bundle on disk: person by person, so that memory does not grow, and whole or not at all."""

import csv
import json
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from program.events import Event
from program.export.codebook import HEAD, codebook, codebook_md
from program.export.codes import codes, write_linkage
from program.export.columns import Cell
from program.export.describe import LeftOut, Tally, describe
from program.export.history import Person, Programs, person
from program.export.tables import TABLES
from program.export.writing import cell
from program.ids import ParticipantId
from program.storage.ports import Damaged, Mode

Progress = Callable[[int, int], None]
"""Told how many people of how many are written."""


class Taken(Exception):
    """Something stands already where the bundle would go."""


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


def prefix(mode: Mode) -> str:
    """Invented people are told by the name of every file."""
    return "simulated_" if mode == "simulated" else ""


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
    _free(out, linkage)
    out.parent.mkdir(parents=True, exist_ok=True)
    part = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    coded = codes([*source.people, *(_who(d) for d in source.damaged)], key)
    try:
        tally = _write_tables(part, source, coded, at, progress)
        _write_notes(part, source.mode, tally, at)
        if linkage is not None:
            write_linkage(linkage, coded)
        part.rename(out)
    except BaseException:
        shutil.rmtree(part)
        if linkage is not None:
            linkage.unlink(missing_ok=True)
        raise
    files = tuple(sorted(path.name for path in out.iterdir()))
    return ExportReport(out, files, dict(tally.rows), tuple(tally.left_out))


def _free(out: Path, linkage: Path | None) -> None:
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise Taken(f"{out} is there already: name a new or an empty folder")
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
    with _files(part, source.mode) as files:
        for done, (who, code) in enumerate(people, start=1):
            found = _person(source, who, code, at)
            if isinstance(found, LeftOut):
                tally.left_out.append(found)
            else:
                tally.count(found)
                for table in TABLES:
                    tally.rows[table.name] += _append(files[table.name], table.of(found))
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


Append = Callable[[Iterable[Sequence[str]]], object]


@contextmanager
def _files(part: Path, mode: Mode) -> Iterator[Mapping[str, Append]]:
    with ExitStack() as stack:
        files: dict[str, Append] = {}
        for table in TABLES:
            path = part / f"{prefix(mode)}{table.name}.csv"
            stream = stack.enter_context(path.open("w", encoding="utf-8", newline=""))
            writer = csv.writer(stream)
            writer.writerow(table.head)
            files[table.name] = writer.writerows
        yield files


def _append(write: Append, rows: Iterable[Sequence[Cell]]) -> int:
    made = [[cell(value) for value in row] for row in rows]
    write(made)
    return len(made)


def _write_notes(part: Path, mode: Mode, tally: Tally, at: datetime) -> None:
    first = prefix(mode)
    with (part / f"{first}codebook.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(HEAD)
        writer.writerows([cell(value) for value in row] for row in codebook())
    (part / f"{first}codebook.md").write_text(codebook_md(first), "utf-8")
    told = describe(tally, at, first)
    text = json.dumps(told, indent=2, ensure_ascii=False)
    (part / f"{first}dataset_description.json").write_text(f"{text}\n", "utf-8")
