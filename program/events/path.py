"""Facts about the way through a program: enrolled, opened, done, skipped, paused, finished."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from program.events._fact import Fact, Text, Zone
from program.ids import (
    ContentHash,
    EnrolmentId,
    EventId,
    ModuleId,
    ProgramId,
    Slug,
    StepId,
)

Variant = Literal["full", "light"]
"""`light` is the short form for a bad day. It counts the same and is marked as such."""


class Enrolled(Fact):
    """A program was assigned. Its exact content is pinned by its hash until it is migrated."""

    fact: Literal["enrolled"] = "enrolled"
    enrolment: Annotated[EnrolmentId, Slug]
    program: Annotated[ProgramId, Slug]
    content: ContentHash


class Migrated(Fact):
    """An enrolment went over to newer content of its program, between two modules.

    It says itself what became of steps, so that a history can be followed without content.
    """

    fact: Literal["migrated"] = "migrated"
    before: ContentHash
    after: ContentHash
    migration: Annotated[str, Slug]
    """Name of the migration."""
    reason: Text
    """Why, in the words of whoever did it; kept for the record."""
    moved: dict[Annotated[StepId, Slug], Annotated[StepId, Slug]] = {}
    """Step -> the step that has taken over its answers."""
    dropped: tuple[Annotated[StepId, Slug], ...] = ()
    """Steps that are gone from the program; their answers stay in the record."""


class ConsentGiven(Fact):
    """The participant read what Cairn is and is not, and agreed to take part."""

    fact: Literal["consent_given"] = "consent_given"
    version: int = Field(ge=1)


class Visited(Fact):
    """The participant arrived: once for each signed-in session."""

    fact: Literal["visited"] = "visited"


class ModuleOpened(Fact):
    """The participant began a module for the first time, or again."""

    fact: Literal["module_opened"] = "module_opened"
    module: Annotated[ModuleId, Slug]
    variant: Variant
    iteration: int = Field(ge=1)
    decision: EventId | None = None
    """The decision that led here."""


class ModuleCompleted(Fact):
    """Every required step of the module is done or skipped and its summary was reached."""

    fact: Literal["module_completed"] = "module_completed"
    module: Annotated[ModuleId, Slug]
    variant: Variant
    iteration: int = Field(ge=1)
    useful: int | None = Field(default=None, ge=0, le=10)


class NotToday(Fact):
    """The participant chose a day to come back. It counts as contact and costs nothing."""

    fact: Literal["not_today"] = "not_today"
    until: date


class FlareReported(Fact):
    """The participant said a flare began, or that it is over."""

    fact: Literal["flare_reported"] = "flare_reported"
    going_on: bool


class Chosen(Fact):
    """The participant answered an offer: one of the branches, or none of them."""

    fact: Literal["chosen"] = "chosen"
    decision: EventId
    module: Annotated[ModuleId, Slug] | None
    """The branch chosen; None goes on with the core."""


class DirectiveGiven(Fact):
    """A therapist agreed with what the engine proposed, pinned a module, put the path on hold,
    or lifted an earlier directive."""

    fact: Literal["directive_given"] = "directive_given"
    action: Literal["pin", "hold", "lift", "accept"]
    module: Annotated[ModuleId, Slug] | None = None
    reason: Text
    """Why, in the therapist's words; kept for the record."""
    to_patient: Text | None = None
    """A kind sentence the participant reads."""
    decision: EventId | None = None
    """The decision that stood when it was given; the proposal it answers."""


class ProgramFinished(Fact):
    """The participant reached the end of the program."""

    fact: Literal["program_finished"] = "program_finished"


class ZoneSet(Fact):
    """The participant's own time zone (IANA name) from here on."""

    fact: Literal["zone_set"] = "zone_set"
    zone: Zone
