"""What the rules that certainly hold call for, draws included."""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from program.adapt.answers import YES
from program.adapt.chance import Draw, drawn
from program.adapt.plan import Plan
from program.adapt.rules import Action, Arm, OfferBranch, OpenBranch, Randomise, Rule
from program.events import Drawn
from program.ids import EnrolmentId, ModuleId, RuleId
from program.record import Record


@dataclass(frozen=True)
class Calling:
    """A rule that holds and what the arm that was drawn for it calls for."""

    id: RuleId
    then: Action


Holding = Rule | Calling
"""A rule that holds, with the action it calls for."""


def draw_arms(plan: Plan, record: Record, draw: Draw) -> dict[RuleId, Arm]:
    """The arm of every rule that leaves something to chance, whether it holds or not.

    A decision point is the same until another module is opened: looking twice is drawing once.
    """
    enrolment, point = record.enrolment or EnrolmentId(""), len(record.modules)
    return {
        rule: drawn(action, draw(action.seed, enrolment, rule, point))
        for rule, action in _drawing(plan)
    }


@lru_cache(maxsize=64)
def _drawing(plan: Plan) -> tuple[tuple[RuleId, Randomise], ...]:
    return tuple(
        (rule.id, rule.then) for rule in plan.rules if isinstance(rule.then, Randomise)
    )


def draws(
    rules: Iterable[Rule], truths: Iterable[int], arms: Mapping[RuleId, Arm], record: Record
) -> Iterator[Drawn]:
    """What is kept of each draw, made or not."""
    if not arms:
        return  # no rule leaves anything to chance
    for rule, truth in zip(rules, truths, strict=True):
        if isinstance(rule.then, Randomise):
            arm = arms[rule.id] if truth == YES else None
            yield Drawn(
                rule=rule.id,
                policy=rule.version,
                seed=rule.then.seed,
                point=len(record.modules),
                available=arm is not None,
                arms={one.id: one.chance for one in rule.then.arms},
                arm=arm.id if arm else None,
                probability=arm.chance if arm else None,
            )


def callings(
    rules: Iterable[Rule], truths: Iterable[int], arms: Mapping[RuleId, Arm]
) -> list[Holding]:
    """The actions of the rules that hold, in their order. `arms`: rule -> the arm drawn."""
    holding = [rule for rule, truth in zip(rules, truths, strict=True) if truth == YES]
    if not arms:
        return [*holding]
    called = (_drawn(rule, arms) for rule in holding)
    return [one for one in called if one is not None]


def _drawn(rule: Rule, arms: Mapping[RuleId, Arm]) -> Holding | None:
    if not isinstance(rule.then, Randomise):
        return rule
    then = arms[rule.id].then
    return None if then is None else Calling(rule.id, then)


def ways(
    rules: Iterable[Rule], truths: Iterable[int]
) -> Iterator[tuple[dict[RuleId, Arm], float]]:
    """Every way the draws of the rules that hold can go, with its probability."""
    drawing = [
        (rule.id, rule.then.arms)
        for rule, truth in zip(rules, truths, strict=True)
        if truth == YES and isinstance(rule.then, Randomise)
    ]
    for arms in product(*(arms for _, arms in drawing)):
        chosen = {rule: arm for (rule, _), arm in zip(drawing, arms, strict=True)}
        yield chosen, math.prod(arm.chance for arm in arms)


def branches_of(rule: Rule) -> frozenset[ModuleId]:
    """The branches a rule may offer or open, by itself or by an arm."""
    action = rule.then
    actions = [arm.then for arm in action.arms] if isinstance(action, Randomise) else [action]
    return frozenset(one.module for one in actions if isinstance(one, OfferBranch | OpenBranch))
