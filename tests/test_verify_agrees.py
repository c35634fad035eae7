"""The proof and the engine read the same facts alike: every question of the rule language, and
every way that somebody goes."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from program.adapt.plan import Plan
from program.adapt.verify import verify
from program.adapt.verify.history import History
from program.adapt.verify.lived import Life
from program.adapt.verify.standing import Standing
from program.adapt.verify.values import every, unit
from program.adapt.verify.ways import REST, REST_SOON, Move, Ways
from program.adapt.view import light_weeks_running
from program.events import (
    Chosen,
    Decision,
    FlareReported,
    LightWeek,
    ModuleCompleted,
    ModuleOpened,
    OfferChoice,
    OpenModule,
    Visited,
)
from program.ids import ModuleId
from program.instruments.score import score
from program.modules.program import scale_facts
from tests.bad_rules import read_plan
from tests.make import scored
from tests.test_instrument_packs import FILES
from tests.test_verify import EVERY_ACTION, SMALL
from tests.verify_edges import question
from tests.verify_lives import CONDITIONS, asking, lives, put_to_the_engine, put_to_the_proof


@settings(max_examples=120)
@given(st.data())
def test_every_question_means_to_the_proof_what_it_means_to_the_engine(data):
    plan = asking(data.draw(CONDITIONS))
    life = data.draw(lives(plan))
    assert put_to_the_proof(plan, life).allowed() == put_to_the_engine(plan, life)


BUSY = read_plan(
    (SMALL + EVERY_ACTION)
    .replace("core: [start, middle, last]", "core: [start, middle, later, last]")
    .replace("[{module: rest, area: null, after: start}]", "[{module: rest, area: null, after: "
             "start}, {module: walk, area: null, after: rest}]")
    + '- {id: go, when: {ask: latest, scale: pain, op: "<=", value: 2.0},'
      " then: {do: open, module: walk}}\n"
)  # fmt: skip
CADENCES = [(7, 7), (3, 7), (1, 4), (10, 3)]
"""Days of a module, and of a light week."""
WAYS = {
    days: Ways(replace(BUSY, module_days=days[0], light_week_days=days[1])) for days in CADENCES
}
FLARES, GAPS = st.sampled_from([False, False, True]), st.sampled_from([7, 1, 3, 6, 8, 13])


@pytest.mark.parametrize("days", CADENCES)
@settings(max_examples=60)
@given(data=st.data())
def test_nobody_goes_a_way_that_the_proof_does_not_know(days, data):
    """Modules are completed on the day they open, or on a later one."""
    ways = WAYS[days]
    plan = ways.plan
    history, standing, on = History(plan, Life((), {})), Standing(plan), 0
    resting, begun = 0, None

    def rests(running: int, latest: Decision) -> bool:
        nonlocal standing, resting
        light = isinstance(latest.outcome, LightWeek)
        if light and on >= resting and not standing.ended:
            move = REST if running == standing.running else REST_SOON
            assert move in ways.moves(standing)
            standing, resting = move.after(standing), on + plan.light_week_days
        return light

    while not standing.ended and on < 400:
        assert standing in ways.reached
        history.add(on, Visited(), FlareReported(going_on=data.draw(FLARES)))
        running = row(history, on, plan)
        assert running in (standing.running, standing.lately, *([0] if begun else []))
        latest = history.decide(on, "arrive")
        if not rests(running, latest):
            answers = {s: data.draw(st.none() | st.integers(0, 10)) for s in ("pain", "sleep")}
            history.add(on, scored(**answers))
            latest = history.decide(on, "check_in")
            light = rests(running, latest)
            if begun is None and not light:
                begun = chosen(data, history, on, latest)
                if begun is not None:
                    assert Move("open", begun) in ways.moves(standing)
                    history.add(on, ModuleOpened(module=begun, variant="full", iteration=1))
                    standing = standing.opened(begun)
        if begun is not None and data.draw(st.booleans()):
            history.add(on, ModuleCompleted(module=begun, variant="full", iteration=1))
            begun = None
            rests(row(history, on, plan), history.decide(on, "module"))
        on += data.draw(GAPS)


def row(history: History, on: int, plan: Plan) -> int:
    """Light weeks that run in a row on a day."""
    return light_weeks_running(history.record, history.date(on), plan.light_week_days)


def chosen(data, history: History, on: int, latest) -> ModuleId | None:
    """The module somebody opens; None while the path is held."""
    outcome = latest.outcome
    if isinstance(outcome, OfferChoice):
        assert history.record.latest is not None
        picked = data.draw(st.sampled_from([*outcome.branches, None]))
        history.add(on, Chosen(decision=history.record.latest.event, module=picked))
        outcome = history.decide(on, "choice").outcome
    return outcome.module if isinstance(outcome, OpenModule) else None


BETWEEN = """
rules:
- id: between
  when: {ask: all, of: [
    {ask: latest, scale: pain, op: ">", value: 9.0},
    {ask: latest, scale: pain, op: "<", value: 10.0}]}
  then: {do: say}
"""
NO_VISIT = """
rules:
- id: late
  when: {ask: all, of: [
    {ask: days_since, what: last_visit, op: ">=", days: 1},
    {ask: days_since, what: last_contact, op: "<", days: 1}]}
  then: {do: say}
"""


def test_what_is_saved_past_midnight_is_a_contact_and_no_visit_and_no_proof_says_otherwise():
    plan = read_plan(SMALL + NO_VISIT)
    history = History(plan, Life((), {}))
    history.add(0, Visited())
    history.add(1, scored(pain=3))
    (late,) = history.decide(1, "check_in").trace
    assert late.answer == "yes"
    assert not [one for one in verify(plan) if one.about == "late" and one.proven]


IN_IT = "all: count light_weeks_running >= 1, completed b, days_since last_completed >= 20"
AFTER_IT = "all: count light_weeks_running <= 0, completed b"


@pytest.mark.parametrize(
    ("asked", "rests", "opens", "module_days", "found"),
    [(IN_IT, "flare", 8, 7, [False]), (AFTER_IT, "not: completed b", 21, 3, [])],
)
def test_a_module_ends_a_row_of_light_weeks_in_time_where_it_opens_after_them(
    asked, rests, opens, module_days, found
):
    """One that opens in a light week ends none, and no proof says otherwise of either."""
    light = {"id": "light", "when": question(rests), "then": {"do": "light_week"}}
    plan = replace(asking(question(asked), light), module_days=module_days)
    history = History(plan, Life((), {}))
    for on in (0, 7, 8, 14, 21, 35):
        history.add(on, Visited(), FlareReported(going_on=on == 7))
        made = history.decide(on, "arrive")
        if on in (0, opens):
            assert isinstance(made.outcome, OpenModule)
            of = {"module": made.outcome.module, "variant": "full", "iteration": 1}
            history.add(on, ModuleOpened(**of), ModuleCompleted(**of))
    assert [trace.answer for trace in made.trace if trace.rule == "asks"] == ["yes"]
    assert [one.proven for one in verify(plan) if one.about == "asks"] == found


SCALES = [
    (file, scale)
    for file in FILES.values()
    for scale in file.scales
    if scale.method != "picked"
]


@settings(max_examples=300)
@given(st.data())
def test_every_score_there_can_be_is_one_that_the_proof_reckons_with(data):
    file, scale = data.draw(st.sampled_from(SCALES))
    ranges = {item: file.range_of(item) for item in scale.items}
    codes = {i: st.none() | st.integers(*ends) for i, ends in ranges.items()}
    answers = data.draw(st.fixed_dictionaries(codes))
    (made,) = (one for one in score(file, answers) if one.scale == scale.id)
    facts = scale_facts(scale)
    known = {round(facts.lowest + float(n * unit(facts)), 4) for n in every(facts)}
    assert made.value is None or made.value in known


def test_a_rule_for_a_score_that_only_an_item_left_out_can_give_is_shown():
    steps = "{higher: worse, highest: 24.0, other_steps: [1.1428571428571428]}"
    plan = SMALL.replace("{pain: {higher: worse}", "{pain: " + steps)
    assert not [one for one in verify(read_plan(plan + BETWEEN)) if one.about == "between"]


def test_days_of_a_history_are_days_since_enrolment():
    history = History(BUSY, Life((), {}))
    assert history.date(8) - history.date(0) == timedelta(days=8)
