"""Handing in once: words that come late to a form that was handed in are not kept again."""

from dataclasses import dataclass, field
from threading import Lock

from program.ui import session


@dataclass
class Handing:
    """One submission in one browser session, whose runs go side by side: words on their way
    wait here while answers are being kept, and come to nothing once they are.

    Other words under the same key come from another session, and are kept.
    """

    turn: Lock = field(default_factory=Lock)
    done: bool = False


def handing_of(key: str) -> Handing:
    """The same for every run of this browser session."""
    place = f"handing-{key}"
    found = session.recall(place)
    if isinstance(found, Handing):
        return found
    made = Handing()
    session.remember(place, made)
    return made
