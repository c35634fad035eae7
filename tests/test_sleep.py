"""A night is measured right across midnight, by day, and when the clocks change."""

from datetime import UTC, date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from program.exercises import KINDS, Entry
from program.exercises._sleep import Night, average, night
from program.words import say

DIARY = KINDS["sleep_diary"]
BERLIN, NEW_YORK = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")


def diary(day, into_bed, tried, woke, out_of_bed, to_sleep=0, awake=0):
    return {
        **DIARY.example,
        "night": day,
        "into_bed": into_bed,
        "tried": tried,
        "woke": woke,
        "out_of_bed": out_of_bed,
        "to_sleep": to_sleep,
        "awake": awake,
    }


@pytest.mark.parametrize(
    ("times", "in_bed", "asleep"),
    [
        (("22:30", "23:00", "06:15", "07:00", 30, 45), 510, 360),
        (("00:30", "00:45", "07:00", "07:30", 15, 0), 420, 360),  # to bed after midnight
        (("23:59", "00:01", "00:02", "00:03"), 4, 1),
        (("09:00", "09:30", "15:30", "16:00", 20, 40), 420, 300),  # asleep by day
        (("22:00", "22:00", "06:00", "06:00"), 480, 480),
        (("20:00", "22:00", "10:00", "12:00", 60, 60), 960, 600),  # 16 hours are believed
    ],
)
def test_a_night_by_the_clock(times, in_bed, asleep):
    found = night(diary("2026-01-06", *times))
    assert (found.in_bed, found.asleep) == (in_bed, asleep)
    assert found.believable


@pytest.mark.parametrize(
    ("zone", "day", "in_bed"),
    [
        (UTC, "2026-03-29", 480),
        (BERLIN, "2026-03-29", 420),  # an hour is lost in spring
        (BERLIN, "2026-10-25", 540),  # and found again in autumn
        (NEW_YORK, "2026-03-08", 420),
        (NEW_YORK, "2026-11-01", 540),
        (NEW_YORK, "2026-03-29", 480),
    ],
)
def test_a_night_has_its_true_length_when_the_clocks_change(zone, day, in_bed):
    found = night(diary(day, "23:00", "23:00", "07:00", "07:00", 10, 20), zone)
    assert (found.in_bed, found.asleep) == (in_bed, in_bed - 30)


@pytest.mark.parametrize(
    ("times", "path"),
    [
        (("22:00", "22:00", "22:00", "22:00"), "out_of_bed"),  # no time in bed at all
        (("13:59", "22:00", "05:00", "06:00"), "into_bed"),  # 16 hours and a minute
        (("23:00", "22:30", "06:00", "07:00"), "into_bed"),  # asleep before in bed
        (("22:30", "23:00", "06:00", "07:00", 200, 300), "awake"),  # awake for longer than that
    ],
)
def test_a_night_that_cannot_be_is_asked_about_kindly(times, path):
    answers = diary("2026-01-06", *times)
    (problem,) = DIARY.problems(answers)
    assert problem.path == path
    assert problem.message.format(**problem.values).endswith((".", "?"))
    assert not night(answers).believable


def nights(*pairs, start=date(2026, 1, 5), step=1):
    return [
        Night(start + timedelta(days=n * step), in_bed, asleep)
        for n, (in_bed, asleep) in enumerate(pairs)
    ]


def test_an_average_needs_five_of_the_last_seven_nights():
    assert average(nights(*[(480, 400)] * 4)) is None
    assert average(nights(*[(480, 400)] * 5)).nights == 5
    assert average(nights(*[(480, 400)] * 5, step=2)) is None
    assert average([]) is None


def test_only_the_last_seven_nights_count():
    found = average(nights((600, 0), (600, 0), *[(480, 360)] * 7))
    assert (found.nights, found.in_bed, found.asleep, found.efficiency) == (7, 480, 360, 75)


def test_the_average_efficiency_is_all_sleep_over_all_time_in_bed():
    found = average(nights((300, 300), (600, 300), (300, 300), (600, 300), (600, 300)))
    assert found.efficiency == pytest.approx(100 * 1500 / 2400)


def test_a_night_written_down_again_replaces_the_first():
    again = [*nights(*[(480, 400)] * 5), *nights((480, 300))]
    assert average(again).asleep == (4 * 400 + 300) / 5


def test_a_night_that_cannot_be_is_left_out_of_the_average():
    found = average([*nights(*[(480, 400)] * 5), Night(date(2026, 1, 4), 480, -10)])
    assert found.nights == 5


TIMES = st.tuples(st.integers(0, 23), st.integers(0, 59)).map(lambda t: f"{t[0]:02}:{t[1]:02}")


@given(st.dates(date(2020, 1, 2), date(2039, 1, 1)), *[st.integers(0, 239)] * 3, TIMES)
def test_any_night_forwards_is_read_backwards_the_same(day, settle, asleep, rest, up):
    minutes = int(up[:2]) * 60 + int(up[3:])
    clock = [minutes - rest - asleep - settle, minutes - rest - asleep, minutes - rest, minutes]
    times = [f"{at // 60 % 24:02}:{at % 60:02}" for at in clock]
    found = night(diary(day.isoformat(), *times))
    assert (found.in_bed, found.asleep) == (settle + asleep + rest, asleep)


def test_the_sentence_names_the_night_it_tells_of():
    """The last night in a diary may be long ago."""
    drawn = DIARY.picture([Entry(date(2026, 1, 9), {**DIARY.example, "night": "2026-01-05"})])
    said = say("en", drawn.sentence, **drawn.values)
    assert said.startswith("About 6.0 hours asleep in the night to Monday 5 January.")


def test_the_summary_says_about_and_of_which_night_or_week_it_is():
    """A night may be written down days later, and a week may be read long after."""

    def entry(n):
        on = date(2026, 1, 5) + timedelta(days=n)
        return Entry(on, {**DIARY.example, "night": on.isoformat()})

    def told(summary):
        return say("en", summary.headline, **summary.values)

    first, week = DIARY.summarise([entry(0)]), DIARY.summarise([entry(n) for n in range(5)])
    late = DIARY.summarise([*(entry(n) for n in range(1, 6)), entry(0)])
    assert told(first) == "Night to 5 Jan: about 6.0\u00a0h asleep, 71% of time in bed"
    assert "average_se" not in first.scores
    assert told(week) == "Week to 9 Jan: about 6.0\u00a0h a night, 71% of time in bed"
    assert told(late).startswith("Week to 10 Jan: ")
    assert week.scores["average_se"] == pytest.approx(100 * 360 / 510)
