"""Rules for silence: nobody is there for what they do, but the therapist."""

from collections.abc import Iterator

from program.adapt.conditions import All, Condition, DaysSince
from program.adapt.rules import RaiseSignal, Rule, StepSupport
from program.modules.issues import Issue
from program.modules.typed import Placed

_HERE = ("last_visit", "last_contact")


def check_silence(rules: Placed[tuple[Rule, ...]], n: int, rule: Rule) -> Iterator[Issue]:
    """A note on a rule that holds while somebody is away, and does something to their path."""
    if _asks_silence(rule.when) and not isinstance(rule.then, RaiseSignal | StepSupport):
        message = (
            "This rule holds while somebody is silent, and nobody is there for what it does."
        )
        advice = "let it do `signal` or `support`, which reach a therapist"
        yield rules.issue("nobody-there", message, advice, n, "then", note=True)


def _asks_silence(condition: Condition) -> bool:
    """Whether it can hold in no other time: whoever arrives is in contact again."""
    match condition:
        case All():
            return any(_asks_silence(part) for part in condition.of)
        case DaysSince():
            longer = condition.op == ">" or (condition.op == ">=" and condition.days > 0)
            return longer and condition.what in _HERE
        case _:
            return False
