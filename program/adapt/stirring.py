"""Which rules can change what comes next as things stand, whatever they answer."""

from functools import lru_cache
from typing import assert_never

from program.adapt.plan import Plan
from program.adapt.rules import (
    Action,
    BringForward,
    HoldPath,
    OfferBranch,
    OpenBranch,
    RaiseSignal,
    Randomise,
    Say,
    StepSupport,
    TakeLightWeek,
    UseLightVariant,
)
from program.adapt.view import View
from program.ids import ModuleId


def stirring(view: View) -> frozenset[int]:
    """The places of these rules. The others call for what cannot come now.

    While a module is open it goes on, in its full or its short form, unless the path rests or
    is held.
    """
    if view.current is not None:
        return _stirring(view.plan, frozenset())
    movable = (m for m in view.plan.movable if m not in view.done and view.ready(m))
    free = (module for module, why_not in view.barred.items() if why_not is None)
    return _stirring(view.plan, frozenset([*movable, *free]))


@lru_cache(maxsize=512)
def _stirring(plan: Plan, free: frozenset[ModuleId]) -> frozenset[int]:
    """`free`: what may come next, where a rule calls for it, beside the core as it stands."""
    branches = any(branch.module in free for branch in plan.branches)
    return frozenset(
        n for n, rule in enumerate(plan.rules) if not _in_vain(rule.then, free, branches)
    )


def _in_vain(action: Action, free: frozenset[ModuleId], branches: bool) -> bool:
    match action:
        case TakeLightWeek() | HoldPath() | UseLightVariant():
            return False
        case Randomise():
            arms = (arm.then for arm in action.arms)
            return all(then is None or _in_vain(then, free, branches) for then in arms)
        case RaiseSignal() | StepSupport():
            return True
        case OfferBranch() | OpenBranch() | BringForward():
            return action.module not in free
        case Say():
            return not action.no_branch or not branches
        case _:
            assert_never(action)
