"""Who looks after whom: a stand-in for a therapist who is away, another one for people."""

from collections.abc import Iterable, Mapping

from program.ids import AccountId
from program.service.accounts import therapist_there
from program.service.clinic import Clinic, Signed
from program.service.noting import note
from program.service.use_case import about_clinic
from program.storage.ports import Account


@about_clinic("cover therapist")
def cover(clinic: Clinic, by: Signed, login: str, stand_in: str | None) -> tuple[Account, int]:
    """Let one therapist stand in for another with all of their people, those to come included;
    None ends it. The therapist, and how many people they have.

    Raises ValueError in words for the person at the keyboard, Refused, Unavailable.
    """
    away = therapist_there(clinic, login, closed=True)
    there = therapist_there(clinic, stand_in) if stand_in is not None else None
    if there is not None and there.id == away.id:
        raise ValueError(f"{login!r} needs another therapist to stand in")
    people = _people(clinic, away)
    given = f"{away.login} by {there.login if there else 'nobody'}"
    note(clinic, by, "cover therapist", why=given)
    new = {"covered_by": there.id if there is not None else None}
    _change(clinic, (away.id, *people), new)
    return away, len(people)


@about_clinic("transfer people")
def transfer(clinic: Clinic, by: Signed, login: str, to: str) -> int:
    """Give a patient, or all people of a therapist, to another therapist, and to whoever stands
    in for that one. How many went over; what was kept of them stays as it is.

    Raises ValueError in words for the person at the keyboard, Refused, Unavailable.
    """
    there = therapist_there(clinic, to)
    found = clinic.stores.accounts.by_login(login)
    if found is None or found.role not in ("patient", "therapist"):
        raise ValueError(f"there is no patient and no therapist with the login {login!r}")
    people = [found.id] if found.role == "patient" else _people(clinic, found)
    whose = "" if found.role == "patient" else f"the people of {found.login} "
    note(clinic, by, "transfer people", found.participant, f"{whose}to {there.login}")
    _change(clinic, people, {"therapist": there.id, "covered_by": there.covered_by})
    return len(people)


def _people(clinic: Clinic, therapist: Account) -> list[AccountId]:
    return [one.id for one in clinic.stores.accounts.all() if one.therapist == therapist.id]


def _change(clinic: Clinic, accounts: Iterable[AccountId], new: Mapping[str, object]) -> None:
    for account in accounts:
        clinic.stores.accounts.change(account, lambda one: one.model_copy(update=new))
