"""Branches that wait in Tools, and how a person makes one their next step."""

from dataclasses import replace

import pytest

from program.adapt.decide import decide
from program.adapt.set_aside import may_take, set_aside
from program.adapt.view import View
from program.events import Chosen, DirectiveGiven, ProgramFinished, keep_text
from program.ids import EventId, ModuleId
from program.record import apply, fold
from tests.make import day, enrolled, history, scored
from tests.test_branches import PLAN
from tests.test_decide import done, said

HELD = DirectiveGiven(action="hold", reason=keep_text("a talk first", "s"))


def looked(*facts, on: float) -> View:
    """What a person has on a day on which they arrive, the decision of that day kept."""
    record = fold(history(enrolled(), *facts))
    (event,) = history((on, decide(PLAN, record, day(on))))
    record = apply(record, event.model_copy(update={"seq": record.seq + 1}))
    return View(PLAN, record, day(on).date())


def waiting(*facts, on: float) -> list[str]:
    """The branches that wait; a star for one that may be taken now."""
    view = looked(*facts, on=on)
    return [f"{m}{'*' * may_take(m, view)}" for m in set_aside(view)]


MOOD = (7, scored(area_mood=8))


def decided(*facts, on: float):
    """The decision of a day, as it is kept."""
    return (on, decide(PLAN, fold(history(enrolled(), *facts)), day(on)))


OFFER = decided(*done("a"), MOOD, on=7)


def chose(module: str | None, on: float = 7):
    offer = EventId(f"ev-{len(done('a')) + 3}")
    return (on, Chosen(decision=offer, module=ModuleId(module) if module else None))


DECLINED = [*done("a"), MOOD, OFFER, chose(None)]
LIMITED = [*done("a", "sleep-branch"), (14, scored(area_mood=8))]
FULL = [
    *done("a", "sleep-branch", "b", "mood-branch", "c"),
    (35, scored(area_people=9)),
]


@pytest.mark.parametrize(
    ("facts", "on", "expected"),
    [
        pytest.param(done("a"), 7, [], id="nothing waits that nothing called for"),
        pytest.param([*done("a"), MOOD], 7, [], id="nor what is being offered"),
        pytest.param(DECLINED, 7, ["mood-branch*"], id="what was declined waits"),
        pytest.param(LIMITED, 14, ["mood-branch"],
                     id="after a branch another waits for the next core module"),
        pytest.param([*LIMITED, decided(*LIMITED, on=14), *done("b", first=14)], 21,
                     ["mood-branch*"],
                     id="and may then be taken"),
        pytest.param(FULL, 35, ["people-branch*"],
                     id="a third in a course is not offered; the person may take it"),
        pytest.param([*DECLINED, (8, HELD)], 8, ["mood-branch"],
                     id="nothing may be taken on hold"),
        pytest.param([*done("a", "b", "c", "d"), (24, ProgramFinished())], 30,
                     ["sleep-branch*", "mood-branch*", "people-branch*"],
                     id="after the end every one waits"),
        pytest.param([*done("a", "b", "c", "d"), (24, ProgramFinished()),
                      *done("mood-branch", first=30)], 40,
                     ["sleep-branch*", "people-branch*"],
                     id="and one may follow another"),
    ],
)  # fmt: skip
def test_what_waits_in_tools(facts, on, expected):
    assert waiting(*facts, on=on) == expected


def test_a_branch_called_for_beyond_a_limit_waits_also_when_it_is_no_longer_called_for():
    first = looked(*LIMITED, on=14)
    (event,) = history((15, scored(area_mood=2)))
    later = apply(first.record, event.model_copy(update={"seq": first.record.seq + 1}))
    assert set_aside(View(PLAN, later, day(15).date())) == ("mood-branch",)


@pytest.mark.parametrize(("facts", "expected"), [([], ()), (done("a"), ("mood-branch",))])
def test_what_is_for_everyone_waits_from_the_day_its_time_has_come(facts, expected):
    always = replace(PLAN.branches[1], in_tools=True)
    plan = replace(PLAN, branches=(PLAN.branches[0], always, *PLAN.branches[2:]))
    seen = View(plan, fold(history(enrolled(), *facts)), day(7).date())
    assert set_aside(seen) == expected
    assert may_take(ModuleId("mood-branch"), seen) is bool(expected)


@pytest.mark.parametrize(
    ("choice", "expected"),
    [("mood-branch", "mood-branch full chosen"), (None, "b full core")],
    ids=["taken back up", "and put down again"],
)
def test_what_was_taken_from_tools_comes_next(choice, expected):
    facts = [*DECLINED, chose("mood-branch", 9), chose(choice, 10)]
    assert said(decide(PLAN, fold(history(enrolled(), *facts)), day(10))) == expected
