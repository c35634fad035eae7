"""A bundle's tables with their head lines, in a folder that is whole or not at all."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO

from program.export.history import Person
from program.export.tables import TABLES
from program.export.writing import csv_line
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
def table_files(part: Path, mode: Mode) -> Iterator[Mapping[str, BinaryIO]]:
    """Every table's file, open, with its head line written."""
    with ExitStack() as stack:
        files: dict[str, BinaryIO] = {}
        for table in TABLES:
            path = part / f"{prefix(mode)}{table.name}.csv"
            stream = stack.enter_context(path.open("wb"))
            stream.write(csv_line(table.head).encode())
            files[table.name] = stream
        yield files


def csv_rows(person: Person) -> dict[str, tuple[int, bytes]]:
    """One person's rows: table -> how many, and their CSV text in UTF-8. A str takes twice
    the memory from one curly quote on, in the process it is handed to as well."""
    found: dict[str, tuple[int, bytes]] = {}
    for table in TABLES:
        lines = [csv_line(row) for row in table.of(person)]
        found[table.name] = (len(lines), "".join(lines).encode())
    return found
