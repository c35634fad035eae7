"""Pacing is exact: where somebody begins, and that a start never grows by rounding."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from program.exercises import KINDS, Entry
from program.exercises._pacing import (
    MOST_PERCENT,
    Trial,
    begin,
    exact,
    in_figures,
    quota,
    smallest_step,
    tolerance,
    variation,
)

MONDAY = date(2026, 1, 5)
UNITS = st.sampled_from(["minutes", "metres", "times"])
TOLERANCES = st.integers(1, 40_000).map(lambda quarters: Fraction(quarters, 4))
PERCENTS = st.integers(1, MOST_PERCENT)
WEEKS = st.integers(0, 30)


def trials(*amounts, days=None) -> tuple[Trial, ...]:
    days = days or range(len(amounts))
    return tuple(
        Trial(MONDAY + timedelta(days=n), amount)
        for n, amount in zip(days, amounts, strict=True)
    )


@pytest.mark.parametrize(
    ("amounts", "value", "two_more"),
    [
        ((10, 10, 10), 10, False),
        ((12, 9, 10.5), 10.5, False),
        ((10, 11, 13), Fraction(34, 3), False),
        ((10, 20, 15), 15, False),  # exactly twice is not more than twice
        ((10, 20.25, 15), 15, True),  # more than twice: the median, and two more
        ((5, 6, 30), 6, True),
        ((5, 6, 30, 7), Fraction(13, 2), True),
        ((5, 6, 30, 7, 6), 6, False),  # five were taken: the median stands
        ((1, 1, 2), Fraction(4, 3), False),
    ],
)
def test_the_tolerance_is_the_mean_or_the_median_of_uneven_tries(amounts, value, two_more):
    found = tolerance(trials(*amounts))
    assert found.value == value
    assert found.two_more is two_more


@pytest.mark.parametrize(
    ("amounts", "days"),
    [((), None), ((10,), None), ((10, 11), None), ((10, 11, 12), (0, 1, 1))],
)
def test_there_is_no_tolerance_before_three_tries_on_three_days(amounts, days):
    assert tolerance(trials(*amounts, days=days)) is None


def test_the_variation_is_the_sample_deviation_over_the_mean():
    assert variation([Fraction(1), Fraction(2), Fraction(3)]) == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("value", "unit", "ladder"),
    [
        (200, "metres", [160, 180, 200, 220, 240]),
        (10, "minutes", [8, 9, 10, 11, 12]),
        (9, "minutes", [7, 8, 9, 9.75, 10]),  # 7.2, 8.1, 9, 9.9, 10.8
        (1.5, "minutes", [1, 1.25, 1.5, 1.5, 1.75]),  # 1.2, 1.35, 1.5, 1.65, 1.8
        (12.5, "minutes", [10, 11, 12, 13, 15]),
        (12, "minutes", [9.5, 10, 12, 13, 14]),  # 9.6, 10.8, 12, 13.2, 14.4
        (13, "times", [10, 11, 13, 14, 15]),
        (1, "times", [1, 1, 1, 1, 1]),
        (0.25, "minutes", [0.25, 0.25, 0.25, 0.25, 0.25]),
        (Fraction(40, 3), "minutes", [10, 12, 13, 14, 16]),
    ],
)
def test_the_ladder_of_quotas(value, unit, ladder):
    assert [quota(value, k, unit) for k in range(5)] == ladder


def test_a_slower_ladder_may_be_chosen():
    assert [quota(200, k, "metres", percent=5) for k in range(4)] == [160, 170, 180, 190]


@given(TOLERANCES, WEEKS, UNITS, PERCENTS)
def test_a_quota_is_the_unrounded_ladder_rounded_down_once(value, k, unit, percent):
    wanted = value * (Fraction(8, 10) + Fraction(percent, 100) * k)
    found = quota(value, k, unit, percent)
    step = smallest_step(wanted, unit)
    assert found % step == 0
    assert found <= wanted or found == step
    assert wanted - found < step


@given(TOLERANCES, WEEKS, UNITS, PERCENTS)
def test_a_week_adds_at_most_a_fifth_of_the_tolerance_and_never_takes_away(
    value, k, unit, percent
):
    before, after = quota(value, k, unit, percent), quota(value, k + 1, unit, percent)
    assert before <= after
    assert after <= max(smallest_step(after, unit), value * (1 + Fraction(k, 5)))
    assert after - before < Fraction(percent, 100) * value + 1


@given(TOLERANCES, UNITS)
def test_a_start_is_never_over_the_tolerance_and_never_nothing(value, unit):
    found = quota(value, 0, unit)
    assert found >= smallest_step(found, unit) > 0
    assert found <= max(value, 1)


EVEN_TRIES = st.lists(st.integers(300, 600).map(lambda q: q / 4), min_size=3, max_size=14)


@given(EVEN_TRIES, UNITS, WEEKS)
def test_a_tolerance_that_was_stored_gives_the_same_quota(amounts, unit, k):
    found = tolerance(trials(*amounts)).value
    assert exact(float(found)) == found
    assert quota(float(found), k, unit) == quota(found, k, unit)


@pytest.mark.parametrize(
    ("value", "k", "percent"), [(0, 0, 10), (-1, 0, 10), (9, -1, 10), (9, 0, 21), (9, 0, 0)]
)
def test_there_is_no_quota_that_the_rules_forbid(value, k, percent):
    with pytest.raises(ValueError, match="no quota"):
        quota(value, k, "minutes", percent)


@pytest.mark.parametrize(
    ("amount", "unit", "figures"),
    [
        (8.25, "minutes", "8:15"),
        (0.5, "minutes", "0:30"),
        (8, "minutes", "8"),
        (160, "metres", "160"),
    ],
)
def test_amounts_are_written_as_people_write_them(amount, unit, figures):
    assert in_figures(amount, unit) == figures


def test_a_guess_serves_until_there_are_three_tries():
    early = begin("minutes", trials(12, 12), 5)
    later = begin("minutes", trials(12, 12, 12), 5)
    assert (early.tolerance, early.quota, early.guess) == (5, 4, True)
    assert (later.tolerance, later.quota, later.guess) == (12, 9.5, False)
    assert begin("minutes", trials(12, 12), None) is None


BASELINE = KINDS["pacing_baseline"]


def baseline(**changed):
    return {**BASELINE.example, **changed}


def test_neither_tries_nor_a_guess_is_asked_about_kindly():
    (problem,) = BASELINE.problems(baseline(trials=[], guess=None))
    assert problem.path == "guess"


def test_metres_and_repetitions_are_whole():
    paths = [p.path for p in BASELINE.problems(baseline(unit="times", guess=2.5))]
    assert paths == ["trials.2.amount", "guess"]


@pytest.mark.parametrize("name", ["activity_log", "pacing_plan", "pacing_baseline"])
def test_a_day_has_no_more_minutes_than_a_day_and_older_entries_stand(name):
    kind = KINDS[name]
    field = "guess" if name == "pacing_baseline" else "amount"
    fits, beyond = ({**kind.example, "unit": "minutes", field: n} for n in (1440, 1441))
    assert kind.problems(fits) == ()
    (problem,) = kind.problems(beyond)
    assert (problem.path, "1,440 minutes" in problem.message) == (field, True)
    assert kind.summarise([Entry(MONDAY, {**beyond, field: 9000})]).headline


def test_a_guess_is_called_a_guess():
    summary = BASELINE.summarise([Entry(MONDAY, baseline(trials=[], guess=5))])
    assert summary.headline == "Start with {quota}\u00a0min, from a guess"
    assert summary.scores["guess"] == 1


def test_the_start_is_carried_to_the_plan():
    carried = BASELINE.carries([Entry(MONDAY, BASELINE.example)])
    assert carried == {
        "activity": "Walk to the park",
        "unit": "minutes",
        "tolerance": 10.5,
        "quota": 8.25,
        "guess": False,
    }


@pytest.mark.parametrize("name", ["pacing_baseline", "pacing_plan", "activity_log"])
def test_where_energy_is_the_limit_nothing_asks_for_an_amount_to_reach(name):
    kind = KINDS[name]
    pages = kind.pages(kind.spec(energy_limit=True))
    asked = {field.id for page in pages for field in page.fields}
    assert not asked & {"quota", "guess", "trials", "planned"}
    if name != "activity_log":
        assert "amount" not in asked
        answers = {"activity": "Read", "signs": "Heavy legs", "how_rest": "Lie down"}
        entry = Entry(MONDAY, {key: value for key, value in answers.items() if key in asked})
        assert kind.summarise([entry]).scores == {}
        shown = kind.picture([entry])
        assert shown.sentence.startswith("You stay within what each day allows")
        assert [row[-1] for row in shown.rows] == list(entry.answers.values())
        assert "Heavy legs" in shown.svg
        assert kind.picture([Entry(MONDAY, {})]) is None  # the words have been removed
        assert set(kind.carries([entry])) == {"activity"}
