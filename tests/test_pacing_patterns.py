"""What logged days look like: the two shapes, day by day, and who is never told of them."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from program.adapt.conditions import InPattern
from program.adapt.plan import Plan
from program.adapt.view import View
from program.events import ExerciseSaved
from program.exercises import KINDS, Entry, logged_days, patterns
from program.exercises._logged import LoggedDay
from program.ids import ModuleId, ProgramId, StepId
from program.record import fold
from program.words import say, say_rows
from tests.evaluate import evaluate
from tests.make import answered, day, enrolled, history

LOG = KINDS["activity_log"]
MONDAY = date(2026, 1, 5)


def days(amounts: str, pain: str = "", quota: float | None = None) -> list[LoggedDay]:
    """A day for each number; `.` is a day nobody wrote down."""
    plan = None if quota is None else Fraction(quota)
    return [
        LoggedDay(
            MONDAY + timedelta(days=n),
            Fraction(int(amount)),
            pain=float(pain[n]) if pain else None,
            quota=plan,
        )
        for n, amount in enumerate(amounts)
        if amount != "."
    ]


@pytest.mark.parametrize(
    ("amounts", "pain", "found"),
    [
        ("444444", "", None),  # six days are too few to tell
        ("4444444", "", False),
        ("4624624", "", True),  # 6 is 150% of 4, 2 is 50%
        ("4524524", "", False),  # 5 is not
        ("4634634", "", False),  # 3 is not low
        ("4644244", "", False),  # three days later is too late
        ("46424624", "", True),  # two days later is not
        ("46.24462", "", True),
        ("4624444", "", False),  # one pair is no pattern
        ("4662444", "", False),  # one low day belongs to one high day
        ("46622444", "", True),  # two low days, one for each
        ("4644644", "3334333", False),
        ("4644644", "3335333", False),  # more pain, but once
        ("4644644", "3355355", True),  # pain up 2 within two days
        ("4644644", "3344344", False),  # up 1
        ("46244444444444446244", "", False),  # 14 days apart
        ("4444444462446244", "", True),
        ("0000000", "", False),
        ("0009000", "", False),  # with a usual of nothing no day is high
    ],
)
def test_boom_and_bust(amounts, pain, found):
    assert patterns(days(amounts, pain)).boom_bust is found


@pytest.mark.parametrize(
    ("amounts", "quota", "found"),
    [
        ("4444444", None, None),
        ("444444", 5, None),
        ("4444444", 5, True),
        ("4444444", 4, False),
        ("4444555555", 5, False),  # 40%
        ("4444445555", 5, True),  # 60%
        ("4444447", 5, False),  # a high day
    ],
)
def test_mostly_under_the_plan(amounts, quota, found):
    assert patterns(days(amounts, quota=quota)).under_activity is found


def test_the_usual_is_that_of_the_last_four_weeks():
    early, late = "9" * 28, "4624624" + "4" * 21
    assert patterns(days(early + "4624624")).boom_bust is False
    assert patterns(days(late)).boom_bust is False  # three weeks ago
    assert patterns(days("9" + "." * 27 + "4624624")).boom_bust is True
    assert patterns(days("4" + "." * 21 + "444444")).boom_bust is False
    assert patterns(days("4" + "." * 22 + "444444")).boom_bust is None  # 28 days ago


@given(st.text("0246.", min_size=7, max_size=21), st.integers(1, 9))
def test_no_log_has_both_shapes(amounts, quota):
    """`verify` relies on it: under-activity has no high day, and boom and bust has two."""
    found = patterns(days(amounts, quota=quota))
    assert not (found.boom_bust and found.under_activity)


def entry(on: date, amount: float = 4, **changed) -> Entry:
    answers = {**LOG.example, "day": on.isoformat(), "amount": amount, **changed}
    return Entry(on, answers)


def test_several_entries_of_a_day_are_one_day():
    parts = [
        entry(MONDAY, 4, effort=3, pain=6, planned="no", quota=None),
        entry(MONDAY, 2.25, effort=5, pain=4, planned="yes", quota=8),
        entry(MONDAY, 9, unit="metres"),
        entry(MONDAY, 1),
    ]
    found = logged_days(parts)
    assert found == (LoggedDay(MONDAY, Fraction(29, 4), True, 5, 6, Fraction(8)),)


@given(st.permutations([entry(MONDAY, n, effort=n, pain=9 - n) for n in range(5)]))
def test_the_order_of_entries_in_a_day_changes_nothing(parts):
    assert logged_days(parts) == (LoggedDay(MONDAY, Fraction(10), True, 4, 9, Fraction(8)),)


PLAN = Plan(ProgramId("p"), (ModuleId("a"),))


def saved(n: int, amount: float):
    answers = {**LOG.example, "day": day(n).date().isoformat(), "amount": amount}
    answers.pop("activity")
    fact = ExerciseSaved(
        module=None, step=StepId("tool-activity-log"), kind="activity_log", answers=answers
    )
    return n, fact


WAVES = [saved(n, int(amount)) for n, amount in enumerate("4624624")]
CAN = answered("intake", {"crash": "0"})
CRASHES = answered("intake", {"crash": "1"})


@pytest.mark.parametrize(
    ("facts", "on", "found"),
    [
        ([CAN, *WAVES], 6, "yes"),
        ([CAN, *WAVES], 20, "yes"),
        ([CAN, *WAVES], 21, "unknown"),  # two weeks without a log
        ([CAN, *WAVES[:6]], 6, "unknown"),
        ([CAN], 6, "unknown"),
        ([CAN, *WAVES[:6], saved(6, 9)], 6, "yes"),
        ([CAN, *WAVES[:4], *[saved(n, 4) for n in (4, 5, 6)]], 6, "no"),
        ([CRASHES, *WAVES], 6, "unknown"),  # where energy is the limit nobody is told to rise
        (WAVES, 6, "unknown"),
    ],
)
def test_a_rule_may_ask_for_the_pattern(facts, on, found):
    view = View(PLAN, fold(history(enrolled(), *facts)), day(on).date())
    assert evaluate(InPattern(ask="pattern", of="boom_bust"), view).word == found


def test_people_whose_rules_are_asked_in_turn_are_each_told_of_their_own_days():
    """What was worked out of a log is kept while the same person is asked again, and on the
    days before the latest one was written."""
    steady = [saved(n, 4) for n in range(7)]
    people = [
        View(PLAN, fold(history(enrolled(), CAN, *log)), day(on).date())
        for log, on in ((WAVES, 6), (steady, 6), (WAVES, 5))
    ]
    asked = InPattern(ask="pattern", of="boom_bust")
    told = [evaluate(asked, view).word for view in (*people, *people)]
    assert told == 2 * ["yes", "no", "unknown"]


def test_the_picture_says_what_the_days_look_like_and_blames_nobody():
    log = [entry(MONDAY + timedelta(days=n), int(a)) for n, a in enumerate("8644624624")]
    drawn = LOG.picture(log)
    assert "After big days came small ones" in say("en", drawn.sentence, **drawn.values)
    assert len(drawn.rows) == 10
    low = [entry(MONDAY + timedelta(days=n), 7) for n in range(8)]
    drawn = LOG.picture(low)
    assert "a bit under your plan" in drawn.sentence


@pytest.mark.parametrize(
    ("unit", "amount"),
    [("minutes", "8:15\u00a0min"), ("metres", "8.25\u00a0m"), ("times", "8.25\u00a0times")],
)
def test_an_amount_is_told_with_what_it_counts(unit, amount):
    answers = {**entry(MONDAY, 8).answers, "unit": unit, "amount": 8.25, "quota": 8.25}
    drawn = LOG.picture([Entry(MONDAY, answers)])
    said = say("en", drawn.sentence, **drawn.values)
    assert said.endswith(f"The latest: {amount}. The dashed line is your plan, {amount}.")
    assert [row[1] for row in say_rows("en", drawn.rows)] == [amount]


def test_within_an_energy_limit_no_line_is_drawn_and_no_pattern_named():
    log = [
        Entry(e.on, {k: v for k, v in e.answers.items() if k not in ("planned", "quota")})
        for e in (entry(MONDAY + timedelta(days=n), int(a)) for n, a in enumerate("4624624"))
    ]
    drawn = LOG.picture(log)
    assert "dasharray" not in drawn.svg
    assert drawn.sentence == "Your last days as you wrote them down. The latest: {amount}."
