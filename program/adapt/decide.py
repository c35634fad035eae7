"""What comes next, as one pure function of plan, record and time.

Order of authority: a therapist's directive, then the rules in their order, then the core
sequence and, some weeks after its end, the boosters. Safety stands beside it and never blocks.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from program.adapt import boosters
from program.adapt.branches import Called, barred, call, chosen_branch
from program.adapt.chance import Draw, hashed
from program.adapt.evaluate import Evaluated, evaluate
from program.adapt.look import View, light_weeks_running
from program.adapt.plan import Plan
from program.adapt.rules import (
    HoldPath,
    OfferBranch,
    OpenBranch,
    Rule,
    Say,
    TakeLightWeek,
    UseLightVariant,
)
from program.adapt.truth import Truth
from program.events import (
    Alternative,
    Change,
    Decision,
    Finish,
    Hold,
    LightWeek,
    OfferChoice,
    OpenModule,
    Outcome,
    RuleTrace,
    Variant,
    Wait,
)
from program.ids import ModuleId, RuleId
from program.record import ModuleState, Record

Occasion = Literal["arrive", "check_in", "module", "directive", "choice", "flare", "tick"]


@dataclass(frozen=True)
class _Reached:
    """An outcome, the rules behind it and the rules that were passed over."""

    outcome: Outcome
    used: tuple[RuleId, ...] = ()
    passed_over: tuple[tuple[RuleId, str], ...] = ()


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
    answers = {rule.id: evaluate(rule.when, view) for rule in plan.rules}
    holding = [rule for rule in plan.rules if answers[rule.id].truth is Truth.YES]
    reached = _reach(holding, view)
    notes = tuple(rule.id for rule in holding if isinstance(rule.then, Say))
    return Decision(
        occasion=occasion,
        as_of=view.on,
        outcome=reached.outcome,
        rule=reached.used[0] if reached.used else None,
        notes=notes,
        trace=tuple(_trace(rule, answers[rule.id], reached, notes) for rule in plan.rules),
        alternatives=_alternatives(reached.outcome, view),
        changes=tuple(
            change for rule in plan.rules for change in _changes(rule, answers[rule.id])
        ),
        carried_forward=tuple(
            seen.variable for rule in holding for seen in answers[rule.id].seen if seen.carried
        ),
    )


def _reach(holding: list[Rule], view: View) -> _Reached:
    record = view.record
    if record.held is not None:
        return _Reached(Hold())
    if record.pinned is not None and record.pinned.module is not None:
        return _Reached(
            OpenModule(module=record.pinned.module, variant="full", because="directive")
        )
    held = _first(holding, HoldPath)
    if held is not None:
        return _Reached(Hold(), (held.id,))
    light = _first(holding, TakeLightWeek)
    if light is None:
        return _go_on(holding, view, None)
    resting = _light_week(view)
    if resting is None:
        return _go_on(holding, view, (light.id, "light_weeks_used"))
    if not record.modules:
        return _go_on(holding, view, (light.id, "not_begun"))
    return _Reached(resting, (light.id,))


def _go_on(holding: list[Rule], view: View, unrested: tuple[RuleId, str] | None) -> _Reached:
    """The next module: the one that is open, one chosen, one a rule calls for, or the core.

    `unrested`: the rule that called for a light week that is not to be had, and why not. Then
    the next core module opens in its short form, and no branch comes in between.
    """
    lightened = _first(holding, UseLightVariant)
    variant: Variant = "light" if unrested or lightened is not None else "full"
    passed = (unrested,) if unrested is not None else ()
    lighter = (lightened.id,) if lightened is not None else ()
    current = current_module(view.record)
    if current is not None:
        module, state = current
        same: Variant = "light" if "light" in (variant, state.variant) else "full"
        return _Reached(
            OpenModule(module=module, variant=same, because="current"), lighter, passed
        )
    called = call(holding, view, _kept_to_core(holding, unrested))
    passed = (*passed, *called.passed_over.items())
    outcome, used = _next(called, view, variant)
    opens = _next_opening(view)
    if opens is not None and view.on < opens and not isinstance(outcome, Finish | Wait):
        then = outcome.module if isinstance(outcome, OpenModule) else None
        later = tuple((rule, "in_its_time") for rule in used)
        return _Reached(Wait(until=opens, then=then), (), (*passed, *later))
    return _Reached(outcome, (*used, *lighter), passed)


def _next(called: Called, view: View, variant: Variant) -> tuple[Outcome, tuple[RuleId, ...]]:
    core = next_core(view)
    chosen = chosen_branch(view.record)
    if chosen is not None:
        return OpenModule(module=chosen, variant=variant, because="chosen"), ()
    if called.opened is not None and core is not None:
        rule, module = called.opened
        return OpenModule(module=module, variant=variant, because="rule"), (rule.id,)
    if called.offered and core is not None:
        branches = tuple(module for _, module in called.offered)
        used = tuple(rule.id for rule, _ in called.offered)
        return OfferChoice(branches=branches, otherwise=core, variant=variant), used
    if core is None:
        return _after_the_end(view, variant), ()
    return OpenModule(module=core, variant=variant, because="core"), ()


def _after_the_end(view: View, variant: Variant) -> Outcome:
    """The booster whose day has come, the wait for the next one, or the end."""
    latest = boosters.come(view.plan, view.record, view.on)
    if latest is not None and latest[1] not in view.record.modules:
        return OpenModule(module=latest[1], variant=variant, because="booster")
    coming = boosters.ahead(view.plan, view.record, view.on)
    return Finish() if coming is None else Wait(until=coming[0], then=coming[1])


def current_module(record: Record) -> tuple[ModuleId, ModuleState] | None:
    """The module that is open and not complete; the one opened last where there are several."""
    unfinished = [
        (module, state) for module, state in record.modules.items() if state.completed is None
    ]
    return max(reversed(unfinished), key=_opened_last, default=None)


def _opened_last(one: tuple[ModuleId, ModuleState]) -> tuple[date, bool]:
    """Later days last; on the same day one that was opened again, which only a pin does."""
    _, state = one
    return state.opened, state.iteration > 1


def next_core(view: View) -> ModuleId | None:
    """The first core module that was not completed yet."""
    done = {m for m, state in view.record.modules.items() if state.first_completed}
    return next((module for module in view.plan.core if module not in done), None)


def _first(holding: list[Rule], action: type) -> Rule | None:
    return next((rule for rule in holding if isinstance(rule.then, action)), None)


def _kept_to_core(holding: list[Rule], unrested: tuple[RuleId, str] | None) -> str | None:
    """Why no branch comes next whatever the rules call for; None when one may."""
    if unrested is not None:
        return unrested[1]
    benefit = any(isinstance(rule.then, Say) and rule.then.no_branch for rule in holding)
    return "early_benefit" if benefit else None


def _light_week(view: View) -> LightWeek | None:
    """The light week that is running or begins; None when as many as allowed have run."""
    weeks, days = view.record.light_weeks, view.plan.light_week_days
    if weeks and view.on <= weeks[-1][1]:
        return LightWeek(until=weeks[-1][1])
    if light_weeks_running(view.record, view.on, days) >= view.plan.light_weeks_running:
        return None
    return LightWeek(until=view.on + timedelta(days=days - 1))


def _next_opening(view: View) -> date | None:
    """The first day another module opens: a cadence after the last one was opened."""
    opened = [state.opened for state in view.record.modules.values()]
    return max(opened) + timedelta(days=view.plan.module_days) if opened else None


def _trace(
    rule: Rule, found: Evaluated, reached: _Reached, notes: tuple[RuleId, ...]
) -> RuleTrace:
    used = rule.id in reached.used or rule.id in notes
    passed = dict(reached.passed_over).get(rule.id)
    if found.truth is Truth.YES and not used and passed is None:
        passed = "another_came_first"
    return RuleTrace(
        rule=rule.id,
        answer=found.truth.word,
        used=used,
        passed_over=passed,
        inputs=tuple(seen.as_input() for seen in found.seen),
    )


def _alternatives(outcome: Outcome, view: View) -> tuple[Alternative, ...]:
    """Every other planned module and why it is not next."""
    named: set[ModuleId] = set()
    if isinstance(outcome, OpenModule):
        named = {outcome.module}
    elif isinstance(outcome, OfferChoice):
        named = {*outcome.branches, *([outcome.otherwise] if outcome.otherwise else [])}
    return tuple(
        Alternative(module=module, why_not=_why_not(module, view))
        for module in view.plan.modules
        if module not in named
    )


def _why_not(module: ModuleId, view: View) -> str:
    state = view.record.modules.get(module)
    if state is not None:
        return "completed" if state.completed is not None else "open_already"
    if module in view.plan.core:
        return "comes_later"
    if module in [booster.module for booster in view.plan.boosters]:
        return boosters.why_not_yet(module, view.plan, view.record, view.on)
    return barred(module, view) or "not_called_for"


def _changes(rule: Rule, found: Evaluated) -> tuple[Change, ...]:
    return tuple(
        Change(rule=rule.id, variable=seen.variable, needs=seen.needs, leads_to=_leads_to(rule))
        for seen in found.turning()
    )


def _leads_to(rule: Rule) -> str:
    action = rule.then
    if isinstance(action, OfferBranch | OpenBranch):
        return f"{action.do} {action.module}"
    return action.do
