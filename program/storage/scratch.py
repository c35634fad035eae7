"""What is made before it is put in place, and what becomes of it after a crash."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp, mkstemp

from program.storage.locks import held, release

_SCRATCH, _MAKING = ".tmp", ".making-"


def scratch_file(path: Path) -> tuple[int, str]:
    """A locked file beside one that it is to replace, open, and its path. Raises OSError."""
    return held(lambda: mkstemp(_SCRATCH, f".{path.name}.", path.parent))


@contextmanager
def work_folder(area: Path) -> Iterator[Path]:
    """A folder to make something in, gone at the end, or by `clean` or `sweep` after a crash.
    Raises OSError."""
    fd, folder = held(lambda: _opened_folder(area))
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


def _opened_folder(area: Path) -> tuple[int, str]:
    folder = mkdtemp(_SCRATCH, _MAKING, area)
    return os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC), folder
