"""How somebody can be reached: what is asked, keeping it and giving it to their therapist,
apart from their record."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pydantic import JsonValue

from program.fields import Page, Pages, TextField, check
from program.ids import ParticipantId
from program.service.called import called
from program.service.clinic import Clinic, Signed
from program.service.exercises import Unanswered
from program.service.own_settings import change_own
from program.service.submit import OtherText
from program.service.use_case import about_clinic, about_person
from program.storage.ports import Account
from program.words import N_

PLACE = "contacts"
"""Name of the draft."""
CALLED = "called"
"""The contact that is the name a person goes by."""
_LONGEST, _LONGEST_NAME = 120, 40
_FIELDS = (
    ("phone", N_("Your phone number"), "tel"),
    ("place", N_("Where you live (street and town)"), "street-address"),
    ("doctor", N_("Your doctor, with phone number"), ""),
    ("emergency", N_("Someone we may call for you, with phone number"), ""),
)
"""Name, label, and what a browser may fill in."""
_NAME = TextField(
    id=CALLED, label=N_("The name you go by"), help=N_("Today greets you by it."), rows=1,
    longest=_LONGEST_NAME, optional=True, fills="nickname",
)  # fmt: skip


def contact_pages(title: str, lead: str = "") -> Pages:
    """What is asked, under a heading; all of it may be left empty."""
    fields = tuple(
        TextField(id=name, label=label, rows=1, longest=_LONGEST, optional=True, fills=fills)
        for name, label, fills in _FIELDS
    )
    return (Page(id="contacts", title=title, lead=lead, fields=(*fields, _NAME)),)


def contacts_key(own: Account) -> str:
    """The submission that the next contacts become; the same in two tabs."""
    return f"{PLACE}-{own.contacts_given + 1}"


@about_clinic("set contacts", "self")
def set_contacts(
    clinic: Clinic, by: Signed, given: Mapping[str, JsonValue], key: str | None = None
) -> Account:
    """Keep how a person can be reached; an empty text removes, and what is not named is left
    as it is. Never part of the events.

    key: what the submission was named; it is kept once, and its draft is removed.
    Raises Unanswered, OtherText where other contacts were handed in under the key, Refused,
    Unavailable.
    """
    checked = check(contact_pages(""), given)
    if checked.problems:
        raise Unanswered(checked.problems)
    known = {name: str(checked.answers[name] or "").strip() for name in given}

    def new(own: Account) -> Mapping[str, object]:
        together = {name: text for name, text in (own.contacts | known).items() if text}
        if key is None or key == contacts_key(own):
            return {"contacts": together, "contacts_given": own.contacts_given + 1}
        if together != own.contacts:
            raise OtherText(key)
        return {}

    own = change_own(clinic, by, new)
    if key is not None and by.participant is not None:
        clinic.stores.drafts.remove(by.participant, PLACE, key)
    return own


@dataclass(frozen=True)
class Reached:
    """What a therapist is told of somebody that stands apart from their record."""

    name: str = ""
    contacts: Mapping[str, str] = field(default_factory=dict)
    active: bool = True
    """Whether they can sign in."""
    covered_for: str = ""
    """Name of the therapist who is stood in for; empty for the therapist's own people."""


@about_person("see contacts")
def contacts_of(clinic: Clinic, by: Signed, who: ParticipantId) -> Reached:
    """Who somebody is and how they can be reached, whatever became of their record. Raises
    Refused, Unavailable."""
    accounts = clinic.stores.accounts
    account = accounts.by_participant(who)
    if account is None:
        return Reached()
    away = accounts.get(account.therapist) if account.therapist else None
    return Reached(
        name=called(accounts.all()).get(account.id, account.name),
        contacts=dict(account.contacts),
        active=account.active,
        covered_for=away.name if away and away.id != by.account else "",
    )
