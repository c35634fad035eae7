"""What rules call for exists and may be called for; what a program promises can be kept."""

from collections.abc import Iterator, Sequence
from typing import Any

from program.adapt.rules import (
    Action,
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
                if arm.then is not None:
                    place: Place = (n, "then", "arms", k, "then")
                    yield from _called(program, rules, place, arm.then)
        else:
            yield from _called(program, rules, (n, "then"), action)
        yield from _said(draft, name, rule)


def check_modules_in(
    program: Placed[ProgramFile], rules: Placed[Any], place: Place, written: Any
) -> Iterator[Issue]:
    """Modules of an action that cannot be read, as far as anything like one is written."""
    if not isinstance(written, dict):
        return
    if isinstance(module := written.get("module"), str):
        yield from _named(program, rules, (*place, "module"), written.get("do"), module)
    arms = written.get("arms")
    for k, arm in enumerate(arms if isinstance(arms, list) else ()):
        then = arm.get("then") if isinstance(arm, dict) else None
        yield from check_modules_in(program, rules, (*place, "arms", k, "then"), then)


def _called(
    program: Placed[ProgramFile], rules: Rules, place: Place, action: Action
) -> Iterator[Issue]:
    if isinstance(action, OfferBranch | OpenBranch | BringForward):
        yield from _named(program, rules, (*place, "module"), action.do, action.module)


def _named(
    program: Placed[ProgramFile], rules: Placed[Any], place: Place, do: object, module: str
) -> Iterator[Issue]:
    """The module an action names is one that it can have, and where nobody can tell which
    action is meant, that any of them can have."""
    branches = {str(branch.module) for branch in program.value.branches}
    movable = {str(one) for one in program.value.movable}
    if do == "bring_forward":
        if module not in movable:
            message = f"{module} is no core module that this program lets move."
            here = module in program.value.core
            advice = f"name it under `movable` in {program.file}"
            advice = advice if here else nearest(module, movable or program.value.core)
            yield rules.issue("not-movable", message, advice, *place)
        return
    known = branches if do in ("offer", "open") else branches | movable
    if module not in known:
        message = f"{module} is no branch of this program."
        yield rules.issue("unknown-module", message, nearest(module, known), *place)


def _said(draft: Draft, name: str, rule: Rule) -> Iterator[Issue]:
    """A rule that bears on the path tells the patient why; one that speaks to the therapist is
    heard by a patient only where another rule speaks too."""
    words = draft.rule_words.get(name, {}).get(SOURCE)
    said = words.value.get(rule.id) if words is not None else None
    silent = isinstance(rule.then, RaiseSignal | StepSupport)
    if words is not None and said is not None and not said.patient and not silent:
        message = f"The rule {rule.id} bears on the path and tells the patient nothing."
        yield words.issue("no-sentence", message, "write `patient:` for it", rule.id)
    if words is not None and said is not None and said.patient.strip() and silent:
        message = f"The rule {rule.id} speaks to the therapist; a patient seldom reads this."
        advice = "leave it out, and let a rule that does `say` tell the patient"
        yield words.issue("seldom-read", message, advice, rule.id, "patient", note=True)


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
