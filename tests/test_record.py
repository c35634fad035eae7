"""What a history adds up to, where one fact follows another of its kind."""

from hypothesis import given
from hypothesis import strategies as st

from program.events import FlareReported, Hold, LightWeek
from program.record import fold
from tests.make import day, enrolled, history
from tests.test_decide import next_for

OPEN = next_for(on=0)


def flares(*words: tuple[float, bool]) -> tuple[tuple[float, float | None], ...]:
    """Flares as first and last day, of the word somebody gave on some days."""
    facts = [(on, FlareReported(going_on=going_on)) for on, going_on in words]
    first = day(0).date()
    return tuple(
        ((begun - first).days, None if over is None else (over - first).days)
        for begun, over in fold(history(enrolled(), *facts)).flares
    )


def decided(*said: tuple[float, object]):
    """The record of decisions with such outcomes, each on its day."""
    facts = [
        (on, OPEN.model_copy(update={"as_of": day(on).date(), "outcome": outcome}))
        for on, outcome in said
    ]
    return fold(history(enrolled(), *facts))


def spans(found) -> list[tuple[int, int | None]]:
    first = day(0).date()
    return [(begun.day - first.day, over and over.day - first.day) for begun, over in found]


def test_a_flare_that_is_said_to_go_on_twice_began_the_first_time():
    assert flares((3, True), (5, True)) == ((3, None),)
    assert flares((3, True), (5, True), (9, False)) == ((3, 9),)


def test_a_flare_that_is_over_stays_over_and_another_one_is_another():
    assert flares((3, True), (9, False), (11, False)) == ((3, 9),)
    assert flares((3, True), (9, False), (12, True)) == ((3, 9), (12, None))
    assert flares((4, False)) == ()


@given(st.lists(st.booleans(), max_size=8))
def test_no_flare_begins_before_the_one_before_is_over(words):
    found = flares(*((n, word) for n, word in enumerate(words)))
    assert [over for _, over in found[:-1]].count(None) == 0
    assert (bool(found) and found[-1][1] is None) == (bool(words) and words[-1])


def test_a_hold_lasts_from_the_first_decision_that_says_so_to_the_next_that_does_not():
    going_on = (Hold(), OPEN.outcome)
    assert spans(decided((2, Hold()), (3, Hold())).holds) == [(2, None)]
    both = decided(*zip((2, 4, 6, 8), going_on * 2, strict=True), (9, OPEN.outcome))
    assert spans(both.holds) == [(2, 4), (6, 8)]


def test_a_light_week_is_one_however_often_it_is_said_and_the_next_day_another():
    rest = LightWeek(until=day(8).date())
    assert spans(decided((2, rest), (5, rest), (8, rest)).light_weeks) == [(2, 8)]
    again = LightWeek(until=day(15).date())
    assert spans(decided((2, rest), (9, again)).light_weeks) == [(2, 8), (9, 15)]
