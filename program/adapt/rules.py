"""A program's rules as typed data: a condition and what follows from it."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from program.adapt.conditions import Condition
from program.ids import ModuleId, RuleId, Slug


class _Written(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class OfferBranch(_Written):
    """Offer a branch before the next core module; the person may decline."""

    do: Literal["offer"]
    module: Annotated[ModuleId, Slug]


class OpenBranch(_Written):
    """Make a branch the next module; the person may still decline it."""

    do: Literal["open"]
    module: Annotated[ModuleId, Slug]


class TakeLightWeek(_Written):
    """Nothing new for a week."""

    do: Literal["light_week"]


class UseLightVariant(_Written):
    """Open what comes next in its short form."""

    do: Literal["light_variant"]


class HoldPath(_Written):
    """Open nothing new until a therapist has looked."""

    do: Literal["hold"]


class Say(_Written):
    """Change nothing; tell the person and the therapist."""

    do: Literal["say"]
    no_branch: bool = False
    """Offer no branch while this holds."""


Action = Annotated[
    OfferBranch | OpenBranch | TakeLightWeek | UseLightVariant | HoldPath | Say,
    Field(discriminator="do"),
]


class Rule(_Written):
    """If the condition certainly holds, the action follows. Rules are asked in order.

    Its sentences for patient and therapist stand in rules.<locale>.yaml under its id.
    """

    id: Annotated[RuleId, Slug]
    when: Condition
    then: Action
    source: str = ""
    """Where the threshold comes from."""


RULES: TypeAdapter[tuple[Rule, ...]] = TypeAdapter(tuple[Rule, ...])
"""Reads rules.yaml once it is parsed."""
