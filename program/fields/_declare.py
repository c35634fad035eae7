"""The vocabulary of every form: what can be asked.

Exercise kinds and instruments declare their questions with these; one component draws them,
and the same declarations fill the codebook, the workbook and the answers of simulated people.
Labels are msgids of the catalogue of words, or sentences from content.
"""

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, JsonValue, model_validator


class _Declared(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Shown(_Declared):
    """Ask only when the answers given to some fields add up to at least so much, or only when
    each of them was answered with one code.

    A choice of a single option counts as its code where that is a number, else as 0.
    """

    fields: tuple[str, ...] = Field(min_length=1)
    at_least: float = 0
    code: str = ""
    """Where this is given, the sum is not asked for: not answered is another answer."""


class _Question(_Declared):
    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    label: str
    help: str = ""
    optional: bool = False
    """May be left empty; on a check-in, "I'd rather not say" (None) is offered."""
    shown: Shown | None = None
    carried: str = ""
    """Name of something an earlier exercise learned, to begin from."""
    by_hand: str = ""
    """On paper in place of `help`: how to find out what a screen fills in."""
    behind: str = ""
    """Words on a quiet button that brings up this question; it is not asked until somebody
    presses it. Only for what may be left empty."""

    @model_validator(mode="after")
    def _may_wait(self) -> Self:
        if self.behind and not self.optional:
            raise ValueError("a question behind a button is optional")
        return self


class TextField(_Question):
    """Words in the person's own hand."""

    type: Literal["text"] = "text"
    rows: int = Field(default=3, ge=1, le=10)
    longest: int = Field(default=2000, ge=1, le=5000)
    example: str = ""
    fills: str = ""
    """What a browser may fill in from what it knows of the person (HTML `autocomplete`)."""


class ScaleField(_Question):
    """Whole numbers as buttons, with words at both ends."""

    type: Literal["scale"] = "scale"
    low: str
    high: str
    lowest: int = 0
    highest: int = 10


class Option(_Declared):
    """One answer that can be chosen."""

    code: str
    label: str


class ChoiceField(_Question):
    """One option, or several where `many`. The answer is a code, or a list of codes."""

    type: Literal["choice"] = "choice"
    options: tuple[Option, ...] = Field(min_length=2)
    many: bool = False
    alone: str = ""
    """Code of the option that goes with no other, such as "None of these"."""


class TimeField(_Question):
    """A time of day, `HH:MM`, 24 hours."""

    type: Literal["time"] = "time"
    usual: str = Field(default="", pattern=r"^(?:[0-2][0-9]:[0-5][0-9])?$")
    """What many people would say. Simulated people stay near it; a form never fills it in."""


class DateField(_Question):
    """A day, `YYYY-MM-DD`; begins at today."""

    type: Literal["date"] = "date"


class AmountField(_Question):
    """A number of something: minutes, metres, times."""

    type: Literal["amount"] = "amount"
    unit: str = ""
    lowest: float = 0
    highest: float = 10_000
    step: float = Field(default=1, gt=0)
    clock: Literal["", "hours", "minutes"] = ""
    """Given where the number is a time: a form shows hours and minutes, or minutes and seconds.
    The answer stays one number, such as 5.25."""
    clock_unit: str = ""
    """Question whose answer must be `minutes` for that; empty where it is always a time."""
    usual: float | None = None
    """What many people would say. Simulated people stay near it; a form never fills it in."""


class PracticeField(_Question):
    """A guided practice with a timer. The answer is the seconds really practised."""

    type: Literal["practice"] = "practice"
    practice: str
    minutes: int = Field(ge=1, le=40)


PlainField = (
    TextField | ScaleField | ChoiceField | TimeField | DateField | AmountField | PracticeField
)


class RowsField(_Question):
    """A list of the same few questions, such as the plans of a week."""

    type: Literal["rows"] = "rows"
    fields: tuple[Annotated[PlainField, Field(discriminator="type")], ...] = Field(min_length=1)
    least: int = Field(default=1, ge=0)
    most: int = Field(default=7, ge=1, le=31)
    add: str
    """Label of the button that adds a row."""


AnyField = Annotated[PlainField | RowsField, Field(discriminator="type")]


class Page(_Declared):
    """Questions that are on the screen together, under one heading."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    title: str
    lead: str = ""
    fields: tuple[AnyField, ...] = Field(min_length=1)


Pages = tuple[Page, ...]
Answers = dict[str, JsonValue]
