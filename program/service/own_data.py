"""Use case: a person takes everything that is kept about them."""

from pydantic import JsonValue

from program.ids import ParticipantId
from program.service.clinic import Clinic, Signed
from program.service.use_case import about_person


@about_person("take own data")
def own_data(clinic: Clinic, by: Signed, who: ParticipantId) -> dict[str, JsonValue]:
    """Account, contacts, and every event with its words, as plain JSON. No password."""
    account = clinic.stores.accounts.by_participant(who)
    kept = account.model_dump(mode="json", exclude={"password"}) if account else {}
    events: list[JsonValue] = [
        event.model_dump(mode="json") for event in clinic.stores.events.read(who)
    ]
    return {"account": kept, "events": events}
