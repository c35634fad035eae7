"""The one clinic of this process: opened at the start, tried again while it is not well."""

import logging
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from program.modules.folder import read_folder
from program.modules.issues import withheld
from program.service.clinic import Clinic
from program.service.help_lines import help_lines
from program.service.publish import serve_content
from program.settings import Settings
from program.storage.open import mode_of, open_stores
from program.storage.ports import Mode, Unavailable

log = logging.getLogger("cairn")

_AGAIN = timedelta(seconds=5)
"""How long after a store could not be opened it is tried again."""


class WrongStore(Exception):
    """The settings do not fit the store they name; said with advice."""


def store_mode(settings: Settings) -> Mode:
    """The mode to open the store in: as it is, or as it will be made.

    Raises WrongStore where the settings make no sense or a demo would open on real people.
    """
    try:
        mode = mode_of(settings.store) or ("simulated" if settings.demo else "live")
    except ValueError as problem:
        raise WrongStore(str(problem)) from problem
    if settings.demo and mode == "live":
        raise WrongStore(
            f"{settings.store} holds real people: it is never opened as a demo. "
            "Unset CAIRN_DEMO, or point CAIRN_STORE to a demo store."
        )
    return mode


def open_clinic(settings: Settings, now: Callable[[], datetime]) -> Clinic:
    """Open the stores the settings name. Raises Unavailable, WrongStore."""
    stores = open_stores(settings.store, store_mode(settings))
    return Clinic(stores=stores, settings=settings, now=now)


def settle(clinic: Clinic) -> None:
    """What is done once when a clinic has opened: forget sessions that are over, serve content.

    Content that cannot be served is logged with advice; the last published programs go on. So
    is a region without crisis lines, before anybody needs them.
    """
    now = clinic.moment()
    clinic.stores.accounts.end_expired(now)
    if not clinic.stores.accounts.all():
        log.warning("Nobody can sign in yet: add people with “python -m program user add”.")
    help_lines(clinic.settings.content, clinic.settings.region)
    try:
        files = read_folder(clinic.settings.content)
    except OSError as problem:
        log.error("The content cannot be read (%s); what is published goes on.", problem)
        return
    for issue in withheld(serve_content(clinic.stores, files, now)):
        log.error("Content is held back until it is mended: %s", issue)


class Opening:
    """Opens a clinic, and tries again later while its store cannot be reached."""

    def __init__(
        self, settings: Settings, now: Callable[[], datetime], ready: Callable[[Clinic], None]
    ) -> None:
        self._settings, self._now, self._ready = settings, now, ready
        self._clinic: Clinic | None = None
        self._tried: datetime | None = None
        self._lock = threading.Lock()

    def __call__(self) -> Clinic:
        """The clinic. Raises Unavailable while there is none, WrongStore."""
        with self._lock:
            if self._clinic is None:
                self._clinic = self._try()
            return self._clinic

    def _try(self) -> Clinic:
        moment = self._now()
        if self._tried is not None and moment - self._tried < _AGAIN:
            raise Unavailable("the store could not be opened")
        self._tried = moment
        try:
            clinic = open_clinic(self._settings, self._now)
            self._ready(clinic)
        except Unavailable as problem:
            log.error(
                "The store %s cannot be opened: %s. Nobody can sign in until it can. "
                "Check that the folder is there, that this user may write to it, and that the "
                "disk has room; it is tried again by itself.",
                self._settings.store,
                problem,
            )
            raise
        return clinic


_source: Callable[[], Clinic] | None = None


def set_source(source: Callable[[], Clinic] | None) -> None:
    """Say where this process gets its clinic from; None when it stops.

    Held here because the scripts of pages can be handed nothing.
    """
    global _source
    _source = source


def set_clinic(clinic: Clinic) -> None:
    """Make this the clinic of the process."""
    set_source(lambda: clinic)


def get_clinic() -> Clinic:
    """The clinic of this process. Raises Unavailable while its store cannot be reached."""
    if _source is None:
        raise Unavailable("no clinic is running in this process")
    return _source()
