"""The clinic: stores, content, clock and chance in one value that use cases are given."""

import random
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from program import ENGINE
from program.events import AnyFact, Enrolled, Event, Role, Stamp
from program.ids import AccountId, ContentHash, EventId, ParticipantId
from program.modules.load import load_program
from program.modules.program import Program
from program.record import UNTOLD, Record, apply, apply_stamp, log_untold
from program.settings import Settings
from program.storage.ports import Damaged, Erased, Receipt, Stores, Unavailable

_KEPT = 2000
"""Folded records kept in memory, about 30 kB each."""


class Unpublished(Exception):
    """The content an enrolment is pinned to is not in the archive, or cannot be read there."""


@dataclass(frozen=True)
class Signed:
    """Who is acting: an account that has signed in."""

    account: AccountId
    role: Role
    participant: ParticipantId | None = None
    session: str = ""
    """Identifier of the sign-in; arriving twice in one session is arriving once."""


@dataclass
class Clinic:
    """Everything a use case needs. The only place with a clock and new ids."""

    stores: Stores
    settings: Settings
    now: Callable[[], datetime]
    chance: random.Random = field(default_factory=random.SystemRandom)
    _records: dict[ParticipantId, Record] = field(default_factory=dict)
    _programs: dict[ContentHash, Program] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def moment(self) -> datetime:
        """Now, in UTC."""
        return self.now().astimezone(UTC)

    def token(self) -> str:
        """A new identifier of 128 bits."""
        return f"{self.chance.getrandbits(128):032x}"

    def record(self, who: ParticipantId) -> Record:
        """A person's record as it stands. Only events not seen yet are read and folded;
        what was known of somebody who was erased since is forgotten.

        Raises Damaged, also where events tell of what cannot have happened, or where this one
        history cannot be opened; Unavailable where none can.
        """
        known = self._records.get(who, Record())
        try:
            fresh = self.stores.events.read(who, since=known.seq)
        except Erased:
            with self._lock:
                self._records.pop(who, None)
            return Record()
        except Unavailable:
            for closed in self.stores.events.damaged():
                if closed.who == who:
                    raise closed from None
            raise
        if not fresh:
            return known
        return self._remember(who, _told(who, fresh, known))

    def _remember(self, who: ParticipantId, record: Record) -> Record:
        with self._lock:
            held = self._records.pop(who, record)
            newest = record if record.seq >= held.seq else held
            self._records[who] = newest
            while len(self._records) > _KEPT:
                self._records.pop(next(iter(self._records)))
        return newest

    def program(self, content: ContentHash) -> Program:
        """The pinned program an enrolment follows. Raises Unpublished."""
        found = self._programs.get(content)
        if found is None:
            found = self._programs.setdefault(content, self._load(content))
        return found

    def current(self) -> Iterator[Program]:
        """The programs that are current and whole in the archive."""
        for content in self.stores.archive.current().values():
            with suppress(Unpublished):
                yield self.program(content)

    def _load(self, content: ContentHash) -> Program:
        try:
            kept = self.stores.archive.get(content)
            if kept is not None:
                return load_program(kept)
        except (Damaged, ValueError) as problem:
            raise Unpublished(content) from problem
        raise Unpublished(content)

    def turn(self, who: ParticipantId, by: Signed) -> "Turn":
        """Begin an append to a person's history, from where it stands now."""
        return Turn(self, who, by, self.record(who), self.moment())

    def keep(self, turn: "Turn", key: str | None = None) -> Receipt:
        """Append what a turn has gathered, all or none. Raises Conflict when somebody else
        wrote since the turn began."""
        receipt = self.stores.events.append(turn.who, turn.stamps, after=turn.after, key=key)
        if not receipt.again:
            self._remember(turn.who, turn.record)
        return receipt


def _told(who: ParticipantId, events: Iterable[Event], record: Record) -> Record:
    for event in events:
        try:
            record = apply(record, event)
        except UNTOLD as problem:
            kind = log_untold(problem, f"event {event.seq} of {who} cannot have happened")
            raise Damaged(who, event.seq, f"it cannot have happened ({kind})") from problem
    return record


class Turn:
    """One append in the making: facts are added, and the record is as it will stand then."""

    def __init__(
        self, clinic: Clinic, who: ParticipantId, by: Signed, record: Record, at: datetime
    ) -> None:
        self.clinic, self.who, self.by, self.at = clinic, who, by, at
        self.record, self.after = record, record.seq
        self.stamps: list[Stamp] = []

    @property
    def on(self) -> date:
        """The participant's own day."""
        return _local_day(self.at, self.zone)

    @property
    def program(self) -> Program:
        """The program the participant is enrolled in. Raises Unpublished."""
        if self.record.content is None:
            raise Unpublished("nobody has assigned a program yet")
        return self.clinic.program(self.record.content)

    @property
    def zone(self) -> str:
        """The participant's own time zone (IANA name)."""
        return self.record.zone or self.clinic.settings.zone

    def add(self, fact: AnyFact) -> EventId:
        """Add a fact and carry the record on; the identifier its event will have."""
        begun = fact if isinstance(fact, Enrolled) else self.record
        stamp = Stamp.known(
            id=EventId(self.clinic.token()),
            enrolment=begun.enrolment,
            at=self.at,
            zone=self.zone,
            local_date=self.on.isoformat(),
            actor=self.by.account,
            role=self.by.role,
            content=begun.content,
            engine=ENGINE,
            fact=fact,
        )
        self.stamps.append(stamp)
        self.record = apply_stamp(self.record, stamp, self.after + len(self.stamps))
        return stamp.id


@lru_cache(maxsize=1024)
def _local_day(at: datetime, zone: str) -> date:
    """A turn asks for its day with each fact it adds."""
    return at.astimezone(ZoneInfo(zone)).date()
