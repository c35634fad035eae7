"""People decide: a therapist agrees, chooses another or holds, and both are kept beside each
other; a person reads what would open what is still closed."""

import pytest

from program.adapt.view import View
from program.events import (
    Decision,
    DirectiveGiven,
    Hold,
    OfferChoice,
    OpenModule,
    Wait,
    keep_text,
)
from program.export import history
from program.export.doings import DIRECTIVES
from program.ids import AccountId, ModuleId
from program.record import agreed, proposes
from program.service import care, directing
from program.service.ahead import ahead
from program.service.clinic import Signed
from program.service.directing import Outdated, direct
from program.service.path import open_module, skip_step
from tests.clinic import ANA, PATIENT, THERAPIST, Small
from tests.make import day

MAKING_ROOM, WELCOME = ModuleId("making-room"), ModuleId("welcome")


@pytest.fixture
def small():
    made = Small().enrol()
    made.visit()
    return made


def given(action: str, module: str | None = None) -> DirectiveGiven:
    return DirectiveGiven(action=action, module=module, reason=keep_text("we", "s"))


A, B = OpenModule(module="a", because="core"), OfferChoice(branches=("b", "c"), otherwise="a")


@pytest.mark.parametrize(
    ("outcome", "directive", "expected"),
    [
        (A, given("accept"), True),
        (A, given("pin", "a"), True),
        (A, given("pin", "b"), False),
        (A, given("hold"), False),
        (B, given("pin", "c"), True),
        (B, given("pin", "a"), True),
        (Hold(), given("hold"), True),
        (Hold(), given("pin", "a"), False),
        (Wait(until=day(7).date(), then=None), given("pin", "a"), False),
    ],
)
def test_whether_a_directive_agrees_with_a_proposal(outcome, directive, expected):
    assert agreed(outcome, directive) is expected


@pytest.mark.parametrize(
    ("outcome", "rule", "expected"),
    [
        (A, None, True),
        (B, "sleep-leads", True),
        (Hold(), "worse-twice", True),
        (Hold(), None, False),
        (OpenModule(module="a", because="directive"), None, False),
    ],
)
def test_a_rules_hold_is_a_proposal_and_what_a_directive_led_to_is_none(
    outcome, rule, expected
):
    made = Decision(occasion="arrive", as_of=day(1).date(), outcome=outcome, rule=rule)
    assert proposes(made) is expected


def test_an_answer_to_what_a_therapist_decided_counts_for_and_against_nobody(small):
    direct(small.clinic, THERAPIST, ANA, "hold", "a talk first")
    before = small.clinic.record(ANA).weighed
    direct(small.clinic, THERAPIST, ANA, "pin", "and then this", MAKING_ROOM)
    assert small.clinic.record(ANA).weighed == before
    person = history.person("n-1", small.events(), small.clinic.program, small.clock.at, "live")
    assert [row.agreed for row in DIRECTIVES.rows(person)] == [False, None]
    with pytest.raises(ValueError, match="nothing that could be agreed with"):
        direct(small.clinic, THERAPIST, ANA, "accept", "")


@pytest.mark.parametrize("action", ["accept", "pin", "hold", "lift"])
def test_nobody_answers_a_decision_they_were_not_shown(small, action):
    direct(small.clinic, THERAPIST, ANA, "pin", "first this", MAKING_ROOM)
    shown = small.clinic.record(ANA).latest.event
    direct(small.clinic, THERAPIST, ANA, "pin", "another first", WELCOME)
    direct(small.clinic, THERAPIST, ANA, "lift", "after all not")
    direct(small.clinic, THERAPIST, ANA, "pin", "another first", WELCOME)
    before = small.events()
    module = MAKING_ROOM if action == "pin" else None
    with pytest.raises(Outdated):
        direct(small.clinic, THERAPIST, ANA, action, "we talked", module, decision=shown)
    assert small.events() == before


def test_agreeing_is_kept_once_with_its_note_and_changes_nothing(small):
    before = small.clinic.record(ANA).latest
    for _ in range(2):
        direct(small.clinic, THERAPIST, ANA, "accept", "fits what she said")
    record = small.clinic.record(ANA)
    assert record.latest == before
    (weighed,) = record.weighed
    assert (weighed.decision, weighed.action, weighed.agreed) == (before.event, "accept", True)
    told = care.person(small.clinic, THERAPIST, ANA).given
    assert [one.reason for one in told if one.action == "accept"] == ["fits what she said"]


def test_choosing_another_is_kept_as_such_and_both_are_counted(small):
    direct(small.clinic, THERAPIST, ANA, "accept", "")
    small.later(days=1)
    small.visit()
    direct(small.clinic, THERAPIST, ANA, "pin", "we agreed on the phone", MAKING_ROOM)
    direct(small.clinic, THERAPIST, ANA, "lift", "not now after all")
    (line,) = care.caseload(small.clinic, THERAPIST)
    assert (line.agreed, line.weighed) == (1, 2)


def test_a_therapist_is_told_of_their_own_answers_alone(small):
    direct(small.clinic, THERAPIST, ANA, "accept", "")
    ana = small.clinic.stores.accounts.by_participant(ANA)
    theo = Signed(AccountId("theo"), "therapist")
    small.clinic.stores.accounts.put(ana.model_copy(update={"covered_by": theo.account}))
    (line,) = care.caseload(small.clinic, theo)
    assert (line.agreed, line.weighed) == (0, 0)
    (line,) = care.caseload(small.clinic, THERAPIST)
    assert (line.agreed, line.weighed) == (1, 1)


def test_the_latest_answer_to_a_proposal_counts():
    small = Small().enrol()
    small.visit()
    first = small.clinic.record(ANA).latest.event
    direct(small.clinic, THERAPIST, ANA, "accept", "")
    direct(small.clinic, THERAPIST, ANA, "hold", "a talk first, I changed my mind")
    assert [(w.decision, w.agreed) for w in small.clinic.record(ANA).weighed] == [
        (first, False)
    ]


def test_nobody_else_may_answer_for_a_therapist(small):
    with pytest.raises(Exception, match="may not"):
        directing.direct(small.clinic, PATIENT, ANA, "accept", "")


def told(small: Small) -> dict[str, str]:
    record = small.clinic.record(ANA)
    on = small.clock.at.date()
    return {one.module: one.opens for one in ahead(record, small.program, on, "en")}


def test_every_closed_part_of_the_path_says_what_would_open_it(small):
    closed = told(small)
    assert set(closed) == set(small.program.plan.modules)
    assert closed[WELCOME] == "Open to you now."
    assert "Opens once “Welcome" in closed["understanding-pain-and-mood"]
    assert closed["sleep-2"].startswith("May be offered once “")
    assert closed["booster-4"] == "Comes 4 weeks after the end."


def test_a_branch_says_what_calls_for_it_once_its_time_has_come(small):
    small.finish_modules(*small.program.plan.core[:3])
    closed = told(small)
    assert closed["sleep-1"] == "Is offered when you say this gets in your way: sleep."
    assert "care-team-and-medicines" in closed
    assert not set(small.program.plan.core[:3]) & set(closed)


def test_a_wait_names_its_day_and_a_hold_names_the_talk(small):
    open_module(small.clinic, PATIENT, ANA, WELCOME, "full")
    for step in small.program.modules[WELCOME].steps:
        skip_step(small.clinic, PATIENT, ANA, WELCOME, step.id)
    record = small.clinic.record(ANA)
    following = View(small.program.plan, record, small.clock.at.date()).next_core
    assert told(small)[following].startswith("Opens on ")
    direct(small.clinic, THERAPIST, ANA, "hold", "a talk first")
    closed = told(small)
    assert closed[following] == "Opens once your therapist and you have talked."
    second = small.program.plan.core[2]
    assert closed[second].startswith("Opens once “")
