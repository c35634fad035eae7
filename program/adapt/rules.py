"""A program's rules as typed data: a condition and what follows from it."""

import math
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, model_validator

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


class BringForward(_Written):
    """Take a core module that the program lets move before the ones that stand above it."""

    do: Literal["bring_forward"]
    module: Annotated[ModuleId, Slug]


class RaiseSignal(_Written):
    """Show a therapist that something wants a look. The path stays as it is."""

    do: Literal["signal"]
    level: Literal["amber", "red"]


class StepSupport(_Written):
    """Propose more or less of a therapist's time to the therapist, who decides."""

    do: Literal["support"]
    direction: Literal["up", "down"]


ArmAction = Annotated[
    OfferBranch | OpenBranch | BringForward | UseLightVariant | Say, Field(discriminator="do")
]
"""What chance may decide. Holds, signals and support are no arms: safety is never drawn."""


class Arm(_Written):
    """One of the ways a draw may go."""

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    chance: float = Field(ge=0.1, le=0.9)
    """Its probability; those of all arms add up to 1."""
    then: ArmAction | None = None
    """None does nothing: the arm to compare with."""


class Randomise(_Written):
    """Draw one of some arms, once at each decision point (micro-randomisation).

    Klasnja 2015, doi 10.1037/hea0000305. The rule's condition says who is available.
    """

    do: Literal["randomise"]
    seed: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    """Names the draw; another seed is another set of draws."""
    arms: tuple[Arm, ...]

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if not 2 <= len(self.arms) <= 5:
            raise ValueError("a draw has 2 to 5 arms")
        if not math.isclose(sum(arm.chance for arm in self.arms), 1, abs_tol=1e-9):
            raise ValueError("the chances of the arms must add up to 1")
        if len({arm.id for arm in self.arms}) < len(self.arms):
            raise ValueError("two arms have the same id")
        return self


Action = Annotated[
    OfferBranch
    | OpenBranch
    | BringForward
    | TakeLightWeek
    | UseLightVariant
    | HoldPath
    | RaiseSignal
    | StepSupport
    | Say
    | Randomise,
    Field(discriminator="do"),
]


TELLING = (RaiseSignal, StepSupport)
"""What the daily round decides for while nobody comes: it is told to a therapist."""


class Rule(_Written):
    """If the condition certainly holds, the action follows. Rules are asked in order.

    Its sentences for patient and therapist stand in rules.<locale>.yaml under its id.
    """

    id: Annotated[RuleId, Slug]
    version: int = Field(default=1, ge=1)
    """Raised by the author when the rule comes to mean something else; kept in decisions."""
    when: Condition
    then: Action
    source: str = ""
    """Where the threshold comes from."""


RULES: TypeAdapter[tuple[Rule, ...]] = TypeAdapter(tuple[Rule, ...])
"""Reads rules.yaml once it is parsed."""
