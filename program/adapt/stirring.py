"""Which rules can change what comes next as things stand, whatever they answer."""

from typing import assert_never

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


def stirring(view: View) -> frozenset[int]:
    """The places of these rules. The others call for what cannot come now.

    While a module is open it goes on, in its full or its short form, unless the path rests or
    is held.
    """
    rules = view.plan.rules
    return frozenset([n for n, rule in enumerate(rules) if not _in_vain(rule.then, view)])


def _in_vain(action: Action, view: View) -> bool:
    match action:
        case TakeLightWeek() | HoldPath() | UseLightVariant():
            return False
        case Randomise():
            return all(arm.then is None or _in_vain(arm.then, view) for arm in action.arms)
        case RaiseSignal() | StepSupport():
            return True
        case OfferBranch() | OpenBranch():
            return view.current is not None or view.barred[action.module] is not None
        case BringForward():
            here = action.module in view.done or not view.ready(action.module)
            return view.current is not None or here
        case Say():
            none = all(why_not is not None for why_not in view.barred.values())
            return view.current is not None or not action.no_branch or none
        case _:
            assert_never(action)
