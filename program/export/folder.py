"""A bundle's files: tables with their head lines, the notes, a folder whole or not at all."""

import csv
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from typing import TextIO

from program.export import codelist
from program.export.codebook import HEAD, codebook, codebook_md
from program.export.describe import Tally, describe
from program.export.history import Person
from program.export.tables import TABLES
from program.export.writing import cell, csv_line
from program.storage.ports import Mode


class Taken(Exception):
    """Something stands already where the bundle would go."""


def prefix(mode: Mode) -> str:
    """Invented people are told by the name of every file."""
    return "simulated_" if mode == "simulated" else ""


@contextmanager
def whole_folder(out: Path) -> Iterator[Path]:
    """A folder to write into that becomes `out` once all is there; after a failure nothing is
    left, and what a killed process left beside `out` goes. Raises Taken when `out` holds
    something; OSError."""
    # Here, because these files cannot even be imported where there are no POSIX locks.
    from program.storage.scratch import sweep, work_folder

    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise Taken(f"{out} is there already: name a new or an empty folder")
    out.parent.mkdir(parents=True, exist_ok=True)
    sweep(out.parent)
    with work_folder(out.parent) as work:
        part = work / out.name
        part.mkdir(mode=0o700)
        yield part
        part.rename(out)


@contextmanager
def table_files(part: Path, mode: Mode) -> Iterator[Mapping[str, TextIO]]:
    """Every table's file, open, with its head line written."""
    with ExitStack() as stack:
        files: dict[str, TextIO] = {}
        for table in TABLES:
            path = part / f"{prefix(mode)}{table.name}.csv"
            stream = stack.enter_context(path.open("w", encoding="utf-8", newline=""))
            csv.writer(stream).writerow(table.head)
            files[table.name] = stream
        yield files


def csv_rows(person: Person) -> dict[str, tuple[int, str]]:
    """One person's rows: table -> how many, and their CSV text."""
    found: dict[str, tuple[int, str]] = {}
    for table in TABLES:
        lines = [csv_line(row) for row in table.of(person)]
        found[table.name] = (len(lines), "".join(lines))
    return found


def _sum(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _write(path: Path, head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(head)
        writer.writerows([cell(value) for value in row] for row in rows)


def write_notes(part: Path, mode: Mode, tally: Tally, at: datetime) -> None:
    """The codebook, the codes, and what the bundle says of itself. at: UTC."""
    first = prefix(mode)
    followed = [program for _, program in sorted(tally.programs.items())]
    _write(part / f"{first}codebook.csv", HEAD, codebook())
    _write(part / f"{first}codelist.csv", codelist.HEAD, codelist.codelist(followed))
    (part / f"{first}codebook.md").write_text(codebook_md(first), "utf-8")
    told = describe(tally, at, first, {path.name: _sum(path) for path in part.iterdir()})
    text = json.dumps(told, indent=2, ensure_ascii=False)
    (part / f"{first}dataset_description.json").write_text(f"{text}\n", "utf-8")
