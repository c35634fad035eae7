"""Every question of the rule language at its edges: the answer that the table gives, the
engine's, and the only one that the proof allows are the same."""

from collections.abc import Iterator
from dataclasses import fields, replace
from functools import reduce
from itertools import product
from typing import Any, Literal, get_args, get_origin

import pytest
import z3

from program.adapt.conditions import Condition, Op
from program.adapt.plan import PlanBooster
from program.adapt.variables import FAMILIES
from program.adapt.verify import verify
from program.adapt.verify.following import acts
from program.adapt.verify.history import History
from program.adapt.verify.lived import Life
from program.adapt.verify.moment import anything, standing_in
from program.adapt.verify.standing import Standing
from program.adapt.verify.uses import uses_of
from program.adapt.verify.ways import Ways
from program.adapt.view import View
from program.events import (
    AnyFact,
    ExerciseSaved,
    FlareReported,
    ModuleCompleted,
    ModuleOpened,
    Visited,
)
from program.ids import ModuleId
from tests.evaluate import evaluate
from tests.make import answered
from tests.verify_edges import LEADS, RESTS, Edge, edges, question
from tests.verify_lives import asking, means, put_to_the_engine, put_to_the_proof

EDGES = tuple(edges())
QUESTIONS = get_args(get_args(Condition)[0])
"""Of every kind, those that join others among them."""
KINDS = {family.ask: model for model, family in FAMILIES.items()}
ASKS = {get_args(model.model_fields["ask"].annotation)[0] for model in QUESTIONS}


@pytest.mark.parametrize("edge", EDGES, ids=" | ".join)
def test_an_edge_is_the_same_to_the_table_the_engine_and_the_proof(edge):
    assert put_to_the_engine(edge.plan, edge.life) == {edge.answer}
    assert put_to_the_proof(edge.plan, edge.life).allowed() == {edge.answer}


@pytest.mark.parametrize("edge", EDGES, ids=" | ".join)
def test_a_moment_that_is_lived_is_among_those_the_proof_supposes(edge):
    lived = put_to_the_proof(edge.plan, edge.life)
    here = lived.calls.moment
    supposed, bounds = anything(uses_of(edge.plan, edge.plan.rules))
    solver = z3.Solver()
    solver.add(*lived.bounds, *bounds, *standing_in(supposed, here.standing))
    solver.add(*same(supposed, here))
    assert solver.check() == z3.sat


def same(one: Any, other: Any) -> Iterator[z3.BoolRef]:
    """That all of two moments is equal, but for the standing, which holds no unknowns."""
    if isinstance(one, z3.ExprRef):
        yield one == other
    elif isinstance(one, dict):
        assert one.keys() == other.keys()
        for key in one:
            yield from same(one[key], other[key])
    elif isinstance(one, tuple):
        for a, b in zip(one, other, strict=True):
            yield from same(a, b)
    else:
        for field in fields(one):
            if field.name != "standing":
                yield from same(getattr(one, field.name), getattr(other, field.name))


def logged(days: int) -> list[AnyFact]:
    """Days of a log that has the pattern once there are seven of them."""
    return [
        saved("activity_log", day=f"2026-01-0{n}", amount=amount, unit="minutes")
        for n, amount in enumerate((4, 6, 2, 4, 6, 2, 4)[:days], start=1)
    ]


def saved(kind: str, **answers: object) -> AnyFact:
    """An exercise without any score."""
    given = {"module": None, "step": "a-step", "kind": kind, "answers": answers, "scores": {}}
    return ExerciseSaved.model_validate(given)


def opened(iteration: int) -> AnyFact:
    return ModuleOpened(module=ModuleId("a"), variant="full", iteration=iteration)


def completed(iteration: int) -> AnyFact:
    return ModuleCompleted(module=ModuleId("a"), variant="full", iteration=iteration)


CAN_CRASH, NEVER_CRASHES = (answered("intake", {"crash": code}, "intake") for code in "10")
ONCE, TWICE = [opened(1), completed(1)], [opened(1), completed(1), opened(2), completed(2)]
FLARE, NO_FLARE = FlareReported(going_on=True), FlareReported(going_on=False)


@pytest.mark.parametrize(
    ("asked", "facts", "answer"),
    [
        ("pattern boom_bust", [NEVER_CRASHES, *logged(7)], "yes"),
        ("pattern boom_bust", [NEVER_CRASHES, *logged(6)], "unknown"),
        ("pattern boom_bust", [CAN_CRASH, *logged(7)], "unknown"),
        ("pattern under_activity", [NEVER_CRASHES, *logged(7)], "unknown"),
        ("learned my_goal small_enough >= 0", [saved("my_goal")], "unknown"),
        ("completed a", TWICE, "yes"),
        ("completed a", [*ONCE, opened(2)], "yes"),
        ("count modules_completed <= 1", TWICE, "yes"),
        ("count visits <= 1", [Visited(), Visited()], "yes"),
        ("flare", [FLARE, FLARE], "yes"),
        ("flare", [FLARE, FLARE, NO_FLARE], "no"),
    ],
)
def test_the_proof_allows_what_its_lives_do_not_have(asked, facts, answer):
    """Shorter logs, modules done again, words said twice: not imagined day by day, and allowed
    wherever something is proven."""
    plan = asking(question(asked))
    history = History(plan, Life((), {}))
    history.add(0, *facts)
    (rule,) = plan.rules
    assert evaluate(rule.when, View(plan, history.record, history.date(7))).word == answer
    done = sorted(m for m, state in history.record.modules.items() if state.first_completed)
    here = reduce(Standing.opened, done, Standing(plan))
    assert Ways(plan).can(here, lambda calls: means(calls.says(rule), answer))


def test_a_module_may_be_complete_on_the_day_of_enrolment():
    plan = asking(question("days_since enrolled <= 0"))
    here = Standing(plan).opened(ModuleId("a"))
    assert Ways(plan).can(here, lambda calls: calls.says(plan.rules[0]).yes)


@pytest.mark.parametrize(
    "asked",
    [
        "days_since last_completed <= 3",
        "all: days_since last_completed <= 0, completed b, latest pain >= 5",
        "all: completed b, count light_weeks_running >= 1",
    ],
)
def test_what_holds_only_in_the_days_after_a_module_is_no_defect(asked):
    plan = asking(question(asked), RESTS, LEADS)
    assert verify(plan) == ()


@pytest.mark.parametrize(
    "asked",
    [
        "days_since enrolled < 0",
        "days_since last_visit < 0",
        "days_since last_contact < 0",
        "days_since last_completed < 0",
        "days_since flare < 0",
        "age pain < 0",
        "count visits < 0",
        "count practices < 0",
        "dose 7 < 0",
        "latest pain < 0",
        "latest pain > 10",
        "change baseline pain > 10",
        "change previous pain < -10",
        "all: days_since enrolled <= 2, days_since last_visit > 2",
        "all: days_since enrolled <= 2, days_since last_completed > 2",
        "all: days_since enrolled <= 2, days_since flare > 2",
        "all: days_since enrolled <= 2, age pain > 2",
        "all: days_since enrolled <= 2, count visits > 3",
        "all: days_since enrolled <= 6, completed b",
        "all: dose 7 > 0, count practices <= 0",
        "all: dose 7 > 20, dose 14 <= 20",
        "all: days_since last_visit <= 2, days_since last_contact > 4",
        "all: flare, days_since flare <= 2, days_since last_contact > 4",
        "all: days_since last_completed <= 2, days_since last_contact > 4",
        "all: age pain <= 2, days_since last_contact > 4",
        "all: dose 7 > 0, days_since last_contact > 8",
        "all: pattern boom_bust, pattern under_activity",
    ],
)
def test_what_nobody_can_be_is_proven(asked):
    """Each at the edge: a day or a time less, and somebody can."""
    (found,) = (one for one in verify(asking(question(asked))) if one.about == "asks")
    assert (found.code, found.proven) == ("never-fires", True)


@pytest.mark.parametrize(
    "asked",
    [
        "all: days_since enrolled <= 2, count visits > 2",
        "all: days_since enrolled <= 7, completed b",
        "all: days_since last_visit <= 2, days_since last_contact > 3",
        "all: dose 7 > 0, days_since last_contact > 7",
    ],
)
def test_what_somebody_can_be_is_not_ruled_out(asked):
    """The same edges from the other side."""
    ways = Ways(asking(question(asked)))
    (rule,) = ways.plan.rules
    assert any(ways.can(standing, lambda c: c.says(rule).yes) for standing in ways.reached)


def test_a_booster_may_come_sooner_than_a_module_takes():
    plan = asking(question("all: completed again, days_since enrolled <= 50"))
    again = PlanBooster(module=ModuleId("again"), weeks=3)
    ways = Ways(replace(plan, module_days=28, boosters=(again,)))
    (rule,) = ways.plan.rules
    assert any(ways.can(standing, lambda c: c.says(rule).yes) for standing in ways.reached)


@pytest.mark.parametrize("days", [0, 3])
@pytest.mark.parametrize("then", [{"do": "offer", "module": "x"}, {"do": "light_variant"}])
def test_what_is_asked_just_after_a_module_is_followed_where_it_took_some_days(then, days):
    """Complete on the sixth day, and the next one may open on the seventh."""
    late = question(f"days_since last_completed <= {days}")
    plan = asking(
        question("latest pain >= 5"), {"id": "late", "when": late, "then": then}, LEADS
    )
    assert verify(plan) == ()


@pytest.mark.parametrize(
    ("when", "asked"),
    [
        ("flare", "flare"),
        ("any: flare, completed x", "flare"),
        ("any: flare, completed a", "completed x"),
        ("flare", "count modules_completed >= 2"),
        ("flare", "count branches_opened >= 1"),
        ("flare", "count light_weeks_running >= 1"),
        ("flare", "count light_weeks_running >= 2"),
        ("flare", "days_since enrolled < 7"),
    ],
)
def test_what_is_asked_once_for_all_standings_alike_is_so_in_each_of_them(when, asked):
    light = {"id": "light", "when": question(when), "then": {"do": "light_week"}}
    plan = asking(question(asked), light, LEADS)
    ways = Ways(plan)
    for standing in ways.reached:
        alone = Ways(plan)
        assert ways.moves(standing) == alone.moves(standing)
        for rule in plan.rules:
            said = ("acts", rule.id), lambda calls, rule=rule: acts(calls, rule)
            assert ways.may(standing, *said) == alone.may(standing, *said)


def test_no_life_of_the_proof_has_logs_that_the_engine_takes_together():
    edge = Edge("pattern boom_bust", "0 logs=even; 14 logs=boom_bust", "no")
    assert put_to_the_engine(edge.plan, edge.life) == {"no"}
    assert put_to_the_proof(edge.plan, edge.life).allowed() == set()


@pytest.mark.parametrize("lived", ["0 visits=1", "0; 3 visits=3"])
def test_no_life_of_the_proof_has_more_visits_than_days(lived):
    edge = Edge("count visits >= 0", lived, "yes")
    assert put_to_the_proof(edge.plan, edge.life).allowed() == set()


def test_each_rule_that_draws_draws_one_of_its_own_arms():
    arms = [{"id": arm, "chance": 0.5} for arm in ("with", "without")]
    drawing = [
        {
            "id": f"r{n}",
            "when": {"ask": "flare"},
            "then": {"do": "randomise", "seed": "s", "arms": arms},
        }
        for n in (1, 2)
    ]
    ways = Ways(asking(question("flare"), *drawing))

    def may_be(*drawn: bool) -> bool:
        names = product(("r1", "r2"), ("with", "without"))
        here = dict(zip(names, drawn, strict=True))
        return ways.can(
            Standing(ways.plan),
            lambda calls: z3.And([calls.moment.arms[name] == it for name, it in here.items()]),
        )

    all_ways = product((True, False), repeat=4)
    assert {drawn for drawn in all_ways if may_be(*drawn)} == {
        one + other for one, other in product([(True, False), (False, True)], repeat=2)
    }


def test_no_life_of_the_proof_has_a_step_before_a_module_is_begun():
    edge = Edge("done one", "0 did=one", "no")
    assert put_to_the_proof(edge.plan, edge.life).allowed() == set()


def of_kind(ask: str) -> list[Edge]:
    return [edge for edge in EDGES if edge.question["ask"] == ask]


def test_every_kind_of_question_is_in_the_table():
    assert {edge.question["ask"] for edge in EDGES} == ASKS
    assert KINDS.keys() < ASKS


@pytest.mark.parametrize("ask", sorted(ASKS))
def test_every_answer_that_a_kind_of_question_can_give_is_in_the_table(ask):
    unknown = FAMILIES[KINDS[ask]].unknown if ask in KINDS else ""
    can = {"yes", "no"} | (set() if unknown.split(":")[0] == "never" else {"unknown"})
    assert {edge.answer for edge in of_kind(ask)} == can


@pytest.mark.parametrize("ask", KINDS)
def test_every_word_that_a_kind_of_question_may_be_asked_with_is_in_the_table(ask):
    """Each comparison, each thing that is counted, each direction."""
    for name, field in KINDS[ask].model_fields.items():
        if get_origin(field.annotation) is Literal and name != "ask":
            asked = {edge.plan.rules[0].when.model_dump()[name] for edge in of_kind(ask)}
            assert asked == set(get_args(field.annotation)), name


@pytest.mark.parametrize(
    "ask", [ask for ask, model in KINDS.items() if "op" in model.model_fields]
)
def test_every_comparison_is_both_right_and_wrong_in_the_table(ask):
    found = {(edge.question["op"], edge.answer) for edge in of_kind(ask)}
    assert found >= set(product(get_args(Op), ("yes", "no")))
