"""Submissions: kept once however often they are sent, and never mixed up with another."""

from collections.abc import Callable

from program.ids import ParticipantId
from program.service.clinic import Clinic, Signed, Turn
from program.storage.ports import Conflict, Receipt

_TRIES = 12
"""Others may write to the same history in between; each try begins from where it stands."""


class OtherText(Exception):
    """The same submission came with something else. Both are kept; the person chooses."""


def submit(
    clinic: Clinic,
    by: Signed,
    who: ParticipantId,
    key: str | None,
    gather: Callable[[Turn], None],
    same: Callable[[Receipt], bool] = lambda kept: True,
) -> Receipt | None:
    """Keep what `gather` adds to a turn. None when it had nothing to add.

    A key that was used before gives the first receipt again, or raises OtherText where `same`
    says that it came with something else. Raises Conflict when others kept writing in between,
    and what a store raises.
    """
    for _ in range(_TRIES - 1):
        try:
            return _once(clinic, by, who, key, gather, same)
        except Conflict:
            continue
    return _once(clinic, by, who, key, gather, same)


def _once(
    clinic: Clinic,
    by: Signed,
    who: ParticipantId,
    key: str | None,
    gather: Callable[[Turn], None],
    same: Callable[[Receipt], bool],
) -> Receipt | None:
    kept = clinic.stores.events.kept(who, key) if key else None
    if kept is not None:
        if not same(kept):
            raise OtherText(key)
        return kept
    turn = clinic.turn(who, by)
    gather(turn)
    return clinic.keep(turn, key) if turn.stamps else None
