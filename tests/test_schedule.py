"""When check-ins are due and what they ask, in the person's own days."""

import pytest

from program.adapt.schedule import check_in, week_of
from program.events import CheckInSaved, ProgramFinished
from program.record import fold
from tests.make import day, enrolled, history, scored
from tests.test_decide import PLAN, W, done


def saved(occasion: str, week: int = 0) -> CheckInSaved:
    return CheckInSaved(occasion=occasion, week=week)


START = [(1, scored("start", phq8=9)), (1, saved("start"))]


def due(*facts, on: float, with_phq9: bool = False):
    return check_in(
        PLAN, fold(history(enrolled(), *facts)), day(on).date(), with_phq9=with_phq9
    )


def asks(found) -> list[str]:
    return [f"{ask.instrument}{' short' if ask.short else ''}" for ask in found.asks]


def test_nothing_is_due_before_the_first_check_in_which_is_a_step_of_the_welcome():
    assert due(on=20) is None


def test_who_left_the_first_check_in_out_is_asked_the_short_one_a_week_later():
    assert due(*done(W), on=6) is None
    found = due(*done(W), on=7)
    assert found.occasion == "weekly"
    assert asks(found)[:2] == ["peg", "phq8"]


def test_the_day_before_enrolment_where_the_person_lives_is_in_the_first_week():
    assert week_of(fold(history((1, enrolled()))), day(0).date()) == 0


@pytest.mark.parametrize(("on", "expected"), [(7, None), (8, "weekly")])
def test_a_check_in_is_due_a_week_after_the_last(on, expected):
    found = due(*START, on=on)
    assert (found.occasion if found else None) == expected


def test_the_weekly_check_in_is_eight_answers_and_credibility_only_in_week_one():
    assert asks(due(*START, on=8)) == ["peg", "phq8 short", "energy", "area", "credibility"]
    second = [*START, (8, saved("weekly", 1))]
    assert asks(due(*second, on=15)) == ["peg", "phq8", "energy", "area"]


def test_the_whole_mood_questionnaire_comes_every_second_week():
    third = [*START, (8, saved("weekly")), (15, scored(phq8=9)), (15, saved("weekly"))]
    assert "phq8 short" in asks(due(*third, on=22))


def test_the_middle_asks_everything_once():
    found = due(*START, on=28)
    assert found.occasion == "middle"
    assert {"gad7", "areas", "confidence", "credibility", "change"} <= set(asks(found))
    later = [*START, (28, saved("middle", 4))]
    assert due(*later, on=35).occasion == "weekly"


def test_the_end_of_the_core_asks_everything():
    finished = [*START, *done(*PLAN.core), (30, ProgramFinished())]
    assert due(*finished, on=40).occasion == "end"
    assert due(*finished, (40, saved("end", 5)), on=57) is None
    assert due(*finished, (40, saved("end", 5)), on=58).occasion == "booster"


def test_item_nine_is_asked_only_with_its_follow_up():
    found = due(*START, on=8, with_phq9=True)
    assert "phq9 short" in asks(found)
    (follow_up,) = [ask for ask in found.asks if ask.instrument == "safety"]
    assert follow_up.after == "phq9__better_off"
