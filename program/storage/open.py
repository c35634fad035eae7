"""From the setting CAIRN_STORE to the stores of one clinic."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import cast, get_args

from program.storage.memory import memory_stores
from program.storage.ports import Mode, Stores, Unavailable

_MODE = "mode"
"""Name of the file that says which mode a store has."""


def open_stores(setting: str, mode: Mode = "live") -> Stores:
    """Open (or make) the stores that a setting such as `tinydb:./data` names.

    Raises ValueError with advice when the setting makes no sense or the store is of the
    other mode; Unavailable when the place cannot be used.
    """
    kind, place = _split(setting)
    return KINDS[kind](place, mode)


def mode_of(setting: str) -> Mode | None:
    """The mode of the store that is there; None where there is none. Makes nothing."""
    kind, place = _split(setting)
    return _written_mode(Path(place)) if kind == "tinydb" else None


def _split(setting: str) -> tuple[str, str]:
    kind, colon, place = setting.partition(":")
    if not colon or kind not in KINDS:
        known = " or ".join(f"{name}:" for name in KINDS)
        raise ValueError(
            f"{setting!r} names no store: begin with {known}; such as tinydb:./data"
        )
    if kind == "tinydb" and not place:
        raise ValueError("tinydb: needs a folder, such as tinydb:./data")
    return kind, place


def _memory(_place: str, mode: Mode) -> Stores:
    return memory_stores(mode)


def _tinydb(place: str, mode: Mode) -> Stores:
    if os.name != "posix":
        raise Unavailable(
            "the store on files needs locks that only POSIX systems have: use Linux or macOS"
        )
    # Here, because these files cannot even be imported elsewhere.
    from program.storage.files import make_folder, replace, unavailable
    from program.storage.scratch import clean
    from program.storage.tiny_accounts import TinyAccounts
    from program.storage.tiny_archive import TinyArchive
    from program.storage.tiny_audit import TinyAudit
    from program.storage.tiny_drafts import TinyDrafts
    from program.storage.tiny_events import TinyEvents

    root = Path(place)
    make_folder(root)
    written = _written_mode(root)
    if written not in (None, mode):
        raise ValueError(
            f"{place} holds a {written} clinic and was opened as {mode}: the two never mix. "
            "Point CAIRN_STORE at another folder"
        )
    try:
        if written is None:
            replace(root / _MODE, f"{mode}\n".encode())
        clean(root)
    except OSError as problem:
        raise unavailable(root, problem) from problem
    return Stores(
        mode=mode,
        events=TinyEvents(root / "events"),
        drafts=TinyDrafts(root / "drafts"),
        accounts=TinyAccounts(root / "accounts"),
        archive=TinyArchive(root / "archive"),
        audit=TinyAudit(root / "audit", root / "anchors"),
    )


def _written_mode(root: Path) -> Mode | None:
    try:
        written = (root / _MODE).read_text("utf-8", errors="replace").strip()
        owner = (root / _MODE).stat().st_uid
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as problem:
        raise Unavailable(
            f"{root / _MODE}: {problem.strerror}. See that this account may read the folder"
        ) from problem
    if os.geteuid() == 0 and owner != 0:
        raise ValueError(
            f"{root} belongs to another account than root, which could not read what root "
            "writes there. Run this as that account, with sudo -u; ls -l names it"
        )
    if written in get_args(Mode):
        return cast("Mode", written)
    raise ValueError(f"{root / _MODE} says {written!r}: write live or simulated into it")


KINDS: Mapping[str, Callable[[str, Mode], Stores]] = {"tinydb": _tinydb, "memory": _memory}
"""Kind of store -> how it is opened at a place."""
