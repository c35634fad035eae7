"""Branches that wait in Tools: the engine offers two in a course at most, the person may take
more.

The limit of two keeps the path short for everyone: short cores are finished, long menus are
not (Gasslander 2022). It binds what the engine proposes, not what somebody asks for.
"""

from program.adapt.branches import chosen_branch
from program.adapt.calling import branches_of
from program.adapt.view import View
from program.ids import ModuleId


def set_aside(view: View) -> tuple[ModuleId, ...]:
    """The branches that wait, in the order of the program: those offered and not chosen, those
    called for beyond a limit, those that always wait there; after the end every one that was
    not taken."""
    record = view.record
    called = {
        module
        for rule in view.plan.rules
        if rule.id in record.limited
        for module in branches_of(rule)
    }
    waiting = called | view.declined
    return tuple(
        branch.module
        for branch in view.plan.branches
        if branch.module not in record.modules
        and (branch.in_tools or branch.module in waiting or record.finished is not None)
        and _in_its_time(branch.after, view)
    )


def may_take(module: ModuleId, view: View) -> bool:
    """Whether the person may make a branch that waits their next module now.

    A core module lies between two branches until the end; what a therapist has decided comes
    first.
    """
    record = view.record
    directed = record.held is not None or record.pinned is not None
    if directed or module not in set_aside(view) or module == chosen_branch(record):
        return False
    return record.finished is not None or view.since_core < view.plan.branches_between


def _in_its_time(after: ModuleId | None, view: View) -> bool:
    state = view.record.modules.get(after) if after is not None else None
    return after is None or (state is not None and state.first_completed is not None)
