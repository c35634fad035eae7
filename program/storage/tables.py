"""Small tables that change, in TinyDB: a file that is always replaced as a whole."""

import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

from tinydb.storages import Storage
from tinydb.table import Table

from program.storage.files import locked, replace, unavailable
from program.storage.ports import Unavailable

Row = Mapping[str, Any]
_NAME = "rows"
"""What the one table of a file is called."""


def rows_in(text: bytes) -> Mapping[str, Row]:
    """The rows of a file's text; none in one that was written over with blanks.

    Raises ValueError where it is no table.
    """
    return _parsed(text).get(_NAME, {})


def _parsed(text: bytes) -> dict[str, dict[str, Any]]:
    data = json.loads(text) if text.strip() else {}
    if not isinstance(data, dict) or data.keys() - {_NAME}:
        raise ValueError(f"holds more or other than {_NAME!r}")
    rows = data.get(_NAME, {})
    if not isinstance(rows, dict) or not all(isinstance(row, dict) for row in rows.values()):
        raise ValueError("holds no rows")
    return data


def _unreadable(path: Path) -> Unavailable:
    return Unavailable(f"{path} cannot be read; restore it from a backup")


class WholeFile(Storage):
    """One JSON file. Reads are remembered while inode, time and length stay what they were."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._seen: tuple[tuple[int, int, int], dict[str, dict[str, Any]]] | None = None

    def read(self) -> dict[str, dict[str, Any]] | None:
        seen = self._seen
        try:
            if seen is not None and seen[0] == _version(os.stat(self.path)):
                return dict(seen[1])
            with self.path.open("rb") as file:
                version = _version(os.fstat(file.fileno()))
                text = file.read()
            data = _parsed(text)
        except FileNotFoundError:
            return None
        except OSError as problem:
            raise unavailable(self.path, problem) from problem
        except ValueError as problem:
            raise _unreadable(self.path) from problem
        self._seen = version, data
        return dict(data)

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        try:
            replace(self.path, json.dumps(data, ensure_ascii=False).encode())
        except OSError as problem:
            raise unavailable(self.path, problem) from problem


class Rows(Table):
    """A TinyDB table whose rows are known by a word. Changes happen under `changing()`."""

    document_id_class = str  # type: ignore[assignment]  # TinyDB converts with it, whatever it is

    def __init__(self, path: Path, lock: Path | None = None) -> None:
        # A query cache would not see what other processes write.
        super().__init__(WholeFile(path), _NAME, cache_size=0)
        self._path = path
        self._lock_file = lock or path.with_suffix(".lock")

    def changing(self) -> AbstractContextManager[None]:
        """Nobody else changes the table between what is read and what is written."""
        return locked(self._lock_file)

    @contextmanager
    def understood(self) -> Iterator[None]:
        """While rows become what they stand for. Raises Unavailable where one cannot."""
        try:
            yield
        except (ValueError, KeyError, TypeError) as problem:
            raise _unreadable(self._path) from problem

    def table(self) -> Mapping[str, Row]:
        """Name -> row; the same object for as long as the file is the same. Never change it."""
        return self._read_table()

    def put(self, name: str, row: Row) -> None:
        """Add or replace a row; the caller holds `changing()`."""
        self._change(lambda table: {**table, name: row})

    def drop(self, names: set[str]) -> None:
        """Remove rows; the caller holds `changing()`. Writes only when one of them is there."""
        if names & self.table().keys():
            self._change(lambda table: {n: row for n, row in table.items() if n not in names})

    def _change(self, change: Callable[[dict[str, Row]], dict[str, Row]]) -> None:
        def updater(table: dict[Any, Row]) -> None:
            changed = change(dict(table))
            table.clear()
            table.update(changed)

        self._update_table(updater)


def _version(status: os.stat_result) -> tuple[int, int, int]:
    return status.st_ino, status.st_mtime_ns, status.st_size
