"""Facts about what a therapist opens to one person alone."""

from typing import Annotated, Literal

from pydantic import Field

from program.events._fact import Fact, Text
from program.ids import EventId, Slug


class RestrictionSet(Fact):
    """A therapist opened sleep restriction to a person, or closed it again."""

    fact: Literal["restriction_set"] = "restriction_set"
    open: bool
    reason: Text
    """Why, in the therapist's words; kept for the record."""
    ruled_out: tuple[Annotated[str, Field(min_length=1)], ...] = ()
    """What the therapist confirmed not to be the case: everything that forbids it. Empty where
    it was closed."""
    answers: Annotated[EventId, Slug] | None = None
    """The latest answers of the person on what is safe; None where they had not been asked."""
