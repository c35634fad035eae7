"""When a rule is followed, and not only holds: nothing that comes before it takes its place."""

import z3

from program.adapt.rules import (
    TELLING,
    BringForward,
    HoldPath,
    OfferBranch,
    OpenBranch,
    Rule,
    TakeLightWeek,
    UseLightVariant,
)
from program.adapt.verify.calls import BESIDE, Call, Calls, names
from program.adapt.verify.moment import Formula
from program.ids import ModuleId


def acts(calls: Calls, rule: Rule) -> Formula:
    """The rule is followed."""
    if isinstance(rule.then, TELLING):
        return calls.says(rule).yes
    if rule.then.do in BESIDE:
        return holds_for_somebody(calls, rule)
    mine = [(n, call) for n, call in enumerate(calls.all) if call.rule == rule.id]
    return z3.And(calls.there, z3.Or([_followed(calls, n, call) for n, call in mine]))


def holds_for_somebody(calls: Calls, rule: Rule) -> Formula:
    """The rule holds at a decision that is made for somebody who is there. While nobody comes,
    the daily round decides for what is told to a therapist alone."""
    return z3.And(calls.there, calls.says(rule).yes)


def _followed(calls: Calls, place: int, call: Call) -> Formula:
    earlier = calls.all[:place]
    match call.then:
        case OfferBranch() | OpenBranch():
            same = [c for c in calls.all if names(c, call.then.module)]
            first = [c for c in same if isinstance(c.then, OpenBranch)]
            before = [c for c in earlier if c in same and c not in first]
            if call in first:
                first, before = [c for c in first if c in earlier], []
            other = z3.Or([c.when for c in (*first, *before)])
            return z3.And(call.when, calls.called(call.then.module), z3.Not(other))
        case BringForward():
            same = [c for c in earlier if _moves(c, call.then.module)]
            other = z3.Or([c.when for c in same])
            return z3.And(call.when, calls.forward(call.then.module), z3.Not(other))
        case _:
            room = {
                HoldPath: z3.BoolVal(True),
                TakeLightWeek: calls.rests,
                UseLightVariant: calls.goes_on,
            }
            other = z3.Or([c.when for c in earlier if type(c.then) is type(call.then)])
            return z3.And(call.when, room[type(call.then)], z3.Not(other))


def _moves(call: Call, module: ModuleId) -> bool:
    return isinstance(call.then, BringForward) and call.then.module == module
