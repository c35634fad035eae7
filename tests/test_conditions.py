"""Conditions answer yes, no or unknown, and silence is never turned into a yes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from program.adapt.answers import ask, turning
from program.adapt.conditions import Condition
from program.adapt.plan import Plan, ScaleFacts
from program.adapt.questions import make_questions
from program.adapt.rules import Rule, Say
from program.adapt.truth import Truth
from program.adapt.view import View
from program.ids import ModuleId, ProgramId, RuleId, ScaleId
from program.record import Record, fold
from tests.evaluate import evaluate
from tests.make import day, enrolled, history, scored

READ = TypeAdapter(Condition).validate_python
PLAN = Plan(
    ProgramId("p"),
    (ModuleId("a"),),
    scales={
        ScaleId("gad7"): ScaleFacts("worse", 4.0),
        ScaleId("peg"): ScaleFacts("worse"),
        ScaleId("energy"): ScaleFacts("better", 2.0),
    },
)


def view(*facts, on: float = 0) -> View:
    return View(PLAN, fold(history(enrolled(), *facts)), day(on).date())


def told(condition: dict, *facts, on: float = 0) -> str:
    return evaluate(READ(condition), view(*facts, on=on)).word


LATEST = {"ask": "latest", "scale": "peg", "op": ">=", "value": 7.0}
ROW = {"ask": "row", "scale": "peg", "n": 2, "op": ">=", "value": 7.0}
UP = {"ask": "change", "scale": "peg", "op": ">=", "value": 2.0}
DOWN = {"ask": "change", "scale": "peg", "op": "<=", "value": -30.0, "percent": True}


@pytest.mark.parametrize(
    ("condition", "facts", "on", "expected"),
    [
        (LATEST, [], 0, "unknown"),
        (LATEST, [scored(peg=None)], 0, "unknown"),
        (LATEST, [scored(peg=7)], 0, "yes"),
        (LATEST, [scored(peg=6.9)], 0, "no"),
        (LATEST, [scored(peg=8), scored(peg=None)], 0, "yes"),
        (LATEST, [scored(peg=8)], 11, "unknown"),
        ({**LATEST, "within_days": 30}, [scored(peg=8)], 11, "yes"),
        (ROW, [scored(peg=8)], 0, "unknown"),
        (ROW, [scored(peg=5)], 0, "no"),
        (ROW, [scored(peg=8), scored(peg=9)], 0, "yes"),
        (ROW, [scored(peg=8), scored(peg=None), scored(peg=7)], 0, "yes"),
        (ROW, [scored(peg=5), scored(peg=9)], 0, "no"),
        (UP, [scored(peg=5)], 0, "unknown"),
        (UP, [scored(peg=5), scored(peg=7)], 0, "yes"),
        (UP, [scored(peg=5), scored(peg=9), scored(peg=6)], 0, "no"),
        ({**UP, "since": "previous"}, [scored(peg=5), scored(peg=4), scored(peg=6)], 0, "yes"),
        (DOWN, [scored(peg=10), scored(peg=7)], 0, "yes"),
        (DOWN, [scored(peg=10), scored(peg=7.1)], 0, "no"),
        (DOWN, [scored(peg=0), scored(peg=0)], 0, "unknown"),
        ({"ask": "reliable", "scale": "gad7", "direction": "worse"},
         [scored(gad7=5), scored(gad7=9)], 0, "yes"),
        ({"ask": "reliable", "scale": "gad7", "direction": "better"},
         [scored(gad7=9), scored(gad7=6)], 0, "no"),
        ({"ask": "reliable", "scale": "energy", "direction": "better"},
         [scored(energy=3), scored(energy=6)], 0, "yes"),
        ({"ask": "reliable", "scale": "peg", "direction": "better"},
         [scored(peg=9), scored(peg=1)], 0, "unknown"),
        ({"ask": "age", "scale": "peg", "op": ">", "days": 7}, [scored(peg=3)], 8, "yes"),
        ({"ask": "age", "scale": "peg", "op": ">", "days": 7}, [], 8, "unknown"),
        ({"ask": "days_since", "what": "enrolled", "op": ">=", "days": 14}, [], 14, "yes"),
        ({"ask": "days_since", "what": "flare", "op": ">", "days": 1}, [], 9, "unknown"),
        ({"ask": "count", "what": "modules_completed", "op": ">=", "value": 1}, [], 0, "no"),
        ({"ask": "dose", "days": 7, "op": "<", "minutes": 10.0}, [], 0, "yes"),
        ({"ask": "flare"}, [], 0, "no"),
        ({"ask": "not", "of": LATEST}, [], 0, "unknown"),
        ({"ask": "all", "of": [LATEST, {"ask": "flare"}]}, [], 0, "no"),
        ({"ask": "any", "of": [LATEST, {"ask": "flare"}]}, [], 0, "unknown"),
    ],
)  # fmt: skip
def test_a_condition_answers_from_what_was_observed(condition, facts, on, expected):
    assert told(condition, *facts, on=on) == expected


@pytest.mark.parametrize(
    "wrong",
    [
        {**LATEST, "op": "=>"},
        {**LATEST, "value": "7"},
        {**LATEST, "colour": "red"},
        {"ask": "all", "of": []},
        {"ask": "eval", "code": "1"},
    ],
)
def test_a_condition_that_is_not_exactly_one_is_refused(wrong):
    with pytest.raises(ValidationError):
        READ(wrong)


SCALES = st.sampled_from(["peg", "phq8"])
LEAVES = st.one_of(
    st.builds(
        lambda scale, op, value: {"ask": "latest", "scale": scale, "op": op, "value": value},
        SCALES, st.sampled_from(["<", "<=", ">", ">="]), st.floats(0, 24),
    ),
    st.builds(
        lambda scale, n, v: {"ask": "row", "scale": scale, "n": n, "op": ">=", "value": v},
        SCALES, st.integers(2, 3), st.floats(0, 24),
    ),
    st.just({"ask": "flare"}),
)  # fmt: skip
CONDITIONS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(lambda of: {"ask": "not", "of": of}, inner),
        st.builds(
            lambda kind, of: {"ask": kind, "of": of},
            st.sampled_from(["all", "any"]),
            st.lists(inner, min_size=1, max_size=3),
        ),
    ),
    max_leaves=6,
)
VALUES = st.one_of(st.none(), st.floats(0, 10))
FACTS = st.lists(
    st.one_of(
        st.builds(lambda v: scored(peg=v), VALUES), st.builds(lambda v: scored(phq8=v), VALUES)
    ),
    max_size=5,
)


@given(CONDITIONS, CONDITIONS, FACTS)
def test_not_all_is_any_not(a, b, facts):
    left = told({"ask": "not", "of": {"ask": "all", "of": [a, b]}}, *facts)
    either = [{"ask": "not", "of": a}, {"ask": "not", "of": b}]
    assert left == told({"ask": "any", "of": either}, *facts)


@given(CONDITIONS, FACTS)
def test_negating_swaps_yes_and_no_and_keeps_unknown(condition, facts):
    swapped = {"yes": "no", "no": "yes", "unknown": "unknown"}
    assert told({"ask": "not", "of": condition}, *facts) == swapped[told(condition, *facts)]


@given(CONDITIONS)
def test_of_somebody_never_measured_only_what_needs_no_measure_is_known(condition):
    seen = View(PLAN, Record(), day(0).date())
    if "flare" not in str(condition):
        assert evaluate(READ(condition), seen) is Truth.UNKNOWN


def test_what_would_have_changed_it_is_named():
    both = READ({"ask": "all", "of": [LATEST, {"ask": "not", "of": {"ask": "flare"}}]})
    rule = Rule(id=RuleId("both"), when=both, then=Say(do="say"))
    found = ask(make_questions((rule,), PLAN), view(scored(peg=5)))
    (at,) = turning(found.questions.rules[0].tree, found.truths)
    question = found.questions.questions[at]
    assert (question.variable, question.needs) == ("peg", ">= 7")
