"""What every engine and every reading of answers owes, whatever the content: each promise as a
search for the first history, or the first answers, in which it is not kept."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from itertools import product

from pydantic import JsonValue

from program.adapt.plan import Plan
from program.events import Decision, Hold, OfferChoice, OpenModule, SignalRaised
from program.ids import ModuleId
from program.record import Record, fold
from program.safety import FOLLOW_UPS, Finding
from tests.make import enrolled, history, scored
from tests.test_decide import FLARE, directive, done

Decide = Callable[[Plan, Record, datetime], Decision]
BEGIN = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


def records(plan: Plan) -> Iterator[tuple[Record, datetime]]:
    """People at every module of the core, with and without answers, a flare, directives."""
    answers = [
        [],
        [(0, scored(**dict.fromkeys(_scales(plan), 0)))],
        [(0, scored(**dict.fromkeys(_scales(plan), None)))],
        [(-7, scored(**dict.fromkeys(_scales(plan), 1))),
         (0, scored(**dict.fromkeys(_scales(plan), 9)))],
        [(0, FLARE)],
        [(0, directive("hold"))],
    ]  # fmt: skip
    for n, given, later in product(range(len(plan.core) + 1), answers, (0, 1)):
        on = 7 * n + later
        facts = [(max(0, 7 * n + day), fact) for day, fact in given]
        record = fold(history(enrolled(), *done(*plan.core[:n]), *facts))
        yield record, BEGIN + timedelta(days=on)


def _scales(plan: Plan) -> list[str]:
    return [scale.replace("-", "_") for scale in plan.scales]


def broken_promise(decide: Decide, plan: Plan) -> str | None:
    """The first promise an engine does not keep; None where it keeps all of them."""
    for record, at in records(plan):
        try:
            made = decide(plan, record, at)
        except (ArithmeticError, LookupError, TypeError, ValueError) as problem:
            return f"always answers: {problem!r}"
        for name, kept in PROMISES.items():
            if not kept(made, plan, record):
                return name
        if decide(plan, record, at) != made:
            return "equal histories, equal decisions"
    return None


def _named(made: Decision) -> list[ModuleId]:
    match made.outcome:
        case OpenModule():
            return [made.outcome.module]
        case OfferChoice():
            return [*made.outcome.branches]
        case _:
            return []


def _complete(plan: Plan, record: Record) -> set[ModuleId]:
    return {module for module, state in record.modules.items() if state.completed}


def _certain(made: Decision, plan: Plan, record: Record) -> bool:
    yes = {trace.rule for trace in made.trace if trace.answer == "yes"}
    by_rule = set(_named(made)).difference(plan.core)
    return made.rule in yes if by_rule or made.rule else True


def _held_by_someone(made: Decision, plan: Plan, record: Record) -> bool:
    return not isinstance(made.outcome, Hold) or record.held is not None or bool(made.rule)


PROMISES: Mapping[str, Callable[[Decision, Plan, Record], bool]] = {
    "a decision is a decision": lambda made, plan, record: isinstance(made, Decision),
    "opens what the plan has": lambda made, plan, record: {*_named(made)} <= {*plan.modules},
    "opens nothing twice": lambda made, plan, record: (
        not ({*_named(made)} & _complete(plan, record))
    ),
    "unknown opens nothing": _certain,
    "holds only where somebody or a rule does": _held_by_someone,
    "ends when the core is complete": lambda made, plan, record: (
        made.outcome.outcome != "finish" or _complete(plan, record) >= {*plan.core}
    ),
    "answers every rule": lambda made, plan, record: (
        [trace.rule for trace in made.trace] == [rule.id for rule in plan.rules]
    ),
    "holds where a therapist holds": lambda made, plan, record: (
        record.held is None or isinstance(made.outcome, Hold)
    ),
}
"""Each with whether a decision keeps it."""

Items = dict[str, dict[str, JsonValue]]
Assess = Callable[[Items, tuple, float | None], tuple[Finding, ...]]
Raise = Callable[[tuple[Finding, ...], Items, str, datetime], tuple[SignalRaised, ...]]


def risk_answers() -> Iterator[tuple[Items, bool]]:
    """Every way the questions on risk can be answered, and whether it speaks of danger; where
    it does not, a question was left out."""
    for item, ending, asked in product(
        ("absent", None, "0", "1", "2", "3"), ("absent", None, "0", "1"), (True, False)
    ):
        codes = product((None, "0", "1"), repeat=len(FOLLOW_UPS)) if asked else [()]
        for given in codes:
            follow_up: dict[str, JsonValue] = dict(zip(FOLLOW_UPS, given, strict=False))
            items: Items = {"safety": follow_up} if asked else {}
            if item != "absent":
                items["phq9"] = {"better_off": item}
            if ending != "absent":
                items["intake"] = {"ending_life": ending, "crash": "0"}
            named = item in ("1", "2", "3") or ending == "1"
            danger = follow_up.get("acting_now") == "1" or follow_up.get("plan_or_means") == "1"
            if named or danger or follow_up.get("safe") == "0":
                yield items, True
            elif item is None or ending is None:
                yield items, False


def missed_risk(assess: Assess, raise_signals: Raise) -> str | None:
    """The first answers on risk that lead to no help or to nobody; None where all lead to
    both."""
    for items, danger in risk_answers():
        found = assess(items, (), None)
        signals = raise_signals(found, items, "key", BEGIN)
        if not any(one.help for one in found):
            return f"no help: {items}"
        urgent = [one for one in signals if one.level in ("risk", "red") and one.respond_by]
        if not (urgent if danger else signals):
            return f"nobody is told: {items}"
    return None
