"""Use cases of somebody's own account: the look and language they chose, how to reach them."""

from collections.abc import Callable, Mapping

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
    known = _known(chosen, PREFERENCES)
    return _change(clinic, by, lambda own: {"preferences": {**own.preferences, **known}})


@about_clinic("set contacts", "self")
def set_contacts(clinic: Clinic, by: Signed, given: Mapping[str, str]) -> Account:
    """Keep how a person can be reached; an empty text removes. Never part of the events.

    Raises ValueError for a name that is not in CONTACTS, Refused, Unavailable.
    """
    known = _known(given, CONTACTS)

    def both(own: Account) -> Mapping[str, str]:
        together = {**own.contacts, **known}
        return {name: text for name, text in together.items() if text}

    return _change(clinic, by, lambda own: {"contacts": both(own)})


def _change(
    clinic: Clinic, by: Signed, new: Callable[[Account], Mapping[str, object]]
) -> Account:
    """Change what is named and nothing else, whoever else changes the account meanwhile."""
    changed = clinic.stores.accounts.change(
        by.account, lambda own: own.model_copy(update=new(own))
    )
    if changed is None:
        raise Refused("this account is gone")
    return changed


def _known(given: Mapping[str, str], names: tuple[str, ...]) -> dict[str, str]:
    strange = sorted(given.keys() - set(names))
    if strange:
        raise ValueError(f"unknown: {', '.join(strange)}; there are {', '.join(names)}")
    return {name: text.strip()[:_LONGEST] for name, text in given.items()}
