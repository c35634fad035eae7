"""Removing everything that is kept about a person, because they asked for it."""

from program.ids import ParticipantId
from program.service.clinic import Clinic, Signed
from program.service.noting import note
from program.service.use_case import about_clinic
from program.storage.keeping import noted_erased
from program.storage.ports import ERASE, Stores


@about_clinic("erase person")
def erase(clinic: Clinic, by: Signed, login: str) -> str:
    """Remove a patient's history, drafts and account for good; the id their history had.

    A tombstone without content stays, and a note of who did it. What breaks off is finished by
    doing it again: the account goes last. Bundles made before and backups are not touched.
    Whose history came back from a backup, and no account, is named by the id of the history.
    Raises ValueError in words for the person at the keyboard, Refused, Damaged, Unavailable.
    """
    stores = clinic.stores
    found = stores.accounts.by_login(login)
    who = found.participant if found else _came_back(stores, login)
    if who is None:
        raise ValueError(f"there is no patient with the login {login!r}")
    note(clinic, by, ERASE, who)
    if found:
        stores.accounts.change(found.id, lambda one: one.model_copy(update={"active": False}))
        stores.accounts.end_sessions(found.id)  # an open page writes no more
    stores.events.erase(who)
    stores.drafts.erase(who)
    if found:
        stores.accounts.erase(found.id)
    stores.drafts.erase(who)  # that a page saved meanwhile; one that comes later finds nobody
    return who


def _came_back(stores: Stores, name: str) -> ParticipantId | None:
    """Somebody who was erased, and whose history is there again while no account has it."""
    damaged = {ParticipantId(damage.who) for damage in stores.events.damaged()}
    who = next((one for one in {*stores.events.heads(), *damaged} if one == name), None)
    if who is None or stores.accounts.by_participant(who) is not None:
        return None
    return who if who in noted_erased(stores.audit.notes()) else None
