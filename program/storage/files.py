"""Files that survive a crash: synced appends, atomic replacement, one writer at a time."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from fcntl import LOCK_EX, flock
from pathlib import Path

from program.storage.locks import release
from program.storage.ports import Unavailable
from program.storage.scratch import scratch_file


def unavailable(path: Path | str, problem: OSError) -> Unavailable:
    """The error to raise for a file that could not be read or written, with advice."""
    return Unavailable(
        f"{path}: {problem.strerror or problem}. Nothing was acknowledged. See that the disk "
        "is there and has room, and that this account may read and write the folder"
    )


def make_folder(path: Path) -> None:
    """Make a folder (and those above it) that only its owner may enter. Raises Unavailable."""
    try:
        missing = [folder for folder in (path, *path.parents) if not folder.exists()]
        for folder in reversed(missing):
            folder.mkdir(mode=0o700, exist_ok=True)
            sync_folder(folder.parent)
    except OSError as problem:
        raise unavailable(path, problem) from problem


def sync_folder(path: Path) -> None:
    """Make the names in a folder durable."""
    fd = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold a lock file against every other thread and process. Raises Unavailable."""
    try:
        fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as problem:
        raise unavailable(path, problem) from problem
    try:
        flock(fd, LOCK_EX)
        yield
    finally:
        release(fd)


def append(fd: int, data: bytes, length: int) -> None:
    """Add data after the first `length` bytes and sync; the caller holds the lock.

    Whatever stood behind `length` was never acknowledged and is cut. When anything fails the
    file is cut back to `length` and the OSError is raised.
    """
    try:
        if os.fstat(fd).st_size > length:
            os.ftruncate(fd, length)
        _write(fd, data)
        os.fsync(fd)
    except OSError as problem:
        cut_back(fd, length, problem)
        raise


def cut_back(fd: int, length: int, problem: OSError) -> None:
    """Return a file to its acknowledged length; when even that fails, say so on the problem."""
    try:
        os.ftruncate(fd, length)
        os.fsync(fd)
    except OSError as second:
        problem.add_note(f"cutting the file back to {length} bytes: {second}")


def append_line(path: Path, line: bytes) -> None:
    """Add one line to a file of lines, durably. Raises Unavailable."""
    try:
        fd = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            flock(fd, LOCK_EX)
            length = _whole_lines(fd)
            append(fd, line + b"\n", length)
            if length == 0:
                sync_folder(path.parent)
        finally:
            release(fd)
    except OSError as problem:
        raise unavailable(path, problem) from problem


def read_lines(path: Path) -> list[bytes]:
    """The whole lines of a file; a torn one was never acknowledged. Raises Unavailable."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return []
    except OSError as problem:
        raise unavailable(path, problem) from problem
    return data.split(b"\n")[:-1]


def replace(path: Path, data: bytes) -> None:
    """Put a file in place as a whole: after a crash it is the old one or the new one.

    Raises OSError; the old file then still stands.
    """
    fd, scratch = scratch_file(path)
    try:
        _write(fd, data)
        os.fsync(fd)
        os.replace(scratch, path)
        sync_folder(path.parent)
    except OSError:
        with suppress(FileNotFoundError):
            os.unlink(scratch)
        raise
    finally:
        release(fd)


def _write(fd: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(fd, rest) :]


def _whole_lines(fd: int) -> int:
    """Length in bytes up to the end of the last whole line."""
    end = os.fstat(fd).st_size
    while end > 0:
        start = max(0, end - 65536)
        found = os.pread(fd, end - start, start).rfind(b"\n")
        if found >= 0:
            return start + found + 1
        end = start
    return 0
