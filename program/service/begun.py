"""A check-in on its way: what its answers become, and whether some are there already."""

from datetime import timedelta
from typing import NamedTuple

from program.ids import ParticipantId
from program.service.check_in import Place, usual_key
from program.service.clinic import Clinic, Signed
from program.service.use_case import about_person


class Sending(NamedTuple):
    """The submission that a check-in becomes."""

    key: str
    begun: bool
    """Whether some of its answers are kept already."""


@about_person("see begun check-in")
def sending(clinic: Clinic, by: Signed, who: ParticipantId, place: Place) -> Sending:
    """The submission that a check-in becomes once it is handed in.

    Answers left lying for as long as there is between two check-ins tell of another week: it
    begins anew. Raises Unavailable.
    """
    turn = clinic.turn(who, by)
    usual = usual_key(turn.record, place)
    draft = clinic.stores.drafts.read(who, place.name)
    if draft is None or not f"{draft.key}-".startswith(f"{usual}-"):
        return Sending(usual, begun=False)
    if turn.at - draft.saved_at < timedelta(days=turn.program.plan.check_in_days):
        return Sending(draft.key, begun=True)
    return Sending(f"{usual}-{turn.on}", begun=False)
