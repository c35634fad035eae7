"""Which branches may come next: called for by a rule, allowed by the limits, not declined."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from program.adapt.conditions import FRESH_DAYS
from program.adapt.look import View
from program.adapt.plan import PlanBranch
from program.adapt.rules import OfferBranch, OpenBranch, Rule
from program.ids import ModuleId, RuleId
from program.record import Record


@dataclass(frozen=True)
class Called:
    """The branches that rules call for and that may come next."""

    offered: tuple[tuple[Rule, ModuleId], ...] = ()
    opened: tuple[Rule, ModuleId] | None = None
    """The first branch a rule makes next."""
    passed_over: Mapping[RuleId, str] = field(default_factory=dict)
    """Rule that said yes -> why its branch may not come."""


def call(holding: Sequence[Rule], view: View, kept_to_core: str | None = None) -> Called:
    """Sort the rules that hold into branches to open, branches to offer and those passed over.

    `kept_to_core`: why no branch comes next at all (a code of the codebook).

    Offers: the worse area first; on a tie, the order in the program.
    """
    passed: dict[RuleId, str] = {}
    offered: list[tuple[Rule, ModuleId]] = []
    opened: tuple[Rule, ModuleId] | None = None
    for rule in holding:
        action = rule.then
        if not isinstance(action, OfferBranch | OpenBranch):
            continue
        why_not = barred(action.module, view) or kept_to_core
        if why_not is not None:
            passed[rule.id] = why_not
        elif isinstance(action, OpenBranch) and opened is None:
            opened = (rule, action.module)
        elif action.module not in [module for _, module in offered]:
            offered.append((rule, action.module))
    order = [branch.module for branch in view.plan.branches]
    offered.sort(key=lambda pair: (-_weight(pair[1], view), order.index(pair[1])))
    return Called(tuple(offered), opened, passed)


def barred(module: ModuleId, view: View) -> str | None:
    """Why a branch may not come next (a code of the codebook); None when it may."""
    plan, record = view.plan, view.record
    branch = _branch(module, view)
    taken = [b.module for b in plan.branches if b.module in record.modules]
    if module in record.modules:
        return "already_opened"
    if module in declined(view):
        return "declined"
    after = record.modules.get(branch.after) if branch.after else None
    if branch.after and (after is None or after.first_completed is None):
        return "before_its_time"
    if len(taken) >= plan.branches_in_course:
        return "limit_in_course"
    if opened_since_core(view) >= plan.branches_between:
        return "limit_between"
    return None


def declined(view: View) -> frozenset[ModuleId]:
    """Branches that were offered and not chosen."""
    return frozenset(
        module
        for _, chosen, offered in view.record.choices
        for module in offered
        if module != chosen.module
    )


def chosen_branch(record: Record) -> ModuleId | None:
    """The branch the person chose last and has not opened yet."""
    if not record.choices:
        return None
    _, chosen, _ = record.choices[-1]
    module = chosen.module
    return module if module is not None and module not in record.modules else None


def _branch(module: ModuleId, view: View) -> PlanBranch:
    return next(branch for branch in view.plan.branches if branch.module == module)


def opened_since_core(view: View) -> int:
    """Branches opened after the last core module that was opened."""
    opened = list(view.record.modules)
    cores = [index for index, module in enumerate(opened) if module in view.plan.core]
    return len(opened[cores[-1] + 1 :]) if cores else 0


def _weight(module: ModuleId, view: View) -> float:
    area = _branch(module, view).area
    seen = view.record.values(f"area-{area}") if area else ()
    fresh = [o for o in seen[-1:] if (view.on - o.on).days <= FRESH_DAYS]
    return fresh[0].value or 0.0 if fresh else 0.0
