"""What a decision says beside its outcome: every rule's answer and what made it so, the other
modules and why not, and what would have let another rule speak."""

from functools import lru_cache

from program.adapt import boosters
from program.adapt.answers import NO, UNKNOWN, YES, Answers, because, combined, turning
from program.adapt.conditions import FRESH_DAYS
from program.adapt.look import Reading
from program.adapt.questions import Asked, Question, Questions
from program.adapt.reach import Passed, Reached
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
    return _traces(found.questions, (*found.truths,), reached.passed_over, followed)


@lru_cache(maxsize=4096)
def _traces(
    questions: Questions,
    truths: tuple[int, ...],
    passed_over: tuple[Passed, ...],
    followed: frozenset[RuleId],
) -> tuple[RuleTrace, ...]:
    """People whose rules answer alike have the same traces: each is put together once."""
    why, rules = dict(passed_over), combined(questions.trees, truths)
    return tuple(
        _trace(
            asked,
            truth,
            asked.pick(truths),
            asked.rule.id in followed,
            why.get(asked.rule.id),
        )
        for asked, truth in zip(questions.rules, rules, strict=True)
    )


@lru_cache(maxsize=16_384)
def _trace(
    asked: Asked, truth: int, answers: tuple[int, ...], used: bool, passed_over: str | None
) -> RuleTrace:
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
    """Every other planned module, in the order of the program, and why it is not next."""
    plan, record = view.plan, view.record
    why = dict.fromkeys(plan.core, "comes_later")
    why |= {module: why_not or "not_called_for" for module, why_not in view.barred.items()}
    why |= boosters.why_not_yet(plan, record, view.on)
    for module, state in record.modules.items():
        if module in why:
            why[module] = "completed" if state.completed is not None else "open_already"
    for module in _named(outcome):
        why.pop(module, None)
    return why


def _named(outcome: Outcome) -> tuple[ModuleId, ...]:
    if isinstance(outcome, OpenModule):
        return (outcome.module,)
    if isinstance(outcome, OfferChoice):
        otherwise = outcome.otherwise
        return (*outcome.branches, otherwise) if otherwise else outcome.branches
    return ()
