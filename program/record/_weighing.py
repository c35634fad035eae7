"""Whether a therapist agreed with what the engine proposed."""

from datetime import date

from program.events import (
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
    """What therapists said to decisions, with one more answer. Lifting says nothing."""
    made = record.latest
    if directive.action == "lift" or made is None or directive.decision != made.event:
        return record.weighed
    same = agreed(made.decision.outcome, directive)
    answer = Weighed(on, made.event, directive.action, same, by)
    earlier = tuple(one for one in record.weighed if one.decision != made.event)
    return (*earlier, answer)
