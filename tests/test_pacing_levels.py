"""The weekly level of a pace, history by history: what happened, and what today asks for.

A week is seven letters, Monday first: `x` the plan was done, `h` half of it, `q` a quarter,
`o` a quarter more than it, `e` all of it with an effort of 8, `u` done on a day that was not
planned, `.` nothing written down. The tolerance is 10 minutes, the start 8, planned are
Monday to Friday, unless a row says otherwise.
"""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from program.exercises._easing import Span, eased
from program.exercises._ladder import Baseline, Facts, Plan
from program.exercises._levels import Level, level
from program.exercises._logged import LoggedDay
from program.exercises._pacing import quota

MONDAY = date(2026, 1, 5)
WORKDAYS = frozenset(range(5))
PARTS = {"x": 1, "h": Fraction(1, 2), "q": Fraction(1, 4), "o": Fraction(5, 4), "e": 1, "u": 1}


def on(n: int) -> date:
    return MONDAY + timedelta(days=n)


def baseline(tolerance=10, unit="minutes", n=0) -> Baseline:
    return Baseline(on(n), unit, Fraction(tolerance))


def plan(amount=8, unit="minutes", n=0, days=WORKDAYS) -> Plan:
    return Plan(on(n), unit, Fraction(amount), frozenset(days))


def lived(weeks: str, **facts) -> Facts:
    """The facts of some weeks, each day done as a part of what that day asked for."""
    made = Facts(**{"baselines": (baseline(),), "plans": (plan(),), **facts})
    for n, letter in enumerate(weeks.replace(" ", "")):
        if letter == ".":
            continue
        asked = level(made, on(n)).amount
        effort = 8 if letter == "e" else 4
        day = LoggedDay(on(n), PARTS[letter] * asked, letter != "u", effort, 3)
        made = Facts(**{**vars(made), "logged": (*made.logged, day)})
    return made


def after(weeks: str, **facts) -> Level:
    """The level on the morning after some weeks."""
    return level(lived(weeks, **facts), on(len(weeks.replace(" ", ""))))


FULL, MOST, SOME = "xxxxx..", "xxxx...", "xxx...."
FEW, LITTLE, NOTHING = "xx.....", "x......", "......."


@pytest.mark.parametrize(
    ("weeks", "amount", "k", "because"),
    [
        ("", 8, 0, "start"),
        ("xxxxxx", 8, 0, "start"),  # a week is looked at when it is over
        (FULL, 9, 1, "advanced"),
        (MOST, 9, 1, "advanced"),  # 4 of 5 is 80%
        (SOME, 8, 0, "some_done"),  # 60%
        (FEW, 8, 0, "some_done"),  # 40% is not under 40%
        (LITTLE, 8, 0, "little_done"),  # one week under 40% holds
        ("hhhhh..", 9, 1, "advanced"),  # on a bad day, half counts
        ("xxhxqq.", 9, 1, "advanced"),
        ("xxxqq..", 8, 0, "some_done"),  # less than half is no planned day done
        ("xxx..uu", 8, 0, "some_done"),  # other days are welcome and raise nothing
        ("xxx..xx", 9, 1, "advanced"),  # a planned day may be moved
        ("xxxxxxx", 9, 1, "advanced"),  # more days than planned count as the planned ones
        ("xxxxe..", 8, 0, "effort"),
        ("xxxxo..", 8, 0, "over"),  # a good day does not raise it
        ("xxxeo..", 8, 0, "effort"),
        ("qqqqq..", 8, 0, "little_done"),
        (NOTHING, 8, 0, "nothing_written"),  # not known is not nothing done
        (f"{LITTLE} {LITTLE}", 6.25, 0, "reduced"),  # 0.8 of 8 is 6.4
        (f"{LITTLE} {NOTHING} {LITTLE}", 8, 0, "little_done"),  # two running, and known
        (f"{LITTLE} {NOTHING}", 8, 0, "nothing_written"),
        (f"{LITTLE} {SOME} {LITTLE}", 8, 0, "little_done"),
        (f"{LITTLE} {FULL}", 9, 1, "advanced"),
        (f"{LITTLE} {LITTLE} {LITTLE}", 6.25, 0, "little_done"),  # counted anew
        (f"{LITTLE} {LITTLE} {LITTLE} {LITTLE}", 5, 0, "reduced"),  # 0.8 of 6.4, not of 6.25
        (f"{LITTLE} {LITTLE} {FULL}", 7.25, 1, "advanced"),  # 6.4 + 1
        (f"{FULL} {FULL}", 10, 2, "advanced"),
        (f"{FULL} {FULL} {FULL} {FULL}", 12, 4, "advanced"),
        (f"{FULL} {SOME} {FULL}", 10, 2, "advanced"),
        (f"{FULL} {FULL} {LITTLE} {LITTLE}", 9, 1, "reduced"),  # the last completed level
        (f"{FULL} {FULL} {LITTLE} {LITTLE} {FULL}", 10, 2, "advanced"),
        (f"{FULL} {FULL} xxxxe.. {LITTLE} {LITTLE}", 9, 1, "reduced"),
        (f"{FULL} {LITTLE} {LITTLE} {LITTLE} {LITTLE}", 6.25, 0, "reduced"),
    ],
)
def test_the_level_after_some_weeks(weeks, amount, k, because):
    found = after(weeks)
    assert (found.amount, found.k, found.because) == (amount, k, because)
    assert found.full == found.amount


@pytest.mark.parametrize(
    ("days", "week", "because", "done"),
    [
        ((0, 2, 4), "x.x.x..", "advanced", 3),
        ((0, 2, 4), "x.x....", "some_done", 2),  # 67%
        ((0, 2, 4), "x......", "little_done", 1),  # 33%
        ((0, 1, 2, 3), "xxx....", "advanced", 3),  # 75%
        ((0, 1, 2, 3), "xx.....", "some_done", 2),
        (range(7), "xxxxx..", "advanced", 5),  # 71%
        (range(7), "xxx....", "some_done", 3),  # 43%
        ((5,), ".....x.", "advanced", 1),
        ((5,), "q......", "little_done", 0),
    ],
)
def test_the_share_is_of_the_days_that_were_planned(days, week, because, done):
    found = after(week, plans=(plan(days=days),))
    assert (found.because, found.done, found.planned) == (because, done, len(days))


@pytest.mark.parametrize(
    ("tolerance", "unit", "percent", "ladder"),
    [
        (200, "metres", 10, [160, 180, 200, 220]),
        (200, "metres", 5, [160, 170, 180, 190]),
        (9, "minutes", 10, [7, 8, 9, 9.75]),  # never from a rounded amount
        (13, "times", 10, [10, 11, 13, 14]),
        (13, "times", 20, [10, 13, 15, 18]),
    ],
)
def test_good_weeks_climb_the_ladder_of_the_first_tolerance(tolerance, unit, percent, ladder):
    start = quota(tolerance, 0, unit)
    facts = {
        "baselines": (baseline(tolerance, unit),),
        "plans": (plan(start, unit),),
        "percent": percent,
    }
    assert [after(FULL * n, **facts).amount for n in range(4)] == ladder


@pytest.mark.parametrize("percent", [0, 21])
def test_no_pace_rises_by_more_than_a_fifth_a_week(percent):
    with pytest.raises(ValueError, match="a week"):
        after("", percent=percent)


@pytest.mark.parametrize(
    ("baselines", "plans", "weeks", "amount", "because"),
    [
        ((), (), "", None, None),
        ((baseline(),), (), FULL, 8, "start"),  # no planned days yet: nothing to look at
        ((baseline(),), (plan(6),), "", 6, "start"),  # less is fine
        ((baseline(),), (plan(6),), FULL, 7, "advanced"),  # and rises by the same step
        ((baseline(),), (plan(12),), "", 8, "start"),  # more is not where it begins
        ((), (plan(8),), "", 8, "start"),  # without tries, 8 is 80% of 10
        ((), (plan(8),), FULL, 9, "advanced"),
        ((baseline(200, "metres"),), (plan(8),), FULL, 9, "advanced"),
        ((baseline(), baseline(n=3)), (plan(),), FULL, 9, "advanced"),  # the same once more
        ((baseline(), baseline(20, n=3)), (plan(),), "xxx", 16, "start"),  # more was found
        ((baseline(), baseline(20)), (plan(),), "", 8, "start"),  # the last of a day holds
        ((baseline(),), (plan(), plan(8, n=8, days=(0, 1))), FULL + "xx.....", 10, "advanced"),
        ((baseline(),), (plan(), plan(9, n=8)), FULL + FULL, 10, "advanced"),  # as it stands
        ((baseline(),), (plan(), plan(20, n=8)), FULL + "x", 9, "advanced"),
        ((baseline(),), (plan(), plan(5, n=8)), FULL + "x.", 5, "start"),  # less begins anew
        ((baseline(),), (plan(n=10),), "." * 10 + FULL, 9, "advanced"),  # weeks of the plan
    ],
)
def test_where_a_pace_begins_and_begins_anew(baselines, plans, weeks, amount, because):
    found = after(weeks, baselines=baselines, plans=plans)
    if amount is None:
        assert found is None
    else:
        assert (found.amount, found.because) == (amount, because)


@pytest.mark.parametrize(
    ("first", "end", "day", "part"),
    [
        (0, None, 0, 1),  # the plan stands on the first two days; half of it counts
        (0, None, 1, 1),
        (0, None, 2, "1/2"),
        (0, None, 30, "1/2"),
        (0, 2, 1, 1),
        (0, 2, 2, 1),  # two days are no long flare
        (0, 3, 2, "1/2"),
        (0, 3, 3, "1/2"),  # over: begin again at half
        (0, 3, 4, "1/2"),
        (0, 3, 5, "3/4"),
        (0, 3, 6, "3/4"),
        (0, 3, 7, 1),  # back within two weeks
        (0, 3, 21, 1),
        (5, 9, 4, 1),
    ],
)
def test_a_flare_asks_for_less_and_lets_it_come_back(first, end, day, part):
    flare = Span(on(first), None if end is None else on(end))
    assert eased((flare,), on(day)) == Fraction(part)


@pytest.mark.parametrize(
    ("weeks", "flare", "amount", "full", "because", "why"),
    [
        (FULL, (7, None), 9, 9, "advanced", None),  # its first day
        (FULL + "xx", (7, None), 4.5, 9, "advanced", "on"),
        (FULL + FULL, (7, None), 4.5, 9, "flare", "on"),
        (FULL + "xxx....", (7, 10), 9, 9, "flare", None),
        (FULL + "xxx", (7, 10), 4.5, 9, "advanced", "back"),
        (FULL + "xxx..", (7, 10), 6.75, 9, "advanced", "back"),
        (FULL + FULL + FULL, (7, 10), 10, 10, "advanced", None),  # the weekly rules again
        (FULL + FULL + FULL, (7, 12), 9, 9, "flare", None),  # the way back is no full week
        (FULL + LITTLE + LITTLE, (7, 8), 9, 9, "little_done", None),  # never counted against
        (LITTLE + LITTLE, (7, 8), 8, 8, "flare", None),
        (FULL, (2, 3), 8, 8, "flare", None),
    ],
)
def test_a_week_with_a_flare_holds_the_level(weeks, flare, amount, full, because, why):
    first, end = flare
    found = after(weeks, flares=(Span(on(first), None if end is None else on(end)),))
    shown = (found.amount, found.full, found.because, found.flare)
    assert shown == (amount, full, because, why)


def test_a_light_week_is_never_counted_against_anyone():
    rest = (Span(on(7), on(14)),)
    assert after(LITTLE + LITTLE, light_weeks=rest).because == "light_week"
    assert after(FULL + FULL, light_weeks=rest).amount == 9


def test_pain_and_one_good_day_change_nothing_today():
    """The amount goes by time: what a day was like is looked at once its week is over."""
    calm, sore = lived("xx"), lived("xx")
    sore = Facts(**{**vars(sore), "logged": (*sore.logged, LoggedDay(on(2), 0, True, 10, 10))})
    assert level(calm, on(3)).amount == level(sore, on(3)).amount == 8


WEEKS = st.text(st.sampled_from("xhqoeu."), max_size=70)
FLARES = st.lists(
    st.tuples(st.integers(0, 60), st.none() | st.integers(0, 20)).map(
        lambda t: Span(on(t[0]), None if t[1] is None else on(t[0] + t[1]))
    ),
    max_size=2,
)


@given(WEEKS, FLARES, st.integers(1, 40), st.sampled_from([5, 10, 20]))
def test_no_week_adds_more_than_a_fifth_and_no_day_is_below_half(weeks, flares, value, percent):
    first = quota(value, 0, "minutes")
    facts = lived(
        weeks, flares=tuple(flares), percent=percent, baselines=(baseline(value),),
        plans=(plan(first),),
    )  # fmt: skip
    seen = [level(facts, on(n)) for n in range(len(weeks) + 1)]
    for before, now in zip(seen, seen[7:], strict=False):
        # A shown amount is rounded down; an exact one never rises by more.
        assert now.full - before.full < Fraction(percent, 100) * value + 1
    for one in seen:
        assert one.full / 2 <= one.amount <= one.full


@given(WEEKS, FLARES, st.randoms(use_true_random=False))
def test_the_order_in_which_days_are_written_down_changes_nothing(weeks, flares, chance):
    facts = lived(weeks, flares=tuple(flares))
    mixed = list(facts.logged)
    chance.shuffle(mixed)
    other = Facts(**{**vars(facts), "logged": tuple(mixed)})
    assert level(other, on(len(weeks))) == level(facts, on(len(weeks)))


@given(WEEKS, st.integers(0, 70), st.text(st.sampled_from("xq.o"), max_size=14))
def test_what_happens_later_does_not_change_what_a_day_asked_for(weeks, n, more):
    n = min(n, len(weeks))
    assert level(lived(weeks[:n]), on(n)) == level(lived(weeks + more), on(n))
