"""Every use case asks `access` first, and is known by the action it stands for."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from program.access import Refused, Relation, allowed
from program.ids import ParticipantId
from program.service.clinic import Clinic, Signed
from program.storage.ports import Account

P = ParamSpec("P")
R = TypeVar("R")

Progress = Callable[[int, int], None]
"""Told how far something long is: (done, in all)."""

USE_CASES: dict[str, str] = {}
"""Action -> the use case that does it."""


def relation(clinic: Clinic, by: Signed, who: ParticipantId) -> Relation:
    """How the person acting stands to the owner of a history."""
    if by.participant == who:
        return "self"
    patient = clinic.stores.accounts.by_participant(who)
    return care_of(by, patient) if patient is not None else "none"


def care_of(by: Signed, patient: Account) -> Relation:
    """How a therapist stands to a patient. Nobody covers where there is nobody to cover for."""
    if patient.therapist is None:
        return "none"
    if patient.therapist == by.account:
        return "own"
    return "covered" if patient.covered_by == by.account else "none"


def _ask(by: Signed, action: str, stands: Relation) -> None:
    if not allowed(by.role, action, stands):
        raise Refused(f"{by.role} may not: {action}")


def _stands_for(action: str, use: str) -> None:
    if USE_CASES.setdefault(action, use) != use:
        raise TypeError(f"{action!r} stands for {USE_CASES[action]} already")


def about_person(
    action: str,
) -> Callable[
    [Callable[Concatenate[Clinic, Signed, ParticipantId, P], R]],
    Callable[Concatenate[Clinic, Signed, ParticipantId, P], R],
]:
    """A use case on one person's record: `f(clinic, by, who, ...)`. Raises Refused."""

    def wrap(
        use: Callable[Concatenate[Clinic, Signed, ParticipantId, P], R],
    ) -> Callable[Concatenate[Clinic, Signed, ParticipantId, P], R]:
        _stands_for(action, f"{use.__module__}.{use.__name__}")

        @wraps(use)
        def asked(
            clinic: Clinic,
            by: Signed,
            who: ParticipantId,
            /,
            *args: P.args,
            **kwargs: P.kwargs,
        ) -> R:
            _ask(by, action, relation(clinic, by, who))
            return use(clinic, by, who, *args, **kwargs)

        return asked

    return wrap


def about_clinic(
    action: str, stands: Relation = "none"
) -> Callable[
    [Callable[Concatenate[Clinic, Signed, P], R]], Callable[Concatenate[Clinic, Signed, P], R]
]:
    """A use case on nobody's record, or (`self`) on the own account: `f(clinic, by, ...)`.

    Raises Refused.
    """

    def wrap(
        use: Callable[Concatenate[Clinic, Signed, P], R],
    ) -> Callable[Concatenate[Clinic, Signed, P], R]:
        _stands_for(action, f"{use.__module__}.{use.__name__}")

        @wraps(use)
        def asked(clinic: Clinic, by: Signed, /, *args: P.args, **kwargs: P.kwargs) -> R:
            _ask(by, action, stands)
            return use(clinic, by, *args, **kwargs)

        return asked

    return wrap
