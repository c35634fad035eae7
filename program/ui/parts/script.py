"""A guided practice as the browser plays it: sentences, and when each is said."""

from collections.abc import Mapping
from dataclasses import dataclass, field

PLAYER = (
    "practice_run.js", "practice_voice.js", "practice_recording.js", "practice_around.js",
    "practice_options.js", "practice_stage.js", "practice.js",
)  # fmt: skip
"""The files of the player, in the order they build upon each other."""


@dataclass(frozen=True)
class CueLine:
    """One line of a practice."""

    text: str
    bell: bool = False
    own: Mapping[str, str] = field(default_factory=dict)
    """Anchor -> the sentence said in place of `text`."""


@dataclass(frozen=True)
class Length:
    """One of the lengths a practice is offered in."""

    minutes: int
    times: tuple[tuple[int, float], ...]
    """Each cue that is said, by its place in the script, and the second it is said at."""
    recording: str = ""
    """Address of a recording of this length; empty where there is none."""


@dataclass(frozen=True)
class Script:
    """What a guided practice says and when, in the reader's language."""

    title: str
    cues: tuple[CueLine, ...]
    lengths: tuple[Length, ...]
    """Shortest first."""
    anchors: tuple[str, ...] = ()
    """What the person may choose to rest the attention on."""
    pacer: tuple[float, float] | None = None
    """Seconds in and seconds out of the breath that is shown."""
    caution: str = ""
    steady: tuple[str, ...] = ()
    """The way back into the room, line by line."""
