"""A history that stands elsewhere than it was anchored, and is meant to: it was put back."""

from program.ids import ParticipantId
from program.service.clinic import Clinic, Signed
from program.service.noting import note
from program.service.use_case import about_clinic
from program.storage.audit import verify_history
from program.storage.keeping import noted_erased
from program.storage.ports import ACCEPT, Head


@about_clinic("accept history")
def accept(clinic: Clinic, by: Signed, who: ParticipantId, reason: str) -> tuple[Head, Head]:
    """Take a history as it stands, restored from a backup made before its last anchor: it is
    anchored anew, and a note of who did it, when and why stays. Where it was anchored before,
    and where it is now.

    Raises ValueError in words for the person at the keyboard: without a reason, where nothing
    differs from the anchor, where the history does not prove itself, or where it was erased.
    Refused, Damaged, Unavailable.
    """
    stores = clinic.stores
    anchored, now = stores.audit.anchors().get(who), stores.events.heads().get(who)
    lines = stores.events.lines(who)
    if not reason.strip():
        raise ValueError("a reason is needed; it is kept in the audit journal")
    if anchored is None or not verify_history(who, lines, anchored):
        raise ValueError(f"{who} has no history that stands elsewhere than it was anchored")
    if who in noted_erased(stores.audit.notes()):
        raise ValueError(f"{who} was erased, for good: a history that comes back is not taken")
    if now is None:
        raise ValueError(f"nothing is there of {who}: restore the history first")
    for wrong in verify_history(who, lines, None):
        raise ValueError(f"{who}, line {wrong.line}: {wrong.what}. Advice: {wrong.advice}")
    note(clinic, by, ACCEPT, who, reason.strip())
    stores.audit.anchor(clinic.moment(), {who: now}, back=True)
    return anchored, now
