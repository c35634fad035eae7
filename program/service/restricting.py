"""Use cases of a therapist who opens sleep restriction to one person, and closes it again."""

from collections.abc import Collection

from program.events import RestrictionSet, keep_text
from program.ids import EventId, ParticipantId
from program.service.clinic import Clinic, Signed, Turn
from program.service.restriction import EXCLUSIONS, answers_on_safety, forbidden, stands
from program.service.submit import submit
from program.service.use_case import about_person


class Forbidden(Exception):
    """The person's own answers name something that forbids restriction."""

    def __init__(self, named: tuple[str, ...]) -> None:
        super().__init__(f"forbidden by the person's own answers: {', '.join(named)}")
        self.named = named


@about_person("open restriction")
def open_restriction(
    clinic: Clinic, by: Signed, who: ParticipantId, reason: str, ruled_out: Collection[str]
) -> None:
    """Open sleep restriction to a person. ruled_out: what the therapist has confirmed not to be
    the case; all of EXCLUSIONS.

    Raises ValueError without a reason or with a confirmation missing, Forbidden where the
    person's own answers name an exclusion. Where it stands already nothing is added.
    """
    if not reason.strip():
        raise ValueError("a reason is needed; it is kept with the record")
    missing = [name for name in EXCLUSIONS if name not in ruled_out]
    if missing:
        raise ValueError(f"confirm first that these are not the case: {', '.join(missing)}")

    def gather(turn: Turn) -> None:
        named = forbidden(turn.record)
        if named:
            raise Forbidden(named)
        if stands(turn.record):
            return
        latest = answers_on_safety(turn.record)
        _set(turn, reason, True, latest.event if latest is not None else None)

    submit(clinic, by, who, None, gather)


@about_person("close restriction")
def close_restriction(clinic: Clinic, by: Signed, who: ParticipantId, reason: str) -> None:
    """Close sleep restriction again: small steps alone are proposed from here on. Raises
    ValueError without a reason. Where it is closed already nothing is added."""
    if not reason.strip():
        raise ValueError("a reason is needed; it is kept with the record")

    def gather(turn: Turn) -> None:
        if turn.record.restriction is not None:
            _set(turn, reason, False, None)

    submit(clinic, by, who, None, gather)


def _set(turn: Turn, reason: str, opened: bool, answers: EventId | None) -> None:
    turn.add(
        RestrictionSet(
            open=opened,
            reason=keep_text(reason.strip(), turn.clinic.token()),
            ruled_out=EXCLUSIONS if opened else (),
            answers=answers,
        )
    )
