"""One thing that is not as it was kept, and what to do about it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from program.storage.ports import Damaged, Unavailable

T = TypeVar("T")

RESTORE = "keep a copy of the file, then restore this history from the last good backup"
ASK = "find out who changed the files; compare with the last good backup"
MEANT = "; where it was put back on purpose, say so with `audit accept`"
MAY_READ = "see that it is a file, and who may read it"


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it was kept."""

    who: str
    """A participant's id, or the part of the store it is about."""
    line: int | None
    """seq of the event; None where it is about the whole."""
    what: str
    advice: str


def asked(part: str, ask: Callable[[], T], found: list[Finding]) -> T | None:
    """What one part of a store answers; None, and a finding more, where it cannot be read."""
    try:
        return ask()
    except Damaged as damage:
        found.append(Finding(damage.who, damage.line, damage.why, RESTORE))
    except Unavailable as problem:
        found.append(Finding(part, None, str(problem), MAY_READ))
    return None
