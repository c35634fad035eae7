"""Branches: at most one between two core modules and two in a course; the worse area first."""

from dataclasses import replace

import pytest

from program.adapt.conditions import Latest
from program.adapt.decide import decide
from program.adapt.plan import Plan, PlanBranch
from program.adapt.rules import OfferBranch, Rule
from program.events import Chosen, DirectiveGiven, keep_text
from program.ids import EventId, ModuleId, ProgramId, RuleId, ScaleId
from program.record import fold
from tests.make import day, enrolled, history, scored
from tests.test_decide import done, said

AREAS = ("sleep", "mood", "people")
PLAN = Plan(
    ProgramId("p"),
    tuple(ModuleId(m) for m in ("a", "b", "c", "d")),
    branches=tuple(PlanBranch(ModuleId(f"{a}-branch"), a, ModuleId("a")) for a in AREAS),
    rules=tuple(
        Rule(
            id=RuleId(f"{area}-in-the-way"),
            when=Latest(ask="latest", scale=ScaleId(f"area-{area}"), op=">=", value=6.0),
            then=OfferBranch(do="offer", module=ModuleId(f"{area}-branch")),
        )
        for area in AREAS
    ),
)


def next_for(*facts, on: float, plan: Plan = PLAN):
    return decide(plan, fold(history(enrolled(), *facts)), day(on))


@pytest.mark.parametrize(
    ("areas", "offered"),
    [
        ({"area_sleep": 6, "area_mood": 9, "area_people": 7}, "mood,people,sleep"),
        ({"area_people": 8, "area_sleep": 8, "area_mood": 8}, "sleep,mood,people"),
        ({"area_people": 8, "area_sleep": 5, "area_mood": None}, "people"),
    ],
    ids=["the worse area first", "on a tie the order of the program", "unknown opens nothing"],
)
def test_the_order_of_an_offer(areas, offered):
    names = ",".join(f"{name}-branch" for name in offered.split(","))
    decision = next_for(*done("a"), (7, scored(**areas)), on=7)
    assert said(decision) == f"offer {names} else b"


def test_after_a_branch_a_core_module_comes_before_the_next_branch():
    answers = scored(area_sleep=9, area_mood=9)
    decision = next_for(*done("a", "sleep-branch"), (14, answers), on=14)
    assert said(decision) == "b full core"
    assert {t.rule: t.passed_over for t in decision.trace}["mood-in-the-way"] == "limit_between"
    later = next_for(*done("a", "sleep-branch", "b"), (21, answers), on=21)
    assert said(later) == "offer mood-branch else c"


def test_a_course_has_two_branches_at_most_those_a_therapist_pinned_included():
    facts = [*done("a", "sleep-branch", "b", "mood-branch", "c"), (35, scored(area_people=10))]
    decision = next_for(*facts, on=35)
    assert said(decision) == "d full core"
    passed = {t.rule: t.passed_over for t in decision.trace}
    assert passed["people-in-the-way"] == "limit_in_course"
    pin = DirectiveGiven(
        action="pin", module=ModuleId("people-branch"), reason=keep_text("she asked", "s")
    )
    assert said(next_for(*facts, (35, pin), on=35)) == "people-branch full directive"


def test_of_two_branches_offered_the_one_not_chosen_waits_in_tools():
    facts = [*done("a"), (7, scored(area_sleep=9, area_mood=8))]
    offer = next_for(*facts, on=7)
    chosen = Chosen(decision=EventId(f"ev-{len(facts) + 2}"), module=ModuleId("mood-branch"))
    decision = next_for(*facts, (7, offer), (7, chosen), on=7)
    assert said(decision) == "mood-branch full chosen"
    why_not = decision.alternatives
    assert why_not["sleep-branch"] == "declined"


def test_answers_of_weeks_ago_open_nothing_and_weigh_nothing():
    facts = [*done("a"), (0, scored(area_sleep=10)), (20, scored(area_mood=6))]
    assert said(next_for(*facts, on=20)) == "offer mood-branch else b"
    unasked = replace(PLAN, rules=tuple(_always(rule) for rule in PLAN.rules[:2]))
    late = [*done("a"), (0, scored(area_sleep=10)), (20, scored(area_mood=6, energy=5))]
    assert said(next_for(*late, on=20, plan=unasked)) == (
        "offer mood-branch,sleep-branch else b"
    )


def _always(rule: Rule) -> Rule:
    energy = Latest(ask="latest", scale=ScaleId("energy"), op=">=", value=0.0)
    return rule.model_copy(update={"when": energy})
