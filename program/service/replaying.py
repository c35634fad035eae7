"""Use case: every stored decision made again, over a whole clinic."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from program import ENGINE
from program.adapt.plan import Plan
from program.adapt.replay import Broken, Difference, replay
from program.ids import ContentHash, ParticipantId
from program.service.clinic import Clinic, Signed, Unpublished
from program.service.use_case import about_clinic
from program.storage.ports import Damaged, Unavailable

_IMPOSSIBLE = (
    "the line can be read and tells of what cannot have happened: keep a copy of the file, "
    "restore this history from a backup made before that line, and report it"
)


class NoHistory(Exception):
    """Nobody with that id has a history here."""


@dataclass(frozen=True)
class Disagrees:
    """One field of one stored decision that comes out differently now."""

    who: ParticipantId
    seq: int
    engine: str
    """Version of the engine that made the decision."""
    difference: Difference


@dataclass(frozen=True)
class Unread:
    """A history that could not be followed to its end."""

    who: str
    line: int
    """0 where the file cannot be opened at all."""
    why: str
    advice: str = "run `python -m program audit verify`"


@dataclass(frozen=True)
class Replay:
    """What was made again, and what came of it."""

    engine: str
    """Version of the engine that recomputed."""
    histories: int
    decisions: int
    others: Mapping[str, int]
    """Other engine version -> decisions it made."""
    found: tuple[Disagrees, ...]
    unread: tuple[Unread, ...]

    @property
    def agrees(self) -> bool:
        return not self.found and not self.unread


@about_clinic("replay decisions")
def replay_decisions(
    clinic: Clinic,
    by: Signed,
    who: ParticipantId | None = None,
    until: datetime | None = None,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> Replay:
    """Make stored decisions again from the facts before each and its pinned content.

    who: one history; everybody's where none is named. until (UTC): later decisions are left
    alone. progress: told (histories done, histories in all). Reading only. A history that is
    damaged or cannot be opened is named and the others go on. Raises Refused, NoHistory,
    Unavailable where the store as a whole cannot be reached.
    """
    everyone = _everyone(clinic, who)
    decisions, others = 0, Counter[str]()
    found: list[Disagrees] = []
    unread: list[Unread] = []
    for done, one in enumerate(everyone, start=1):
        try:
            events = clinic.stores.events.read(one)
            for made in replay(events, lambda c: _plan(clinic, c), engine=ENGINE, until=until):
                decisions += 1
                others[made.engine] += made.engine != ENGINE
                found += [Disagrees(one, made.seq, made.engine, d) for d in made.differences]
        except Damaged as damage:
            unread.append(Unread(damage.who, damage.line, damage.why))
        except Unavailable as problem:
            unread.append(Unread(one, 0, str(problem)))
        except Broken as broken:
            unread.append(Unread(one, broken.seq, broken.why, _IMPOSSIBLE))
        progress(done, len(everyone))
    return Replay(
        ENGINE, len(everyone) - len(unread), decisions, +others, tuple(found), tuple(unread)
    )


def _everyone(clinic: Clinic, who: ParticipantId | None) -> tuple[ParticipantId, ...]:
    events = clinic.stores.events
    damaged = {ParticipantId(damage.who) for damage in events.damaged()}
    everyone = tuple(sorted({*events.heads(), *damaged}))
    if who is None:
        return everyone
    if who not in everyone:
        raise NoHistory(f"there is no history of {who}")
    return (who,)


def _plan(clinic: Clinic, content: ContentHash) -> Plan | None:
    try:
        return clinic.program(content).plan
    except Unpublished:
        return None
