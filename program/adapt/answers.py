"""The interpreter of the rule language: questions are put to values, and the answers of rules
are combined from them.

Truths are the numbers of `Truth`: 0 no, 1 unknown, 2 yes; "and" is the least of them, "or" the
greatest, "not" what is left to 2 (Kleene 1952).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from program.adapt.look import Reading, read, read_series
from program.adapt.questions import Questions, Test, Tree
from program.adapt.view import View

NO, UNKNOWN, YES = 0, 1, 2
Truths = Sequence[int] | Mapping[int, int]
"""Of all questions in their order, or of some by their places."""
_TRUTH: dict[bool | None, int] = {True: YES, False: NO, None: UNKNOWN}


def answer(questions: Questions, values: Sequence[Any]) -> list[int]:
    """The truth of every question, given the values in the order they are read."""
    return [
        UNKNOWN if (value := values[at]) is None else _TRUTH[test(value, with_)]
        for at, test, with_ in questions.tests
    ]


def put(test: Test, value: Any) -> int:
    """The truth of one question about a value."""
    _, compare, with_ = test
    return UNKNOWN if value is None else _TRUTH[compare(value, with_)]


def combine(tree: Tree, truths: Truths) -> int:
    """The answer of a condition, given those of its questions."""
    if isinstance(tree, int):
        return truths[tree]
    if tree.take is None:
        return YES - combine(tree.parts[0], truths)
    if tree.flat is not None:
        return tree.take(tree.flat(truths))
    return tree.take([combine(part, truths) for part in tree.parts])


def combined(trees: Sequence[Tree], truths: Sequence[int]) -> list[int]:
    """The answers of many conditions; most are one question, or some joined by one word."""
    return [
        truths[tree]
        if isinstance(tree, int)
        else tree.take(tree.flat(truths))
        if tree.take is not None and tree.flat is not None
        else combine(tree, truths)
        for tree in trees
    ]


def because(tree: Tree, truths: Truths) -> tuple[int, ...]:
    """The questions that alone make the answer what it is: one "no" of an "and", one "yes" of
    an "or", else all that have the answer's own truth."""
    if isinstance(tree, int):
        return (tree,)
    if tree.take is None:
        return because(tree.parts[0], truths)
    found = tree.flat(truths) if tree.flat else [combine(part, truths) for part in tree.parts]
    whole = tree.take(found)
    if whole == (NO if tree.take is min else YES):
        return because(tree.parts[found.index(whole)], truths)
    same = [part for part, truth in zip(tree.parts, found, strict=True) if truth == whole]
    named: list[int] = []
    for part in same:
        named += (part,) if isinstance(part, int) else because(part, truths)
    return tuple(named)


def turning(tree: Tree, truths: Truths, wanted: int = YES) -> tuple[int, ...]:
    """The questions each of which, answered the other way, alone makes the answer as wanted.

    For conditions that ask each question once.
    """
    if isinstance(tree, int):
        return () if truths[tree] == wanted else (tree,)
    if tree.take is None:
        return turning(tree.parts[0], truths, YES - wanted)
    found = tree.flat(truths) if tree.flat else [combine(part, truths) for part in tree.parts]
    amiss = [part for part, truth in zip(tree.parts, found, strict=True) if truth != wanted]
    if len(amiss) > 1 and (tree.take is min) == (wanted == YES):
        return ()  # all are needed, and more than one is amiss
    named: list[int] = []
    for part in amiss:
        named += (part,) if isinstance(part, int) else turning(part, truths, wanted)
    return tuple(named)


@dataclass(frozen=True)
class Answers:
    """What the rules of a plan answer about a record on a day."""

    questions: Questions
    readings: list[Reading]
    truths: list[int]
    """Of the questions."""
    rules: list[int]
    """Of the rules."""


def ask(questions: Questions, view: View) -> Answers:
    """Answer every rule from what the record shows."""
    readings: list[Reading] = []
    for asked in questions.scales:
        readings += read_series(asked, view.values(asked[0].scale), view)
    readings += [read(leaf, view) for leaf in questions.others]
    truths = answer(questions, [reading.value for reading in readings])
    return Answers(questions, readings, truths, combined(questions.trees, truths))
