"""The outcome: a therapist's directive, then the rules in their order, then the core sequence
and, some weeks after its end, the boosters."""

from collections.abc import Sequence
from datetime import timedelta
from functools import lru_cache
from typing import NamedTuple

from program.adapt import boosters
from program.adapt.branches import Called, call, chosen_branch
from program.adapt.calling import Holding
from program.adapt.rules import (
    BringForward,
    HoldPath,
    Say,
    TakeLightWeek,
    UseLightVariant,
)
from program.adapt.view import View, light_weeks_running
from program.events import (
    Finish,
    Hold,
    LightWeek,
    OfferChoice,
    OpenModule,
    Outcome,
    Variant,
    Wait,
)
from program.ids import ModuleId, RuleId

Passed = tuple[RuleId, str]
"""A rule that said yes and was not followed, and why (a code of the codebook)."""

# Outcomes are values, and the same few come again and again while a decision is weighed.
_open = lru_cache(maxsize=4096)(OpenModule)
_offer = lru_cache(maxsize=4096)(OfferChoice)
_wait = lru_cache(maxsize=4096)(Wait)


class Reached(NamedTuple):
    """An outcome, the rules behind it and the rules that were passed over."""

    outcome: Outcome
    used: tuple[RuleId, ...] = ()
    passed_over: tuple[Passed, ...] = ()


def reach(holding: Sequence[Holding], view: View) -> Reached:
    """What comes next, given what the rules that hold call for."""
    record = view.record
    if record.held is not None:
        return Reached(Hold())
    if record.pinned is not None and record.pinned.module is not None:
        pinned = _open(module=record.pinned.module, variant="full", because="directive")
        return Reached(pinned)
    held = _first(holding, HoldPath)
    if held is not None:
        return Reached(Hold(), (held,))
    light = _first(holding, TakeLightWeek)
    if light is None:
        return _go_on(holding, view, None)
    resting = _light_week(view)
    if resting is None:
        return _go_on(holding, view, (light, "light_weeks_used"))
    if not record.modules:
        return _go_on(holding, view, (light, "not_begun"))
    return Reached(resting, (light,))


def _go_on(holding: Sequence[Holding], view: View, unrested: Passed | None) -> Reached:
    """The next module: the one that is open, one chosen, one a rule calls for, or the core.

    `unrested`: the rule that called for a light week that is not to be had, and why not. Then
    the next core module opens in its short form, and no branch comes in between.
    """
    lightened = _first(holding, UseLightVariant)
    variant: Variant = "light" if unrested or lightened is not None else "full"
    passed = (unrested,) if unrested is not None else ()
    lighter = (lightened,) if lightened is not None else ()
    if view.current is not None:
        module, state = view.current
        same: Variant = "light" if "light" in (variant, state.variant) else "full"
        return Reached(_open(module=module, variant=same, because="current"), lighter, passed)
    called = call(holding, view, _kept_to_core(holding, unrested))
    forward, left = _forward(holding, view)
    passed = (*passed, *called.passed_over.items(), *left)
    outcome, used = _next(called, forward, view, variant)
    opens = view.next_opening
    if opens is not None and view.on < opens and not isinstance(outcome, Finish | Wait):
        then = outcome.module if isinstance(outcome, OpenModule) else None
        later = tuple((rule, "in_its_time") for rule in used)
        return Reached(_wait(until=opens, then=then), (), (*passed, *later))
    return Reached(outcome, (*used, *lighter), passed)


def _next(
    called: Called, forward: tuple[RuleId, ModuleId] | None, view: View, variant: Variant
) -> tuple[Outcome, tuple[RuleId, ...]]:
    core = forward[1] if forward is not None else view.next_core
    chosen = chosen_branch(view.record)
    if chosen is not None:
        return _open(module=chosen, variant=variant, because="chosen"), ()
    if called.opened is not None and core is not None:
        rule, module = called.opened
        return _open(module=module, variant=variant, because="rule"), (rule,)
    if called.offered and core is not None:
        branches = tuple(module for _, module in called.offered)
        used = tuple(rule for rule, _ in called.offered)
        return _offer(branches=branches, otherwise=core, variant=variant), used
    if forward is not None:
        rule, module = forward
        return _open(module=module, variant=variant, because="rule"), (rule,)
    if core is None:
        return _after_the_end(view, variant), ()
    return _open(module=core, variant=variant, because="core"), ()


def _forward(
    holding: Sequence[Holding], view: View
) -> tuple[tuple[RuleId, ModuleId] | None, tuple[Passed, ...]]:
    """The first core module that a rule brings forward and that may come now; the rest."""
    found: tuple[RuleId, ModuleId] | None = None
    passed: list[Passed] = []
    for rule in holding:
        if not isinstance(rule.then, BringForward):
            continue
        module = rule.then.module
        if module in view.done:
            passed.append((rule.id, "already_opened"))
        elif not view.ready(module):
            passed.append((rule.id, "before_its_time"))
        elif found is None and module in view.plan.movable:
            found = (rule.id, module)
    return found, tuple(passed)


def _after_the_end(view: View, variant: Variant) -> Outcome:
    """The booster whose day has come, the wait for the next one, or the end."""
    latest = boosters.come(view.plan, view.record, view.on)
    if latest is not None and latest[1] not in view.record.modules:
        return _open(module=latest[1], variant=variant, because="booster")
    coming = boosters.ahead(view.plan, view.record, view.on)
    return Finish() if coming is None else Wait(until=coming[0], then=coming[1])


def _first(holding: Sequence[Holding], action: type) -> RuleId | None:
    return next((rule.id for rule in holding if isinstance(rule.then, action)), None)


def _kept_to_core(holding: Sequence[Holding], unrested: Passed | None) -> str | None:
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
