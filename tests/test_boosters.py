"""Boosters: short modules some weeks after the end. Nobody has anything to catch up on."""

from dataclasses import replace

import pytest

from program.adapt.ageing import ageing_signals
from program.adapt.decide import decide
from program.adapt.plan import PlanBooster
from program.adapt.schedule import check_in
from program.events import CheckInSaved, ProgramFinished
from program.ids import ModuleId
from program.record import fold
from tests.make import day, enrolled, history, scored
from tests.test_branches import PLAN as THREE_AREAS
from tests.test_decide import FLARE, PROGRAM, directive, done, opened, said

CORE = ("a", "b", "c", "d")
PLAN = replace(
    THREE_AREAS,
    boosters=(PlanBooster(ModuleId("soon"), 4), PlanBooster(ModuleId("late"), 12)),
)
ENDED = [*done(*CORE), (23, ProgramFinished())]
"""The last module was completed on day 23: the boosters come on days 51 and 107."""


def next_for(*facts, on: float):
    return decide(PLAN, fold(history(enrolled(), *facts)), day(on))


def booster(module: str, on: float):
    return done(module, first=on)


@pytest.mark.parametrize(
    ("facts", "on", "expected"),
    [
        pytest.param(done(*CORE), 23, "finish", id="the end of the core ends the program"),
        pytest.param(ENDED, 24, "wait until 51 for soon", id="then the first booster waits"),
        pytest.param(ENDED, 50, "wait until 51 for soon", id="until its day"),
        pytest.param(ENDED, 51, "soon full booster", id="four weeks after the end it opens"),
        pytest.param(ENDED, 106, "soon full booster", id="who comes late still gets it"),
        pytest.param([*ENDED, (51, opened("soon"))], 60, "soon full current",
                     id="a booster that was begun goes on"),
        pytest.param([*ENDED, *booster("soon", 51)], 54, "wait until 107 for late",
                     id="after the first the second waits"),
        pytest.param([*ENDED, *booster("soon", 51)], 107, "late full booster",
                     id="twelve weeks after the end the second opens"),
        pytest.param(ENDED, 107, "late full booster",
                     id="where both have come due, the later one alone"),
        pytest.param([*ENDED, *booster("late", 107)], 110, "finish",
                     id="and the earlier one is not asked for afterwards"),
        pytest.param([*ENDED, *booster("soon", 51), *booster("late", 107)], 200, "finish",
                     id="after the last booster nothing more comes"),
        pytest.param([*ENDED, *booster("soon", 105)], 108, "wait until 112 for late",
                     id="two boosters lie a cadence apart"),
        pytest.param([*ENDED, (51, scored(area_sleep=10))], 51, "soon full booster",
                     id="no branch is offered after the end"),
        pytest.param([*ENDED, (40, directive("hold"))], 51, "hold",
                     id="a therapist's hold holds a booster too"),
        pytest.param([*ENDED, (30, directive("pin", "b"))], 51, "b full directive",
                     id="a pin comes before a booster"),
        pytest.param([*ENDED, (30, directive("pin", "soon"))], 31, "soon full directive",
                     id="a pinned booster need not wait for its day"),
        pytest.param([*ENDED, *booster("soon", 30)], 51, "wait until 107 for late",
                     id="and does not come a second time"),
    ],
)  # fmt: skip
def test_next_after_the_end(facts, on, expected):
    assert said(next_for(*facts, on=on)) == expected


def test_a_booster_that_is_not_next_says_why():
    def why(on: float):
        return next_for(*ENDED, on=on).alternatives

    assert (why(24)["soon"], why(24)["late"]) == ("after_the_end", "after_the_end")
    assert why(51)["late"] == "after_the_end"
    assert why(107)["soon"] == "later_booster"
    assert {*next_for(on=0).alternatives} >= {"soon", "late"}


def saved(occasion: str) -> CheckInSaved:
    return CheckInSaved(occasion=occasion, week=0)


START, END = (1, saved("start")), (30, saved("end"))


@pytest.mark.parametrize(
    ("facts", "on", "expected"),
    [
        pytest.param([START, *ENDED], 30, "end", id="the last check-in comes at the end"),
        pytest.param([START, *ENDED, END], 50, None, id="then nothing until the booster"),
        pytest.param([START, *ENDED, END], 51, "booster", id="each booster brings its own"),
        pytest.param([START, *ENDED, END, (51, saved("booster"))], 106, None, id="once"),
        pytest.param([START, *ENDED, END, (51, saved("booster"))], 107, "booster",
                     id="and again at the second"),
        pytest.param([START, *ENDED], 120, "booster",
                     id="who left everything out is asked once, and for the latest alone"),
        pytest.param([START, *ENDED, (120, saved("booster"))], 300, None,
                     id="nothing that was left out is asked for later"),
        pytest.param([START, *ENDED, (49, saved("end"))], 51, None,
                     id="two check-ins lie a week apart"),
    ],
)  # fmt: skip
def test_the_check_in_at_a_booster(facts, on, expected):
    record = fold(history(enrolled(), *facts))
    found = check_in(PLAN, record, day(on).date(), with_phq9=False)
    assert (found.occasion if found else None) == expected


def test_the_check_in_at_a_booster_is_short_with_the_whole_mood_questionnaire():
    record = fold(history(enrolled(), START, *ENDED, END))
    found = check_in(PLAN, record, day(51).date(), with_phq9=False)
    asks = [(ask.instrument, ask.short) for ask in found.asks]
    assert asks == [(name, False) for name in ("peg", "phq8", "energy", "area", "change")]


def test_nobody_is_behind_or_silent_while_a_booster_waits():
    record = fold(history(enrolled(), *ENDED))
    assert ageing_signals(PLAN, record, day(200).date()) == ()


def test_a_flare_at_a_booster_is_a_light_week_first():
    light = replace(PLAN, rules=PROGRAM.plan.rules[:1])
    record = fold(history(enrolled(), *ENDED, (50, FLARE)))
    assert said(decide(light, record, day(51))) == "light until 57"
