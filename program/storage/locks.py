"""Locks on open files, between threads and processes."""

import os
from collections.abc import Callable
from contextlib import suppress
from fcntl import LOCK_EX, LOCK_UN, flock


def release(fd: int) -> None:
    """Unlock and close; unlocking first frees it even where a child process holds a copy."""
    try:
        flock(fd, LOCK_UN)
    finally:
        os.close(fd)


def held(make: Callable[[], tuple[int, str]]) -> tuple[int, str]:
    """What `make` made and opened, locked for as long as it is worked at."""
    while True:
        fd, scratch = make()
        with suppress(OSError):  # a disk without locks, where no orphan can be told either
            flock(fd, LOCK_EX)
        if os.path.exists(scratch):
            return fd, scratch
        release(fd)  # `clean` took it for an orphan before it was locked
