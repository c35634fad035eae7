"""Use cases of somebody's own account: the look and language they chose, how to reach them."""

from collections.abc import Mapping

from program.access import Refused
from program.service.clinic import Clinic, Signed
from program.service.use_case import about_clinic
from program.storage.ports import Account

PREFERENCES = ("text", "contrast", "motion", "language")
CONTACTS = ("phone", "place", "doctor", "emergency")
_LONGEST = 120


@about_clinic("set preferences", "self")
def set_preferences(clinic: Clinic, by: Signed, chosen: Mapping[str, str]) -> Account:
    """Keep what a person chose about the look and the language. Others are left as they are.

    Raises ValueError for a name that is not in PREFERENCES, Refused, Unavailable.
    """
    account = _own(clinic, by)
    kept = {**account.preferences, **_known(chosen, PREFERENCES)}
    return _keep(clinic, account.model_copy(update={"preferences": kept}))


@about_clinic("set contacts", "self")
def set_contacts(clinic: Clinic, by: Signed, given: Mapping[str, str]) -> Account:
    """Keep how a person can be reached; an empty text removes. Never part of the events.

    Raises ValueError for a name that is not in CONTACTS, Refused, Unavailable.
    """
    account = _own(clinic, by)
    both = {**account.contacts, **_known(given, CONTACTS)}
    kept = {name: text for name, text in both.items() if text}
    return _keep(clinic, account.model_copy(update={"contacts": kept}))


def _own(clinic: Clinic, by: Signed) -> Account:
    account = clinic.stores.accounts.get(by.account)
    if account is None:
        raise Refused("this account is gone")
    return account


def _known(given: Mapping[str, str], names: tuple[str, ...]) -> dict[str, str]:
    strange = sorted(given.keys() - set(names))
    if strange:
        raise ValueError(f"unknown: {', '.join(strange)}; there are {', '.join(names)}")
    return {name: text.strip()[:_LONGEST] for name, text in given.items()}


def _keep(clinic: Clinic, account: Account) -> Account:
    clinic.stores.accounts.put(account)
    return account
