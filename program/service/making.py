"""A bundle in the making: it goes on by itself, whatever becomes of the page that began it."""

import logging
import threading
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from program.record import UNTOLD, log_untold
from program.service.bundles import Bundle, make_bundle
from program.service.clinic import Clinic, Signed
from program.service.use_case import about_clinic
from program.storage.ports import EventStore, Unavailable

log = logging.getLogger("cairn")


@dataclass
class Making:
    """One bundle from the moment it was asked for."""

    done: int = 0
    """People whose rows are written."""
    of: int = 0
    """People in all; 0 before that is known."""
    made: Bundle | None = None
    """The bundle once it is ready; None after the end where it could not be made."""
    ended: threading.Event = field(default_factory=threading.Event)

    def run(self, clinic: Clinic, by: Signed) -> None:
        """Make it, and keep what became of it."""
        try:
            self.made = make_bundle(clinic, by, self._count)
        except (OSError, Unavailable) as problem:
            log.error("A bundle could not be made: %s", problem)
        except UNTOLD as problem:
            log_untold(problem, "A bundle could not be made")
        finally:
            self.ended.set()

    def _count(self, done: int, of: int) -> None:
        self.done, self.of = done, of


_LATEST: WeakKeyDictionary[EventStore, Making] = WeakKeyDictionary()
_LOCK = threading.Lock()


@about_clinic("begin bundle")
def begin_bundle(clinic: Clinic, by: Signed) -> Making:
    """Begin a bundle, or give the one that is being made already. Raises Refused."""
    with _LOCK:
        going_on = _LATEST.get(clinic.stores.events)
        if going_on is not None and not going_on.ended.is_set():
            return going_on
        making = _LATEST[clinic.stores.events] = Making()
    threading.Thread(target=making.run, args=(clinic, by), daemon=True).start()
    return making


@about_clinic("follow bundle")
def latest_making(clinic: Clinic, by: Signed) -> Making | None:
    """The bundle that was begun last since the server started. Raises Refused."""
    return _LATEST.get(clinic.stores.events)
