"""Every stored decision made again from the facts before it, and compared field by field."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest

from pydantic import JsonValue

from program.adapt.chance import Draw, hashed
from program.adapt.decide import decide
from program.adapt.plan import Plan
from program.events import Decision, Event
from program.ids import ContentHash
from program.record import UNTOLD, Record, apply

ABSENT = "(absent)"
"""Stands for what only one of the two decisions has."""

NOT_THERE = "(not in the archive)"
"""Stands for content that a decision was made from and that cannot be had any more."""

_NAMES = ("rule", "module", "variable")
"""Keys that name an item of a list better than its position does."""


class Broken(Exception):
    """A history that cannot be followed past some event: what is stored makes no sense."""

    def __init__(self, seq: int, why: str) -> None:
        super().__init__(f"event {seq}: {why}")
        self.seq, self.why = seq, why


@dataclass(frozen=True)
class Difference:
    """A field in which a stored decision and the one made again disagree."""

    field: str
    """Where, such as `outcome.module` or `trace[flare].answer`."""
    stored: JsonValue
    recomputed: JsonValue


@dataclass(frozen=True)
class Replayed:
    """One stored decision, made again."""

    seq: int
    engine: str
    """Version of the engine that made it."""
    differences: tuple[Difference, ...]


def replay(
    events: Iterable[Event],
    plan_for: Callable[[ContentHash], Plan | None],
    *,
    engine: str,
    until: datetime | None = None,
    draw: Draw = hashed,
) -> Iterator[Replayed]:
    """Make every decision of one history again, oldest first. Pure.

    plan_for: the plan of a pinned content, None where it cannot be had. engine: the version
    that recomputes. until: decisions stored after this moment are left alone. Of a decision
    that another version made, the fields it did not store are not compared. Raises Broken.
    """
    before = Record()
    for event in events:
        fact = event.fact
        try:
            if isinstance(fact, Decision) and (until is None or event.at <= until):
                found = _again(
                    event, fact, before, plan_for, draw, whole=event.engine == engine
                )
                yield Replayed(event.seq, event.engine, found)
            before = apply(before, event)
        except (*UNTOLD, StopIteration) as problem:
            raise Broken(event.seq, f"{type(problem).__name__}: {problem}") from problem


def _again(
    event: Event,
    fact: Decision,
    before: Record,
    plan_for: Callable[[ContentHash], Plan | None],
    draw: Draw,
    *,
    whole: bool,
) -> tuple[Difference, ...]:
    content = before.content
    if event.content != content or content is None:
        return (Difference("content", event.content, content),)
    plan = plan_for(content)
    if plan is None:
        return (Difference("content", content, NOT_THERE),)
    made = decide(plan, before, event.at, draw, occasion=fact.occasion)
    stored = fact.model_dump(mode="json", exclude_unset=not whole)
    return tuple(_compared("", stored, made.model_dump(mode="json"), whole=whole))


def _compared(
    at: str, stored: JsonValue, made: JsonValue, *, whole: bool
) -> Iterator[Difference]:
    if isinstance(stored, dict) and isinstance(made, dict):
        names = [*stored, *(name for name in made if whole and name not in stored)]
        for name in names:
            place = f"{at}.{name}" if at else name
            one, other = stored.get(name, ABSENT), made.get(name, ABSENT)
            yield from _compared(place, one, other, whole=whole)
    elif isinstance(stored, list) and isinstance(made, list):
        for n, (one, other) in enumerate(zip_longest(stored, made, fillvalue=ABSENT)):
            yield from _compared(f"{at}[{_named(one, other, n)}]", one, other, whole=whole)
    elif stored != made:
        yield Difference(at, stored, made)


def _named(one: JsonValue, other: JsonValue, n: int) -> str:
    """What to call an item of a list: its rule, module or variable where both agree on it."""
    if isinstance(one, dict) and isinstance(other, dict):
        for key in _NAMES:
            if key in one and one[key] == other.get(key):
                return str(one[key])
    return str(n)
