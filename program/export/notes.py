"""What stands beside the tables: codebook, content, and what a bundle says of itself."""

import csv
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from pydantic import JsonValue

from program.export import codebook, codelist
from program.export.content import FOLDER, Contents, write_content
from program.export.datapackage import NAME, Written, datapackage
from program.export.describe import Tally, about, describe, title
from program.export.folder import prefix
from program.export.writing import cell


def write_notes(part: Path, tally: Tally, at: datetime, contents: Contents) -> None:
    """Write them once every table is there. at: UTC. contents: what people followed."""
    first = prefix(tally.mode)
    followed = [program for _, program in sorted(tally.programs.items())]
    _table(part / f"{first}codebook.csv", codebook.HEAD, codebook.codebook())
    _table(part / f"{first}codelist.csv", codelist.HEAD, codelist.codelist(followed))
    (part / f"{first}codebook.md").write_text(codebook.codebook_md(first), "utf-8")
    files = _written(part, part)
    told = datapackage(tally.mode, title(tally.mode), about(tally.mode), first, files)
    _json(part / NAME, told)
    files[NAME] = _measured(part / NAME)
    missing = write_content(part / f"{first}{FOLDER}", followed, contents)
    files |= _written(part / f"{first}{FOLDER}", part)
    sums = {name: file.sha256 for name, file in files.items()}
    told = describe(tally, at, first, sums, missing)
    _json(part / f"{first}dataset_description.json", told)


def _written(folder: Path, part: Path) -> dict[str, Written]:
    """Every file in a folder, by its path below `part`."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(part).as_posix(): _measured(path) for path in found}


def _measured(path: Path) -> Written:
    with path.open("rb") as stream:
        return Written(path.stat().st_size, hashlib.file_digest(stream, "sha256").hexdigest())


def _json(path: Path, told: Mapping[str, JsonValue]) -> None:
    path.write_text(f"{json.dumps(told, indent=2, ensure_ascii=False)}\n", "utf-8")


def _table(path: Path, head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(head)
        writer.writerows([cell(value) for value in row] for row in rows)
