"""Facts about what the participant answered, wrote and practised."""

from typing import Annotated, Literal

from pydantic import Field, JsonValue

from program.events._fact import Fact, Text, Value
from program.events.path import Variant
from program.ids import InstrumentId, ModuleId, PracticeId, ScaleId, Slug, StepId

Occasion = Literal["intake", "start", "weekly", "middle", "end", "booster"]
"""When an instrument was answered."""


class ScoreValue(Value):
    """One score as it was computed then, so that a later scorer cannot rewrite history."""

    scale: Annotated[ScaleId, Slug]
    value: float | None
    """None when too few items were answered: missing, never zero."""
    answered: int = Field(ge=0)
    of: int = Field(ge=1)
    prorated: bool = False
    band: str | None = None


class InstrumentAnswered(Fact):
    """A questionnaire was saved: every item with its code, and its scores."""

    fact: Literal["instrument_answered"] = "instrument_answered"
    instrument: Annotated[InstrumentId, Slug]
    occasion: Occasion
    items: dict[str, JsonValue]
    """Item -> code; None where the person would rather not say; absent where not shown."""
    scores: tuple[ScoreValue, ...] = ()
    scorer: str
    """Version of the scoring that was used."""


class CheckInSaved(Fact):
    """A whole check-in was saved; its answers stand before it in the same append."""

    fact: Literal["check_in_saved"] = "check_in_saved"
    occasion: Occasion
    week: int = Field(ge=0)
    """Weeks since enrolment, counted from 0 in the participant's own zone."""
    module: Annotated[ModuleId, Slug] | None = None
    step: Annotated[StepId, Slug] | None = None
    """The step of a module that this check-in was, as the first one is."""


class LessonRead(Fact):
    """A lesson was read to its end, in full or in its short form."""

    fact: Literal["lesson_read"] = "lesson_read"
    module: Annotated[ModuleId, Slug]
    step: Annotated[StepId, Slug]
    iteration: int = Field(default=1, ge=1)
    variant: Variant


class ExerciseSaved(Fact):
    """An exercise was submitted once, or one more entry of a log was added."""

    fact: Literal["exercise_saved"] = "exercise_saved"
    module: Annotated[ModuleId, Slug] | None
    """None when it was used from Tools, outside any module."""
    step: Annotated[StepId, Slug]
    kind: str
    practice: Annotated[PracticeId, Slug] | None = None
    """The guided practice that was done, where it was one; it may be another than the step
    names. None in entries kept before this was noted."""
    iteration: int = Field(default=1, ge=1)
    variant: Variant = "full"
    answers: dict[str, JsonValue]
    """Everything but free text."""
    texts: dict[str, Text] = {}
    """Free text by its path in the answers, such as `plan.0.when`."""
    scores: dict[str, float] = {}
    headline: str = ""
    shared: bool = False
    """Whether the participant shares the free text with the therapist."""


class StepSkipped(Fact):
    """The participant left a step out. It is never counted against anyone."""

    fact: Literal["step_skipped"] = "step_skipped"
    module: Annotated[ModuleId, Slug]
    step: Annotated[StepId, Slug]
    iteration: int = Field(default=1, ge=1)
