"""The study in numbers: true, quick to show again, and never telling of a few people."""

import pytest

from program.access import Refused
from program.events import CheckInSaved, Stamp
from program.export.standing import Standing
from program.export.study import Study, aggregate
from program.service.study import study
from program.storage.ports import Account
from tests.make import day
from tests.study import RHEA, THEO, Told, completed, opened, practised


def clinic_of(n: int, finish_first: int = 0) -> Told:
    """n people who began on day 0; all opened the welcome, some completed it, one a day."""
    told = Told()
    for index in range(n):
        who = f"person-{index}"
        told.enrol(who, on=0)
        told.tell(who, (0, opened("welcome")), (1, practised(10)))
        if index < finish_first:
            told.tell(who, (2, completed("welcome")))
    return told


def test_a_small_count_is_hidden_wherever_it_stands():
    told = clinic_of(8, finish_first=4)
    told.at = day(10)
    seen = study(told.clinic, RHEA)
    (welcome,) = [m for m in seen.modules if m.module == "welcome"]
    assert (welcome.planned, welcome.opened, welcome.completed) == (8, 8, "<5")
    assert welcome.share is None
    assert seen.flow.enrolled == 8
    assert seen.flow.finished == "<5"


def standing_in(program: str, planned=("one", "two"), done=()) -> Standing:
    """An enrolment that began ten days before and completed some modules."""
    return Standing(
        program=program, core=planned, planned=planned, boosters=frozenset(), over=False,
        enrolled=day(0).date(), last_contact=None, last_check_in=None,
        opened=frozenset(done), completed=frozenset(done), minutes=(),
    )  # fmt: skip


def counted(*courses: Standing) -> Study:
    return aggregate([(one,) for one in courses], "live", day(10).date())


def test_a_program_of_few_cannot_be_worked_out_from_any_total():
    many = [standing_in("pain", done=("one", "two"))] * 7
    seen = counted(*many, *[standing_in("steady", done=("one", "two"))] * 3)
    alone = counted(*many)
    assert seen.apart == 1
    assert (seen.people, seen.flow) == (alone.people, alone.flow)
    assert (seen.visiting, seen.answering, seen.dose) == (
        alone.visiting, alone.answering, alone.dose,
    )  # fmt: skip
    few = [one for one in seen.modules if one.program == "steady"]
    assert {(one.planned, one.opened, one.completed) for one in few} == {("<5", "<5", "<5")}


def test_a_total_stands_as_at_least_five_where_it_would_tell_a_hidden_count():
    ended, begun = ("one", "two"), ("one",)
    pain = [standing_in("pain", done=ended)] * 9
    steady = [standing_in("steady", done=ended)] * 2 + [standing_in("steady", done=begun)] * 4
    flow = counted(*pain, *steady).flow
    assert (flow.enrolled, flow.started, flow.middle, flow.finished) == (15, 15, 15, "≥5")


def test_a_module_new_to_a_few_cannot_be_worked_out_from_the_one_it_came_for():
    old = [standing_in("pain", planned=("one", "two"), done=("two",))] * 8
    new = [standing_in("pain", planned=("one", "three"))] * 2
    one, two, three = counted(*old, *new).modules
    assert (one.planned, two.planned, three.planned) == (10, "≥5", "<5")
    assert two.share is None


def test_nothing_is_drawn_from_fewer_than_five_people():
    told = clinic_of(4)
    told.at = day(30)
    seen = study(told.clinic, RHEA)
    assert seen.people == "<5"
    assert seen.visiting == seen.answering == seen.dose == ()


def test_completion_is_of_everybody_who_was_planned():
    told = clinic_of(10, finish_first=6)
    told.at = day(10)
    (welcome,) = [m for m in study(told.clinic, RHEA).modules if m.module == "welcome"]
    assert welcome.share == pytest.approx(0.6)


def test_core_branches_and_boosters_are_told_apart():
    told = clinic_of(5)
    told.at = day(10)
    seen = study(told.clinic, RHEA).modules
    plan = told.clinic.program(told.content).plan
    boosters = [one.module for one in plan.boosters]
    assert boosters
    assert [one.module for one in seen if one.booster] == boosters
    assert tuple(one.module for one in seen if one.core) == plan.core


def test_the_two_curves_of_attrition_are_told_apart():
    told = clinic_of(10)
    for index in range(10):
        who = f"person-{index}"
        told.tell(who, (15, CheckInSaved(occasion="weekly", week=2)))
    for index in range(5):
        told.tell(f"person-{index}", (30, practised(5)))
    told.at = day(40)
    seen = study(told.clinic, RHEA)
    assert [point.share for point in seen.visiting] == [1, 1, 1, 0.5, 0.5, 0.5]
    assert seen.answering[-1].share == 0
    assert seen.visiting[-1].at_risk == 5


def test_dose_counts_those_who_practised_nothing():
    told = clinic_of(5)
    for index in range(5):
        told.enrol(f"quiet-{index}", on=2)
    told.at = day(30)
    (first,) = study(told.clinic, RHEA).dose
    assert (first.week, first.minutes, first.n) == (1, 5.0, 10)


def test_a_rerun_reads_nobody_and_a_new_fact_reads_one_person():
    told = clinic_of(6)
    told.at = day(3)
    study(told.clinic, RHEA)
    asked = []
    read = told.clinic.stores.events.read
    told.clinic.stores.events.read = lambda who, since=0: asked.append(who) or read(who, since)
    first = study(told.clinic, RHEA)
    assert asked == []
    told.tell("person-3", practised(2))
    asked.clear()
    assert study(told.clinic, RHEA) is not first
    assert asked == ["person-3"]


def test_the_first_look_tells_how_far_it_is_and_goes_on_from_where_it_was_broken_off():
    told = clinic_of(6)
    told.at = day(3)
    for n in range(6):
        patient = Account(
            id=f"a-{n}", login=f"p-{n}", name="P", role="patient", participant=f"person-{n}",
            password=None,
        )  # fmt: skip
        told.clinic.stores.accounts.put(patient)
    asked, far = [], []
    read = told.clinic.stores.events.read
    told.clinic.stores.events.read = lambda who, since=0: asked.append(who) or read(who, since)

    def stop_at_four(done, of):
        if done == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        study(told.clinic, RHEA, stop_at_four)
    assert len(asked) == 4
    assert study(told.clinic, RHEA, lambda *one: far.append(one)).people == 6
    assert len(asked) == len({*asked}) == 6
    assert far == [(done, 6) for done in range(6)]
    study(told.clinic, RHEA, lambda *one: far.append(one))
    assert len(far) == 6


def test_one_impossible_history_leaves_one_person_out_and_the_log_says_where(caplog):
    told = clinic_of(6)
    told.at = day(3)
    events = told.clinic.stores.events
    begun, *_, last = events.read("person-3")
    given = {name: getattr(begun, name) for name in Stamp.model_fields}
    never = Stamp(**{**given, "id": "e-never", "fact": completed("finding-your-pace")})
    events.append("person-3", [never], after=last.seq)
    seen = study(told.clinic, RHEA)
    assert (seen.people, seen.flow.enrolled, seen.left_out) == (5, 5, 1)
    assert "the study left out person-3" in caplog.text
    assert "_fold.py" in caplog.text


def test_a_new_day_counts_again_without_reading_anybody():
    told = clinic_of(6)
    told.at = day(3)
    study(told.clinic, RHEA)
    told.at = day(40)
    assert study(told.clinic, RHEA).visiting[-1].share == 0


def test_only_a_researcher_sees_the_study():
    with pytest.raises(Refused):
        study(Told().clinic, THEO)
