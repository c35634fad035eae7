"""Thirty rules asked with a full trace, against the same rules written by hand and against
other rule engines; a whole decision against the asking of its rules."""

import random
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from benchmarks.rule_peers import PEERS
from benchmarks.thirty import NAMES, RULES, by_hand
from program.adapt.answers import YES, answer, ask, combined
from program.adapt.conditions import All, AnyOf, Condition, Latest, Leaf, OfScale, Op
from program.adapt.decide import decide
from program.adapt.plan import Plan, PlanBranch, ScaleFacts
from program.adapt.questions import questions_of
from program.adapt.rules import Action, OfferBranch, Rule, Say, UseLightVariant
from program.adapt.view import View
from program.events import ScoreValue
from program.ids import EventId, ModuleId, ProgramId, RuleId, ScaleId
from program.modules.folder import read_folder
from program.modules.load import load
from program.record import ModuleState, Observed, Record

ROUNDS = 15
STATES = 200
MOST_BY_HAND = 12.0
LEAST_FASTER = 5.0
"""Than the fastest peer that can trace."""
MOST_DECIDE = 15.0
ON = datetime(2026, 1, 5, 9, tzinfo=UTC)


def run() -> bool:
    """Print times and ratios; whether all are within their bounds."""
    plan, draw = make_plan(), random.Random(2)
    states = [{name: draw.randint(0, 10) for name in NAMES} for _ in range(STATES)]
    ours = _traced(plan)
    peers = {name: (make(), n) for name, (make, n) in PEERS.items()}
    for state in states[:4]:
        for name, (fired, _) in peers.items():
            assert fired(state) == by_hand(state), name
    assert all(ours(state)[0] == by_hand(state) for state in states)
    taken = _interleaved(
        {"by hand": (by_hand, STATES), "ours, with trace": (ours, STATES), **peers}, states
    )
    floor = taken["by hand"]
    for name, seconds in taken.items():
        print(f"{name:<28} {seconds * 1e6:10.1f} us  {seconds / floor:8.1f}x by hand")
    faster = taken["zen-engine, with trace"] / taken["ours, with trace"]
    within = taken["ours, with trace"] / floor <= MOST_BY_HAND and faster >= LEAST_FASTER
    print(f"ours is {faster:.1f}x faster than zen-engine with trace (at least {LEAST_FASTER}x)")
    return _decide() and within


def make_plan() -> Plan:
    """The thirty rules in Cairn's own language."""
    rules = tuple(
        Rule(id=RuleId(f"r-{n}"), when=_condition(how, parts), then=_action(n))
        for n, (how, parts) in enumerate(RULES)
    )
    branches = tuple(PlanBranch(ModuleId(f"b-{n}"), None, None) for n in range(10))
    core = (ModuleId("a"), ModuleId("b"))
    return Plan(ProgramId("thirty"), core, branches=branches, rules=rules)


def _action(n: int) -> Action:
    """Ten rules offer a branch, ten ask for the short form, ten say something."""
    if n % 3 == 0:
        return OfferBranch(do="offer", module=ModuleId(f"b-{n // 3}"))
    return UseLightVariant(do="light_variant") if n % 3 == 1 else Say(do="say")


def _condition(how: str, parts: Sequence[tuple[str, Op, int]]) -> Condition:
    leaves: list[Leaf] = [
        Latest(ask="latest", scale=ScaleId(name.replace("_", "-")), op=op, value=float(value))
        for name, op, value in parts
    ]
    if len(leaves) == 1:
        return leaves[0]
    return All(ask="all", of=leaves) if how == "all" else AnyOf(ask="any", of=leaves)


def _traced(plan: Plan) -> Callable[[dict[str, int]], tuple[list[int], list[int], list[int]]]:
    """The rules that hold, and the trace: the truth of every question and of every rule."""
    questions = questions_of(plan)
    order = [
        leaf.scale.replace("-", "_") for leaf in questions.reads if isinstance(leaf, Latest)
    ]

    def fired(state: dict[str, int]) -> tuple[list[int], list[int], list[int]]:
        truths = answer(questions, [state[name] for name in order])
        rules = combined(questions.trees, truths)
        return [n for n, truth in enumerate(rules) if truth == YES], truths, rules

    return fired


def _interleaved(
    asked: dict[str, tuple[Callable[[Any], Any], int]], states: list[dict[str, int]]
) -> dict[str, float]:
    """Name -> seconds for one state: the median of rounds in which each takes its turn."""
    taken: dict[str, list[float]] = {name: [] for name in asked}
    for _ in range(ROUNDS):
        for name, (fired, n) in asked.items():
            began = perf_counter()
            for state in states[:n]:
                fired(state)
            taken[name].append((perf_counter() - began) / n)
    return {name: median(times) for name, times in taken.items()}


def _decide() -> bool:
    """A whole decision of the default program, against the asking of its rules."""
    programs = load(read_folder(Path("content"))).programs.values()
    plan = next(program.plan for program in programs if program.file.default)
    draw = random.Random(3)
    views = [View(plan, _record(plan, draw), ON.date()) for _ in range(STATES)]
    questions = questions_of(plan)
    asking: dict[str, tuple[Callable[[Any], Any], int]] = {
        "asking": (lambda view: ask(questions, View(plan, view.record, view.on)), STATES),
        "deciding": (lambda view: decide(plan, view.record, ON), STATES),
    }
    taken = _interleaved(asking, views)
    ratio = taken["deciding"] / taken["asking"]
    print(
        f"asking the {len(plan.rules)} rules of {plan.program} {taken['asking'] * 1e6:.1f} us, "
        f"a whole decision {taken['deciding'] * 1e6:.1f} us: {ratio:.1f}x "
        f"(at most {MOST_DECIDE}x)"
    )
    return ratio <= MOST_DECIDE


def _record(plan: Plan, draw: random.Random) -> Record:
    """Somebody some way into the core, with two answers on every scale that rules ask about."""
    leaves = (question.leaf for question in questions_of(plan).questions)
    asked = dict.fromkeys(leaf.scale for leaf in leaves if isinstance(leaf, OfScale))
    scales = {scale: (_seen(plan, scale, draw), _seen(plan, scale, draw)) for scale in asked}
    done = plan.core[: draw.randrange(len(plan.core))]
    opened = ON.date() - timedelta(days=plan.module_days)
    modules = {module: ModuleState(opened, "full", completed=opened) for module in done}
    return Record(scales=scales, modules=modules, enrolled=opened, zone="UTC")


def _seen(plan: Plan, scale: ScaleId, draw: random.Random) -> Observed:
    facts = plan.scales.get(scale, ScaleFacts("worse"))
    value = float(draw.randint(int(facts.lowest), int(facts.highest)))
    score = ScoreValue(scale=scale, value=value, answered=1, of=1)
    return Observed(value, ON.date(), EventId("e-1"), score)
