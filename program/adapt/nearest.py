"""The nearest counterfactual: the smallest change of one measured value that would have changed
what comes next.

Thresholds cut each scale into ranges in which the rules answer alike, so only the values on
either side of a threshold can matter, and each of them is tried on the real engine (Wachter
2018, doi 10.2139/ssrn.3063289). Only values that were measured are changed: for what was never
measured no change is small or large.
"""

import math
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from program.adapt.conditions import Changed, InARow, InBand, Latest, Leaf, Reliable
from program.adapt.look import read
from program.adapt.plan import ScaleFacts
from program.adapt.questions import Answers, combine
from program.adapt.reach import Reached
from program.adapt.view import View
from program.events import Nearest
from program.ids import ScaleId
from program.record import Observed

_TINY = 1e-6
Reach = Callable[[list[int], View], Reached]
"""Truths of the rules and what they are about -> what comes next."""


class _Supposed(NamedTuple):
    """A value a scale might have had; sorted by how far it is from the one it had."""

    distance: float
    """As a part of the scale's range."""
    scale: ScaleId
    value: float
    was: float


def nearest(found: Answers, reached: Reached, view: View, reach: Reach) -> Nearest | None:
    """The smallest change of one measured value that leads elsewhere; None where none does."""
    for one in sorted(_supposed(found, view)):
        other = view.supposing(one.scale, one.value)
        rules = _rules(found, one.scale, other)
        if rules == found.rules:
            continue
        led = reach(rules, other)
        if led.outcome != reached.outcome:
            return Nearest(
                variable=one.scale,
                value=one.was,
                would=one.value,
                outcome=led.outcome,
                rule=led.used[0] if led.used else None,
            )
    return None


def _rules(found: Answers, scale: ScaleId, view: View) -> list[int]:
    """The answers of the rules, had a scale's latest value been as this view has it."""
    truths = list(found.truths)
    tests, questions = found.questions.tests, found.questions.questions
    for at in found.questions.scales[scale]:
        _, test, with_ = tests[at]
        value = read(questions[at].leaf, view).value
        answered = None if value is None else test(value, with_)
        truths[at] = 1 if answered is None else 2 * answered
    rules = list(found.rules)
    if truths != found.truths:
        for at in found.questions.ruled[scale]:
            rules[at] = combine(found.questions.rules[at].tree, truths)
    return rules


def _supposed(found: Answers, view: View) -> Iterator[_Supposed]:
    for scale, places in found.questions.scales.items():
        seen = view.values(scale)
        facts = view.plan.scales.get(scale, ScaleFacts("worse"))
        if not seen or seen[-1].value is None:
            continue
        now, spread = seen[-1].value, facts.highest - facts.lowest
        leaves = (found.questions.questions[at].leaf for at in places)
        cuts = {cut for leaf in leaves for cut in _cuts(leaf, seen, facts)}
        around = (_around(cut, facts.lowest, facts.highest, facts.step) for cut in cuts)
        for value in {value for values in around for value in values}:
            if abs(value - now) > _TINY:
                yield _Supposed(round(abs(value - now) / spread, 9), scale, value, now)


@lru_cache(maxsize=4096)
def _around(cut: float, lowest: float, highest: float, step: float) -> tuple[float, ...]:
    """The values a scale can have next to where it is cut, on both sides."""
    at = math.floor((cut - lowest) / step + _TINY)
    values = (round(lowest + place * step, 4) for place in (at - 1, at, at + 1))
    return tuple(value for value in values if lowest <= value <= highest + _TINY)


def _cuts(leaf: Leaf, seen: tuple[Observed, ...], facts: ScaleFacts) -> Iterator[float]:
    """Where the latest value would turn the answer of a question."""
    first, before = seen[0].value or 0.0, (seen[-2].value or 0.0) if len(seen) > 1 else 0.0
    match leaf:
        case Latest() | InARow():
            yield leaf.value
        case Changed():
            base = first if leaf.since == "baseline" else before
            yield base * (1 + leaf.value / 100) if leaf.percent else base + leaf.value
        case Reliable():
            yield from (first - (facts.reliable or 0.0), first + (facts.reliable or 0.0))
        case InBand():
            yield from (begins for _, begins in facts.bands)
        case _:
            return
