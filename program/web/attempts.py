"""Slows down guessing: failed sign-ins are counted by login and by address."""

import threading
from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta

WINDOW = timedelta(minutes=15)
PER_LOGIN = 8
PER_ADDRESS = 40
"""A clinic's waiting room shares one address."""
_KEPT = 20_000
"""Counted logins and addresses; beyond that the oldest are forgotten."""


class Attempts:
    """Failed sign-ins of the last 15 minutes, in this process."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._failed: dict[tuple[str, str], deque[datetime]] = {}
        self._lock = threading.Lock()

    def wait(self, login: str, address: str) -> timedelta:
        """How long until this login may be tried from this address; zero when it may now."""
        with self._lock:
            waits = [
                self._left(("login", login.casefold()), PER_LOGIN),
                self._left(("address", address), PER_ADDRESS),
            ]
        return max(waits)

    def _left(self, key: tuple[str, str], most: int) -> timedelta:
        failed = self._failed.get(key)
        if failed is None:
            return timedelta()
        while failed and failed[0] <= self._now() - WINDOW:
            failed.popleft()
        if not failed:
            del self._failed[key]
        if len(failed) < most:
            return timedelta()
        return failed[-most] + WINDOW - self._now()

    def count(self, login: str, address: str) -> None:
        """Count a try before it is made: a burst of them must not slip by all at once."""
        with self._lock:
            for key in (("login", login.casefold()), ("address", address)):
                self._failed[key] = self._failed.pop(key, deque(maxlen=PER_ADDRESS))
                self._failed[key].append(self._now())
            while len(self._failed) > _KEPT:
                del self._failed[next(iter(self._failed))]

    def forget(self, login: str, address: str) -> None:
        """Take back a try that did not fail, and all before it for this login."""
        with self._lock:
            self._failed.pop(("login", login.casefold()), None)
            if tries := self._failed.get(("address", address)):
                tries.pop()
