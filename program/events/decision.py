"""A decision as a value: what comes next, why, why nothing else, and what would change it."""

from datetime import date
from typing import Annotated, Literal, NamedTuple

from pydantic import Field

from program.events._fact import Fact, Value
from program.events.path import Variant
from program.ids import EventId, ModuleId, RuleId, Slug

Answer = Literal["yes", "no", "unknown"]


class OpenModule(Value):
    """Go on with, or begin, one module."""

    outcome: Literal["open"] = "open"
    module: Annotated[ModuleId, Slug]
    variant: Variant = "full"
    because: Literal["directive", "current", "chosen", "rule", "core", "booster"]


class OfferChoice(Value):
    """Offer one or more branches; declining goes on with the core."""

    outcome: Literal["offer"] = "offer"
    branches: tuple[Annotated[ModuleId, Slug], ...] = Field(min_length=1)
    otherwise: Annotated[ModuleId, Slug] | None
    """The core module that comes next when every branch is declined."""
    variant: Variant = "full"


class LightWeek(Value):
    """Nothing new for a while; small practices; never counted against anyone."""

    outcome: Literal["light_week"] = "light_week"
    until: date


class Wait(Value):
    """The next module, or a booster after the end, opens on a date; until then the plan and the
    tools."""

    outcome: Literal["wait"] = "wait"
    until: date
    then: Annotated[ModuleId, Slug] | None


class Hold(Value):
    """A therapist will be in touch before anything new opens."""

    outcome: Literal["hold"] = "hold"


class Finish(Value):
    """Every core module is done, and no booster is to come."""

    outcome: Literal["finish"] = "finish"


Outcome = Annotated[
    OpenModule | OfferChoice | LightWeek | Wait | Hold | Finish, Field(discriminator="outcome")
]


class Input(Value):
    """A value a question was put to, and how old it was."""

    variable: str
    value: float | str | bool | None
    """None: not known."""
    age_days: int | None = None
    needs: str = ""
    """The comparison it was put to, such as `>= 7`."""
    answer: Answer
    source: EventId | None = None
    """The event the value came with; None where it is made of several, or of none."""


class RuleTrace(Value):
    """How one rule answered, and what became of it."""

    rule: Annotated[RuleId, Slug]
    answer: Answer
    used: bool
    passed_over: str | None = None
    """Why a rule that said yes was not followed: a code explained in the codebook."""
    version: int = 1
    """Version of the rule."""
    leads_to: str = ""
    """What it leads to, as a code: `offer sleep-1`, `light_week`."""
    asks: tuple[int, ...] = ()
    """Places in the `inputs` of the decision of what it asked, in the order it is written."""
    because: tuple[int, ...] = ()
    """Those of them that alone make the rule's answer what it is."""
    turns: tuple[int, ...] = ()
    """Those each of which, answered the other way, alone would have made the rule hold."""


class Change(NamedTuple):
    """One input that, being different, would have let another rule speak."""

    rule: RuleId
    variable: str
    needs: str
    leads_to: str


class Nearest(Value):
    """The smallest change of one measured value that would have changed the outcome."""

    variable: str
    """The scale."""
    value: float
    """As it was measured."""
    would: float
    """What it would have had to be."""
    outcome: Outcome
    """What would have come next."""
    rule: Annotated[RuleId, Slug] | None = None
    """The rule that would have decided."""


class Drawn(Value):
    """A draw between the arms of a rule, with all that an analysis needs."""

    rule: Annotated[RuleId, Slug]
    policy: int
    """Version of the rule whose arms and chances these are."""
    seed: str
    point: int
    """Which decision point of this enrolment: modules opened before it."""
    available: bool
    """Whether the rule's condition certainly held. If not, nothing was drawn."""
    arms: dict[str, float]
    """Arm -> its probability."""
    arm: str | None = None
    probability: float | None = Field(default=None, gt=0.0, lt=1.0)
    """Of the arm that was drawn."""


class Raise(Value):
    """A signal that a rule calls for."""

    rule: Annotated[RuleId, Slug]
    level: Literal["amber", "red"]


class Decision(Fact):
    """What comes next and everything it was decided from. Equal inputs give equal decisions."""

    fact: Literal["decision"] = "decision"
    occasion: Literal["arrive", "check_in", "module", "directive", "choice", "flare", "tick"]
    as_of: date
    """The participant's own date the decision was made for."""
    outcome: Outcome
    rule: Annotated[RuleId, Slug] | None = None
    """The rule that decided; None when the core order or a directive did."""
    rule_version: int | None = None
    notes: tuple[Annotated[RuleId, Slug], ...] = ()
    """Rules that only say something, such as an early benefit."""
    inputs: tuple[Input, ...] = ()
    """What the questions of the rules saw, each once however many rules ask it."""
    trace: tuple[RuleTrace, ...] = ()
    alternatives: dict[Annotated[ModuleId, Slug], str] = {}
    """Every other planned module, in the order of the program -> why it does not come next."""
    nearest: Nearest | None = None
    carried_forward: tuple[str, ...] = ()
    signals: tuple[Raise, ...] = ()
    support: Literal["up", "down"] | None = None
    """More or less of a therapist's time, as a rule proposes it to the therapist."""
    supported_by: Annotated[RuleId, Slug] | None = None
    """That rule."""
    draws: tuple[Drawn, ...] = ()
    probability: float = Field(default=1.0, gt=0.0, le=1.0)
    """Chance of this outcome where a draw was used; 1 otherwise."""

    @property
    def unknown(self) -> tuple[str, ...]:
        """The variables that rules asked for and that were not known, each once."""
        return tuple(dict.fromkeys(one.variable for one in self.inputs if one.value is None))

    @property
    def changes(self) -> tuple[Change, ...]:
        """Each single answer that, being the other one, would have let another rule speak."""
        return tuple(
            Change(one.rule, asked.variable, asked.needs, one.leads_to)
            for one in self.trace
            for asked in (self.inputs[at] for at in one.turns)
        )
