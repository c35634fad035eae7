"""What staff did for a person: programs assigned and migrated, directives, signals seen to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from program.events import (
    DirectiveGiven,
    Enrolled,
    Event,
    Migrated,
    RestrictionSet,
    SignalHandled,
    SignalRaised,
)
from program.ids import ModuleId, ProgramId, SignalId
from program.storage.ports import AccountStore


@dataclass(frozen=True)
class Given:
    """One thing somebody of the staff did, with the reason they kept for it."""

    on: date
    by: str
    """Their name; empty when the account is gone."""
    action: Literal[
        "assign", "migrate", "accept", "pin", "hold", "lift", "handle", "restrict", "unrestrict"
    ]
    reason: str = ""
    to_patient: str = ""
    module: ModuleId | None = None
    program: ProgramId | None = None
    signal: SignalRaised | None = None


def care_given(events: Iterable[Event], accounts: AccountStore) -> tuple[Given, ...]:
    """What therapists did in a history, latest first."""
    signals: dict[SignalId, SignalRaised] = {}
    found: list[Given] = []
    for event in events:
        if isinstance(event.fact, SignalRaised):
            signals[event.fact.signal] = event.fact
        given = _given(event, signals, accounts)
        if given is not None:
            found.append(given)
    return tuple(reversed(found))


def _given(
    event: Event, signals: dict[SignalId, SignalRaised], accounts: AccountStore
) -> Given | None:
    on = date.fromisoformat(event.local_date)
    account = accounts.get(event.actor)
    by = account.name if account is not None else ""
    match event.fact:
        case Enrolled(program=program):
            return Given(on, by, "assign", program=program)
        case Migrated(reason=reason):
            return Given(on, by, "migrate", reason.body or "")
        case DirectiveGiven() as fact:
            kind = fact.to_patient.body if fact.to_patient else None
            return Given(
                on, by, fact.action, fact.reason.body or "", kind or "", module=fact.module
            )
        case RestrictionSet() as fact:
            opened: Literal["restrict", "unrestrict"] = (
                "restrict" if fact.open else "unrestrict"
            )
            return Given(on, by, opened, fact.reason.body or "")
        case SignalHandled() as fact:
            return Given(
                on, by, "handle", fact.note.body or "", signal=signals.get(fact.signal)
            )
        case _:
            return None
