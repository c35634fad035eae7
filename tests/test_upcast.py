"""What an earlier engine stored is read in today's shape, and replays as it was stored."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from program import ENGINE
from program.adapt.decide import decide
from program.adapt.replay import replay
from program.events import read_dict
from program.record import fold
from tests.make import day, enrolled, history
from tests.test_decide import done
from tests.test_rule_actions import EVERY, LIVES, PLAN, WHOLE

_KEPT = ("rule", "answer", "used", "passed_over", "version")


def first_shape(fact: dict) -> dict:
    """A decision as the first shape had it: inputs under every rule that asks, some that were
    not known with an event."""
    inputs = [
        one | ({"source": "ev-1"} if one["value"] is None else {}) for one in fact["inputs"]
    ]
    trace = fact["trace"]
    return {name: fact[name] for name in fact if name != "inputs"} | {
        "trace": [
            {name: rule[name] for name in _KEPT}
            | {
                "inputs": [inputs[at] for at in rule["asks"]],
                "because": [rule["asks"].index(at) for at in rule["because"]],
            }
            for rule in trace
        ],
        "changes": [
            {name: inputs[at][name] for name in ("variable", "needs")}
            | {"rule": rule["rule"], "leads_to": rule["leads_to"]}
            for rule in trace
            for at in rule["turns"]
        ],
        "alternatives": [
            {"module": module, "why_not": why} for module, why in fact["alternatives"].items()
        ],
    }


@given(LIVES, st.integers(0, 4), st.integers(0, 40), st.sampled_from([EVERY, WHOLE]))
def test_a_decision_of_the_first_shape_replays_as_it_was_stored(facts, n, on, plan):
    events = history(enrolled(), *done(*PLAN.core[:n]), *[(on, fact) for fact in facts])
    made = decide(plan, fold(events), day(on))
    (last,) = history(made)
    stored = last.model_dump(mode="json") | {"schema_version": 1, "engine": "0.2.0"}
    stored["fact"] = first_shape(stored["fact"])
    read = read_dict(stored).model_copy(update={"at": day(on)})
    (found,) = replay([*events, read], lambda content: plan, engine=ENGINE)
    assert found.differences == ()


def test_a_decision_of_today_that_says_it_is_an_old_one_is_no_event():
    events = history(enrolled())
    (last,) = history(decide(PLAN, fold(events), day(0)))
    with pytest.raises(ValueError, match="not of schema_version 1"):
        read_dict(last.model_dump(mode="json") | {"schema_version": 1})
    for fact in (None, {}, [1], {"fact": "decision", "trace": [7]}):
        with pytest.raises(ValueError, match="schema_version"):
            read_dict({"fact": fact, "schema_version": 1})
