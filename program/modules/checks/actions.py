"""What rules call for exists and may be called for; what a program promises can be kept."""

from collections.abc import Iterator, Sequence

from program.adapt.rules import (
    BringForward,
    OfferBranch,
    OpenBranch,
    RaiseSignal,
    Randomise,
    Rule,
    StepSupport,
)
from program.modules.draft import Draft
from program.modules.issues import Issue, nearest
from program.modules.spec import ProgramFile
from program.modules.strict_yaml import Place
from program.modules.typed import Placed
from program.words import SOURCE

MOST_DRAWS = 3
"""Rules of a program that leave something to chance."""

Rules = Placed[tuple[Rule, ...]]


def check_actions(draft: Draft, name: str, rules: Rules) -> Iterator[Issue]:
    """Modules that actions name, draws, and sentences for patients."""
    program = draft.programs[name]
    drawing = 0
    for n, rule in enumerate(rules.value):
        action = rule.then
        if isinstance(action, Randomise):
            drawing += 1
            if drawing > MOST_DRAWS:
                message = f"More than {MOST_DRAWS} rules of this program draw."
                yield rules.issue("too-many-draws", message, "draw fewer at a time", n, "then")
            for k, arm in enumerate(action.arms):
                yield from _named(program, rules, arm.then, (n, "then", "arms", k, "then"))
        else:
            yield from _named(program, rules, action, (n, "then"))
        yield from _said(draft, name, rule)


def _named(
    program: Placed[ProgramFile], rules: Rules, action: object, place: Place
) -> Iterator[Issue]:
    """The module an action names is one the action can have."""
    file = program.value
    branches = {branch.module for branch in file.branches}
    if isinstance(action, OfferBranch | OpenBranch) and action.module not in branches:
        message = f"{action.module} is no branch of this program."
        advice = nearest(action.module, branches)
        yield rules.issue("unknown-module", message, advice, *place, "module")
    if isinstance(action, BringForward) and action.module not in file.movable:
        message = f"{action.module} is no core module that this program lets move."
        advice = f"name it under `movable` in {program.file}"
        yield rules.issue("not-movable", message, advice, *place, "module")


def _said(draft: Draft, name: str, rule: Rule) -> Iterator[Issue]:
    """A rule that bears on the path tells the patient why."""
    words = draft.rule_words.get(name, {}).get(SOURCE)
    said = words.value.get(rule.id) if words is not None else None
    silent = isinstance(rule.then, RaiseSignal | StepSupport)
    if words is not None and said is not None and not said.patient and not silent:
        message = f"The rule {rule.id} bears on the path and tells the patient nothing."
        yield words.issue("no-sentence", message, "write `patient:` for it", rule.id)


def check_promises(program: Placed[ProgramFile]) -> Iterator[Issue]:
    """`movable`, `needs` and `never_skipped` name modules of the core, and the order works."""
    file = program.value
    core = file.core
    for n, module in enumerate(file.movable):
        yield from _of(program, module, core, "movable", n)
    for n, module in enumerate(file.invariants.never_skipped):
        yield from _of(program, module, core, "invariants", "never_skipped", n)
    for module, needed in file.needs.items():
        yield from _of(program, module, core, "needs", module)
        for n, one in enumerate(needed):
            yield from _of(program, one, core, "needs", module, n)
            if module in core and one in core and core.index(one) >= core.index(module):
                message = f"{module} needs {one}, which stands after it in the core."
                advice = "put it before, or take the need out"
                yield program.issue("needs-what-is-later", message, advice, "needs", module, n)


def _of(
    program: Placed[ProgramFile], module: str, core: Sequence[str], *place: str | int
) -> Iterator[Issue]:
    if module not in core:
        message = f"{module} is no module of the core."
        yield program.issue("unknown-module", message, nearest(module, core), *place)
