"""Use case: a person looks at the plans they have made, also where little else works."""

from collections.abc import Mapping

from program.exercises import Entry
from program.ids import ParticipantId
from program.service.clinic import Clinic, Signed
from program.service.use_case import about_person
from program.storage.ports import Damaged, Unavailable

FLARE, SAFER = "flare_plan", "safer_time"
PLANS = (FLARE, SAFER, "personal_plan", "weekly_plan", "wind_down")
"""The kinds of exercise that make a plan for somebody's own hands, most urgent first."""

Plans = Mapping[str, tuple[Entry, ...]]
"""Kind -> everything saved with it, oldest first; only the kinds somebody has used."""


@about_person("see my plans")
def my_plans(clinic: Clinic, by: Signed, who: ParticipantId) -> Plans:
    """The plans there are, wherever they were made. Asks nothing of the content.

    Raises Damaged, Unavailable.
    """
    record = clinic.record(who)
    kept = {kind: tuple(saved.entry for saved in record.kind(kind)) for kind in PLANS}
    return {kind: entries for kind, entries in kept.items() if entries}


def has_flare_plan(clinic: Clinic, by: Signed) -> bool:
    """Whether there is one to lead to; no where the record cannot be read, which the page that
    is open says for itself."""
    if by.participant is None:
        return False
    try:
        return FLARE in my_plans(clinic, by, by.participant)
    except (Damaged, Unavailable):
        return False
