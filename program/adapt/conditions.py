"""Questions a rule may ask about a record, as typed data.

Every question answers yes, no or unknown: what was never measured is neither above nor below
a threshold. Windows are anchored at the latest observed values; nothing is carried forward.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from program.ids import ModuleId, ScaleId, Slug, StepId

Op = Literal["<", "<=", ">", ">="]


class _Condition(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


FRESH_DAYS = 10
"""A weekly answer counts as this week's for so many days. A rule that looks further back
carries an answer forward, and the decision says so."""
MOST_DAYS = 3660
"""Days a rule of a draft may ask about. Rules that were published are read as they are."""
MOST_COUNT = 1000
"""The same for counts."""


class OfScale(_Condition):
    """A question about the latest observed values of a scale."""

    scale: Annotated[ScaleId, Slug]
    within_days: int = Field(default=FRESH_DAYS, ge=1, le=366)
    """Older than this is not known."""


class Latest(OfScale):
    """The latest observed value of a scale compares so with a number."""

    ask: Literal["latest"]
    op: Op
    value: float


class Changed(OfScale):
    """The latest value, less an earlier one, compares so with a number.

    In points, or in `percent` of the earlier value; a baseline of 0 has no percentage and
    answers unknown, so a rule names points beside it where that matters.
    """

    ask: Literal["change"]
    since: Literal["baseline", "previous"] = "baseline"
    op: Op
    value: float
    percent: bool = False


class InARow(OfScale):
    """The latest n observed values all compare so with a number; fewer than n is unknown,
    unless one of those there are says no already."""

    ask: Literal["row"]
    n: int = Field(ge=2, le=8)
    op: Op
    value: float


class Reliable(OfScale):
    """The change from baseline is at least the scale's reliable change, in one direction.

    Unknown for a scale for which no source gives one.
    """

    ask: Literal["reliable"]
    direction: Literal["better", "worse"]


class InBand(OfScale):
    """The latest observed value falls into one of these bands."""

    ask: Literal["band"]
    within: tuple[str, ...] = Field(min_length=1, strict=False)


class Age(_Condition):
    """Days since the latest observed value of a scale compare so with a number."""

    ask: Literal["age"]
    scale: Annotated[ScaleId, Slug]
    op: Op
    days: int = Field(ge=0)


class DaysSince(_Condition):
    """Days since something happened compare so; unknown when it never did."""

    ask: Literal["days_since"]
    what: Literal["enrolled", "last_visit", "last_contact", "last_completed", "flare"]
    op: Op
    days: int = Field(ge=0)


class Count(_Condition):
    """How many of something there are compares so with a number. Always known."""

    ask: Literal["count"]
    what: Literal[
        "modules_completed", "branches_opened", "light_weeks_running", "visits", "practices"
    ]
    op: Op
    value: int = Field(ge=0)


class Dose(_Condition):
    """Minutes practised in the last days compare so with a number. Always known."""

    ask: Literal["dose"]
    days: int = Field(ge=1, le=90)
    op: Op
    minutes: float = Field(ge=0)


class Learned(_Condition):
    """The latest numeric score of an exercise kind compares so with a number."""

    ask: Literal["learned"]
    kind: str
    score: str
    op: Op
    value: float


class Completed(_Condition):
    """A module is complete."""

    ask: Literal["completed"]
    module: Annotated[ModuleId, Slug]


class StepDone(_Condition):
    """A step was done at least once."""

    ask: Literal["done"]
    step: Annotated[StepId, Slug]


class InFlare(_Condition):
    """The person said a flare is going on. Never said is no."""

    ask: Literal["flare"]


class InPattern(_Condition):
    """The days of the activity log have a shape. Unknown with fewer than seven logged days,
    with a log that is older than two weeks, and where energy is the limit."""

    ask: Literal["pattern"]
    of: Literal["boom_bust", "under_activity"]


class Not(_Condition):
    ask: Literal["not"]
    of: Condition


class All(_Condition):
    ask: Literal["all"]
    of: tuple[Condition, ...] = Field(min_length=1, strict=False)


class AnyOf(_Condition):
    ask: Literal["any"]
    of: tuple[Condition, ...] = Field(min_length=1, strict=False)


ScaleLeaf = Latest | Changed | InARow | Reliable | InBand
"""A question about the latest values of a scale."""
Leaf = (
    ScaleLeaf
    | Age
    | DaysSince
    | Count
    | Dose
    | Learned
    | Completed
    | StepDone
    | InFlare
    | InPattern
)
Condition = Annotated[Leaf | Not | All | AnyOf, Field(discriminator="ask")]

Not.model_rebuild()
All.model_rebuild()
AnyOf.model_rebuild()


def leaves(condition: Condition) -> tuple[Leaf, ...]:
    """The questions at the ends of a condition, in the order they are written."""
    match condition:
        case Not():
            return leaves(condition.of)
        case All() | AnyOf():
            return tuple(leaf for part in condition.of for leaf in leaves(part))
        case _:
            return (condition,)
