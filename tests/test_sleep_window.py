"""A time in bed, diary by diary: what may be proposed, how slowly it shrinks, and to whom."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from program.exercises import KINDS, Entry, nights, suggest_window, week_of, windows
from program.exercises._sleep import Average, Night
from program.exercises._window import FLOOR, STEP, Chosen
from program.exercises.sleep_window import NAMES, Windowed, careful
from program.fields import check
from program.ids import StepId
from program.modules.spec import ExerciseStep
from program.service.check_in import INTAKE_PLACE, save_check_in
from program.service.exercises import Submission, Unanswered, keep_answers, task
from program.service.path import arrive, report_flare
from tests.clinic import ANA, PATIENT, Small

WINDOW, DIARY = KINDS["sleep_window"], KINDS["sleep_diary"]
MONDAY = date(2026, 1, 5)


def on(n: int) -> date:
    return MONDAY + timedelta(days=n)


def slept(*days: int, in_bed=480, asleep=360) -> list[Night]:
    return [Night(on(n), in_bed, asleep) for n in days]


@pytest.mark.parametrize(
    ("days", "today", "nights"),
    [
        ((), 7, None),
        ((3, 4, 5, 6), 7, None),  # four nights
        ((2, 3, 4, 5, 6), 6, 5),
        ((0, 1, 2, 3, 4, 5, 6), 6, 7),
        ((0, 1, 2, 3, 4, 5, 6, 7), 7, 7),  # the last seven
        ((0, 2, 4, 6, 8), 8, None),  # five of nine
        ((2, 3, 4, 5, 6), 13, 5),
        ((2, 3, 4, 5, 6), 14, None),  # a week ago it may have been so
        ((2, 3, 4, 5, 30), 6, None),  # a day that is still to come is a slip of the pen
        ((2, 3, 4, 5, 6, 30), 6, 5),
    ],
)
def test_a_window_needs_five_nights_of_the_last_seven(days, today, nights):
    found = week_of(slept(*days), on(today))
    assert (found.nights if found else None) == nights


def week(asleep: float, in_bed: float) -> Average:
    return Average(7, on(7), in_bed, asleep, 100 * asleep / in_bed)


@pytest.mark.parametrize(
    ("asleep", "in_bed", "chosen", "today", "minutes"),
    [
        (360, 540, (), 7, 510),  # half an hour a week, no faster
        (360, 400, (), 7, 390),  # sleep and half an hour
        (361, 400, (), 7, 405),  # whole quarters, rounded up
        (240, 600, (), 7, 570),
        (200, 300, (), 7, 330),  # never under five hours and a half
        (0, 60, (), 7, 330),
        (450, 470, (), 7, 480),  # who sleeps well gets room, not less
        (360, 540, ((0, 510),), 7, 510),
        (360, 480, ((0, 510),), 7, 480),
        (360, 420, ((0, 510),), 7, 480),  # one step from the window before
        (360, 420, ((0, 510),), 6, 510),  # and not within a week of it
        (360, 420, ((0, 510), (1, 510)), 7, 510),
        (360, 420, ((0, 540), (3, 450)), 10, 420),
        (360, 420, ((7, 480),), 7, 390),  # what was chosen today can still be changed
        (360, 420, ((0, 510), (7, 600)), 7, 480),
        (240, 400, ((0, 345),), 7, 370 + 5),
        (240, 340, ((0, 345),), 7, 330),
        (360, 960, (), 7, 930),
    ],
)
def test_the_window_that_may_be_proposed(asleep, in_bed, chosen, today, minutes):
    before = tuple(Chosen(on(n), long) for n, long in chosen)
    assert suggest_window(week(asleep, in_bed), before, on(today)) == minutes


@given(
    st.lists(st.tuples(st.integers(0, 600), st.integers(0, 360)), min_size=2, max_size=12),
    st.integers(1, 9),
)
def test_followed_from_week_to_week_a_window_never_shrinks_faster_than_its_step(weeks, gap):
    chosen: list[Chosen] = []
    for n, (asleep, awake) in enumerate(weeks):
        today = on(n * gap)
        found = suggest_window(week(asleep, asleep + awake + 1), chosen, today)
        assert found >= FLOOR
        assert found >= asleep
        chosen.append(Chosen(today, found))
    for one in chosen:
        for later in chosen:
            days = (later.on - one.on).days
            if days > 0:
                assert one.minutes - later.minutes <= STEP * (days // 7)


def answers(**changed) -> dict:
    return {**WINDOW.example, **changed}


@pytest.mark.parametrize("asked", NAMES)
@pytest.mark.parametrize("said", ["yes", "unsure"])
def test_with_any_yes_or_not_sure_there_is_a_rhythm_and_no_window(asked, said):
    pages = WINDOW.pages(Windowed(suggested=450))
    found = check(pages, answers(**{asked: said}))
    assert found.problems == ()
    assert "in_bed" not in found.answers
    assert careful(found.answers) == (asked,)
    entry = Entry(MONDAY, found.answers)
    assert WINDOW.summarise([entry]).scores == {"rise": 7, "careful": 1}
    assert WINDOW.summarise([entry]).headline == "Up at {rise} each day; no window"
    assert WINDOW.carries([entry]) == {"sleep_rise": "07:00"}
    assert windows([entry]) == ()


@pytest.mark.parametrize("asked", NAMES)
def test_every_question_comes_before_a_window_and_wants_an_answer(asked):
    pages = WINDOW.pages(Windowed(suggested=450))
    given = {name: value for name, value in answers().items() if name != asked}
    found = check(pages, given)
    assert [problem.path for problem in found.problems] == [asked]
    assert "in_bed" not in found.answers
    assert all(field.id != "in_bed" for page in pages[:-1] for field in page.fields)


def test_without_a_week_of_the_diary_only_the_time_to_get_up_is_asked():
    (page,) = WINDOW.pages(Windowed())
    assert [field.id for field in page.fields] == ["rise"]


@pytest.mark.parametrize(
    ("hours", "fits"), [(7.5, True), (7.25, False), (5.5, False), (9, True), (16.25, False)]
)
def test_nobody_chooses_less_than_what_is_proposed(hours, fits):
    found = check(WINDOW.pages(Windowed(suggested=450)), answers(in_bed=hours))
    assert (found.problems == ()) is fits


@pytest.mark.parametrize(
    ("rise", "hours", "bed"),
    [
        ("07:00", 7.5, "23:30"),
        ("06:15", 5.5, "00:45"),
        ("15:00", 7, "08:00"),  # those who sleep by day
        ("00:30", 6, "18:30"),
    ],
)
def test_bedtime_follows_from_getting_up(rise, hours, bed):
    entry = Entry(MONDAY, answers(rise=rise, in_bed=hours))
    assert WINDOW.carries([entry]) == {"sleep_rise": rise, "sleep_bedtime": bed}
    assert WINDOW.summarise([entry]).scores["window"] == hours


def diary_entry(n: int, zone: str = "UTC", **changed) -> Entry:
    return Entry(on(n), {**DIARY.example, "night": on(n).isoformat(), **changed}, zone)


def test_a_night_is_measured_by_the_clock_of_the_zone_it_was_written_down_in():
    spring = {**DIARY.example, "night": "2026-03-29", "into_bed": "23:00", "tried": "23:00",
              "woke": "07:00", "out_of_bed": "07:00", "to_sleep": 0, "awake": 0}  # fmt: skip
    found = nights([Entry(MONDAY, spring, zone) for zone in ("UTC", "Europe/Berlin")])
    assert [night.in_bed for night in found] == [480, 420]
    summary = DIARY.summarise([Entry(MONDAY, spring, "Europe/Berlin")])
    assert (summary.scores["tib"], summary.scores["tst"]) == (420, 420)


def test_the_diary_carries_its_week_once_there_is_one():
    log = [diary_entry(n) for n in range(5)]
    assert DIARY.carries(log[:4]) == {}
    assert DIARY.carries(log) == {"sleep_tst": 360, "sleep_tib": 510}


STEP_HERE = ExerciseStep(
    id=StepId("x-window"), step="exercise", role="do", minutes=4, exercise="sleep_window"
)
DIARY_HERE = ExerciseStep(
    id=StepId("x-diary"), step="exercise", role="do", minutes=4, exercise="sleep_diary"
)


def sleeper(weeks_nights: int = 5, **intake) -> Small:
    """Somebody with a diary of some nights."""
    small = Small().enrol()
    arrive(small.clinic, PATIENT, ANA)
    given = {**small.calm_intake(), **intake}
    save_check_in(small.clinic, PATIENT, ANA, INTAKE_PLACE, "k-intake", given)
    for _ in range(weeks_nights):
        today = small.clinic.turn(ANA, PATIENT).on
        keep(small, DIARY_HERE, {**DIARY.example, "night": today.isoformat()})
        small.later(1)
    return small


def keep(small: Small, step: ExerciseStep, answers: dict) -> None:
    sent = Submission(step.id, small.clinic.token(), answers)
    keep_answers(small.clinic, PATIENT, ANA, sent, lambda turn: step)


def asked(small: Small):
    turn = small.clinic.turn(ANA, PATIENT)
    return task(STEP_HERE, turn.record, turn.program, turn.on)


def signals(small: Small) -> list[str]:
    return [raised.signal.kind for raised in small.clinic.record(ANA).signals.values()]


def test_a_person_begins_from_what_their_diary_speaks_for():
    found = asked(sleeper())
    assert found.told.said("en") == "Your last week: about 6.0 hours asleep, 8.5 hours in bed."
    assert found.begin["in_bed"] == 8  # 8.5 hours less half an hour
    assert asked(sleeper(4)).spec.suggested is None
    assert "Five nights" in asked(sleeper(4)).told.said("en")


def test_a_flare_shortens_no_night_and_begins_no_shorter_one():
    small = sleeper()
    report_flare(small.clinic, PATIENT, ANA, True)
    found = asked(small)
    assert found.spec.suggested is None
    assert found.told.said("en").endswith("Begin once it has passed.")
    report_flare(small.clinic, PATIENT, ANA, False)
    keep(small, STEP_HERE, answers(in_bed=8))
    small.later(7)
    for _ in range(5):
        today = small.clinic.turn(ANA, PATIENT).on
        followed = {**DIARY.example, "night": today.isoformat(), "into_bed": "23:00"}
        keep(small, DIARY_HERE, followed)
        small.later(1)
    assert asked(small).begin["in_bed"] == 7.5
    report_flare(small.clinic, PATIENT, ANA, True)
    assert asked(small).spec.suggested == 480
    assert asked(small).told.said("en").endswith("Keep it as it is: 8 hours.")


@pytest.mark.parametrize("mania", ["1", None])
def test_where_mania_was_not_ruled_out_no_window_is_proposed(mania):
    found = asked(sleeper(intake__mania=mania))
    assert found.spec.suggested is None
    assert "in_bed" not in found.begin


def test_a_yes_reaches_the_therapist_once_and_blocks_nothing():
    small = sleeper()
    keep(small, STEP_HERE, answers(falls="unsure", driving="yes", in_bed=8))
    (raised,) = [
        r.signal for r in small.clinic.record(ANA).signals.values()
        if r.signal.kind == "sleep_caution"
    ]  # fmt: skip
    assert raised.level == "amber"
    assert raised.values == {"asked": "driving, falls"}
    keep(small, STEP_HERE, answers(in_bed=8))
    assert signals(small).count("sleep_caution") == 1


def test_calm_answers_signal_nothing_and_the_next_window_waits_a_week():
    small = sleeper()
    keep(small, STEP_HERE, answers(in_bed=8))
    assert "sleep_caution" not in signals(small)
    small.later(1)
    assert asked(small).spec.suggested == 480
    with pytest.raises(Unanswered):
        keep(small, STEP_HERE, answers(in_bed=7.5))
