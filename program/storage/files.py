"""Files that survive a crash: synced appends, atomic replacement, locks between processes."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from fcntl import LOCK_EX, LOCK_NB, LOCK_UN, flock
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp, mkstemp

from program.storage.ports import Unavailable

_SCRATCH, _MAKING = ".tmp", ".making-"


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


def release(fd: int) -> None:
    """Unlock and close; unlocking first frees it even where a child process holds a copy."""
    try:
        flock(fd, LOCK_UN)
    finally:
        os.close(fd)


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
    fd, scratch = _held(lambda: mkstemp(_SCRATCH, f".{path.name}.", path.parent))
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


@contextmanager
def work_folder(area: Path) -> Iterator[Path]:
    """A folder to make something in, gone at the end, or by `clean` or `sweep` after a crash.
    OSError."""
    fd, folder = _held(lambda: _opened_folder(area))
    try:
        yield Path(folder)
    finally:
        try:
            rmtree(folder)
        finally:
            with suppress(OSError):  # a disk without locks
                release(fd)


def clean(root: Path) -> None:
    """Remove what writers that are no longer alive left half-written."""
    for folder, within, names in os.walk(root):
        made = [name for name in within if name.startswith(_MAKING)]
        for name in (*made, *names):
            if name in made or name.endswith(_SCRATCH):
                _remove_orphan(Path(folder, name))
        within[:] = [name for name in within if name not in made]


def sweep(area: Path) -> None:
    """Remove what `work_folder` left in this very folder, which may hold what is not ours."""
    for left in area.glob(f"{_MAKING}*{_SCRATCH}"):
        if left.is_dir() and not left.is_symlink():
            with suppress(OSError):  # somebody else's, or on a disk without locks
                _remove_orphan(left)


def _remove_orphan(path: Path) -> None:
    try:
        fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    try:
        flock(fd, LOCK_EX | LOCK_NB)
        if path.is_dir():
            rmtree(path)
        else:
            path.unlink(missing_ok=True)
    except BlockingIOError:
        return  # its writer is alive and at work
    finally:
        release(fd)


def _held(make: Callable[[], tuple[int, str]]) -> tuple[int, str]:
    """What `make` made and opened, locked for as long as it is worked at."""
    while True:
        fd, scratch = make()
        with suppress(OSError):  # a disk without locks, where no orphan can be told either
            flock(fd, LOCK_EX)
        if os.path.exists(scratch):
            return fd, scratch
        release(fd)  # `clean` took it for an orphan before it was locked


def _opened_folder(area: Path) -> tuple[int, str]:
    folder = mkdtemp(_SCRATCH, _MAKING, area)
    return os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC), folder


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
