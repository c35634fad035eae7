"""Which branches may come next: called for by a rule, allowed by the limits, not declined."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from program.adapt.calling import Holding
from program.adapt.conditions import FRESH_DAYS
from program.adapt.rules import OfferBranch, OpenBranch
from program.adapt.view import View
from program.ids import ModuleId, RuleId
from program.record import Record


class Called(NamedTuple):
    """The branches that rules call for and that may come next."""

    offered: tuple[tuple[RuleId, ModuleId], ...]
    opened: tuple[RuleId, ModuleId] | None
    """The first branch a rule makes next."""
    passed_over: Mapping[RuleId, str]
    """Rule that said yes -> why its branch may not come."""


def call(holding: Sequence[Holding], view: View, kept_to_core: str | None = None) -> Called:
    """Sort what the rules call for into branches to open, branches to offer and those passed
    over.

    `kept_to_core`: why no branch comes next at all (a code of the codebook).

    Offers: the worse area first; on a tie, the order in the program.
    """
    passed: dict[RuleId, str] = {}
    offered: dict[ModuleId, RuleId] = {}
    opened: tuple[RuleId, ModuleId] | None = None
    for rule in holding:
        action = rule.then
        if not isinstance(action, OfferBranch | OpenBranch):
            continue
        why_not = view.barred[action.module] or kept_to_core
        if why_not is not None:
            passed[rule.id] = why_not
        elif isinstance(action, OpenBranch) and opened is None:
            opened = (rule.id, action.module)
        else:
            offered.setdefault(action.module, rule.id)
    worst_first = sorted(
        offered, key=lambda module: (-_weight(module, view), view.branches[module][0])
    )
    return Called(tuple((offered[m], m) for m in worst_first), opened, passed)


def chosen_branch(record: Record) -> ModuleId | None:
    """The branch the person chose last and has not opened yet."""
    if not record.choices:
        return None
    _, chosen, _ = record.choices[-1]
    module = chosen.module
    return module if module is not None and module not in record.modules else None


def _weight(module: ModuleId, view: View) -> float:
    area = view.branches[module][1].area
    seen = view.values(f"area-{area}") if area else ()
    fresh = [o for o in seen[-1:] if (view.on - o.on).days <= FRESH_DAYS]
    return fresh[0].value or 0.0 if fresh else 0.0
