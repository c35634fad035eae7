"""What the program asks of a store. A store keeps things and decides nothing.

Every adapter passes the same contract tests.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from pydantic import AwareDatetime, JsonValue

from program.events import Event, Role, Stamp, Value
from program.ids import AccountId, ContentHash, ParticipantId

Mode = Literal["live", "simulated"]
"""Of a whole store. A simulated store exports as simulated; the two never mix."""


class Conflict(Exception):
    """Someone else wrote first, or a key came back with something else. Read and try again."""


class Erased(Conflict):
    """The history was removed for good; nothing is ever added to it again."""


class Damaged(Exception):
    """A history cannot be trusted past some line. It is closed for writing; others go on."""

    def __init__(self, who: str, line: int, why: str) -> None:
        super().__init__(f"journal {who}, line {line}: {why}")
        self.who, self.line, self.why = who, line, why


class Unavailable(Exception):
    """The store could not be reached or could not keep something. Nothing was acknowledged."""


@dataclass(frozen=True)
class Receipt:
    """Proof that facts are kept: their events, as stored."""

    events: tuple[Event, ...]
    again: bool = False
    """True when the key had been used before and this is the first receipt again."""

    @property
    def seq(self) -> int:
        return self.events[-1].seq


class Head(Value):
    """Where a history stands."""

    seq: int
    hash: str
    """Digest of the last event."""


@dataclass(frozen=True)
class Loose:
    """Bytes that no whole append holds: a crash cut one short, or somebody changed its end."""

    who: ParticipantId
    file: str
    size: int
    """In bytes."""


class EventStore(Protocol):
    def read(self, who: ParticipantId, since: int = 0) -> tuple[Event, ...]:
        """A history after position `since`, in order; empty for a stranger.

        Raises Erased where what stood up to `since` was removed for good, Damaged, Unavailable.
        """
        ...

    def append(
        self, who: ParticipantId, facts: Sequence[Stamp], *, after: int, key: str | None = None
    ) -> Receipt:
        """Keep all facts or none, durably, before returning.

        A key that was used before is looked at before `after`: the same facts (ids, times and
        salts aside) give the first Receipt again, other facts raise Conflict. Raises Conflict
        unless exactly `after` events are there; Damaged; Unavailable.
        """
        ...

    def kept(self, who: ParticipantId, key: str) -> Receipt | None:
        """The receipt of a submission that was kept under this key (`again` is True)."""
        ...

    def heads(self) -> Mapping[ParticipantId, Head]:
        """Everyone with at least one event and where their history stands.

        Damaged histories are left out here and named by `damaged`.
        """
        ...

    def damaged(self) -> tuple[Damaged, ...]:
        """The histories that are closed for writing, each with line and reason."""
        ...

    def loose(self) -> tuple[Loose, ...]:
        """What stands after the last whole append of a history, or was kept when it was cut."""
        ...

    def lines(self, who: ParticipantId) -> tuple[dict[str, JsonValue], ...]:
        """A history exactly as it was stored, whatever its shape: for proof, backups and moves.

        Raises Damaged, Unavailable.
        """
        ...

    def erase(self, who: ParticipantId) -> None:
        """Remove a person's whole history and leave a tombstone without content.

        A later append to it raises Erased.
        """
        ...

    def erased(self) -> frozenset[ParticipantId]:
        """Whose history was erased."""
        ...


class Draft(Value):
    """Text on its way: what a form holds before it is submitted. No fact."""

    key: str
    """Identifier of the submission this will become."""
    revision: int
    """Grows with every save; a save that is not newer is refused."""
    saved_at: AwareDatetime
    answers: dict[str, JsonValue]


class DraftStore(Protocol):
    def read(self, who: ParticipantId, step: str) -> Draft | None:
        """What is on its way. Raises Unavailable when what is kept cannot be read."""
        ...

    def save(self, who: ParticipantId, step: str, draft: Draft) -> None:
        """Keep a draft durably. Raises Conflict when one of the same key is as new or newer."""
        ...

    def remove(self, who: ParticipantId, step: str, key: str) -> None:
        """Remove the draft with this key, if it is still that one and can be read."""
        ...

    def erase(self, who: ParticipantId) -> None: ...


class Account(Value):
    """A person who can sign in. Names and addresses live here, never in events."""

    id: AccountId
    login: str
    name: str
    role: Role
    password: str | None
    """argon2id hash; None for an account without password (demo clinic only)."""
    participant: ParticipantId | None = None
    """The history a patient's account belongs to."""
    therapist: AccountId | None = None
    """Who looks after this patient."""
    covered_by: AccountId | None = None
    """Who stands in for that therapist; on a therapist's own account, who stands in for them,
    which every patient of theirs is given."""
    contacts: dict[str, str] = {}
    """phone, place, doctor, emergency, called: only where the person gave them."""
    contacts_given: int = 0
    """How often the person handed them in: it names the next time."""
    preferences: dict[str, str] = {}
    """text size, contrast, motion, language."""
    active: bool = True


class Session(Value):
    """A signed-in session; only the SHA-256 of its token is stored."""

    token_hash: str
    account: AccountId
    started: AwareDatetime
    expires: AwareDatetime


class AccountStore(Protocol):
    def get(self, account: AccountId) -> Account | None: ...

    def by_login(self, login: str) -> Account | None:
        """The account with this login name, whatever its capitals."""
        ...

    def by_participant(self, who: ParticipantId) -> Account | None:
        """The patient account a history belongs to. Asked at every use case: keep it quick."""
        ...

    def all(self) -> tuple[Account, ...]: ...

    def put(self, account: Account) -> None:
        """Add or replace. Raises Conflict when another account has this login."""
        ...

    def change(self, account: AccountId, to: Callable[[Account], Account]) -> Account | None:
        """Put what `to` makes of an account, read and written as one; what it is now, None
        where there is none. Raises Conflict."""
        ...

    def erase(self, account: AccountId) -> None:
        """Remove an account and its sessions."""
        ...

    def session(self, token_hash: str) -> Session | None: ...

    def sessions(self) -> tuple[Session, ...]: ...

    def put_session(self, session: Session) -> None: ...

    def end_session(self, token_hash: str) -> None: ...

    def end_sessions(self, account: AccountId) -> None:
        """Remove every session of an account."""
        ...

    def end_expired(self, now: datetime) -> int:
        """Remove sessions that are over; how many."""
        ...


class Published(Value):
    """One version of a program in the archive."""

    program: str
    content: ContentHash
    at: AwareDatetime
    files: dict[str, str]
    """Path below content/ -> text; everything the program reaches."""


class Archive(Protocol):
    def put(self, published: Published) -> None:
        """Keep for ever and make it the program's current version."""
        ...

    def get(self, content: ContentHash) -> Published | None: ...

    def current(self) -> Mapping[str, ContentHash]:
        """Program -> the version that new enrolments get."""
        ...

    def all(self) -> tuple[ContentHash, ...]: ...


ERASE = "erase"
"""The action that an `Access` notes when a history was erased."""

ACCEPT = "accept history"
"""The action that an `Access` notes when a history was taken as it stands, and why."""


class Access(Value):
    """A staff member read a record, or did something that is no fact of the participant."""

    at: AwareDatetime
    actor: AccountId
    role: Role
    action: str
    who: ParticipantId | None = None
    why: str = ""
    """A reason, or which staff it was about, by their logins; nothing that names a patient."""


class AuditStore(Protocol):
    def note(self, access: Access) -> None:
        """Append to the journal of staff access."""
        ...

    def notes(self) -> tuple[Access, ...]: ...

    def anchor(
        self, at: datetime, heads: Mapping[ParticipantId, Head], *, back: bool = False
    ) -> None:
        """Write down where every history stands, apart from the histories. back: also where it
        is not further on than the last anchor, which else stays."""
        ...

    def anchors(self) -> Mapping[ParticipantId, Head]:
        """The last anchored head of everyone."""
        ...


@dataclass(frozen=True)
class Stores:
    """All ports of one clinic."""

    mode: Mode
    events: EventStore
    drafts: DraftStore
    accounts: AccountStore
    archive: Archive
    audit: AuditStore
