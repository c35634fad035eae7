"""Accounts and sessions on TinyDB: two small tables, apart from every fact."""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from program.ids import AccountId, ParticipantId
from program.storage.files import make_folder
from program.storage.keeping import free_login, with_login
from program.storage.ports import Account, Session
from program.storage.tables import Row, Rows


class _People:
    """The rows of the table as accounts, found by what they are asked for."""

    def __init__(self, rows: Mapping[str, Row]) -> None:
        self.rows = rows
        accounts = [Account.model_validate(row) for _, row in sorted(rows.items())]
        self.by_id = {one.id: one for one in accounts}
        self.by_participant = {
            one.participant: one for one in reversed(accounts) if one.participant is not None
        }


class TinyAccounts:
    """The accounts port on `accounts.json` and `sessions.json`."""

    def __init__(self, folder: Path) -> None:
        make_folder(folder)
        self._accounts = Rows(folder / "accounts.json")
        self._sessions = Rows(folder / "sessions.json")
        self._people = _People({})

    def get(self, account: AccountId) -> Account | None:
        return self._known().by_id.get(account)

    def by_login(self, login: str) -> Account | None:
        return with_login(self.all(), login)

    def by_participant(self, who: ParticipantId) -> Account | None:
        return self._known().by_participant.get(who)

    def all(self) -> tuple[Account, ...]:
        return tuple(self._known().by_id.values())

    def put(self, account: Account) -> None:
        with self._accounts.changing():
            self._put(account)

    def change(self, account: AccountId, to: Callable[[Account], Account]) -> Account | None:
        with self._accounts.changing():
            kept = self.get(account)
            return None if kept is None else self._put(to(kept))

    def _put(self, account: Account) -> Account:
        free_login(self.all(), account)
        self._accounts.put(account.id, account.model_dump(mode="json"))
        return account

    def erase(self, account: AccountId) -> None:
        with self._accounts.changing():
            self._accounts.drop({account})
        self.end_sessions(account)

    def session(self, token_hash: str) -> Session | None:
        row = self._sessions.table().get(token_hash)
        with self._sessions.understood():
            return Session.model_validate(row) if row is not None else None

    def sessions(self) -> tuple[Session, ...]:
        rows = self._sessions.table().values()
        with self._sessions.understood():
            return tuple(Session.model_validate(row) for row in rows)

    def put_session(self, session: Session) -> None:
        with self._sessions.changing():
            self._sessions.put(session.token_hash, session.model_dump(mode="json"))

    def end_session(self, token_hash: str) -> None:
        self._end(lambda session: session.token_hash == token_hash)

    def end_sessions(self, account: AccountId) -> None:
        self._end(lambda session: session.account == account)

    def end_expired(self, now: datetime) -> int:
        return self._end(lambda session: session.expires <= now)

    def _known(self) -> "_People":
        """Everyone, read again only after the table changed."""
        rows, people = self._accounts.table(), self._people
        if people.rows is not rows:
            with self._accounts.understood():
                people = self._people = _People(rows)
        return people

    def _end(self, over: Callable[[Session], bool]) -> int:
        with self._sessions.changing():
            ended = {session.token_hash for session in self.sessions() if over(session)}
            self._sessions.drop(ended)
            return len(ended)
