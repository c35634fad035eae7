"""Drafts on TinyDB: one small file for each person and step."""

import os
from pathlib import Path
from zlib import crc32

from program.ids import ParticipantId, checked
from program.storage.files import locked, make_folder, sync_folder, unavailable
from program.storage.keeping import newer
from program.storage.ports import Draft
from program.storage.tables import Rows, rows_in

_LOCKS = 16
"""Lock files, shared by everyone: making one for each person would cost as much as a save."""
_ROW = "draft"


class TinyDrafts:
    """The drafts port on a folder of files `<who>.<step>.json`."""

    def __init__(self, folder: Path) -> None:
        make_folder(folder)
        self._folder = folder
        self._locks = [folder / f"{n}.lock" for n in range(_LOCKS)]

    def read(self, who: ParticipantId, step: str) -> Draft | None:
        return _kept(self._rows(who, step))

    def save(self, who: ParticipantId, step: str, draft: Draft) -> None:
        rows = self._rows(who, step)
        with rows.changing():
            newer(_kept(rows), draft)
            rows.put(_ROW, draft.model_dump(mode="json"))

    def remove(self, who: ParticipantId, step: str, key: str) -> None:
        path = self._path(who, step)
        try:
            fd = os.open(path, os.O_RDWR | os.O_CLOEXEC)
        except FileNotFoundError:
            return
        except OSError as problem:
            raise unavailable(path, problem) from problem
        try:
            _write_over(fd, key)
        except OSError as problem:
            raise unavailable(path, problem) from problem
        finally:
            os.close(fd)

    def erase(self, who: ParticipantId) -> None:
        with locked(self._lock(who)):
            self._unlink(list(self._folder.glob(f"{checked(who)}.*.json")))
            try:
                sync_folder(self._folder)
            except OSError as problem:
                raise unavailable(self._folder, problem) from problem

    def _rows(self, who: ParticipantId, step: str) -> Rows:
        return Rows(self._path(who, step), self._lock(who))

    def _path(self, who: ParticipantId, step: str) -> Path:
        return self._folder / f"{checked(who)}.{checked(step)}.json"

    def _lock(self, who: ParticipantId) -> Path:
        return self._locks[crc32(who.encode()) % _LOCKS]

    def _unlink(self, paths: list[Path]) -> None:
        try:
            for path in paths:
                path.unlink(missing_ok=True)
        except OSError as problem:
            raise unavailable(self._folder, problem) from problem


def _write_over(fd: int, key: str) -> None:
    """Put blanks where a draft's words were, if it is the one with this key.

    Unlinking a synced file takes a millisecond where the disk discards at once; a blank file is
    taken for none. No lock: a save replaces the file, so that what is written over is at worst
    the one it replaced. Not synced: a draft that comes back after a power cut is known by its
    key.
    """
    text = os.read(fd, os.fstat(fd).st_size)
    try:
        row = rows_in(text).get(_ROW, {})
    except ValueError:
        return  # it is not known to be this one; reading it says what is wrong
    if row.get("key") == key:
        os.pwrite(fd, b" " * len(text), 0)


def _kept(rows: Rows) -> Draft | None:
    row = rows.table().get(_ROW)
    with rows.understood():
        return Draft.model_validate(row) if row is not None else None
