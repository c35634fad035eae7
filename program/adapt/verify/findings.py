"""What `verify` finds, as values: which promise does not hold, and a history that shows it."""

from dataclasses import dataclass
from typing import Literal

Code = Literal[
    "undeclared",
    "never-fires",
    "shadowed",
    "never-reached",
    "before-prerequisites",
    "cannot-end",
    "silence-strands",
    "too-long",
    "skipped",
    "engine-disagrees",
]
"""`undeclared`: a name that the plan does not have. `engine-disagrees`: a fault of `verify`
itself, found while a history was played through the engine."""


@dataclass(frozen=True)
class Happening:
    """One line of a witness."""

    day: int
    """Days since enrolment."""
    what: str
    """What the person, or a therapist, did that day."""
    decided: str
    """What the engine decided then; empty where it was not asked."""


@dataclass(frozen=True)
class Finding:
    """A promise that does not hold, or one that could not be shown to hold."""

    code: Code
    about: str
    """The rule or the module."""
    proven: bool
    """Whether the defect is proven. False: it could be neither shown nor ruled out."""
    message: str
    advice: str
    witness: tuple[Happening, ...] | None = None
    """A history that shows it, as the engine itself decided it. None where the proof is about
    every history, so that none in particular shows it."""
