"""What people are called in front of staff."""

from collections import Counter
from collections.abc import Mapping, Sequence

from program.ids import AccountId
from program.storage.ports import Account


def called(everybody: Sequence[Account]) -> Mapping[AccountId, str]:
    """Each account's name; where patients share one, with what they sign in with, so that
    nobody is taken for another."""
    patients = Counter(_alike(one) for one in everybody if one.participant is not None)
    return {
        one.id: f"{one.name} ({one.login})"
        if one.participant is not None and patients[_alike(one)] > 1
        else one.name
        for one in everybody
    }


def _alike(account: Account) -> str:
    return " ".join(account.name.split()).casefold()
