"""How a signal is made: with an id from its kind and the facts behind it, so that twice is
once."""

import hashlib
from functools import lru_cache

from program.events import Level, SignalRaised
from program.ids import LONGEST, EventId, SignalId

_TOKEN = 24
"""Characters of the hash in a signal's id."""


@lru_cache(maxsize=4096, typed=True)
def signal(
    kind: str,
    level: Level,
    reason: str,
    sources: tuple[EventId, ...],
    since: str = "",
    **values: float | str,
) -> SignalRaised:
    """What the same answers call for is asked again after each new one."""
    made_of = "|".join((kind, level, since, *sources))
    token = hashlib.sha256(made_of.encode()).hexdigest()[:_TOKEN]
    readable = kind.replace("_", "-")[: LONGEST - _TOKEN - 1].rstrip("-")
    return SignalRaised(
        signal=SignalId(f"{readable}-{token}"),
        kind=kind,
        level=level,
        reason=reason,
        values=values,
        sources=sources,
    )
