"""The audit journal: who looked at a record, or did something that is no fact of anybody."""

from program.ids import ParticipantId
from program.service.clinic import Clinic, Signed
from program.storage.ports import Access


def note(
    clinic: Clinic, by: Signed, action: str, who: ParticipantId | None = None, why: str = ""
) -> None:
    """Write it down, now. who: whose record it is about. why: see `Access`.

    Part of the use case that does it, which has asked `access`. Raises Unavailable.
    """
    at, role = clinic.moment(), by.role
    clinic.stores.audit.note(
        Access(at=at, actor=by.account, role=role, action=action, who=who, why=why)
    )
