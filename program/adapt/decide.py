"""What comes next, as one pure function of plan, record and time.

Order of authority: a therapist's directive, then the rules in their order, then the core
sequence and, some weeks after its end, the boosters. Safety stands beside it and never blocks.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from program.adapt.answers import YES, ask
from program.adapt.calling import Holding, callings, draw_arms, draws, ways
from program.adapt.chance import Draw, hashed
from program.adapt.explain import alternatives, carried_forward, inputs, traces
from program.adapt.nearest import nearest
from program.adapt.plan import Plan
from program.adapt.questions import questions_of
from program.adapt.reach import Reached, reach
from program.adapt.rules import Arm, RaiseSignal, Say, StepSupport
from program.adapt.view import View
from program.events import Decision, Raise
from program.ids import RuleId
from program.record import Record

Occasion = Literal["arrive", "check_in", "module", "directive", "choice", "flare", "tick"]


def decide(
    plan: Plan,
    record: Record,
    at: datetime,
    draw: Draw = hashed,
    *,
    occasion: Occasion = "arrive",
) -> Decision:
    """What comes next for a person, with everything it was decided from.

    `at` is UTC; the day is the person's own. `draw` gives a number from 0 up to 1 for
    rules that leave something to chance.
    """
    view = View(plan, record, at.astimezone(ZoneInfo(record.zone or "UTC")).date())
    found = ask(questions_of(plan), view)
    arms = draw_arms(plan, record, draw)
    holding = callings(plan.rules, found.rules, arms)
    reached = reach(holding, view)

    def led(rules: list[int], other: View) -> Reached:
        return reach(callings(plan.rules, rules, arms), other)

    seen = inputs(found)
    support, supported_by = _support(holding)
    decided = reached.used[0] if reached.used else None
    return Decision.known(
        fact="decision",
        occasion=occasion,
        as_of=view.on,
        outcome=reached.outcome,
        rule=decided,
        rule_version=next((r.version for r in plan.rules if r.id == decided), None),
        notes=tuple([rule.id for rule in holding if isinstance(rule.then, Say)]),
        inputs=seen,
        trace=traces(found, reached, _followed(plan, found.rules, holding, reached)),
        alternatives=alternatives(reached.outcome, view),
        nearest=nearest(found, reached, view, led),
        carried_forward=carried_forward(found, seen),
        signals=tuple(_signals(holding)),
        support=support,
        supported_by=supported_by,
        draws=tuple(draws(plan.rules, found.rules, arms, record)),
        probability=_probability(plan, found.rules, arms, reached, view),
    )


def _followed(
    plan: Plan, truths: list[int], holding: Sequence[Holding], reached: Reached
) -> frozenset[RuleId]:
    """The rules that had an effect: on the outcome, on what is said or signalled, or by a draw
    of the arm that does nothing."""
    beside = (Say, RaiseSignal, StepSupport)
    said = {rule.id for rule in holding if isinstance(rule.then, beside)}
    held = {rule.id for rule, truth in zip(plan.rules, truths, strict=True) if truth == YES}
    still = held - {rule.id for rule in holding}
    return frozenset({*reached.used, *said, *still})


def _signals(holding: Sequence[Holding]) -> Iterator[Raise]:
    for rule in holding:
        if isinstance(rule.then, RaiseSignal):
            yield Raise(rule=rule.id, level=rule.then.level)


def _support(holding: Sequence[Holding]) -> tuple[Literal["up", "down"] | None, RuleId | None]:
    """What the first rule that proposes more or less of a therapist's time proposes, and it."""
    for rule in holding:
        if isinstance(rule.then, StepSupport):
            return rule.then.direction, rule.id
    return None, None


def _probability(
    plan: Plan, truths: list[int], arms: Mapping[RuleId, Arm], reached: Reached, view: View
) -> float:
    """The chance of this outcome over all ways the draws could have gone."""
    if not arms:
        return 1.0
    chances = [
        chance
        for other, chance in ways(plan.rules, truths)
        if reach(callings(plan.rules, truths, other), view).outcome == reached.outcome
    ]
    return min(1.0, round(sum(chances), 9))
