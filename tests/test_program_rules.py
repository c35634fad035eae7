"""Every rule of every program, as exact histories: what calls for it, what lies just below."""

from pathlib import Path

import pytest

from program.adapt.decide import decide
from program.adapt.plan import Plan
from program.adapt.set_aside import set_aside
from program.adapt.view import View
from program.events import ProgramFinished
from program.modules.folder import read_folder
from program.modules.load import load
from program.record import fold
from tests.make import answered, day, enrolled, history, scored
from tests.test_decide import FLARE, done, said
from tests.test_pacing_patterns import saved as logged

PROGRAMS = load(read_folder(Path("content"))).programs
PAIN, STEADY = PROGRAMS["pain-and-mood"].plan, PROGRAMS["steady-steps"].plan


def next_for(plan: Plan, *facts, on: float):
    return decide(plan, fold(history(enrolled(), *facts)), day(on))


def happened(facts, on: float):
    """Facts so many days from a day; a log is made for its own day."""
    return [(on + n, fact(on + n) if callable(fact) else fact) for n, fact in facts]


def path_to(plan: Plan, branch: str) -> list[str]:
    """The modules that must be complete before a branch may come, and the core before them. A
    core module lies between a branch and the one that builds on it."""
    after = next(b.after for b in plan.branches if b.module == branch)
    if after in plan.core:
        return [*plan.core[: plan.core.index(after) + 1]]
    before = path_to(plan, after)
    return [*before, after, plan.core[len(before)]]


WAVES = [
    (n - 6, lambda on, amount=amount: logged(on, int(amount))[1])
    for n, amount in enumerate("4624624")
]
"""Seven logged days up to today with two very full ones, each followed by a small one."""
CAN = (-8, answered("intake", {"crash": "0"}))
LOW = [(-14, scored(phq8=16)), (0, scored(phq8=15))]

CALLS = [
    pytest.param("tense", "calm-body", [(-14, scored(gad7=10))], [(-14, scored(gad7=9))],
                 id="GAD-7 of 10"),
    pytest.param("boom-bust", "pace-2", [CAN, *WAVES], [CAN, *WAVES[1:]],
                 id="the boom-bust pattern"),
    pytest.param("activity-in-the-way", "pace-2", [(0, scored(area_activity=6))],
                 [(0, scored(area_activity=5))], id="activity at 6"),
    pytest.param("sleep-in-the-way", "sleep-1", [(0, scored(area_sleep=6))],
                 [(0, scored(area_sleep=5))], id="sleep at 6"),
    pytest.param("sleep-still-in-the-way", "sleep-2", [(0, scored(area_sleep=6))],
                 [(0, scored(area_sleep=5))], id="sleep at 6 after sleep I"),
    pytest.param("mood-low", "lifting-mood", [(-1, scored(phq8=10))], [(-1, scored(phq8=9))],
                 id="PHQ-8 of 10"),
    pytest.param("mood-in-the-way", "lifting-mood", [(0, scored(area_mood=6))],
                 [(0, scored(area_mood=5))], id="mood at 6"),
    pytest.param("mood-asks-for-kindness", "kinder-to-yourself", [(0, scored(area_mood=6))],
                 [(0, scored(area_mood=5))], id="mood at 6, later on"),
    pytest.param("people-in-the-way", "people-around-you", [(0, scored(area_people=6))],
                 [(0, scored(area_people=5))], id="people at 6"),
    pytest.param("step-up", "care-team-and-medicines", LOW, LOW[1:],
                 id="PHQ-8 of 15 twice"),
    pytest.param("energy-low-twice", "energy-food-movement-stress",
                 [(-7, scored(energy=3)), (0, scored(energy=3))],
                 [(-7, scored(energy=4)), (0, scored(energy=3))], id="energy of 3 twice"),
    pytest.param("thinking-in-the-way", "energy-food-movement-stress",
                 [(0, scored(area_thinking=6))], [(0, scored(area_thinking=5))],
                 id="thinking at 6"),
    pytest.param("work-in-the-way", "work-and-chores", [(0, scored(area_work=6))],
                 [(0, scored(area_work=5))], id="work at 6"),
]  # fmt: skip


def in_their_programs():
    """Each of them in every program that has such a rule."""
    for name, program in PROGRAMS.items():
        rules = {one.id for one in program.plan.rules}
        for one in CALLS:
            if one.values[0] in rules:
                yield pytest.param(name, *one.values, id=f"{one.id} in {name}")


@pytest.mark.parametrize(
    ("name", "rule", "branch", "calling", "below"), list(in_their_programs())
)
def test_what_calls_for_a_branch_offers_it_once_its_time_has_come(
    name, rule, branch, calling, below
):
    plan = PROGRAMS[name].plan
    path = path_to(plan, branch)
    on = 7 * len(path)
    core = next(module for module in plan.core if module not in path)
    called = next_for(plan, *done(*path), *happened(calling, on), on=on)
    assert branch in called.outcome.branches
    assert called.outcome.otherwise == core
    assert {t.rule: t.used for t in called.trace}[rule]
    kept = next_for(plan, *done(*path), *happened(below, on), on=on)
    assert branch not in said(kept)
    assert {t.rule: t.answer for t in kept.trace}[rule] != "yes"
    early = [m for m in path if m not in (path[-1], branch)]
    facts = [*done(*early), *happened(calling, on)]
    assert branch not in said(next_for(plan, *facts, on=on))


W, U, P, D, M, F, K = PAIN.core
TWO = (W, U, P, "sleep-1", D, "lifting-mood", M)
"""A course in which both branches were taken."""


@pytest.mark.parametrize(
    ("facts", "on", "expected"),
    [
        pytest.param([(0, scored(phq8=18)), *done(W, U, P), (20, scored(phq8=18))], 21,
                     f"offer care-team-and-medicines else {D}",
                     id="PHQ of 10 or more: doing what matters keeps its place"),
        pytest.param([*done(W, U, P, D), (28, scored(phq8=12))], 28,
                     f"offer lifting-mood else {M}", id="and lifting mood is offered after it"),
        pytest.param([*done(W, U, P), (21, scored(area_sleep=7, area_people=9))], 21,
                     "sleep-1 full rule", id="sleep at 7 comes next, whatever else is high"),
        pytest.param([*done(W, U), (14, scored(area_sleep=9))], 14, f"{P} full core",
                     id="but not before the second module"),
        pytest.param([*done(W, U, P), (21, scored(area_people=8, area_activity=8,
                                                  area_sleep=6))], 21,
                     f"offer pace-2,people-around-you,sleep-1 else {D}",
                     id="the worse area first, on a tie the order of the program"),
        pytest.param([*done(W, U, P, "sleep-1"), (28, scored(area_sleep=9))], 28,
                     f"{D} full core", id="one branch between two core modules"),
        pytest.param([*done(W, U, P, D), (28, scored(area_sleep=6))], 28,
                     f"offer sleep-1 else {M}", id="sleep II never before sleep I"),
        pytest.param([*done(*TWO), (49, scored(area_people=9))], 49, f"{F} full core",
                     id="two branches in a course"),
        pytest.param([(0, scored(phq8=13)), *done(W, U, P, D, M, F), (42, scored(phq8=11))], 42,
                     f"offer lifting-mood,care-team-and-medicines else {K}",
                     id="mood not a fifth lower at week six and still 10: the care team"),
        pytest.param([(0, scored(phq8=14)), *done(W, U, P, D, M, F), (42, scored(phq8=11))], 42,
                     f"offer lifting-mood else {K}", id="nor where it is a fifth lower"),
        pytest.param([(0, scored(phq8=0)), *done(W, U, P, D, M, F), (42, scored(phq8=10))], 42,
                     f"offer lifting-mood,care-team-and-medicines else {K}",
                     id="a start of 0 counts in points"),
        pytest.param([*done(W, U, P), (21, scored(gad7=None, energy=None, phq8=None,
                                                  area_sleep=None))], 21, f"{D} full core",
                     id="unknown opens no branch"),
    ],
)  # fmt: skip
def test_next_in_pain_and_mood(facts, on, expected):
    assert said(next_for(PAIN, *facts, on=on)) == expected


def test_a_mood_that_has_not_eased_is_not_told_before_week_six():
    facts = [(0, scored(phq8=13)), *done(W, U, P, D, M, F), (41, scored(phq8=11))]
    for on, answer in ((41, "no"), (42, "yes")):
        trace = next_for(PAIN, *facts, on=on).trace
        assert {t.rule: t.answer for t in trace}["step-up"] == answer


@pytest.mark.parametrize("name", PROGRAMS)
def test_the_rules_that_every_program_has(name):
    plan = PROGRAMS[name].plan
    first, second, third = plan.core[:3]
    path, high, low = done(first, second), (0, scored(peg=4)), (0, scored(peg=8, phq8=14))
    form = "light" if plan is STEADY else "full"
    for facts, expected in (
        ([(14, FLARE)], "light until 20"),
        ([high, (14, scored(peg=6))], "light until 20"),
        ([high, (14, scored(peg=5.9))], f"{third} {form} core"),
        ([low, (14, scored(peg=5.6, phq8=9))], f"{third} {form} core"),
    ):
        assert said(next_for(plan, *path, *facts, on=14)) == expected
    eased = next_for(plan, *path, low, (14, scored(peg=5.6, phq8=9)), on=14)
    assert eased.notes == ("early-benefit",)
    less = next_for(plan, *path, low, (14, scored(peg=5.7, phq8=9)), on=14)
    assert less.notes == ()


@pytest.mark.parametrize("name", sorted({*PROGRAMS} - {"steady-steps"}))
def test_low_energy_alone_is_the_short_form(name):
    plan = PROGRAMS[name].plan
    first, second = plan.core[:2]
    for energy, form in ((3, "light"), (4, "full")):
        decision = next_for(plan, *done(first), (7, scored(energy=energy)), on=7)
        assert said(decision) == f"{second} {form} core"


def test_where_no_more_branches_are_offered_the_care_team_waits_in_tools():
    for facts, on in (
        ([*done(*TWO), (35, scored(phq8=16)), (49, scored(phq8=15))], 49),
        ([*done(*PAIN.core), (50, ProgramFinished()), (60, scored(phq8=16)),
          (75, scored(phq8=15))], 75),
    ):  # fmt: skip
        decision = next_for(PAIN, *facts, on=on)
        assert decision.notes == ("step-up-waits-in-tools",)
        record = fold(history(enrolled(), *facts, (on, decision)))
        assert "care-team-and-medicines" in set_aside(View(PAIN, record, day(on).date()))
    eased = [(0, scored(phq8=20)), *done(*TWO), (35, scored(phq8=14)), (49, scored(phq8=14))]
    assert next_for(PAIN, *eased, on=49).notes == ()
    room = [*done(W, U), (0, scored(phq8=16)), (14, scored(phq8=15))]
    assert next_for(PAIN, *room, on=14).notes == ()


def test_steady_steps_come_in_short_forms_with_the_care_team_as_the_one_branch():
    assert said(next_for(STEADY, on=0)) == "welcome light core"
    everything = scored(gad7=20, area_sleep=10, area_activity=10, area_mood=10)
    facts = [*done(*STEADY.core[:3]), (21, everything)]
    assert said(next_for(STEADY, *facts, on=21)) == f"{STEADY.core[3]} light core"
    assert [branch.module for branch in STEADY.branches] == ["care-team-and-medicines"]


TOLD_ELSEWHERE = {
    "flare", "pain-much-higher", "early-benefit", "low-energy", "sleep-leads",
    "step-up-waits-in-tools", "small-by-default",
}  # fmt: skip
"""Rules whose histories stand in the tests below the table."""


@pytest.mark.parametrize("name", PROGRAMS)
def test_every_rule_has_its_history_here_and_a_source(name):
    program = PROGRAMS[name]
    for rule in program.rules:
        assert rule.id in TOLD_ELSEWHERE | {row.values[0] for row in CALLS}, rule.id
        assert rule.source
