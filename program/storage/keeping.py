"""Rules of keeping that every adapter shares."""

from collections.abc import Iterable, Mapping

from program.ids import ParticipantId
from program.storage.ports import (
    ERASE,
    Access,
    Account,
    Conflict,
    Draft,
    Erased,
    Head,
    Published,
)


def newer(kept: Draft | None, draft: Draft) -> None:
    """Raise Conflict when the kept draft of the same key is as new or newer."""
    if kept is not None and kept.key == draft.key and kept.revision >= draft.revision:
        raise Conflict(f"revision {kept.revision} of this draft is there already")


def free_login(accounts: tuple[Account, ...], account: Account) -> None:
    """Raise Conflict when another account has this login, whatever its capitals."""
    holder = with_login(accounts, account.login)
    if holder is not None and holder.id != account.id:
        raise Conflict(f"another account has the login {account.login}")


def with_login(accounts: tuple[Account, ...], login: str) -> Account | None:
    """The account with this login name, whatever its capitals."""
    wanted = login.casefold()
    return next((one for one in accounts if one.login.casefold() == wanted), None)


def removed(who: str) -> Erased:
    """The error to raise for a history that was erased."""
    return Erased(f"the history {who} was erased; nothing is added to it again")


def noted_erased(notes: Iterable[Access]) -> frozenset[ParticipantId]:
    """Whose history somebody erased, whatever became of it since."""
    return frozenset(note.who for note in notes if note.action == ERASE and note.who)


def unchanged(kept: Published, published: Published) -> None:
    """Raise Conflict when a content hash comes back with other files."""
    if (kept.program, kept.files) != (published.program, published.files):
        raise Conflict(f"the archive holds other files as {published.content}")


def grown(
    anchored: Mapping[ParticipantId, Head], heads: Mapping[ParticipantId, Head]
) -> dict[ParticipantId, Head]:
    """The heads that are worth an anchor: those further on than the last one.

    An anchor never moves back by itself, so that a history cut short stays visible.
    """
    return {
        who: head
        for who, head in heads.items()
        if who not in anchored or head.seq > anchored[who].seq
    }
