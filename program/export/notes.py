"""What stands beside the tables: the codebook, and what a bundle says of itself."""

import csv
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from pydantic import JsonValue

from program.export import codebook, codelist
from program.export.datapackage import NAME, Written, datapackage
from program.export.describe import Tally, about, describe, title
from program.export.folder import prefix
from program.export.writing import cell


def write_notes(part: Path, tally: Tally, at: datetime) -> None:
    """Write them once every table is there. at: UTC."""
    first = prefix(tally.mode)
    followed = [program for _, program in sorted(tally.programs.items())]
    _table(part / f"{first}codebook.csv", codebook.HEAD, codebook.codebook())
    _table(part / f"{first}codelist.csv", codelist.HEAD, codelist.codelist(followed))
    (part / f"{first}codebook.md").write_text(codebook.codebook_md(first), "utf-8")
    files = {path.name: _measured(path) for path in part.iterdir()}
    told = datapackage(tally.mode, title(tally.mode), about(tally.mode), first, files)
    _json(part / NAME, told)
    files[NAME] = _measured(part / NAME)
    sums = {name: file.sha256 for name, file in files.items()}
    _json(part / f"{first}dataset_description.json", describe(tally, at, first, sums))


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
