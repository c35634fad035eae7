"""What a decision says beside its outcome: every rule's answer and what made it so, the other
modules and why not, and what would have let another rule speak."""

from functools import lru_cache

from program.adapt import boosters
from program.adapt.answers import NO, UNKNOWN, YES, Answers, because, turning
from program.adapt.conditions import FRESH_DAYS
from program.adapt.look import Reading
from program.adapt.questions import Asked, Question
from program.adapt.reach import Reached
from program.adapt.rules import Action, BringForward, OfferBranch, OpenBranch, Rule
from program.adapt.truth import Truth
from program.adapt.view import View
from program.events import (
    Answer,
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
    return tuple(
        [
            _input(question, truth, found.readings[question.at])
            for question, truth in zip(found.questions.questions, found.truths, strict=True)
        ]
    )


@lru_cache(maxsize=16_384)
def _input(question: Question, truth: int, reading: Reading) -> Input:
    """Most of what one decision saw the next one sees again."""
    value, age, source = reading
    if isinstance(value, tuple):
        value = ", ".join(f"{one:g}" for one in value)
    elif type(value) is int:  # days and counts; True is no number here
        value = float(value)
    return Input.known(
        variable=question.variable,
        value=value,
        age_days=age,
        needs=question.needs,
        answer=_WORDS[truth],
        source=source,
    )


def traces(
    found: Answers, reached: Reached, followed: frozenset[RuleId]
) -> tuple[RuleTrace, ...]:
    """How every rule answered and what became of it. `followed`: rules that had an effect."""
    passed_over = dict(reached.passed_over)
    return tuple(
        [
            _trace(
                asked,
                truth,
                asked.pick(found.truths),
                asked.rule.id in followed,
                passed_over.get(asked.rule.id),
            )
            for asked, truth in zip(found.questions.rules, found.rules, strict=True)
        ]
    )


@lru_cache(maxsize=16_384)
def _trace(
    asked: Asked, truth: int, answers: tuple[int, ...], used: bool, passed_over: str | None
) -> RuleTrace:
    """Few ways a rule can answer come again and again: each is put together once."""
    if truth == YES and not used and passed_over is None:
        passed_over = "another_came_first"
    truths = dict(zip(asked.asks, answers, strict=True))
    return RuleTrace.known(
        rule=asked.rule.id,
        answer=_WORDS[truth],
        used=used,
        passed_over=passed_over,
        version=asked.rule.version,
        leads_to=leads_to(asked.rule),
        asks=asked.asks,
        because=because(asked.tree, truths),
        turns=() if truth == YES else turning(asked.tree, truths),
    )


def carried_forward(found: Answers, seen: tuple[Input, ...]) -> tuple[str, ...]:
    """The variables of rules that hold whose answer was older than a week's."""
    return tuple(
        seen[at].variable
        for asked, truth in zip(found.questions.rules, found.rules, strict=True)
        if truth == YES
        for at in asked.asks
        if (seen[at].age_days or 0) > FRESH_DAYS and found.truths[at] == YES
    )


def leads_to(rule: Rule) -> str:
    """What a rule leads to, as a code: `offer sleep-1`, `light_week`."""
    action: Action = rule.then
    if isinstance(action, OfferBranch | OpenBranch | BringForward):
        return f"{action.do} {action.module}"
    return action.do


def alternatives(outcome: Outcome, view: View) -> dict[ModuleId, str]:
    """Every other planned module and why it is not next."""
    named: set[ModuleId] = set()
    if isinstance(outcome, OpenModule):
        named = {outcome.module}
    elif isinstance(outcome, OfferChoice):
        named = {*outcome.branches, *([outcome.otherwise] if outcome.otherwise else [])}
    return {
        module: _why_not(module, view) for module in view.plan.modules if module not in named
    }


def _why_not(module: ModuleId, view: View) -> str:
    state = view.record.modules.get(module)
    if state is not None:
        return "completed" if state.completed is not None else "open_already"
    if module in view.branches:
        return view.barred[module] or "not_called_for"
    if module in view.plan.core:
        return "comes_later"
    return boosters.why_not_yet(module, view.plan, view.record, view.on)
