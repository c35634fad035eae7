"""Invented people play whole programs through the real service, and what they leave behind
holds together."""

import random
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from program.adapt.decide import decide
from program.events import CheckInSaved, Decision, Enrolled, ModuleOpened
from program.exercises import KINDS
from program.ids import AccountId
from program.record import Record, apply
from program.service.care import caseload
from program.service.clinic import Signed
from program.service.directing import assign
from program.settings import Settings
from program.simulate.answering import plausible
from program.simulate.demo import fill
from program.simulate.personas import COURSES, Persona
from program.simulate.play import Life
from program.storage.audit import verify
from program.storage.open import open_stores
from tests.clinic import ANA, PATIENT, THERAPIST, Small

TODAY = datetime(2026, 11, 22, 12, tzinfo=UTC)
WEEKS = 14


def live(program: str, persona: Persona, weeks: int = 0) -> Small:
    """A small clinic in which one person lived through a program for some weeks; until some
    weeks after its last booster where no number is given."""
    small = Small()
    assign(small.clinic, THERAPIST, ANA, program)
    by = Signed(PATIENT.account, "patient", ANA)
    life = Life(small.clinic, small.clock, by, persona, small.clinic.chance)
    morning = small.clock.at
    plan = small.program.plan
    weeks = weeks or len(plan.core) + plan.branches_in_course + plan.boosters[-1].weeks + 4
    for n in range(7 * weeks):
        life.live(morning + timedelta(days=n))
    return small


OFTEN = Persona("comes often", eases=-0.1, comes=0.6, declines=0.0, takes_branch=1.0)
PROGRAMS = ("pain-and-mood", "acceptance-and-mindfulness", "steady-steps")


@pytest.fixture(
    scope="module",
    params=[*COURSES, *PROGRAMS],
    ids=lambda played: played if isinstance(played, str) else played.course,
)
def lived(request):
    """One person of each course some weeks into pain and mood; somebody who comes often in
    each program, from enrolment until well after the second booster."""
    if isinstance(request.param, str):
        return live(request.param, OFTEN)
    return live("pain-and-mood", request.param, WEEKS)


def facts(small, kind):
    return [event.fact for event in small.events() if isinstance(event.fact, kind)]


def test_every_stored_decision_is_what_the_facts_before_it_lead_to(lived):
    before = Record()
    for event in lived.events():
        fact = event.fact
        if isinstance(fact, Decision):
            plan = lived.program.plan
            assert decide(plan, before, event.at, occasion=fact.occasion) == fact
        before = apply(before, event)


def test_at_most_one_branch_between_two_core_modules_and_two_in_all(lived):
    branches = {branch.module for branch in lived.program.plan.branches}
    opened = [fact.module for fact in facts(lived, ModuleOpened)]
    assert sum(module in branches for module in opened) <= 2
    assert not any(a in branches and b in branches for a, b in pairwise(opened))


def test_core_modules_open_in_their_order(lived):
    core = lived.program.plan.core
    opened = [fact.module for fact in facts(lived, ModuleOpened) if fact.module in core]
    assert opened == list(core[: len(opened)])


@pytest.mark.parametrize("lived", PROGRAMS, indirect=True)
def test_who_comes_often_walks_each_program_to_its_last_booster(lived):
    plan, record = lived.program.plan, lived.clinic.record(ANA)
    boosters = [booster.module for booster in plan.boosters]
    assert record.finished is not None
    for module in (*plan.core, *boosters):
        assert record.modules[module].first_completed is not None
    asked = [fact.occasion for fact in facts(lived, CheckInSaved)]
    assert [one for one in asked if one not in ("weekly", "middle")] == [
        "start", "end", *["booster"] * len(boosters),
    ]  # fmt: skip
    opened = [fact.module for fact in facts(lived, ModuleOpened)]
    assert set(opened[len(opened) - len(boosters) :]) == set(boosters)
    assert record.latest.decision.outcome.outcome == "finish"


def test_the_history_proves_itself(lived):
    assert verify(lived.stores).found == ()


def test_an_enrolment_keeps_the_content_it_started_with(lived):
    (enrolled,) = facts(lived, Enrolled)
    assert {event.content for event in lived.events()} == {enrolled.content}


def test_in_the_demo_clinic_some_have_come_to_the_end_and_others_are_on_their_way():
    clinic = fill(open_stores("memory:", "simulated"), Settings(), 10, 1, TODAY)
    people = [
        clinic.record(a.participant) for a in clinic.stores.accounts.all() if a.participant
    ]
    assert len(people) == 10
    ended = [record for record in people if record.finished is not None]
    assert len(ended) >= 2
    assert any(len(record.modules) > 3 for record in people if record not in ended)
    assert min(record.seq for record in people) >= 2


def test_the_demo_clinic_is_looked_after_and_what_came_up_of_late_is_open():
    clinic = fill(open_stores("memory:", "simulated"), Settings(), 20, 1, TODAY)
    for therapist in ("therapist-1", "therapist-2"):
        people = caseload(clinic, Signed(AccountId(therapist), "therapist"))
        needing = [one for one in people if one.standing in ("risk", "red")]
        assert 0 < len(needing) < len(people) / 2
        raised = [one for line in people for one in line.raised.values()]
        still = [one for one in raised if one.handled is None]
        assert len(still) < len(raised) / 4
        assert all(TODAY - one.at < timedelta(days=21) for one in still)


def test_the_same_seed_and_day_make_the_same_people():
    first, again = (
        fill(open_stores("memory:", "simulated"), Settings(), 3, 7, TODAY) for _ in range(2)
    )
    assert first.stores.events.heads() == again.stores.events.heads()


def test_few_practices_of_invented_people_are_upsetting():
    kind = KINDS["practice_log"]
    pages = kind.pages(kind.example_spec.model_copy(update={"first": True}))
    draw = random.Random(1)
    said = [plausible(kind, pages, {}, TODAY.date(), draw)["unsettling"] for _ in range(400)]
    assert 0 < said.count("yes") < 40


@pytest.mark.parametrize("name", ["activity_log", "pacing_baseline", "experiment"])
def test_what_invented_people_do_is_counted_in_minutes(name):
    kind = KINDS[name]
    pages, draw = kind.pages(kind.example_spec), random.Random(1)
    said = [plausible(kind, pages, {}, TODAY.date(), draw) for _ in range(20)]
    assert {answers.get("unit", "minutes") for answers in said} == {"minutes"}
    assert any("unit" in answers for answers in said)
