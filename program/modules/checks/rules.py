"""Rules ask only about what exists, and every branch can be reached by one."""

from collections.abc import Iterator

from program.adapt.calling import branches_of
from program.adapt.conditions import All, AnyOf, Condition, Leaf, Not
from program.adapt.rules import Rule
from program.modules.checks.actions import check_actions, check_modules_in, check_promises
from program.modules.checks.holding import check_hold
from program.modules.checks.questions import check_names_in, check_question, known_to
from program.modules.checks.silence import check_silence
from program.modules.draft import Draft
from program.modules.issues import Issue
from program.modules.strict_yaml import Place
from program.modules.typed import Placed

Rules = Placed[tuple[Rule, ...]]


def check_rules(draft: Draft) -> Iterator[Issue]:
    """Names in conditions and actions, rule ids, branches no rule reaches."""
    for name, placed in draft.rules.items():
        yield from _once(placed)
        if name in draft.programs:
            yield from check_actions(draft, name, placed)
        known, program = known_to(draft, name), draft.programs.get(name)
        for n, rule in enumerate(placed.value):
            yield from check_silence(placed, n, rule)
            for place, leaf in leaves_at(rule.when, (n, "when")):
                yield from check_question(placed, place, leaf, known)
                if program is not None:
                    yield from check_hold(placed, rule, place, leaf, known, program.value)
    for name, program in draft.programs.items():
        yield from check_promises(program)
        if f"programs/{name}/rules.yaml" not in draft.files:
            yield from _unreachable(draft, name, set())
        elif name in draft.rules:
            reached = {str(m) for rule in draft.rules[name].value for m in branches_of(rule)}
            yield from _unreachable(draft, name, reached)


def check_unsound(draft: Draft) -> Iterator[Issue]:
    """Names in rules that cannot be read: one mistake of a rule does not hide another."""
    for name, placed in draft.unsound_rules.items():
        known = known_to(draft, name)
        for n, rule in enumerate(placed.value):
            if isinstance(rule, dict):
                yield from check_names_in(placed, (n, "when"), rule.get("when"), known)
                if name in draft.programs:
                    place, then = (n, "then"), rule.get("then")
                    yield from check_modules_in(draft.programs[name], placed, place, then)


def leaves_at(condition: Condition, place: Place) -> Iterator[tuple[Place, Leaf]]:
    """The questions at the ends of a condition, each with its place in the file."""
    match condition:
        case Not():
            yield from leaves_at(condition.of, (*place, "of"))
        case All() | AnyOf():
            for n, part in enumerate(condition.of):
                yield from leaves_at(part, (*place, "of", n))
        case _:
            yield place, condition


def _once(placed: Rules) -> Iterator[Issue]:
    seen: set[str] = set()
    for n, rule in enumerate(placed.value):
        if rule.id in seen:
            message = f"Two rules are called {rule.id}."
            yield placed.issue("rule-twice", message, "give each its own id", n, "id")
        seen.add(rule.id)


def _unreachable(draft: Draft, name: str, reached: set[str]) -> Iterator[Issue]:
    placed = draft.programs[name]
    for n, branch in enumerate(placed.value.branches):
        if branch.module not in reached:
            message = f"No rule opens or offers the branch {branch.module}."
            advice = "write a rule for it in rules.yaml, or take the branch out"
            yield placed.issue("unreachable-branch", message, advice, "branches", n, "module")
