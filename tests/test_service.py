"""The use cases: what a person does is kept once, whole, and only by those who may."""

from datetime import timedelta
from itertools import cycle

import pytest

from program.access import Refused
from program.events import (
    Decision,
    ExerciseSaved,
    HelpShown,
    InstrumentAnswered,
    ModuleCompleted,
    OpenModule,
    SignalRaised,
)
from program.exercises import KINDS, Entry
from program.ids import ModuleId, SignalId, StepId
from program.modules.spec import ExerciseStep, LessonStep
from program.service import care, directing
from program.service.check_in import INTAKE_PLACE, Place, questions, save_check_in
from program.service.clinic import Signed
from program.service.day import day
from program.service.exercises import (
    Submission,
    Task,
    Unanswered,
    asking,
    keep_answers,
    save_draft,
    save_exercise,
    see_draft,
)
from program.service.path import (
    NotOpen,
    answer_offer,
    arrive,
    may_decline,
    open_module,
    read_lesson,
    skip_step,
)
from program.service.player import open_step
from program.service.progress import progress
from program.service.submit import OtherText
from program.storage.ports import Draft
from tests.clinic import ANA, PATIENT, THERAPIST, Small
from tests.make import MONDAY

WELCOME = ModuleId("welcome")
FIRST_LESSON, GOAL = StepId("w-pain-is-real"), StepId("w-my-goal")


@pytest.fixture
def small():
    return Small().enrol()


def facts(small, kind):
    return [e.fact for e in small.events() if isinstance(e.fact, kind)]


def test_arriving_twice_in_a_session_is_one_visit_and_one_decision(small):
    before = len(facts(small, Decision))
    arrive(small.clinic, PATIENT, ANA)
    arrive(small.clinic, PATIENT, ANA)
    assert len(facts(small, Decision)) == before + 1


@pytest.mark.parametrize(
    ("module", "because", "may"),
    [
        ("sleep-1", "rule", True),
        ("sleep-1", "chosen", True),
        ("sleep-1", "directive", False),
        ("finding-your-pace", "rule", False),
        ("finding-your-pace", "core", False),
    ],
)
def test_a_branch_may_be_declined_and_the_core_or_a_therapists_pin_never(
    small, module, because, may
):
    outcome = OpenModule(module=ModuleId(module), variant="full", because=because)
    assert may_decline(outcome, small.program.plan) is may


def test_what_is_read_once_a_module_is_complete_completes_it_no_second_time(small):
    small.finish_modules("welcome")
    read_lesson(small.clinic, PATIENT, ANA, WELCOME, FIRST_LESSON, "full")
    assert len(facts(small, ModuleCompleted)) == 1


def test_who_ends_the_path_while_it_is_on_hold_has_finished_once_the_hold_is_lifted(small):
    *core, last = small.program.plan.core
    small.finish_modules(*core)
    small.visit()
    open_module(small.clinic, PATIENT, ANA, last, "full")
    directing.direct(small.clinic, THERAPIST, ANA, "hold", "a talk first")
    for step in small.program.modules[last].required:
        skip_step(small.clinic, PATIENT, ANA, last, step.id)
    assert small.clinic.record(ANA).finished is None
    directing.direct(small.clinic, THERAPIST, ANA, "lift", "we have talked")
    assert small.clinic.record(ANA).finished == small.clock.at.date()


def test_reading_never_writes(small):
    arrive(small.clinic, PATIENT, ANA)
    before = small.events()
    day(small.clinic, PATIENT, ANA, "en")
    care.person(small.clinic, THERAPIST, ANA)
    care.caseload(small.clinic, THERAPIST)
    assert small.events() == before


def test_a_risk_answer_its_signal_and_the_help_stand_in_one_append(small):
    answers = {
        **small.calm_intake(),
        "intake__ending_life": "1",
        "safety__acting_now": "1",
        "safety__plan_or_means": "0",
        "safety__safe": "1",
        "safety__increased": "0",
    }
    found = save_check_in(small.clinic, PATIENT, ANA, INTAKE_PLACE, "k1", answers)
    assert found[0].kind == "danger"
    batch = small.events()[-1].batch
    together = [e.fact for e in small.events() if e.batch == batch]
    assert {type(f) for f in together} == {InstrumentAnswered, SignalRaised, HelpShown}


def test_a_double_click_is_kept_once(small):
    for _ in range(2):
        save_check_in(small.clinic, PATIENT, ANA, INTAKE_PLACE, "k1", small.calm_intake())
    assert len(facts(small, InstrumentAnswered)) == 1


def test_an_answer_out_of_range_is_refused_and_the_draft_stays(small):
    small.open_welcome()
    raw = {"goal": "Walk to the sea", "rating": 11}
    small.draft(GOAL, "k1", raw)
    with pytest.raises(Unanswered) as problem:
        save_exercise(small.clinic, PATIENT, ANA, WELCOME, GOAL, "k1", raw)
    assert [p.path for p in problem.value.problems] == ["rating"]
    assert see_draft(small.clinic, PATIENT, ANA, GOAL).answers == raw


def test_an_empty_form_keeps_nothing(small):
    small.open_welcome()
    before = small.events()
    with pytest.raises(Unanswered):
        save_exercise(small.clinic, PATIENT, ANA, WELCOME, GOAL, "k1", {})
    assert small.events() == before


def test_what_is_kept_has_its_draft_removed_and_its_words_apart(small):
    small.open_welcome()
    raw = {"goal": "Walk to the sea", "rating": 3}
    small.draft(GOAL, "k1", raw)
    save_exercise(small.clinic, PATIENT, ANA, WELCOME, GOAL, "k1", raw)
    (saved,) = facts(small, ExerciseSaved)
    assert see_draft(small.clinic, PATIENT, ANA, GOAL) is None
    assert (saved.answers, saved.texts["goal"].body) == ({"rating": 3}, "Walk to the sea")
    assert saved.scores["goal_rating"] == 3


def test_the_same_key_with_other_words_is_a_conflict_and_both_are_kept(small):
    small.open_welcome()
    first, other = {"goal": "The sea", "rating": 3}, {"goal": "The park", "rating": 3}
    save_exercise(small.clinic, PATIENT, ANA, WELCOME, GOAL, "k1", first)
    small.draft(GOAL, "k1", other)
    with pytest.raises(OtherText):
        save_exercise(small.clinic, PATIENT, ANA, WELCOME, GOAL, "k1", other)
    assert len(facts(small, ExerciseSaved)) == 1
    assert see_draft(small.clinic, PATIENT, ANA, GOAL).answers == other


def test_a_module_that_is_not_next_does_not_open(small):
    with pytest.raises(NotOpen):
        open_module(small.clinic, PATIENT, ANA, ModuleId("making-room"), "full")


def test_reading_a_lesson_again_adds_nothing(small):
    small.open_welcome()
    for _ in range(2):
        read_lesson(small.clinic, PATIENT, ANA, WELCOME, FIRST_LESSON, "full")
    assert len([e for e in small.events() if e.fact.fact == "lesson_read"]) == 1


def test_a_module_is_complete_when_all_is_done_or_left_out_and_its_end_reached(small):
    small.open_welcome()
    steps = small.program.modules[WELCOME].required
    for step in steps[:-1]:
        skip_step(small.clinic, PATIENT, ANA, WELCOME, step.id)
    assert facts(small, ModuleCompleted) == []
    skip_step(small.clinic, PATIENT, ANA, WELCOME, steps[-1].id)
    assert len(facts(small, ModuleCompleted)) == 1
    assert small.events()[-1].fact.fact == "decision"


def test_only_a_lesson_of_the_module_is_read_and_only_a_step_of_it_left_out(small):
    small.open_welcome()
    for step in ("w-first-check-in", "no-such-step"):
        with pytest.raises(NotOpen):
            read_lesson(small.clinic, PATIENT, ANA, WELCOME, step, "full")
    with pytest.raises(NotOpen):
        skip_step(small.clinic, PATIENT, ANA, WELCOME, "no-such-step")


@pytest.mark.parametrize(
    ("forms", "form"), [(("light",), "light"), (("light", "full"), "full")]
)
def test_a_module_was_done_in_the_short_form_where_all_of_it_was_read_so(small, forms, form):
    small.open_welcome()
    steps = small.program.modules[WELCOME].required
    every = small.program.modules[WELCOME].steps
    lessons = [step.id for step in every if isinstance(step, LessonStep)]
    assert len(lessons) > 1
    for step, read in zip(lessons, cycle(forms), strict=False):
        read_lesson(small.clinic, PATIENT, ANA, WELCOME, step, read)
    for step in steps:
        skip_step(small.clinic, PATIENT, ANA, WELCOME, step.id)
    assert [fact.variant for fact in facts(small, ModuleCompleted)] == [form]


def test_opening_a_module_again_takes_back_neither_its_day_nor_how_useful_it_was(small):
    small.finish_modules("welcome")
    (walked,) = progress(small.clinic, PATIENT, ANA, "en").walked
    assert walked.completed is not None
    directing.direct(small.clinic, THERAPIST, ANA, "pin", "once more", WELCOME)
    open_module(small.clinic, PATIENT, ANA, WELCOME, "full")
    (again,) = progress(small.clinic, PATIENT, ANA, "en").walked
    assert again.completed == walked.completed


def test_a_core_module_that_is_next_is_not_declined(small):
    small.finish_modules("welcome")
    small.visit()
    made = small.clinic.record(ANA).latest
    assert isinstance(made.decision.outcome, OpenModule)
    with pytest.raises(NotOpen):
        answer_offer(small.clinic, PATIENT, ANA, made.event, None)


def test_nobody_acts_on_a_record_that_is_not_theirs(small):
    stranger = Signed("someone-else", "therapist")
    other = Signed("b", "patient", "ben")
    for use in (
        lambda: care.person(small.clinic, stranger, ANA),
        lambda: day(small.clinic, other, ANA, "en"),
        lambda: save_draft(small.clinic, THERAPIST, ANA, GOAL, small.made("k", {})),
    ):
        with pytest.raises(Refused):
            use()


def test_a_pin_reaches_the_patient_with_its_kind_sentence(small):
    directing.direct(
        small.clinic, THERAPIST, ANA, "pin", "agreed", ModuleId("making-room"), "For you."
    )
    today = day(small.clinic, PATIENT, ANA, "en")
    assert (today.next.module, today.from_therapist) == ("making-room", "For you.")
    open_module(small.clinic, PATIENT, ANA, ModuleId("making-room"), "full")
    assert small.clinic.record(ANA).pinned is None


def test_movement_waits_while_new_warning_signs_do_and_the_rest_stays_open(small):
    flagged = {**small.calm_intake(), "intake__red_flags": ["leg_weakness"]}
    arrive(small.clinic, PATIENT, ANA)
    save_check_in(small.clinic, PATIENT, ANA, INTAKE_PLACE, "k1", flagged)
    pace = ModuleId("finding-your-pace")
    directing.direct(small.clinic, THERAPIST, ANA, "pin", "agreed", pace)
    open_module(small.clinic, PATIENT, ANA, pace, "full")
    step = StepId("p-my-log")
    shown = open_step(small.clinic, PATIENT, ANA, pace, step, "en")
    assert shown.waits
    with pytest.raises(NotOpen):
        save_exercise(small.clinic, PATIENT, ANA, pace, step, "k2", shown.task.kind.example)
    read_lesson(small.clinic, PATIENT, ANA, pace, StepId("p-good-day"), "full")
    skip_step(small.clinic, PATIENT, ANA, pace, step)
    assert step in small.clinic.record(ANA).modules[pace].skipped


def test_a_directive_wants_a_reason(small):
    with pytest.raises(ValueError, match="reason"):
        directing.direct(small.clinic, THERAPIST, ANA, "hold", "  ")


def test_visits_that_led_to_the_same_stand_together_on_a_persons_page(small):
    for _ in range(4):
        small.later(days=1)
        small.visit()
    first = care.person(small.clinic, THERAPIST, ANA).decisions[0]
    assert [on.day for on in first.before] == [6, 7, 8]
    assert first.on.day == 9
    open_module(small.clinic, PATIENT, ANA, WELCOME, "full")
    small.later(days=1)
    small.visit()
    assert care.person(small.clinic, THERAPIST, ANA).decisions[0].before == ()


def test_a_signal_that_comes_from_silence_is_a_fact_once_it_is_handled(small):
    small.later(days=8)
    (line,) = care.caseload(small.clinic, THERAPIST)
    (signal,) = line.reasons
    assert signal.kind == "no_visit"
    directing.handle(small.clinic, THERAPIST, ANA, SignalId(signal.signal), "We talked.")
    assert care.caseload(small.clinic, THERAPIST)[0].reasons == ()


def test_a_note_on_a_signal_that_does_not_wait_is_refused_and_nothing_is_kept(small):
    small.later(days=9)
    ((signal,),) = (line.reasons for line in care.caseload(small.clinic, THERAPIST))
    directing.handle(small.clinic, THERAPIST, ANA, signal.signal, "We talked.")
    before = small.events()
    for name in (signal.signal, SignalId("never-raised")):
        with pytest.raises(directing.SeenTo):
            directing.handle(small.clinic, THERAPIST, ANA, name, "I wrote.")
    assert small.events() == before


def test_two_sets_of_answers_lead_to_two_next_modules_each_with_its_reason(small):
    small.finish_modules("welcome", "understanding-pain-and-mood", "finding-your-pace")
    seen = {}
    for sleep in (2, 8):
        copy = small.copy()
        copy.check_in(area="sleep", how_much=sleep)
        today = day(copy.clinic, PATIENT, ANA, "en")
        seen[today.next.module] = today.why
    assert set(seen) == {"doing-what-matters", "sleep-1"}
    assert "Sleep got in your way" in seen["sleep-1"]


def test_the_first_check_in_is_a_step_of_the_welcome_and_is_answered_once(small):
    small.open_welcome()
    step = StepId("w-first-check-in")
    place = Place(step, WELCOME, step)
    asked = questions(small.clinic, PATIENT, ANA, place, "en")
    names = {field.id for page in asked.pages for field in page.fields}
    assert {"peg__pain", "phq8__down", "gad7__worry", "areas__sleep"} <= names
    save_check_in(small.clinic, PATIENT, ANA, place, "k1", small.answers(asked.pages))
    assert step in small.clinic.record(ANA).modules[WELCOME].done
    assert open_step(small.clinic, PATIENT, ANA, WELCOME, step, "en").check_in is None
    with pytest.raises(NotOpen):
        questions(small.clinic, PATIENT, ANA, place, "en")
    with pytest.raises(NotOpen):
        save_check_in(small.clinic, PATIENT, ANA, place, "k2", small.answers(asked.pages))


def left_out(small) -> Place:
    """The welcome is over, its check-in left out; a week later the short one is due."""
    small.open_welcome()
    for step in small.program.modules[WELCOME].required:
        skip_step(small.clinic, PATIENT, ANA, WELCOME, step.id)
    small.later(days=7)
    small.visit()
    step = StepId("w-first-check-in")
    return Place(step, WELCOME, step)


def test_a_first_check_in_that_was_left_out_waits_until_another_was_answered(small):
    place = left_out(small)
    asked = questions(small.clinic, PATIENT, ANA, place, "en")
    copy = small.copy()
    save_check_in(copy.clinic, PATIENT, ANA, place, "k1", copy.answers(asked.pages))
    assert day(copy.clinic, PATIENT, ANA, "en").check_in_due is False
    small.check_in("sleep", 4)
    with pytest.raises(NotOpen):
        questions(small.clinic, PATIENT, ANA, place, "en")
    with pytest.raises(NotOpen):
        save_check_in(small.clinic, PATIENT, ANA, place, "k2", small.answers(asked.pages))
    assert [saved.occasion for _, saved in small.clinic.record(ANA).check_ins] == ["weekly"]


def test_how_somebody_began_is_not_asked_again_when_the_welcome_comes_again(small):
    small.open_welcome()
    small.first_check_in(WELCOME)
    for step in small.program.modules[WELCOME].required:
        skip_step(small.clinic, PATIENT, ANA, WELCOME, step.id)
    small.later(days=1)
    directing.direct(small.clinic, THERAPIST, ANA, "pin", "once more", WELCOME)
    open_module(small.clinic, PATIENT, ANA, WELCOME, "full")
    step = StepId("w-first-check-in")
    shown = open_step(small.clinic, PATIENT, ANA, WELCOME, step, "en")
    assert (shown.iteration, shown.check_in, shown.answered) == (2, None, False)


def test_words_on_their_way_come_back(small):
    draft = small.draft(GOAL, "k1", {"goal": "half a sen"})
    assert see_draft(small.clinic, PATIENT, ANA, GOAL) == draft
    assert isinstance(draft, Draft)


def test_a_goal_rated_again_in_another_module_shows_its_whole_course():
    kind = KINDS["my_goal"]
    first, later, after = (
        Entry(MONDAY.date() + timedelta(weeks=week), {"goal": "Sing", "rating": rating})
        for week, rating in ((0, 2), (6, 5), (9, 7))
    )
    history = (first, later, after)
    task = Task(kind, kind.example_spec, (), {}, entries=(later,), history=history)
    assert task.course == (first, later)
    assert Task(kind, kind.example_spec, (), {}, entries=(), history=history).course == ()


@pytest.mark.parametrize("name", KINDS)
def test_the_same_submission_twice_is_one_entry_of_every_kind(small, name):
    kind = KINDS[name]
    save_check_in(small.clinic, PATIENT, ANA, INTAKE_PLACE, "k-intake", small.calm_intake())
    options = kind.example_spec.model_dump(exclude=kind.learned | {"first"})
    step = ExerciseStep(
        id=StepId("x-any"),
        step="exercise",
        role="do",
        minutes=3,
        exercise=name,
        options=options,
    )
    turn = small.clinic.turn(ANA, PATIENT)
    asked = asking(step, turn.record, turn.program, turn.on)
    given = {
        field.id: kind.example[field.id]
        for page in asked.pages
        for field in page.fields
        if field.id in kind.example
    }
    for _ in range(2):
        sent = Submission(step.id, "k-twice", given)
        keep_answers(small.clinic, PATIENT, ANA, sent, lambda turn: step)
    assert len(small.clinic.record(ANA).kind(name)) == 1
