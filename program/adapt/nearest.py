"""The nearest counterfactual: the smallest change of one measured value that would have changed
what comes next.

A question cuts its scale in two, and the rules answer alike on each side. So for each question
the nearest value beyond its cut is tried, on the real engine, the smallest change first
(counterfactual explanations: Wachter 2018, doi 10.2139/ssrn.3063289). Only values that were
measured are changed: for what was never measured no change is small or large.
"""

from collections.abc import Callable

from program.adapt.answers import YES, Answers, combined, put
from program.adapt.cuts import Turned, supposed, turned_by
from program.adapt.look import read_series
from program.adapt.reach import Reached
from program.adapt.stirring import stirring
from program.adapt.view import View
from program.events import Nearest
from program.record import Observed

Reach = Callable[[list[int], View], Reached]
"""Truths of the rules and what they are about -> what comes next."""


def nearest(found: Answers, reached: Reached, view: View, reach: Reach) -> Nearest | None:
    """The smallest change of one measured value that leads elsewhere; None where none does."""
    if view.record.held is not None or view.record.pinned is not None:
        return None  # what a therapist decided does not hang on an answer
    hanging = {one.scale: one for one in turned_by(view.plan, stirring(view))}
    tries = {
        (far, scale, would, was)
        for scale, one in hanging.items()
        for far, would, was in supposed(one, view)
    }
    for _, scale, would, was in sorted(tries):
        seen = view.supposed(scale, would)
        rules = _rules(found, hanging[scale], seen, view)
        if rules is None:
            continue
        led = reach(rules, view.seeing(scale, seen))
        if led.outcome is not reached.outcome and led.outcome != reached.outcome:
            return Nearest.known(
                variable=scale,
                value=was,
                would=would,
                outcome=led.outcome,
                rule=led.used[0] if led.used else None,
            )
    return None


def _rules(
    found: Answers, hanging: Turned, seen: tuple[Observed, ...], view: View
) -> list[int] | None:
    """The answers of the rules had a scale been seen so; None where the same rules hold."""
    truths, tests = list(found.truths), found.questions.tests
    readings = read_series(hanging.leaves, seen, view)
    for one, reading in zip(hanging.asking, readings, strict=True):
        truths[one.at] = put(tests[one.at], reading.value)
    answers, rules = combined(hanging.trees, truths), found.rules
    turned = zip(hanging.rules, answers, strict=True)
    if all((answer == YES) == (rules[at] == YES) for at, answer in turned):
        return None
    other = list(rules)
    for at, answer in zip(hanging.rules, answers, strict=True):
        other[at] = answer
    return other
