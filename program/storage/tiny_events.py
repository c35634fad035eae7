"""Histories in TinyDB: one journal a person, and a table that only ever grows."""

import os
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any, NoReturn

from tinydb.table import Table

from program.events import Event, Stamp, digest, read_dict
from program.ids import ParticipantId, checked
from program.storage.chain import Stored, same, seal
from program.storage.files import make_folder, unavailable
from program.storage.journal import TABLE, TORN, Journal
from program.storage.ports import Conflict, Damaged, Head, Loose, Receipt, Unavailable

_SUFFIX = ".jsonl"
_NO_EVENT = "is no event this engine can read"
_REMEMBERED = 16_384
"""Journals a process knows the line starts of: 4 kB each at 500 events."""


@dataclass(frozen=True, slots=True)
class _Standing:
    """What a journal of this inode and length comes to."""

    inode: int
    size: int
    head: Head | None = None
    damage: tuple[int, str] | None = None
    erased: bool = False
    loose: int = 0


class Facts(Table):
    """TinyDB's table of one history. Inserting appends and syncs; nothing else changes it."""

    def __init__(self, journal: Journal) -> None:
        # A query cache would not see what other processes append.
        super().__init__(journal, TABLE, cache_size=0)
        self.journal = journal

    def insert(self, document: Mapping[str, Any]) -> int:
        return self.insert_multiple([document])[0]

    def insert_multiple(self, documents: Iterable[Mapping[str, Any]]) -> list[int]:
        lines = list(documents)
        self.journal.add(lines)
        return [line["seq"] for line in lines]

    def _update_table(self, updater: object) -> NoReturn:
        """Where TinyDB's update, upsert, remove and truncate end."""
        raise TypeError("facts are added, never changed")


class TinyEvents:
    """The events port on a folder of journals."""

    def __init__(self, folder: Path) -> None:
        make_folder(folder)
        self._folder = folder
        self._tables: OrderedDict[str, Facts] = OrderedDict()
        self._standings: dict[ParticipantId, _Standing] = {}
        self._lock = Lock()

    def table(self, who: ParticipantId) -> Facts:
        """One history for TinyDB's own queries, such as `search(where("seq") > 3)`."""
        with self._lock:
            if who in self._tables:
                self._tables.move_to_end(who)
                return self._tables[who]
            table = Facts(Journal(self._folder / f"{checked(who)}{_SUFFIX}", who))
            self._tables[who] = table
            if len(self._tables) > _REMEMBERED:
                self._tables.popitem(last=False)
            return table

    def read(self, who: ParticipantId, since: int = 0) -> tuple[Event, ...]:
        return self._events(who, self.table(who).journal.since(since))

    def append(
        self, who: ParticipantId, facts: Sequence[Stamp], *, after: int, key: str | None = None
    ) -> Receipt:
        table = self.table(who)
        journal = table.journal
        with journal.writing():
            if key is not None and (stored := journal.keyed(key)):
                first = self._events(who, stored)
                if not same(first, facts):
                    raise Conflict(f"the key {key} was used before, with something else")
                return Receipt(first, again=True)
            if journal.seq != after:
                raise Conflict(f"{journal.seq} events are there, not {after}")
            events = seal(who, facts, after, journal.last, key)
            table.insert_multiple(event.model_dump(mode="json") for event in events)
            journal.last = digest(events[-1])
            return Receipt(events)

    def kept(self, who: ParticipantId, key: str) -> Receipt | None:
        journal = self.table(who).journal
        if journal.lacks(key):
            return None
        with journal.reading():
            stored = journal.keyed(key)
        return Receipt(self._events(who, stored), again=True) if stored else None

    def heads(self) -> Mapping[ParticipantId, Head]:
        standing = self._everyone()
        return {who: one.head for who, one in standing.items() if one.head is not None}

    def damaged(self) -> tuple[Damaged, ...]:
        standing = self._everyone()
        return tuple(
            Damaged(who, *one.damage) for who, one in standing.items() if one.damage is not None
        )

    def loose(self) -> tuple[Loose, ...]:
        tails = [
            Loose(who, f"{who}{_SUFFIX}", one.loose)
            for who, one in self._everyone().items()
            if one.loose
        ]
        cut = [Loose(who, name, size) for who, name, _, size in self._files(_SUFFIX + TORN)]
        return (*tails, *cut)

    def lines(self, who: ParticipantId) -> tuple[Stored, ...]:
        return tuple(self.table(who).journal.since(0))

    def erase(self, who: ParticipantId) -> None:
        self.table(who).journal.erase()

    def erased(self) -> frozenset[ParticipantId]:
        return frozenset(who for who, one in self._everyone().items() if one.erased)

    def _events(self, who: ParticipantId, lines: Sequence[Stored]) -> tuple[Event, ...]:
        made = []
        for line in lines:
            try:
                made.append(read_dict(line))
            except ValueError:
                damage = self.table(who).journal.close_at(int(str(line["seq"])), _NO_EVENT)
                self._standings.pop(who, None)
                raise damage from None
        return tuple(made)

    def _everyone(self) -> dict[ParticipantId, _Standing]:
        """Where each journal stands; only those that changed or are damaged are opened."""
        found = {}
        for who, _, inode, size in self._files(_SUFFIX):
            known = self._standings.get(who)
            if known is None or known.damage or (known.inode, known.size) != (inode, size):
                known = self._standings[who] = self._look(who, inode, size)
            found[who] = known
        return found

    def _look(self, who: ParticipantId, inode: int, size: int) -> _Standing:
        journal = self.table(who).journal
        try:
            with journal.reading():
                head = Head(seq=journal.seq, hash=journal.last) if journal.seq else None
                return _Standing(inode, size, head, erased=journal.erased, loose=journal.loose)
        except Damaged as damage:
            return _Standing(inode, size, damage=(damage.line, damage.why))
        except Unavailable as problem:  # this one alone: the folder itself could be listed
            return _Standing(inode, size, damage=(0, str(problem)))

    def _files(self, suffix: str) -> list[tuple[ParticipantId, str, int, int]]:
        """Everyone with a file that ends so: its name, inode and length, in order of id.

        A file that cannot be looked at has inode and length 0: whoever opens it says why.
        """
        try:
            with os.scandir(self._folder) as entries:
                return sorted(
                    (who, entry.name, *_inode_and_size(entry))
                    for entry in entries
                    if (who := _whose(entry.name, suffix)) is not None
                )
        except OSError as problem:
            raise unavailable(self._folder, problem) from problem


def _inode_and_size(entry: os.DirEntry[str]) -> tuple[int, int]:
    try:
        status = entry.stat()
    except OSError:
        return 0, 0
    return status.st_ino, status.st_size


def _whose(name: str, suffix: str) -> ParticipantId | None:
    """Whose file it is; None for one that somebody else put there."""
    if not name.endswith(suffix):
        return None
    try:
        return ParticipantId(checked(name.removesuffix(suffix)))
    except ValueError:
        return None
