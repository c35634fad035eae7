"""A guided practice: cues and silences in seconds, and the words that are said."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from program.ids import PracticeId, Slug
from program.modules.written import Written

Anchor = Literal["breath", "hands", "sounds", "feet", "sight"]
"""Where a person may choose to rest the attention; `sight` is with eyes open."""


class Cue(Written):
    """One line of a guided practice and when it is said."""

    at: int = Field(ge=0)
    """Seconds from the start, in the shortest version; silences grow in longer ones."""
    say: str
    """Name of the sentence in <practice>.<locale>.yaml."""
    bell: bool = False
    from_: int | None = Field(default=None, ge=2, le=40, alias="from")
    """Said only in versions of so many minutes or more; None is in all."""
    grow: float | None = Field(default=None, ge=0, le=10)
    """How much of the time that longer versions have more goes into the silence after this
    cue, as a weight. None is 1, and 0 for the first and the last cue."""


class Pacer(Written):
    """A breath that is shown: seconds in and out. No holds."""

    inhale: float = Field(default=4, ge=2, le=8)
    exhale: float = Field(default=6, ge=2, le=10)


class PracticeFile(Written):
    """content/practices/<id>.yaml"""

    id: Annotated[PracticeId, Slug]
    mindful: bool
    """Looks inward: swapped for grounding where cautions stand until a therapist has looked."""
    moves: bool = False
    """Asks the body to move: waits while new warning signs have not been looked at."""
    minutes: tuple[int, ...] = Field(min_length=1)
    """The lengths offered, shortest first."""
    pacer: Pacer | None = None
    anchors: tuple[Anchor, ...] = ()
    """What the person may choose to rest the attention on, in the order offered."""
    cues: tuple[Cue, ...] = Field(min_length=1)


class PracticeWords(Written):
    """content/practices/<id>.<locale>.yaml"""

    title: str
    about: str
    caution: str = ""
    cues: dict[str, str]
    anchors: dict[Anchor, dict[str, str]] = {}
    """Anchor -> cue -> the sentence said in place of the neutral one."""


@dataclass(frozen=True)
class Practice:
    id: PracticeId
    file: PracticeFile
    words: Mapping[str, PracticeWords]
