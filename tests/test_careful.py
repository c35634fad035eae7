"""What is different for people who need more care, from the first answers to the last step."""

from datetime import UTC, date, datetime, timedelta

import pytest

from program.events import ProgramFinished
from program.exercises import KINDS, Entry
from program.exercises._pacing import Paced
from program.fields import ScaleField
from program.ids import ModuleId, StepId
from program.modules.spec import ExerciseStep, PracticeStep
from program.safety import cautions
from program.service import care, directing
from program.service.check_in import (
    DUE_PLACE,
    INTAKE_PLACE,
    may_ask_phq9,
    questions,
    save_check_in,
)
from program.service.day import day
from program.service.exercises import Unanswered, asking
from program.service.path import NotOpen, arrive, not_today, open_module, report_flare, set_zone
from program.service.player import open_step
from program.settings import Settings
from tests.clinic import ANA, PATIENT, THERAPIST, Small
from tests.make import MONDAY

ON_FILE = {"phone": "1", "place": "2", "doctor": "3", "emergency": "4"}
TODAY = MONDAY.date()


def met(**answers) -> Small:
    """Somebody who has given the first answers."""
    small = Small().enrol()
    arrive(small.clinic, PATIENT, ANA)
    given = {**small.calm_intake(), **answers}
    save_check_in(small.clinic, PATIENT, ANA, INTAKE_PLACE, "k-intake", given)
    return small


def every_exercise(small: Small):
    """Every exercise and practice of the program, as this person is asked it."""
    record = small.clinic.record(ANA)
    for module in small.program.modules.values():
        for step in module.steps:
            if isinstance(step, ExerciseStep | PracticeStep):
                yield asking(step, record, small.program, TODAY)


def names(pages) -> set[str]:
    """Every field of some pages, those of rows included."""
    fields = [field for page in pages for field in page.fields]
    inner = [part for field in fields for part in getattr(field, "fields", ())]
    return {field.id for field in (*fields, *inner)}


def test_a_warning_sign_beside_none_is_asked_again_and_reaches_a_therapist_all_the_same():
    small = Small().enrol()
    arrive(small.clinic, PATIENT, ANA)
    both = {**small.calm_intake(), "intake__red_flags": ["leg_weakness", "none"]}
    with pytest.raises(Unanswered) as refused:
        save_check_in(small.clinic, PATIENT, ANA, INTAKE_PLACE, "k-intake", both)
    assert [problem.path for problem in refused.value.problems] == ["intake__red_flags"]
    raised = small.clinic.record(ANA).signals.values()
    assert "red_flags" in {each.signal.kind for each in raised}


@pytest.mark.parametrize("crash", ["1", None])
def test_where_energy_is_the_limit_no_exercise_of_the_program_asks_for_an_amount(crash):
    small = met(intake__crash=crash)
    for asked in every_exercise(small):
        quotas = {"quota", "guess", "trials", "planned", "how_much", "parts"}
        assert not names(asked.pages) & quotas, asked.kind.name
    plain = set().union(*(names(asked.pages) for asked in every_exercise(met())))
    assert {"quota", "guess", "trials", "how_much"} <= plain


def test_where_energy_is_the_limit_no_exercise_that_paces_names_more_or_a_walk_as_an_example():
    limited, plain = (
        str([a.pages for a in every_exercise(small) if isinstance(a.spec, Paced)])
        for small in (met(intake__crash="1"), met())
    )
    for words in ("Walk", "do more of", "count or time"):
        assert words in plain
        assert words not in limited


def test_where_caution_is_due_no_practice_looks_inward_and_grounding_takes_its_place():
    small = met(intake__voices="1")
    offered = {a.spec.practice for a in every_exercise(small) if hasattr(a.spec, "practice")}
    assert not any(small.program.practices[name].file.mindful for name in offered)
    assert {"grounding", "slow-breathing"} <= offered
    directing.direct(small.clinic, THERAPIST, ANA, "pin", "agreed", ModuleId("making-room"))
    open_module(small.clinic, PATIENT, ANA, ModuleId("making-room"), "full")
    shown = open_step(
        small.clinic, PATIENT, ANA, ModuleId("making-room"), StepId("m-moment"), "en"
    )
    assert shown.practice[1].title == shown.step_title == "Grounding"
    assert "mindful" not in shown.lead.lower()


def test_an_exercise_that_names_a_practice_is_swapped_too():
    small = met(intake__flashbacks="1")
    options = {"practice": "mindful-moment", "minutes": 3}
    step = ExerciseStep(
        id=StepId("x"), step="exercise", role="do", minutes=3, exercise="practice_log",
        options=options,
    )  # fmt: skip
    assert (
        asking(step, small.clinic.record(ANA), small.program, TODAY).spec.practice
        == "grounding"
    )


@pytest.mark.parametrize(
    ("duty", "contacts", "asked"),
    [
        ("Dr Sol", ON_FILE, True),
        ("", ON_FILE, False),
        ("Dr Sol", {**ON_FILE, "emergency": ""}, False),
        ("Dr Sol", {"phone": "1"}, False),
    ],
)
def test_item_nine_is_asked_only_with_a_duty_clinician_and_every_contact(duty, contacts, asked):
    small = Small(settings=Settings(duty=duty)).enrol()
    account = small.stores.accounts.by_participant(ANA)
    small.stores.accounts.put(account.model_copy(update={"contacts": contacts}))
    assert may_ask_phq9(small.clinic, ANA) is asked
    small.finish_modules("welcome")
    fields = names(questions(small.clinic, PATIENT, ANA, DUE_PLACE, "en").pages)
    assert ("phq9__better_off" in fields) is asked
    assert ("safety__safe" in fields) is asked


def test_the_questions_of_the_end_come_once_the_core_is_done():
    small = met()
    small.finish_modules(*small.program.plan.core)
    small.visit()
    kept = [e.fact for e in small.events() if isinstance(e.fact, ProgramFinished)]
    found = questions(small.clinic, PATIENT, ANA, DUE_PLACE, "en")
    assert (len(kept), found.occasion) == (1, "end")
    small.check_in("sleep", 3)
    small.later(20)
    small.visit()
    today = day(small.clinic, PATIENT, ANA, "en")
    assert not today.check_in_due
    assert today.booster == small.clinic.record(ANA).finished + timedelta(weeks=4)
    small.later(8)
    small.visit()
    today = day(small.clinic, PATIENT, ANA, "en")
    assert (today.check_in_due, today.outcome, today.next.module) == (True, "open", "booster-4")


def test_the_whole_questionnaire_follows_at_once_where_two_items_add_up_to_three():
    small = met()
    small.finish_modules("welcome")
    small.check_in("work", 3)
    small.later(7)
    small.check_in("work", 3)
    small.later(7)
    pages = questions(small.clinic, PATIENT, ANA, DUE_PLACE, "en").pages
    (shown,) = {p.fields[0].shown for p in pages if p.fields[0].id == "phq8__moving"}
    assert (shown.fields, shown.at_least) == (("phq8__interest", "phq8__down"), 3)


def test_what_is_open_goes_on_in_a_hold_and_a_light_week():
    small = met()
    small.open_welcome()
    directing.direct(small.clinic, THERAPIST, ANA, "hold", "a talk first")
    held = day(small.clinic, PATIENT, ANA, "en")
    assert (held.outcome, held.next.module, held.next.variant) == ("hold", "welcome", "full")
    directing.direct(small.clinic, THERAPIST, ANA, "lift", "we talked")
    report_flare(small.clinic, PATIENT, ANA, going_on=True)
    light = day(small.clinic, PATIENT, ANA, "en")
    assert (light.outcome, light.next.variant) == ("light_week", "light")


def risks(small: Small) -> list[str]:
    return [r.signal.kind for r in small.clinic.record(ANA).signals.values()]


def test_a_risk_answer_reaches_a_person_also_when_the_form_cannot_be_kept():
    named = {"intake__ending_life": "1", "safety__acting_now": "1", "intake__mania": "?"}
    small = Small().enrol()
    for _ in range(2):
        with pytest.raises(Unanswered):
            save_check_in(small.clinic, PATIENT, ANA, INTAKE_PLACE, "k-wrong", named)
        assert risks(small) == ["danger"]
    late = met()
    with pytest.raises(NotOpen):
        save_check_in(late.clinic, PATIENT, ANA, INTAKE_PLACE, "k-late", named)
    assert risks(late) == ["danger"]


def test_a_refused_form_without_risk_signals_nothing():
    small = met()
    for odd in ({"intake__ending_life": "9"}, {"intake__red_flags": "none"}, {"x": [1]}, {}):
        with pytest.raises(NotOpen):
            save_check_in(small.clinic, PATIENT, ANA, INTAKE_PLACE, "k-odd", odd)
    assert risks(small) == []


def test_who_had_no_plan_yet_can_say_so_and_it_is_not_counted_as_none_done():
    kind = KINDS["look_back"]
    said = kind.summarise([Entry(MONDAY.date(), {**kind.example, "plan": "no_plan"})])
    assert "plan_done" not in said.scores


def test_not_today_counts_as_contact():
    small = met()
    small.later(6)
    not_today(small.clinic, PATIENT, ANA)
    small.later(6)
    assert small.clinic.record(ANA).last_contact == small.events()[-1].at.date()


def test_every_scale_of_a_check_in_may_be_left_out():
    small = met()
    small.finish_modules("welcome")
    pages = questions(small.clinic, PATIENT, ANA, DUE_PLACE, "en").pages
    fields = [field for page in pages for field in page.fields]
    assert all(field.optional for field in fields)
    assert any(isinstance(field, ScaleField) for field in fields)
    nothing = dict.fromkeys(field.id for field in fields)
    assert save_check_in(small.clinic, PATIENT, ANA, DUE_PLACE, "k-none", nothing) == ()
    assert not any(small.clinic.record(ANA).values(scale)[1:] for scale in ("peg", "phq8"))


def test_kinds_that_pace_know_the_energy_limit():
    limited = {name for name, k in KINDS.items() if "energy_limit" in k.spec.model_fields}
    assert limited == {
        "pacing_baseline", "pacing_plan", "activity_log", "weekly_plan", "activity_plan",
        "experiment", "flare_plan", "personal_plan",
    }  # fmt: skip


def test_a_week_is_seven_of_the_persons_own_days_across_midnight_and_the_clock_change():
    small = Small()
    set_zone(small.clinic, PATIENT, ANA, "America/New_York")
    small.clock.at = datetime(2026, 3, 8, 4, 30, tzinfo=UTC)  # 23:30 on the 7th
    small.enrol().finish_modules("welcome")
    small.clock.at = datetime(2026, 3, 14, 3, 55, tzinfo=UTC)  # 23:55 on the 13th, summer time
    small.visit()
    before = day(small.clinic, PATIENT, ANA, "en")
    assert (before.check_in_due, before.outcome) == (False, "wait")
    small.clock.at = datetime(2026, 3, 14, 4, 5, tzinfo=UTC)  # 00:05 on the 14th
    small.visit()
    after = day(small.clinic, PATIENT, ANA, "en")
    assert (after.check_in_due, after.outcome) == (True, "open")
    assert small.clinic.record(ANA).latest.decision.as_of == date(2026, 3, 14)


def test_a_new_enrolment_begins_anew_and_keeps_what_waits_for_somebody():
    small = met(intake__voices="1")
    small.finish_modules(*small.program.plan.core)
    small.later(90)
    directing.assign(small.clinic, THERAPIST, ANA, small.clinic.record(ANA).program)
    record, today = small.clinic.record(ANA), day(small.clinic, PATIENT, ANA, "en")
    assert (record.modules, today.next.module, today.intake_done) == ({}, "welcome", False)
    assert cautions(record).no_meditation
    assert cautions(record).energy_limit
    (line,) = care.caseload(small.clinic, THERAPIST)
    assert "no_visit" not in {signal.kind for signal in line.reasons}
