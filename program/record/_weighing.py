"""Whether a therapist agreed with what the engine proposed."""

from datetime import date

from program.events import (
    Decision,
    DirectiveGiven,
    Finish,
    Hold,
    LightWeek,
    OfferChoice,
    OpenModule,
    Outcome,
    Wait,
)
from program.ids import AccountId, ModuleId
from program.record._values import Record, Weighed


def proposes(decision: Decision) -> bool:
    """Whether the engine itself chose. A therapist's hold decides without a rule, and what they
    pinned says so; a rule's hold is a proposal."""
    if isinstance(decision.outcome, Hold):
        return decision.rule is not None
    return not (
        isinstance(decision.outcome, OpenModule) and decision.outcome.because == "directive"
    )


def agreed(outcome: Outcome, directive: DirectiveGiven) -> bool:
    """Accepting agrees; so does a pin of what would come next, or a hold of a held path."""
    if directive.action == "accept":
        return True
    if directive.action == "hold":
        return isinstance(outcome, Hold)
    return directive.module in _proposed(outcome)


def _proposed(outcome: Outcome) -> frozenset[ModuleId | None]:
    match outcome:
        case OpenModule(module=module) | Wait(then=module):
            return frozenset({module} - {None})
        case OfferChoice(branches=branches, otherwise=core):
            return frozenset({*branches, core} - {None})
        case LightWeek() | Hold() | Finish():
            return frozenset()


def weigh(
    record: Record, directive: DirectiveGiven, on: date, by: AccountId
) -> tuple[Weighed, ...]:
    """What therapists said to proposals, with one more answer. Lifting says nothing, and what
    a directive led to is no proposal."""
    made = record.latest
    if directive.action == "lift" or made is None or directive.decision != made.event:
        return record.weighed
    if not proposes(made.decision):
        return record.weighed
    same = agreed(made.decision.outcome, directive)
    answer = Weighed(on, made.event, directive.action, same, by)
    earlier = tuple(one for one in record.weighed if one.decision != made.event)
    return (*earlier, answer)
