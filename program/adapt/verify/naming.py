"""Names that a rule uses and the plan does not have: the engine would never know an answer, or
would not know what to open."""

from collections.abc import Iterator
from dataclasses import replace

from program.adapt.calling import branches_of
from program.adapt.conditions import Completed, InBand, Leaf, Learned, leaves
from program.adapt.plan import Plan
from program.adapt.rules import BringForward, OfferBranch, OpenBranch, Randomise, Rule
from program.adapt.verify.findings import Finding
from program.exercises import KINDS
from program.ids import ModuleId


def undeclared(plan: Plan) -> Iterator[Finding]:
    """Each name once for each rule. Steps are not part of a plan: `check` knows them."""
    for rule in plan.rules:
        named = [name for leaf in leaves(rule.when) for name in _unknown(leaf, plan)]
        for name in dict.fromkeys([*named, *_nowhere(rule, plan)]):
            yield Finding(
                "undeclared",
                rule.id,
                True,
                f"The rule {rule.id} uses {name}, which this program does not have.",
                "mend the name, or declare what it means",
            )


def sound(plan: Plan, found: list[Finding]) -> Plan:
    """The plan without the rules that use names it does not have."""
    faulty = {one.about for one in found}
    return replace(plan, rules=tuple(rule for rule in plan.rules if rule.id not in faulty))


def named_by_faulty(plan: Plan, kept: Plan) -> frozenset[ModuleId]:
    """Branches that a rule left out calls for: whether anybody comes to them is not known."""
    left = (branches_of(rule) for rule in plan.rules if rule not in kept.rules)
    return frozenset[ModuleId]().union(*left)


def _unknown(leaf: Leaf, plan: Plan) -> Iterator[str]:
    scale = getattr(leaf, "scale", None)
    if scale is not None and scale not in plan.scales:
        yield f"the scale {scale}"
    elif isinstance(leaf, InBand):
        bands = {name for name, _ in plan.scales[leaf.scale].bands}
        yield from (
            f"the band {band} of {leaf.scale}" for band in leaf.within if band not in bands
        )
    elif isinstance(leaf, Completed) and leaf.module not in plan.modules:
        yield f"the module {leaf.module}"
    elif isinstance(leaf, Learned):
        if leaf.kind not in KINDS:
            yield f"the exercise {leaf.kind}"
        elif leaf.score not in KINDS[leaf.kind].scores:
            yield f"the score {leaf.score} of {leaf.kind}"


def _nowhere(rule: Rule, plan: Plan) -> Iterator[str]:
    """Modules that an action names and that it cannot have."""
    action = rule.then
    branches = {branch.module for branch in plan.branches}
    for one in [arm.then for arm in action.arms] if isinstance(action, Randomise) else [action]:
        if isinstance(one, OfferBranch | OpenBranch) and one.module not in branches:
            yield f"the branch {one.module}"
        if isinstance(one, BringForward) and one.module not in plan.movable.intersection(
            plan.core
        ):
            yield f"the movable module {one.module}"
