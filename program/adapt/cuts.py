"""Where a measured value turns the answers of rules that bear on what comes next."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from program.adapt.conditions import Changed, InARow, InBand, Latest, OfScale, Reliable
from program.adapt.exact import unrounded
from program.adapt.plan import Plan, ScaleFacts
from program.adapt.questions import Tree, questions_of
from program.adapt.view import View
from program.ids import ScaleId
from program.record import Observed

_TINY = 1e-6
_PLAIN = ScaleFacts("worse")
Sides = tuple[float, float]
"""The values a scale can have next to a cut: the last below it and the first above it."""


@dataclass(frozen=True)
class Asking:
    """A question about a scale."""

    at: int
    """Its place among all questions."""
    leaf: OfScale
    sides: tuple[Sides, ...]
    """Of its cuts, where they are the same for everyone."""


@dataclass(frozen=True)
class Turned:
    """What hangs on the latest value of a scale."""

    scale: ScaleId
    facts: ScaleFacts
    asking: tuple[Asking, ...]
    leaves: tuple[OfScale, ...]
    """Their questions."""
    rules: tuple[int, ...]
    """Places of the rules that ask about it."""
    trees: tuple[Tree, ...]
    """Of those rules."""


def supposed(hanging: Turned, view: View) -> Iterator[tuple[float, float, float]]:
    """For each question about a measured value, the nearest value beyond its cut, with how far
    it is from the one that was measured, as a part of the scale's range, before it, and the one
    that was measured after it."""
    seen = view.values(hanging.scale)
    if not seen or (now := seen[-1].value) is None:
        return
    facts, age = hanging.facts, (view.on - seen[-1].on).days
    for one in hanging.asking:
        if age > one.leaf.within_days:
            continue  # too old, whatever it was
        for below, above in _sides_of(one, seen, facts):
            value = below if now >= above - _TINY else above
            if facts.lowest <= value <= facts.highest + _TINY:
                yield abs(value - now) / (facts.highest - facts.lowest), value, now


@lru_cache(maxsize=512)
def turned_by(plan: Plan, among: frozenset[int]) -> tuple[Turned, ...]:
    """Each scale that some rules ask about, given their places."""
    asked, rules = questions_of(plan), sorted(among)
    asking: dict[ScaleId, dict[int, Asking]] = {}
    for at in (at for n in rules for at in asked.rules[n].asks):
        leaf = asked.questions[at].leaf
        if isinstance(leaf, OfScale):
            facts = plan.scales.get(leaf.scale, _PLAIN)
            made = Asking(at, leaf, tuple(_fixed(leaf, facts)))
            asking.setdefault(leaf.scale, {})[at] = made
    return tuple(
        Turned(
            scale,
            plan.scales.get(scale, _PLAIN),
            tuple(found.values()),
            tuple(one.leaf for one in found.values()),
            ruled := tuple(n for n in rules if found.keys() & {*asked.rules[n].asks}),
            tuple(asked.trees[n] for n in ruled),
        )
        for scale, found in asking.items()
    )


def _sides_of(one: Asking, seen: tuple[Observed, ...], facts: ScaleFacts) -> tuple[Sides, ...]:
    leaf = one.leaf
    return (_moved(leaf, seen, facts),) if isinstance(leaf, Changed | Reliable) else one.sides


def _fixed(leaf: OfScale, facts: ScaleFacts) -> Iterator[Sides]:
    """Where the latest value turns the answer of a question; nothing where that hangs on a
    person's earlier values."""
    if isinstance(leaf, Latest | InARow):
        yield _sides(leaf.value, leaf.op in (">=", "<"), facts)
    elif isinstance(leaf, InBand):
        for _, begins in facts.bands:
            yield _sides(begins, True, facts)


def _moved(leaf: Changed | Reliable, seen: tuple[Observed, ...], facts: ScaleFacts) -> Sides:
    """The same for a question about a change."""
    first = unrounded(seen[0].value or 0.0)
    before = unrounded(seen[-2].value or 0.0) if len(seen) > 1 else 0.0
    if isinstance(leaf, Reliable):
        points = facts.reliable or 0.0
        up = (leaf.direction == "worse") == (facts.higher == "worse")
        return _sides(first + points if up else first - points, up, facts)
    base = first if leaf.since == "baseline" else before
    moved = base * (1 + leaf.value / 100) if leaf.percent else base + leaf.value
    return _sides(moved, leaf.op in (">=", "<"), facts)


def _sides(cut: float, within: bool, facts: ScaleFacts) -> Sides:
    """`within`: whether a value right at the cut belongs above."""
    steps = (unrounded(cut) - facts.lowest) / facts.step
    first = math.ceil(steps - _TINY) if within else math.floor(steps + _TINY) + 1
    lowest, step = facts.lowest, facts.step
    return round(lowest + (first - 1) * step, 4), round(lowest + first * step, 4)
