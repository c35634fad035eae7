"""The rules of a plan made ready to be asked: each value is read once and each question put
once, however many rules ask it."""

import operator
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from program.adapt.conditions import (
    All,
    AnyOf,
    Changed,
    Completed,
    Condition,
    InARow,
    InBand,
    InFlare,
    InPattern,
    Latest,
    Leaf,
    Not,
    Op,
    Reliable,
    StepDone,
    leaves,
)
from program.adapt.plan import Plan
from program.adapt.rules import Rule, bears
from program.adapt.variables import amount, needs, slot, variable
from program.ids import ScaleId

_COMPARE: dict[Op, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
Test = tuple[int, Callable[[Any, Any], bool | None], Any]
"""Place of the value, what it is put to, and with what."""


@dataclass(frozen=True, slots=True)
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
    flat: Callable[[Sequence[int]], tuple[int, ...]] | None = None
    """Where all parts are questions: picks their truths in one step."""


Tree = int | Node
"""A place in the questions, or a part made of several."""


@dataclass(frozen=True)
class Asked:
    """A rule with the places of its questions, in the order they are written."""

    rule: Rule
    tree: Tree
    asks: tuple[int, ...]


@dataclass(frozen=True)
class Questions:
    """All that the rules of a plan ask."""

    reads: tuple[Leaf, ...]
    """One question for each value that is read."""
    tests: tuple[Test, ...]
    questions: tuple[Question, ...]
    """In step with `tests`."""
    rules: tuple[Asked, ...]
    trees: tuple[Tree, ...]
    """Of the rules."""
    scales: dict[ScaleId, tuple[int, ...]]
    """Scale -> the places of the questions about its latest value that bear on the path."""
    ruled: dict[ScaleId, tuple[int, ...]]
    """Scale -> the places of the rules that ask about it and bear on the path."""


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
    numbered = {name: n for n, name in enumerate(slots)}
    asked = tuple(
        Asked(rule, _tree(rule.when, place), tuple(map(place.__getitem__, leaves(rule.when))))
        for rule in rules
    )
    bearing = [(n, {*one.asks}) for n, one in enumerate(asked) if bears(one.rule)]
    leading = frozenset(at for _, asks in bearing for at in asks)
    scales: dict[ScaleId, list[int]] = {}
    for leaf, at in place.items():
        if isinstance(leaf, Latest | Changed | InARow | Reliable | InBand) and at in leading:
            scales.setdefault(leaf.scale, []).append(at)
    return Questions(
        reads=tuple(slots.values()),
        tests=tuple((numbered[slot(leaf)], *_test(leaf, plan)) for leaf in place),
        questions=tuple(
            Question(leaf, numbered[slot(leaf)], variable(leaf), needs(leaf)) for leaf in place
        ),
        rules=asked,
        trees=tuple(one.tree for one in asked),
        scales={scale: tuple(places) for scale, places in scales.items()},
        ruled={
            scale: tuple(n for n, asks in bearing if asks & {*places})
            for scale, places in scales.items()
        },
    )


def _tree(condition: Condition, place: dict[Leaf, int]) -> Tree:
    match condition:
        case Not():
            return Node(None, (_tree(condition.of, place),))
        case All() | AnyOf():
            parts = tuple(_tree(part, place) for part in condition.of)
            places = [part for part in parts if isinstance(part, int)]
            flat = operator.itemgetter(*places) if len(parts) == len(places) > 1 else None
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
