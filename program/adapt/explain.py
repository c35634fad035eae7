"""What a decision says beside its outcome: every rule's answer and what made it so, the other
modules and why not, and what would have let another rule speak."""

from collections.abc import Iterator
from functools import lru_cache

from program.adapt import boosters
from program.adapt.answers import NO, UNKNOWN, YES, Answers, because, turning
from program.adapt.branches import barred
from program.adapt.conditions import FRESH_DAYS
from program.adapt.questions import Asked
from program.adapt.reach import Reached
from program.adapt.rules import Action, BringForward, OfferBranch, OpenBranch, Rule
from program.adapt.truth import Truth
from program.adapt.view import View
from program.events import (
    Alternative,
    Answer,
    Change,
    Input,
    OfferChoice,
    OpenModule,
    Outcome,
    RuleTrace,
)
from program.ids import ModuleId, RuleId

_WORDS: tuple[Answer, ...] = tuple(Truth(n).word for n in (NO, UNKNOWN, YES))


def inputs(found: Answers) -> tuple[Input, ...]:
    """What each question saw, in the order of the questions."""
    made = []
    for question, truth in zip(found.questions.questions, found.truths, strict=True):
        value, age, source = found.readings[question.at]
        if isinstance(value, tuple):
            value = ", ".join(f"{one:g}" for one in value)
        elif type(value) is int:  # days and counts; True is no number here
            value = float(value)
        made.append(
            Input.known(
                variable=question.variable,
                value=value,
                age_days=age,
                needs=question.needs,
                answer=_WORDS[truth],
                source=source,
            )
        )
    return tuple(made)


def traces(
    found: Answers, seen: tuple[Input, ...], reached: Reached, followed: frozenset[RuleId]
) -> tuple[RuleTrace, ...]:
    """How every rule answered and what became of it. `followed`: rules that had an effect."""
    passed_over = dict(reached.passed_over)
    made = []
    for asked, truth in zip(found.questions.rules, found.rules, strict=True):
        rule = asked.rule.id
        used = rule in followed
        passed = passed_over.get(rule)
        if truth == YES and not used and passed is None:
            passed = "another_came_first"
        made.append(
            RuleTrace.known(
                rule=rule,
                version=asked.rule.version,
                answer=_WORDS[truth],
                used=used,
                passed_over=passed,
                inputs=tuple([seen[at] for at in asked.asks]),
                because=_because(asked, found.truths),
            )
        )
    return tuple(made)


def _because(asked: Asked, truths: list[int]) -> tuple[int, ...]:
    if isinstance(asked.tree, int):
        return (0,)
    return tuple([asked.asks.index(at) for at in because(asked.tree, truths)])


def carried_forward(found: Answers, seen: tuple[Input, ...]) -> tuple[str, ...]:
    """The variables of rules that hold whose answer was older than a week's."""
    return tuple(
        seen[at].variable
        for asked, truth in zip(found.questions.rules, found.rules, strict=True)
        if truth == YES
        for at in asked.asks
        if (seen[at].age_days or 0) > FRESH_DAYS and found.truths[at] == YES
    )


def changes(found: Answers) -> Iterator[Change]:
    """Each single question that, answered the other way, would have made a rule hold."""
    for asked, truth in zip(found.questions.rules, found.rules, strict=True):
        if truth != YES:
            for at in turning(asked.tree, found.truths):
                question = found.questions.questions[at]
                yield _change(
                    asked.rule.id, question.variable, question.needs, leads_to(asked.rule)
                )


@lru_cache(maxsize=4096)
def _change(rule: RuleId, variable: str, needs: str, leads: str) -> Change:
    return Change(rule=rule, variable=variable, needs=needs, leads_to=leads)


def leads_to(rule: Rule) -> str:
    """What a rule leads to, as a code: `offer sleep-1`, `light_week`."""
    action: Action = rule.then
    if isinstance(action, OfferBranch | OpenBranch | BringForward):
        return f"{action.do} {action.module}"
    return action.do


def alternatives(outcome: Outcome, view: View) -> tuple[Alternative, ...]:
    """Every other planned module and why it is not next."""
    named: set[ModuleId] = set()
    if isinstance(outcome, OpenModule):
        named = {outcome.module}
    elif isinstance(outcome, OfferChoice):
        named = {*outcome.branches, *([outcome.otherwise] if outcome.otherwise else [])}
    return tuple(
        _alternative(module, _why_not(module, view))
        for module in view.plan.modules
        if module not in named
    )


@lru_cache(maxsize=4096)
def _alternative(module: ModuleId, why_not: str) -> Alternative:
    return Alternative(module=module, why_not=why_not)


def _why_not(module: ModuleId, view: View) -> str:
    state = view.record.modules.get(module)
    if state is not None:
        return "completed" if state.completed is not None else "open_already"
    if module in view.branches:
        return barred(module, view) or "not_called_for"
    if module in view.plan.core:
        return "comes_later"
    return boosters.why_not_yet(module, view.plan, view.record, view.on)
