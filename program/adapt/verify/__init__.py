"""Proof, with a witness: what a plan promises holds on every way through it, or a history shows
where it does not. See docs/decisions/0014-how-verify-proves.md."""

from collections.abc import Callable
from functools import partial

from program.adapt.plan import Plan
from program.adapt.verify.findings import Code, Finding, Happening
from program.adapt.verify.longest import longest
from program.adapt.verify.naming import named_by_faulty, sound, undeclared
from program.adapt.verify.reaching import (
    left_out,
    lost_branches,
    never_reached,
    shown_branches,
    too_long,
    too_soon,
)
from program.adapt.verify.ruling import ruled
from program.adapt.verify.stuck import stuck
from program.adapt.verify.ways import Ways

__all__ = ["Code", "Finding", "Happening", "longest_weeks", "verify"]


def verify(plan: Plan, told: Callable[[int, int], None] | None = None) -> tuple[Finding, ...]:
    """All that is wrong with a plan, or could not be proven; nothing where all of it holds.

    It takes some seconds. `told` hears how far it is: done, and of how many.
    """
    found = list(undeclared(plan))
    ways = Ways(sound(plan, found))
    wanted = named_by_faulty(plan, ways.plan)
    lost = lost_branches(ways)
    wholes = (never_reached, shown_branches, too_soon, left_out, too_long, stuck)
    parts = [partial(ruled, ways, rule, lost) for rule in ways.plan.rules]
    parts += [partial(whole, ways) for whole in wholes]
    for n, part in enumerate(parts, start=1):
        found += (
            one for one in part() if one.code != "never-reached" or one.about not in wanted
        )
        if told is not None:
            told(n, len(parts))
    return tuple(found)


def longest_weeks(plan: Plan) -> int:
    """Weeks of the longest way through a plan whose names are sound."""
    return longest(Ways(plan))[0]
