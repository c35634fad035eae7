"""Facts about safety: signals to people, their handling, and help that was shown."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from program.events._fact import Fact, Text
from program.ids import EventId, SignalId, Slug

Level = Literal["risk", "red", "amber", "info"]
"""Risk is a class of its own, above red."""


class SignalRaised(Fact):
    """Something a therapist needs to see, with the facts behind it."""

    fact: Literal["signal_raised"] = "signal_raised"
    signal: Annotated[SignalId, Slug]
    """Derived from kind and source facts, so that raising it twice is once."""
    kind: str
    level: Level
    reason: str
    """A msgid of the catalogue of words: why, for a therapist."""
    values: dict[str, float | str] = {}
    """What the reason's sentence is filled with."""
    sources: tuple[EventId, ...] = ()
    respond_by: AwareDatetime | None = None


class SignalHandled(Fact):
    """A therapist saw a signal and wrote what was done."""

    fact: Literal["signal_handled"] = "signal_handled"
    signal: Annotated[SignalId, Slug]
    note: Text


class HelpShown(Fact):
    """Help was on the same screen as the answer that called for it."""

    fact: Literal["help_shown"] = "help_shown"
    because: tuple[str, ...] = Field(min_length=1)
    """Kinds of the findings that called for it."""
