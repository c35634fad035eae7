"""Removing everything that is kept about a person, because they asked for it."""

from program.service.clinic import Clinic, Signed
from program.service.use_case import about_clinic
from program.storage.ports import ERASE, Access


@about_clinic("erase person")
def erase(clinic: Clinic, by: Signed, login: str) -> str:
    """Remove a patient's history, drafts and account for good; the id their history had.

    A tombstone without content stays, and a note of who did it. What breaks off is finished by
    doing it again: the account goes last. Bundles made before and backups are not touched.
    Raises ValueError in words for the person at the keyboard, Refused, Unavailable.
    """
    stores = clinic.stores
    found = stores.accounts.by_login(login)
    if found is None or found.participant is None:
        raise ValueError(f"there is no patient with the login {login!r}")
    who, at = found.participant, clinic.moment()
    stores.audit.note(Access(at=at, actor=by.account, role=by.role, action=ERASE, who=who))
    stores.accounts.change(found.id, lambda one: one.model_copy(update={"active": False}))
    stores.accounts.end_sessions(found.id)  # an open page writes no more
    stores.events.erase(who)
    stores.drafts.erase(who)
    stores.accounts.erase(found.id)
    stores.drafts.erase(who)  # that a page saved meanwhile; one that comes later finds nobody
    return who
