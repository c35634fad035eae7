"""A person's history as a file of lines: read, added to, repaired, never changed."""

import os
from array import array
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from fcntl import LOCK_EX, LOCK_SH, flock
from pathlib import Path
from threading import RLock
from typing import Any, NoReturn
from zlib import crc32

import orjson
from tinydb.storages import Storage

from program.events import GENESIS, digest_dict
from program.storage.chain import Stored, whole
from program.storage.files import (
    append,
    append_line,
    cut_back,
    replace,
    sync_folder,
    unavailable,
)
from program.storage.keeping import removed
from program.storage.locks import release
from program.storage.ports import Damaged

TABLE = "events"
TORN = ".torn"
"""Ends the name of the file that keeps what was cut from a journal's end."""
_MARK = 4
_TOMBSTONE = b'{"erased":true}\n'


@dataclass(slots=True)
class _Known:
    """What this process knows of a journal's acknowledged lines: about 8 bytes a line."""

    inode: int = 0
    size: int = 0
    """Acknowledged length in bytes: the end of the last whole append."""
    last: str = GENESIS
    """Digest of the last event, unless that is still to be taken."""
    tail: Mapping[str, Any] | None = None
    """The last line, where its digest is still to be taken."""
    starts: "array[int]" = field(default_factory=lambda: array("I"))
    marks: bytearray = field(default_factory=bytearray)
    """For each line four bytes of its key: finds a key again without keeping them all."""
    erased: bool = False
    closed: tuple[int, str] | None = None
    """Line and reason, where reading showed that a line is no event."""
    closed_as_of: int = 0
    """When the closed file had last been changed: a mended one is looked at again."""


class Journal(Storage):
    """One history in TinyDB's terms: a storage with the table `events`, doc_id = seq.

    The lock is on the file itself and opened anew for each use, so that threads exclude each
    other as processes do. Nothing is remembered that (inode, length) does not confirm.
    """

    def __init__(self, path: Path, who: str) -> None:
        self.path, self.who = path, who
        self._mutex = RLock()
        self._fd: int | None = None
        self._known = _Known()
        self._taken: list[Stored] = []
        """The last lines, where they were learned while the journal is held."""

    @property
    def seq(self) -> int:
        return len(self._known.starts)

    @property
    def last(self) -> str:
        """Digest of the last event; GENESIS when there is none."""
        known = self._known
        if known.tail is not None:
            known.last, known.tail = self._digested(known.tail, self.seq), None
        return known.last

    @last.setter
    def last(self, digest: str) -> None:
        """Told by who wrote the event, and has it in a form that is quicker to digest."""
        self._known.last, self._known.tail = digest, None

    @property
    def erased(self) -> bool:
        return self._known.erased

    @property
    def loose(self) -> int:
        """Bytes after the last whole append; asked while the journal is held."""
        return os.fstat(self._fd).st_size - self._known.size if self._fd is not None else 0

    @property
    def torn(self) -> Path:
        """Where what is cut from the end is kept: it may be an append with a changed letter."""
        return self.path.with_name(self.path.name + TORN)

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Nothing is written meanwhile. Raises Damaged, Unavailable."""
        with self._held(LOCK_SH):
            yield

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Nobody else reads or writes meanwhile. Raises Damaged, Erased, Unavailable."""
        with self._held(LOCK_EX):
            if self._known.erased:
                raise removed(self.who)
            yield

    def since(self, seq: int) -> list[Stored]:
        """The lines after position `seq`. Raises Erased where those up to it were removed."""
        seq = max(seq, 0)
        if self._unchanged() and seq >= self.seq:
            return []
        with self.reading():
            known = self._known
            if seq and known.erased:
                raise removed(self.who)
            if seq >= self.seq or self._fd is None:
                return []
            before = self.seq - len(self._taken)
            if self._taken and seq >= before:
                return self._taken[seq - before :]
            start = known.starts[seq]
            lines = os.pread(self._fd, known.size - start, start).split(b"\n")[:-1]
            return [self._parsed(line, at) for at, line in enumerate(lines, start=seq + 1)]

    def read(self) -> dict[str, dict[str, Any]]:
        """Every line, for TinyDB's own queries."""
        return {TABLE: {str(line["seq"]): line for line in self.since(0)}}

    def write(self, data: dict[str, dict[str, Any]]) -> NoReturn:
        raise TypeError("facts are added, never changed")

    def add(self, lines: Sequence[Mapping[str, Any]]) -> None:
        """Add one append's lines, all or none, durably. Raises Unavailable."""
        with self.writing():
            for place, line in enumerate(lines, start=self.seq + 1):
                if line["seq"] != place:
                    raise ValueError(f"event {line['seq']} where {place} is next")
            encoded = [orjson.dumps(line) + b"\n" for line in lines]
            self._write(b"".join(encoded))
            self._remember(lines, [len(line) for line in encoded])

    def keyed(self, key: str) -> list[Stored]:
        """The lines of the append that came with this key; empty when it is new."""
        mark, marks = _mark(key), self._known.marks
        at = marks.find(mark)
        while at % _MARK and at >= 0:
            at = marks.find(mark, at + 1)
        return (
            [line for line in self.since(at // _MARK) if line["key"] == key] if at >= 0 else []
        )

    def lacks(self, key: str) -> bool:
        """Whether certainly nothing was added with this key; costs one look at the file."""
        return self._unchanged() and _mark(key) not in self._known.marks

    def _unchanged(self) -> bool:
        """Whether the file still is what was last acknowledged. A write under way, by anyone,
        shows in its length, so that no lock is needed to know."""
        known = self._known
        if known.closed is not None or known.erased:
            return False
        try:
            status = os.stat(self.path)
        except OSError:
            return False  # whoever opens it says what is wrong
        return (status.st_ino, status.st_size) == (known.inode, known.size)

    def close_at(self, line: int, why: str) -> Damaged:
        """Close the journal for writing because of a line; returns the error to raise."""
        self._known.closed = line, why
        self._known.closed_as_of = self.path.stat().st_mtime_ns
        return Damaged(self.who, line, why)

    def erase(self) -> None:
        """Replace the whole file by a tombstone, in one step, and remove what was cut from it.

        Raises Unavailable.
        """
        with self._mutex:
            fd = self._open(LOCK_EX)
            try:
                replace(self.path, _TOMBSTONE)
                self.torn.unlink(missing_ok=True)
                sync_folder(self.path.parent)
            except OSError as problem:
                raise unavailable(self.path, problem) from problem
            finally:
                if fd is not None:
                    release(fd)
            self._known = _Known()

    @contextmanager
    def _held(self, how: int) -> Iterator[None]:
        with self._mutex:
            if self._fd is not None:
                yield
                return
            self._fd = fd = self._open(how)
            try:
                self._catch_up()
                yield
            except OSError as problem:
                raise unavailable(self.path, problem) from problem
            finally:
                self._fd, self._taken = None, []
                if fd is not None:
                    release(fd)

    def _open(self, how: int) -> int | None:
        flags = os.O_RDONLY if how == LOCK_SH else os.O_RDWR | os.O_APPEND | os.O_CREAT
        while True:
            try:
                fd = os.open(self.path, flags | os.O_CLOEXEC, 0o600)
            except OSError as problem:
                missing = isinstance(problem, FileNotFoundError)
                if how == LOCK_SH and missing and not self.path.is_symlink():
                    return None
                raise unavailable(self.path, problem) from problem
            try:
                flock(fd, how)
            except OSError as problem:
                os.close(fd)
                raise unavailable(self.path, problem) from problem
            if os.fstat(fd).st_nlink:
                return fd
            release(fd)  # it was replaced while we waited for the lock

    def _catch_up(self) -> None:
        """Learn what others added since; afterwards `_known` is the acknowledged history."""
        if self._fd is None:
            self._known = _Known()
            return
        status = os.fstat(self._fd)
        known = self._known
        mended = known.closed is not None and known.closed_as_of != status.st_mtime_ns
        if status.st_ino != known.inode or status.st_size < known.size or mended:
            known = self._known = _Known(inode=status.st_ino)
        if known.closed is not None:
            raise Damaged(self.who, *known.closed)
        if status.st_size > known.size:
            self._take(os.pread(self._fd, status.st_size - known.size, known.size))

    def _take(self, data: bytes) -> None:
        known = self._known
        if not known.starts and data == _TOMBSTONE:
            known.erased, known.size = True, len(data)
            return
        lines = data.split(b"\n")[:-1]  # what follows the last newline is a torn line
        taken = [self._parsed(line, at) for at, line in enumerate(lines, start=self.seq + 1)]
        del taken[whole(self.who, taken, after=self.seq) :]
        if not taken:
            return
        last = self.last
        before = self._digested(taken[-2], self.seq + len(taken) - 1) if taken[1:] else last
        if taken[0]["previous"] != last or taken[-1]["previous"] != before:
            at = self.seq + (1 if taken[0]["previous"] != last else len(taken))
            raise Damaged(self.who, at, "does not follow from the line before it")
        self._remember(taken, [len(line) + 1 for line in lines[: len(taken)]])
        self._taken = taken

    def _digested(self, line: Mapping[str, Any], place: int) -> str:
        try:
            return digest_dict(dict(line))
        except ValueError as problem:
            raise Damaged(self.who, place, f"is {problem}") from problem

    def _parsed(self, line: bytes, place: int) -> Stored:
        try:
            stored = orjson.loads(line)
        except ValueError:
            raise Damaged(self.who, place, "cannot be read") from None
        if not isinstance(stored, dict) or stored.get("who") != self.who:
            raise Damaged(self.who, place, "is no event of this person")
        if stored.get("seq") != place:
            raise Damaged(self.who, place, f"holds event {stored.get('seq')!r}")
        if not {"batch", "key", "previous"} <= stored.keys():
            raise Damaged(self.who, place, "is no whole event")
        if not isinstance(stored["key"], str | None):
            raise Damaged(self.who, place, "has a key that is no text")
        if type(stored["batch"]) is not int or stored["batch"] < place:
            raise Damaged(self.who, place, f"ends its append at event {stored['batch']!r}")
        return stored

    def _remember(self, lines: Sequence[Mapping[str, Any]], lengths: Sequence[int]) -> None:
        known = self._known
        for line, length in zip(lines, lengths, strict=True):
            known.starts.append(known.size)
            known.marks += _mark(line["key"])
            known.size += length
        known.tail = lines[-1]
        self._taken = []

    def _write(self, data: bytes) -> None:
        fd, length = self._fd, self._known.size
        if fd is None:
            raise AssertionError("a journal is written while it is held")
        tail = os.pread(fd, os.fstat(fd).st_size - length, length)
        if tail:
            append_line(self.torn, tail)
        append(fd, data, length)
        if length == 0:
            self._sync_name(fd)

    def _sync_name(self, fd: int) -> None:
        try:
            sync_folder(self.path.parent)
        except OSError as problem:
            cut_back(fd, 0, problem)
            raise


def _mark(key: str | None) -> bytes:
    return crc32(key.encode() if key is not None else b"").to_bytes(_MARK, "big")
