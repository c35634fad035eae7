"""The personas of a cohort: a mix of courses with their distributions, read from a file."""

import random
from pathlib import Path
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, model_validator

from program.modules.issues import ContentRefused
from program.modules.spec import Area
from program.modules.strict_yaml import read_yaml
from program.modules.typed import typed
from program.simulate.personas import Persona

DEFAULT = Path(__file__).with_name("personas.yaml")
"""The mix that is calibrated to published courses and completion rates."""


class _Written(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Spread(_Written):
    """A normal distribution, cut off at the ends of its range."""

    mean: float
    spread: float = Field(default=0, ge=0)
    """Standard deviation over people."""


Chance = Annotated[float, Field(ge=0, le=1)]


class PersonaSpec(_Written):
    """One course that people take. Levels are on the instruments' scales, chances from 0 to 1,
    drifts in parts of the person's own start a week: change over a treatment on the web is
    proportional to where people begin (Karin 2018, doi 10.2196/10200)."""

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    share: float = Field(gt=0, le=1)
    """Part of the cohort; all shares add up to 1."""
    pain: Spread = Spread(mean=6, spread=1.2)
    """PEG at the start, 0-10."""
    mood: Spread = Spread(mean=8.3, spread=4.5)
    """PHQ-8 at the start, 0-24."""
    energy: Spread = Spread(mean=5, spread=1.2)
    """0-10, higher is better."""
    areas: dict[Area, float] = Field(default={"activity": 1}, min_length=1)
    """The area most in the way: area -> weight."""
    in_the_way: Spread = Spread(mean=6, spread=1)
    """How much it is in the way, 0-10."""
    eases: Spread = Spread(mean=0)
    """Weekly drift of pain, such as -0.03 of the start; below zero is better."""
    lifts: Spread = Spread(mean=0)
    """Weekly drift of low mood, likewise."""
    swings: float = Field(default=0.4, ge=0)
    """How far weeks stray from the drift: standard deviation, points of pain."""
    comes: Spread = Spread(mean=0.45, spread=0.08)
    """Chance of coming on a day."""
    stays: Chance = 0.85
    """Chance of going on with the next part of a module in the same visit."""
    leaves: Chance = 0.05
    """Chance a week of staying away for good."""
    flares: Chance = 0.03
    """Chance a week that a flare of some days begins."""
    short: Chance = 0.25
    """Chance of taking the short form."""
    declines: Chance = 0.03
    """Chance of rather not saying, each item."""
    takes_branch: Chance = 0.7
    useful: Spread = Spread(mean=7, spread=1)
    trusts: Spread = Spread(mean=7, spread=1.5)
    """Credibility, 0-10."""
    thoughts: Chance = 0
    """Chance of naming thoughts of being better off dead, each time they are asked about."""
    item_9: bool = False
    """The PHQ-9 is asked: contacts are on file and a clinician is on duty."""
    energy_limit: bool = False
    """Small efforts cost days."""
    logs: Chance = 0.3
    """Chance that a person keeps a log of activity once they have met it."""
    overdoes: Chance = 0.02
    """Chance of a day that it is a busy one, which is paid for within two days."""
    travels: bool = False
    """Changes time zone every few weeks."""

    def draw(self, draw: random.Random) -> Persona:
        """One person of this course."""
        pain, mood = _near(self.pain, 0, 10, draw), _near(self.mood, 0, 24, draw)
        return Persona(
            course=self.id,
            early=True,
            pain=pain,
            mood=mood,
            energy=_near(self.energy, 0, 10, draw),
            area=draw.choices([*self.areas], [*self.areas.values()])[0],
            in_the_way=_near(self.in_the_way, 0, 10, draw),
            eases=pain * _near(self.eases, -0.1, 0.1, draw),
            lifts=mood * _near(self.lifts, -0.1, 0.1, draw),
            comes=_near(self.comes, 0.01, 1, draw),
            useful=_near(self.useful, 0, 10, draw),
            trusts=_near(self.trusts, 0, 10, draw),
            logs=draw.random() < self.logs,
            **{name: getattr(self, name) for name in _AS_THEY_ARE},
        )


_AS_THEY_ARE = (
    "swings", "leaves", "flares", "short", "declines", "takes_branch", "thoughts",
    "energy_limit", "travels", "stays", "overdoes",
)  # fmt: skip


def _near(of: Spread, lowest: float, highest: float, draw: random.Random) -> float:
    return min(highest, max(lowest, draw.gauss(of.mean, of.spread)))


class Ways(_Written):
    """How the therapist of everybody in the cohort works. What has to be answered within hours
    is, whatever stands here."""

    sees_red: Spread = Spread(mean=2, spread=1)
    """Days until they see to a red signal; what falls on a weekend waits for Monday."""
    sees_amber: Spread = Spread(mean=4, spread=2)
    """Days until they see to any other."""
    accepts: Chance = 0
    """Chance at a look of agreeing with what the engine proposes."""
    pins: Chance = 0
    """Chance at a look of choosing a branch that waits, where one does."""
    holds: Chance = 0
    """Chance at a look at red signals of holding the path."""
    holds_days: Spread = Spread(mean=7, spread=2)
    """Days until the path goes on."""
    brings_back: Chance = 0
    """Chance that somebody silent comes back, each time they are written to."""


class Mix(_Written):
    """A personas file."""

    personas: tuple[PersonaSpec, ...]
    therapist: Ways | None = None
    """Nobody looks after the cohort where there is none."""

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if abs(sum(one.share for one in self.personas) - 1) > 1e-6:
            raise ValueError("the shares of the personas add up to 1")
        if len({one.id for one in self.personas}) < len(self.personas):
            raise ValueError("two personas have the same id")
        return self

    def pick(self, draw: random.Random) -> PersonaSpec:
        """The course of one person, by the shares."""
        return draw.choices(self.personas, [one.share for one in self.personas])[0]


_READER: TypeAdapter[Mix] = TypeAdapter(Mix)


def read_mix(path: Path = DEFAULT) -> Mix:
    """Read a personas file strictly. Raises ContentRefused with every mistake, its line and
    advice; OSError; UnicodeDecodeError."""
    found, issues = typed(_READER, path.name, read_yaml(path.name, path.read_text("utf-8")))
    if found is None:
        raise ContentRefused(issues)
    return found.value
