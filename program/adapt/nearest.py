"""The nearest counterfactual: the smallest change of one measured value that would have changed
what comes next.

A question cuts its scale in two, and the rules answer alike on each side. So for each question
the nearest value beyond its cut is tried, on the real engine, the smallest change first
(counterfactual explanations: Wachter 2018, doi 10.2139/ssrn.3063289). Only values that were
measured are changed: for what was never measured no change is small or large.
"""

import math
from collections.abc import Callable, Iterator
from functools import lru_cache

from program.adapt.answers import UNKNOWN, YES, Answers, combined, put
from program.adapt.conditions import Changed, InARow, InBand, Latest, Leaf, Reliable
from program.adapt.look import read
from program.adapt.plan import Plan, ScaleFacts
from program.adapt.questions import questions_of
from program.adapt.reach import Reached
from program.adapt.view import View
from program.events import Nearest
from program.ids import ScaleId
from program.record import Observed

_TINY = 1e-6
Reach = Callable[[list[int], View], Reached]
"""Truths of the rules and what they are about -> what comes next."""


_Supposed = tuple[float, ScaleId, float, float]
"""How far a value is from the one that was measured, as a part of the scale's range; the scale;
the value it might have had; the one it had."""


def nearest(found: Answers, reached: Reached, view: View, reach: Reach) -> Nearest | None:
    """The smallest change of one measured value that leads elsewhere; None where none does."""
    if view.record.held is not None or view.record.pinned is not None:
        return None  # what a therapist decided does not hang on an answer
    for _, scale, would, was in sorted(_supposed(found, view)):
        other = view.supposing(scale, would)
        rules = _rules(found, scale, would, other)
        if rules is None:
            continue
        led = reach(rules, other)
        if led.outcome != reached.outcome:
            return Nearest(
                variable=scale,
                value=was,
                would=would,
                outcome=led.outcome,
                rule=led.used[0] if led.used else None,
            )
    return None


def _rules(found: Answers, scale: ScaleId, would: float, view: View) -> list[int] | None:
    """The answers of the rules in a view where a scale's latest value is another; None where
    the same rules hold as now."""
    truths, questions = list(found.truths), found.questions
    for at in questions.scales[scale]:
        leaf = questions.questions[at].leaf
        if not isinstance(leaf, Latest):
            truths[at] = put(questions.tests[at], read(leaf, view).value)
        elif truths[at] != UNKNOWN:  # else it is too old, whatever it was
            truths[at] = put(questions.tests[at], would)
    ruled = questions.ruled[scale]
    answers = combined([questions.trees[at] for at in ruled], truths)
    turned = zip(ruled, answers, strict=True)
    if all((answer == YES) == (found.rules[at] == YES) for at, answer in turned):
        return None
    rules = list(found.rules)
    for at, answer in zip(ruled, answers, strict=True):
        rules[at] = answer
    return rules


def _supposed(found: Answers, view: View) -> set[_Supposed]:
    """For each question about a measured value, the nearest value beyond its cut."""
    supposed: set[_Supposed] = set()
    for scale, fixed, moving in _cut(view.plan):
        seen = view.values(scale)
        if not seen or seen[-1].value is None:
            continue
        now, facts = seen[-1].value, view.plan.scales.get(scale, _PLAIN)
        spread = facts.highest - facts.lowest
        moved = [_sides(*_moved(leaf, seen, facts), facts) for leaf in moving]
        for below, above in (*fixed, *moved):
            value = below if now >= above - _TINY else above
            if facts.lowest <= value <= facts.highest + _TINY:
                supposed.add((abs(value - now) / spread, scale, value, now))
    return supposed


_PLAIN = ScaleFacts("worse")
Sides = tuple[float, float]
"""The values a scale can have next to a cut: the last below it and the first above it."""


@lru_cache(maxsize=64)
def _cut(
    plan: Plan,
) -> tuple[tuple[ScaleId, tuple[Sides, ...], tuple[Changed | Reliable, ...]], ...]:
    """Each scale that bears on the path, with the cuts that are the same for everyone and the
    questions whose cut hangs on a person's earlier values."""
    questions, found = questions_of(plan), []
    for scale, places in questions.scales.items():
        facts = plan.scales.get(scale, _PLAIN)
        leaves = [questions.questions[at].leaf for at in places]
        cuts = {cut for leaf in leaves for cut in _fixed(leaf, facts)}
        moving = tuple(leaf for leaf in leaves if isinstance(leaf, Changed | Reliable))
        found.append((scale, tuple(_sides(*cut, facts) for cut in sorted(cuts)), moving))
    return tuple(found)


def _fixed(leaf: Leaf, facts: ScaleFacts) -> Iterator[tuple[float, bool]]:
    """Where the latest value turns the answer of a question, and whether a value right there
    belongs above."""
    if isinstance(leaf, Latest | InARow):
        yield leaf.value, leaf.op in (">=", "<")
    elif isinstance(leaf, InBand):
        yield from ((begins, True) for _, begins in facts.bands)


def _moved(
    leaf: Changed | Reliable, seen: tuple[Observed, ...], facts: ScaleFacts
) -> tuple[float, bool]:
    """The same for a question about a change."""
    first, before = seen[0].value or 0.0, (seen[-2].value or 0.0) if len(seen) > 1 else 0.0
    if isinstance(leaf, Reliable):
        points = facts.reliable or 0.0
        up = (leaf.direction == "worse") == (facts.higher == "worse")
        return (first + points, True) if up else (first - points, False)
    base = first if leaf.since == "baseline" else before
    moved = base * (1 + leaf.value / 100) if leaf.percent else base + leaf.value
    return moved, leaf.op in (">=", "<")


def _sides(cut: float, within: bool, facts: ScaleFacts) -> Sides:
    steps = (cut - facts.lowest) / facts.step
    first = math.ceil(steps - _TINY) if within else math.floor(steps + _TINY) + 1
    lowest, step = facts.lowest, facts.step
    return round(lowest + (first - 1) * step, 4), round(lowest + first * step, 4)
