"""Use cases of somebody's own account: the look and language they chose."""

from collections.abc import Callable, Mapping

from program.access import Refused
from program.service.clinic import Clinic, Signed
from program.service.use_case import about_clinic
from program.storage.ports import Account

PREFERENCES = ("text", "contrast", "motion", "language")
_LONGEST = 120


@about_clinic("set preferences", "self")
def set_preferences(clinic: Clinic, by: Signed, chosen: Mapping[str, str]) -> Account:
    """Keep what a person chose about the look and the language. Others are left as they are.

    Raises ValueError for a name that is not in PREFERENCES, Refused, Unavailable.
    """
    known = _known(chosen, PREFERENCES)
    return change_own(clinic, by, lambda own: {"preferences": {**own.preferences, **known}})


def change_own(
    clinic: Clinic, by: Signed, new: Callable[[Account], Mapping[str, object]]
) -> Account:
    """Change what is named and nothing else, whoever else changes the account meanwhile.

    For use cases, which have asked who may. Raises Refused where the account is gone.
    """
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
