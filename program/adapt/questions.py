"""The rules of a plan made ready to be asked: each value is read once and each question put
once, however many rules ask it."""

import operator
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any

from program.adapt.conditions import (
    All,
    AnyOf,
    Completed,
    Condition,
    InARow,
    InBand,
    InFlare,
    InPattern,
    Leaf,
    Not,
    OfScale,
    Op,
    Reliable,
    ScaleLeaf,
    StepDone,
    leaves,
)
from program.adapt.plan import Plan
from program.adapt.rules import Rule
from program.adapt.variables import amount, needs, slot, variable
from program.ids import ScaleId

_COMPARE: dict[Op, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
Picking = Callable[[Any], tuple[int, ...]]
"""Picks the truths of some questions, of all of them."""
Together = tuple[ScaleLeaf, ...]
"""Questions about one scale."""
Test = tuple[int, Callable[[Any, Any], bool | None], Any]
"""Place of the value, what it is put to, and with what."""


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """One question of the rules, however many of them ask it."""

    leaf: Leaf
    at: int
    """Place of the value it is put to."""
    variable: str
    needs: str


@dataclass(frozen=True, slots=True)
class Node:
    """Part of a condition: the least or the greatest of some answers, or their opposite."""

    take: Callable[[Iterable[int]], int] | None
    """`min`, `max`, or None for "not"."""
    parts: tuple["int | Node", ...]
    flat: Picking | None = None
    """Where all parts are questions: picks their truths in one step."""


Tree = int | Node
"""A place in the questions, or a part made of several."""


@dataclass(frozen=True, eq=False)
class Asked:
    """A rule with the places of its questions, in the order they are written. Each is itself
    alone, so that what is kept about it is found at once."""

    rule: Rule
    tree: Tree
    asks: tuple[int, ...]
    pick: Picking
    """Their truths, of the truths of all questions."""


@dataclass(frozen=True, eq=False)
class Questions:
    """All that the rules of a plan ask."""

    reads: tuple[Leaf, ...]
    """One question for each value that is read, those about the same scale side by side."""
    scales: tuple[Together, ...]
    """Those about a scale, scale by scale: the first ones of `reads`."""
    others: tuple[Leaf, ...]
    """Those about no scale: the last ones."""
    tests: tuple[Test, ...]
    questions: tuple[Question, ...]
    """In step with `tests`."""
    rules: tuple[Asked, ...]
    trees: tuple[Tree, ...]
    """Of the rules."""


@lru_cache(maxsize=64)
def questions_of(plan: Plan) -> Questions:
    """The questions of a plan, made once."""
    return make_questions(plan.rules, plan)


def make_questions(rules: Sequence[Rule], plan: Plan) -> Questions:
    """Put the questions of some rules in order."""
    every = dict.fromkeys(leaf for rule in rules for leaf in leaves(rule.when))
    place = {leaf: n for n, leaf in enumerate(every)}
    slots: dict[tuple[object, ...], Leaf] = {}
    for leaf in place:
        slots.setdefault(slot(leaf), leaf)
    scales, others = _by_scale(slots.values())
    reads = (*chain.from_iterable(scales), *others)
    numbered = {slot(leaf): n for n, leaf in enumerate(reads)}
    asked = tuple(_asked(rule, place) for rule in rules)
    return Questions(
        reads=reads,
        scales=scales,
        others=others,
        tests=tuple((numbered[slot(leaf)], *_test(leaf, plan)) for leaf in place),
        questions=tuple(
            Question(leaf, numbered[slot(leaf)], variable(leaf), needs(leaf)) for leaf in place
        ),
        rules=asked,
        trees=tuple(one.tree for one in asked),
    )


def _by_scale(reads: Iterable[Leaf]) -> tuple[tuple[Together, ...], tuple[Leaf, ...]]:
    """The questions about each scale together, and the others."""
    scales: dict[ScaleId, Together] = {}
    others: list[Leaf] = []
    for leaf in reads:
        if isinstance(leaf, OfScale):
            scales[leaf.scale] = (*scales.get(leaf.scale, ()), leaf)
        else:
            others.append(leaf)
    return tuple(scales.values()), tuple(others)


def _asked(rule: Rule, place: dict[Leaf, int]) -> Asked:
    asks = tuple(place[leaf] for leaf in leaves(rule.when))
    return Asked(rule, _tree(rule.when, place), asks, _picking(asks))


def _picking(places: Sequence[int]) -> Picking:
    if len(places) > 1:
        return operator.itemgetter(*places)
    (only,) = places
    return lambda truths: (truths[only],)


def _tree(condition: Condition, place: dict[Leaf, int]) -> Tree:
    match condition:
        case Not():
            return Node(None, (_tree(condition.of, place),))
        case All() | AnyOf():
            parts = tuple(_tree(part, place) for part in condition.of)
            places = [part for part in parts if isinstance(part, int)]
            flat = _picking(places) if len(parts) == len(places) else None
            return Node(min if isinstance(condition, All) else max, parts, flat)
        case _:
            return place[condition]


def _test(leaf: Leaf, plan: Plan) -> tuple[Callable[[Any, Any], bool | None], Any]:
    match leaf:
        case Completed() | StepDone() | InFlare() | InPattern():
            return operator.is_, True
        case InBand():
            return _within, frozenset(leaf.within)
        case InARow():
            return _all_of_n, (leaf.n, _COMPARE[leaf.op], leaf.value)
        case Reliable():
            facts = plan.scales.get(leaf.scale)
            points = (facts.reliable if facts else None) or 0.0
            up = (leaf.direction == "worse") == (facts is None or facts.higher == "worse")
            return (operator.ge, points) if up else (operator.le, -points)
        case _:
            return _COMPARE[leaf.op], amount(leaf)


def _within(band: str, bands: frozenset[str]) -> bool:
    return band in bands


def _all_of_n(
    values: tuple[float, ...], asked: tuple[int, Callable[[float, float], bool], float]
) -> bool | None:
    """Whether each of n values compares so; fewer are unknown unless one says no already."""
    n, compare, with_ = asked
    if not all(compare(value, with_) for value in values):
        return False
    return True if len(values) == n else None
