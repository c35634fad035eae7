"""Every port in memory, for tests, preview and virtual time. Nothing outlives the process."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from threading import RLock

from program.events import GENESIS, Event, Stamp, digest
from program.ids import AccountId, ContentHash, ParticipantId, checked
from program.storage.chain import Stored, same, seal
from program.storage.keeping import free_login, grown, newer, removed, unchanged, with_login
from program.storage.ports import (
    Access,
    Account,
    Conflict,
    Damaged,
    Draft,
    Head,
    Loose,
    Mode,
    Published,
    Receipt,
    Session,
    Stores,
)

_NOTHING = Head(seq=0, hash=GENESIS)


class MemoryEvents:
    """Histories as lists of events."""

    def __init__(self) -> None:
        self._histories: dict[ParticipantId, list[Event]] = defaultdict(list)
        self._keys: dict[tuple[ParticipantId, str], tuple[Event, ...]] = {}
        self._heads: dict[ParticipantId, Head] = {}
        self._erased: set[ParticipantId] = set()
        self._lock = RLock()

    def read(self, who: ParticipantId, since: int = 0) -> tuple[Event, ...]:
        with self._lock:
            if since > 0 and who in self._erased:
                raise removed(who)
            return tuple(self._histories.get(who, ())[max(since, 0) :])

    def append(
        self, who: ParticipantId, facts: Sequence[Stamp], *, after: int, key: str | None = None
    ) -> Receipt:
        with self._lock:
            if who in self._erased:
                raise removed(who)
            if key is not None and (first := self._keys.get((who, key))):
                if not same(first, facts):
                    raise Conflict(f"the key {key} was used before, with something else")
                return Receipt(first, again=True)
            head = self._heads.get(who, _NOTHING)
            if head.seq != after:
                raise Conflict(f"{head.seq} events are there, not {after}")
            events = seal(ParticipantId(checked(who)), facts, after, head.hash, key)
            self._histories[who].extend(events)
            self._heads[who] = Head.known(seq=events[-1].seq, hash=digest(events[-1]))
            if key is not None:
                self._keys[who, key] = events
            return Receipt(events)

    def kept(self, who: ParticipantId, key: str) -> Receipt | None:
        with self._lock:
            first = self._keys.get((who, key))
            return Receipt(first, again=True) if first is not None else None

    def heads(self) -> Mapping[ParticipantId, Head]:
        with self._lock:
            return dict(sorted(self._heads.items()))

    def damaged(self) -> tuple[Damaged, ...]:
        return ()

    def loose(self) -> tuple[Loose, ...]:
        return ()

    def lines(self, who: ParticipantId) -> tuple[Stored, ...]:
        return tuple(event.model_dump(mode="json") for event in self.read(who))

    def erase(self, who: ParticipantId) -> None:
        with self._lock:
            self._histories.pop(who, None)
            self._heads.pop(who, None)
            self._keys = {at: events for at, events in self._keys.items() if at[0] != who}
            self._erased.add(who)

    def erased(self) -> frozenset[ParticipantId]:
        return frozenset(self._erased)


class MemoryDrafts:
    """Drafts by person and step."""

    def __init__(self) -> None:
        self._drafts: dict[tuple[ParticipantId, str], Draft] = {}
        self._lock = RLock()

    def read(self, who: ParticipantId, step: str) -> Draft | None:
        return self._drafts.get((who, step))

    def save(self, who: ParticipantId, step: str, draft: Draft) -> None:
        with self._lock:
            newer(self._drafts.get((who, step)), draft)
            self._drafts[who, step] = draft

    def remove(self, who: ParticipantId, step: str, key: str) -> None:
        with self._lock:
            found = self._drafts.get((who, step))
            if found is not None and found.key == key:
                del self._drafts[who, step]

    def erase(self, who: ParticipantId) -> None:
        with self._lock:
            self._drafts = {at: draft for at, draft in self._drafts.items() if at[0] != who}


class MemoryAccounts:
    """Accounts and sessions by id."""

    def __init__(self) -> None:
        self._accounts: dict[AccountId, Account] = {}
        self._sessions: dict[str, Session] = {}
        self._lock = RLock()

    def get(self, account: AccountId) -> Account | None:
        return self._accounts.get(account)

    def by_login(self, login: str) -> Account | None:
        return with_login(self.all(), login)

    def by_participant(self, who: ParticipantId) -> Account | None:
        return next((one for one in self.all() if one.participant == who), None)

    def all(self) -> tuple[Account, ...]:
        with self._lock:
            return tuple(self._accounts[account] for account in sorted(self._accounts))

    def put(self, account: Account) -> None:
        with self._lock:
            free_login(self.all(), account)
            self._accounts[account.id] = account

    def change(self, account: AccountId, to: Callable[[Account], Account]) -> Account | None:
        with self._lock:
            kept = self._accounts.get(account)
            if kept is None:
                return None
            changed = to(kept)
            self.put(changed)
            return changed

    def erase(self, account: AccountId) -> None:
        with self._lock:
            self._accounts.pop(account, None)
            self.end_sessions(account)

    def session(self, token_hash: str) -> Session | None:
        return self._sessions.get(token_hash)

    def sessions(self) -> tuple[Session, ...]:
        with self._lock:
            return tuple(self._sessions.values())

    def put_session(self, session: Session) -> None:
        with self._lock:
            self._sessions[session.token_hash] = session

    def end_session(self, token_hash: str) -> None:
        with self._lock:
            self._sessions.pop(token_hash, None)

    def end_sessions(self, account: AccountId) -> None:
        with self._lock:
            self._sessions = {
                token: one for token, one in self._sessions.items() if one.account != account
            }

    def end_expired(self, now: datetime) -> int:
        with self._lock:
            over = [token for token, one in self._sessions.items() if one.expires <= now]
            for token in over:
                del self._sessions[token]
            return len(over)


class MemoryArchive:
    """Published versions by their hash."""

    def __init__(self) -> None:
        self._published: dict[ContentHash, Published] = {}
        self._current: dict[str, ContentHash] = {}
        self._lock = RLock()

    def put(self, published: Published) -> None:
        with self._lock:
            kept = self._published.setdefault(published.content, published)
            unchanged(kept, published)
            self._current[published.program] = published.content

    def get(self, content: ContentHash) -> Published | None:
        return self._published.get(content)

    def current(self) -> Mapping[str, ContentHash]:
        with self._lock:
            return dict(self._current)

    def all(self) -> tuple[ContentHash, ...]:
        with self._lock:
            return tuple(sorted(self._published))


class MemoryAudit:
    """Notes of staff access, and anchors."""

    def __init__(self) -> None:
        self._notes: list[Access] = []
        self._anchors: dict[ParticipantId, Head] = {}
        self._lock = RLock()

    def note(self, access: Access) -> None:
        with self._lock:
            self._notes.append(access)

    def notes(self) -> tuple[Access, ...]:
        with self._lock:
            return tuple(self._notes)

    def anchor(
        self, at: datetime, heads: Mapping[ParticipantId, Head], *, back: bool = False
    ) -> None:
        with self._lock:
            self._anchors |= heads if back else grown(self._anchors, heads)

    def anchors(self) -> Mapping[ParticipantId, Head]:
        with self._lock:
            return dict(self._anchors)


def memory_stores(mode: Mode = "live") -> Stores:
    """A clinic that exists only while the process does."""
    return Stores(
        mode=mode,
        events=MemoryEvents(),
        drafts=MemoryDrafts(),
        accounts=MemoryAccounts(),
        archive=MemoryArchive(),
        audit=MemoryAudit(),
    )
