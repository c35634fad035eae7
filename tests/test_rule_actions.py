"""What rules may call for beside branches and light weeks: a core module sooner, a signal, more
or less of a therapist's time, a draw between arms."""

from collections import Counter
from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from program.adapt.chance import hashed
from program.adapt.decide import decide
from program.adapt.plan import Plan, PlanBranch, ScaleFacts
from program.adapt.raised import signal
from program.adapt.rules import RULES
from program.adapt.signals import ruled_signals
from program.events import Decision
from program.ids import EnrolmentId, EventId, ModuleId, ProgramId, RuleId, ScaleId
from program.record import Record, fold
from tests.make import day, enrolled, history, scored
from tests.test_decide import FLARE, OVER, done, opened, said


def rules(*written: dict):
    return RULES.validate_python(written)


def high(scale: str, value: float = 6.0) -> dict:
    return {"ask": "latest", "scale": scale, "op": ">=", "value": value}


SOONER = {
    "id": "sooner",
    "version": 3,
    "when": high("area-mood"),
    "then": {"do": "bring_forward", "module": "c"},
}
PLAN = Plan(
    ProgramId("p"),
    tuple(ModuleId(m) for m in ("a", "b", "c", "d")),
    movable=frozenset({ModuleId("c")}),
    needs={ModuleId("c"): (ModuleId("a"),)},
    branches=(PlanBranch(ModuleId("x"), "sleep", ModuleId("a")),),
    rules=rules(SOONER),
)
MOOD = scored(area_mood=7)


def next_for(*facts, on: float, plan: Plan = PLAN) -> Decision:
    return decide(plan, fold(history(enrolled(), *facts)), day(on))


@pytest.mark.parametrize(
    ("facts", "on", "expected"),
    [
        ([*done("a"), (7, MOOD)], 7, "c full rule"),
        ([*done("a"), (7, scored(area_mood=5))], 7, "b full core"),
        ([*done("a"), (7, scored(area_mood=None))], 7, "b full core"),
        ([(0, MOOD)], 0, "a full core"),
        ([*done("a", "c"), (14, MOOD)], 14, "b full core"),
        ([*done("a", "c", "b"), (21, MOOD)], 21, "d full core"),
        ([*done("a"), (4, MOOD)], 4, "wait until 7 for c"),
    ],
    ids=["when it is called for", "not below", "unknown moves nothing",
         "never before what it needs", "once", "nothing is left out", "in its time"],
)  # fmt: skip
def test_a_core_module_comes_sooner(facts, on, expected):
    assert said(next_for(*facts, on=on)) == expected


def test_a_rule_keeps_its_version_in_the_decision():
    decision = next_for(*done("a"), (7, MOOD), on=7)
    assert (decision.rule, decision.rule_version) == ("sooner", 3)
    assert [trace.version for trace in decision.trace] == [3]


def test_a_module_without_its_needs_waits_for_them_in_the_core_as_well():
    plan = replace(PLAN, rules=(), needs={ModuleId("b"): (ModuleId("c"),)})
    assert said(next_for(*done("a"), on=7, plan=plan)) == "c full core"


SIGNAL = {"id": "look", "when": high("energy", 8.0), "then": {"do": "signal", "level": "red"}}
MORE = {"id": "more", "when": {"ask": "flare"}, "then": {"do": "support", "direction": "up"}}


def test_a_signal_and_a_word_about_time_leave_the_path_as_it_is():
    plan = replace(PLAN, rules=rules(SIGNAL, MORE))
    decision = next_for(*done("a"), FLARE, (7, scored(energy=9)), on=7, plan=plan)
    assert said(decision) == "b full core"
    assert [(one.rule, one.level) for one in decision.signals] == [("look", "red")]
    assert (decision.support, decision.supported_by) == ("up", "more")
    assert {trace.rule: trace.used for trace in decision.trace} == {"look": True, "more": True}


def test_a_rules_signal_names_the_answer_behind_it_and_comes_once_for_it():
    plan = replace(PLAN, rules=rules(SIGNAL, MORE))
    facts = [*done("a"), FLARE, (7, scored(energy=9))]
    record = fold(history(enrolled(), *facts))
    words = {RuleId("look"): "Energy is very high.", RuleId("more"): "A flare goes on."}

    def raised(on: float, record=record):
        return list(ruled_signals(decide(plan, record, day(on)), record, words))

    look, more = raised(7)
    assert (look.kind, look.level, look.values) == (
        "rule-look", "red", {"sentence": "Energy is very high."}
    )  # fmt: skip
    assert look.sources == (record.values("energy")[-1].event,)
    assert (more.level, more.sources) == ("info", ())
    assert [one.signal for one in raised(8)] == [look.signal, more.signal]
    further = fold(history(enrolled(), *facts, *done("a", "b")[-2:]))
    still, again = raised(9, further)
    assert still.signal == look.signal  # the same answer
    assert again.signal != more.signal  # no answer is behind it: once for each module


def test_a_rule_with_the_longest_name_there_can_be_raises_its_signals_too():
    record = fold(history(enrolled(), *done("a"), FLARE, (7, scored(energy=9))))
    ids = {}
    for rule in (SIGNAL, MORE):
        # "r-r-r...": where the name is cut, a hyphen may stand
        for name in ("r" * 80, "r-" * 39 + "rr", "r" * 79 + "s"):
            plan = replace(PLAN, rules=rules({**rule, "id": name}))
            decision = decide(plan, record, day(7))
            (one,) = ruled_signals(decision, record, {RuleId(name): "This holds."})
            ids[rule["id"], name] = one.signal
            assert one.kind == f"rule-{name}"
    assert len(set(ids.values())) == len(ids)


def test_the_id_of_a_signal_is_the_one_that_histories_hold():
    made = signal("rule-look", "red", "", (EventId("e1"),)).signal
    assert made == f"rule-look-{sha256(b'rule-look|red||e1').hexdigest()[:24]}"


def drawing(**arms: float) -> dict:
    then = {"branch": {"do": "offer", "module": "x"}, "lighter": {"do": "light_variant"}}
    return {
        "id": "try",
        "version": 2,
        "when": high("area-sleep"),
        "then": {
            "do": "randomise",
            "seed": "trial-1",
            "arms": [{"id": k, "chance": c, "then": then.get(k)} for k, c in arms.items()],
        },
    }


TRIAL = replace(PLAN, rules=rules(drawing(branch=0.3, lighter=0.2, nothing=0.5)))
SLEEP = [*done("a"), (7, scored(area_sleep=8))]


def forced(number: float, *facts, on: float, plan: Plan = TRIAL) -> Decision:
    return decide(plan, fold(history(enrolled(), *facts)), day(on), lambda *point: number)


@pytest.mark.parametrize(
    ("number", "arm", "expected"),
    [
        (0.0, "branch", "offer x else b"),
        (0.29, "branch", "offer x else b"),
        (0.3, "lighter", "b light core"),
        (0.5, "nothing", "b full core"),
        (0.999, "nothing", "b full core"),
    ],
)
def test_a_draw_leads_to_one_arm_and_keeps_all_that_an_analysis_needs(number, arm, expected):
    decision = forced(number, *SLEEP, on=7)
    assert said(decision) == expected
    (draw,) = decision.draws
    assert (draw.arm, draw.available, draw.seed, draw.policy) == (arm, True, "trial-1", 2)
    assert draw.arms == {"branch": 0.3, "lighter": 0.2, "nothing": 0.5}
    assert draw.probability == draw.arms[arm] == decision.probability
    assert decision.trace[0].used


def test_where_the_condition_does_not_hold_nothing_is_drawn_and_that_is_kept():
    decision = forced(0.0, *done("a"), (7, scored(area_sleep=5)), on=7)
    (draw,) = decision.draws
    assert (draw.available, draw.arm, draw.probability) == (False, None, None)
    assert (said(decision), decision.probability) == ("b full core", 1.0)


def test_the_probability_is_the_outcomes_own_where_several_arms_lead_there():
    taken = [*done("a", "x"), (14, scored(area_sleep=8))]
    decision = forced(0.0, *taken, on=14)
    assert said(decision) == "b full core"
    assert decision.draws[0].probability == 0.3
    assert decision.probability == 0.8  # the branch was taken before: that arm does nothing now
    assert decision.trace[0].passed_over == "already_opened"


def test_the_same_point_has_the_same_draw_and_the_next_one_its_own():
    looked = [next_for(*SLEEP, on=7 + n, plan=TRIAL).draws[0] for n in range(3)]
    assert {(one.arm, one.point) for one in looked} == {(looked[0].arm, 1)}
    facts = [*SLEEP, *done("b", first=7), (14, scored(area_sleep=8))]
    assert next_for(*facts, on=14, plan=TRIAL).draws[0].point == 2


def test_draws_are_spread_as_their_probabilities_say():
    arms = Counter()
    for n in range(4000):
        number = hashed("trial-1", EnrolmentId(f"e-{n}"), RuleId("try"), 1)
        arms["branch" if number < 0.3 else "lighter" if number < 0.5 else "nothing"] += 1
    assert abs(arms["branch"] - 1200) < 120  # four standard deviations
    assert abs(arms["lighter"] - 800) < 105
    assert hashed("trial-1", EnrolmentId("e-1"), RuleId("try"), 1) == hashed(
        "trial-1", EnrolmentId("e-1"), RuleId("try"), 1
    )


@pytest.mark.parametrize("then", [{"do": "hold"}, {"do": "signal", "level": "red"},
                                  {"do": "support", "direction": "down"},
                                  {"do": "light_week"}])  # fmt: skip
def test_safety_is_never_left_to_chance(then):
    one = drawing(branch=0.5, nothing=0.5)
    one["then"]["arms"][1]["then"] = then
    with pytest.raises(ValueError, match="do"):
        rules(one)


LIVES = st.lists(
    st.one_of(
        st.builds(lambda v: scored(area_sleep=v), st.none() | st.integers(0, 10)),
        st.builds(lambda v: scored(area_mood=v), st.none() | st.integers(0, 10)),
        st.builds(lambda v: scored(energy=v), st.integers(0, 10)),
        st.sampled_from([FLARE, OVER]),
    ),
    max_size=8,
)
EVERY = replace(PLAN, rules=rules(SOONER, SIGNAL, MORE, drawing(branch=0.4, nothing=0.6)))


@given(LIVES, st.integers(0, 4), st.integers(0, 40), st.floats(0, 1, exclude_max=True))
def test_chance_decides_among_the_arms_and_about_nothing_else(facts, n, on, number):
    record = fold(history(enrolled(), *done(*PLAN.core[:n]), *facts))
    drawn, other = (decide(EVERY, record, day(on), lambda *p, x=x: x) for x in (number, 0.0))
    assert (drawn.signals, drawn.support) == (other.signals, other.support)
    assert [t.answer for t in drawn.trace] == [t.answer for t in other.trace]
    assert 0 < drawn.probability <= 1


@given(LIVES, st.integers(0, 4), st.integers(0, 40))
def test_the_nearest_change_is_what_the_engine_says_of_it(facts, n, on):
    events = history(enrolled(), *done(*PLAN.core[:n]), *facts)
    record = fold(events)
    decision = decide(EVERY, record, day(on))
    near = decision.nearest
    if near is None:
        return
    assert near.value == record.values(near.variable)[-1].value
    changed = supposing(events, near.variable, near.would)
    assert decide(EVERY, changed, day(on)).outcome == near.outcome != decision.outcome


def supposing(events, scale: str, value: float) -> Record:
    """The record, had the latest value of a scale been another one."""
    latest = fold(events).values(scale)[-1].event
    fact = scored(**{scale.replace("-", "_"): value})
    return fold(e.model_copy(update={"fact": fact}) if e.id == latest else e for e in events)


REST = {"id": "rest", "when": high("area-sleep", 10.0), "then": {"do": "light_week"}}
SHORT = {
    "id": "short",
    "when": {"ask": "latest", "scale": "energy", "op": "<=", "value": 3.0},
    "then": {"do": "light_variant"},
}
OFFER = {
    "id": "rests",
    "when": high("area-sleep", 7.0),
    "then": {"do": "offer", "module": "x"},
}
BENEFIT = {
    "id": "benefit",
    "when": high("energy", 8.0),
    "then": {"do": "say", "no_branch": True},
}
HOLDING = {"id": "held", "when": high("area-mood", 10.0), "then": {"do": "hold"}}
WHOLE = replace(
    PLAN,
    rules=rules(REST, SHORT, HOLDING, BENEFIT, SOONER, OFFER, drawing(branch=0.4, nothing=0.6)),
)


@settings(max_examples=300)
@given(LIVES, st.integers(0, 3), st.booleans(), st.integers(0, 30))
@example([scored(area_sleep=8), scored(energy=7)], 1, False, 9)
def test_no_smaller_change_of_a_measured_value_would_have_led_elsewhere(facts, n, within, on):
    """Every other value of every scale is tried, while a module is open and between two."""
    begun = [(7 * n, opened(PLAN.core[n]))] if within else []
    told = [(on, fact) for fact in facts]
    events = history(enrolled(), *done(*PLAN.core[:n]), *begun, *told)
    record = fold(events)
    decision = decide(WHOLE, record, day(on))
    near = decision.nearest
    least = abs(near.would - near.value) if near is not None else 11
    for scale in ("area-sleep", "area-mood", "energy"):
        for seen in record.values(scale)[-1:]:
            for value in range(11):
                if abs(value - seen.value) < least:
                    other = supposing(events, scale, value)
                    assert decide(WHOLE, other, day(on)).outcome == decision.outcome


@pytest.mark.parametrize(
    ("asked", "first", "now", "would"),
    [
        ({"ask": "latest", "op": ">=", "value": 6.6667}, 5, 6, 6.6667),
        ({"ask": "change", "since": "baseline", "op": ">=", "value": 0.6667}, 0.3333, 0, 1),
        ({"ask": "change", "since": "baseline", "op": ">=", "value": 100, "percent": True},
         1.6667, 2, 3.3333),
        ({"ask": "change", "since": "baseline", "op": "<=", "value": -50, "percent": True},
         6.6667, 5, 3.3333),
        ({"ask": "reliable", "direction": "worse"}, 3, 4, 7),
        ({"ask": "reliable", "direction": "better"}, 8, 7, 4),
    ],
)  # fmt: skip
def test_the_nearest_change_of_a_scale_in_thirds_is_the_first_that_counts(
    asked, first, now, would
):
    rule = SOONER | {"when": asked | {"scale": "peg"}}
    scales = {ScaleId("peg"): ScaleFacts("worse", reliable=4.0, step=1 / 3)}
    plan = replace(PLAN, rules=rules(rule), scales=scales)
    near = next_for(*done("a"), (6, scored(peg=first)), (7, scored(peg=now)), on=7, plan=plan)
    assert near.nearest.would == would


def test_the_leaf_that_made_a_rule_what_it_is_is_named():
    both = {"ask": "all", "of": [high("area-sleep"), high("area-mood"), {"ask": "flare"}]}
    plan = replace(PLAN, rules=rules({"id": "both", "when": both, "then": {"do": "say"}}))

    def told(**scales: float) -> tuple[str, list[str]]:
        decision = next_for((0, scored(**scales)), on=0, plan=plan)
        (trace,) = decision.trace
        return trace.answer, [decision.inputs[at].variable for at in trace.because]

    assert told(area_sleep=8, area_mood=2) == ("no", ["area-mood"])
    assert told(area_sleep=8, area_mood=9) == ("no", ["flare"])
    either = {"ask": "any", "of": [high("area-sleep"), high("area-mood")]}
    plan = replace(PLAN, rules=rules({"id": "any", "when": either, "then": {"do": "say"}}))
    assert told(area_sleep=2, area_mood=9) == ("yes", ["area-mood"])
    assert told(area_sleep=2) == ("unknown", ["area-mood"])
    assert told(area_sleep=2, area_mood=2) == ("no", ["area-sleep", "area-mood"])


@given(LIVES, st.integers(0, 4), st.integers(1, 40), st.integers(0, 21))
def test_an_older_fact_never_changes_a_decision_that_does_not_ask_about_it(
    facts, n, on, anxiety
):
    """Beside what it leads to, all that a decision says stays the same, word for word."""
    lived = [*done(*PLAN.core[:n]), *[(1, fact) for fact in facts]]
    without, with_ = (
        next_for(*older, *lived, on=on, plan=EVERY) for older in ([], [scored(gad7=anxiety)])
    )
    assert _told(without) == _told(with_)


def _told(decision: Decision) -> str:
    told = decision.model_dump(mode="json")
    for seen in told["inputs"]:
        seen["source"] = None  # events are numbered through in these histories
    return str(told)


COUNTING = rules(
    {"id": "old", "when": {"ask": "age", "scale": "energy", "op": ">=", "days": 3},
     "then": {"do": "say"}},
    {"id": "many", "when": {"ask": "count", "what": "visits", "op": ">", "value": 1},
     "then": {"do": "say"}},
    {"id": "row", "when": {"ask": "row", "scale": "energy", "n": 2, "op": ">=", "value": 3.0},
     "then": {"do": "say"}},
    {"id": "in", "when": {"ask": "days_since", "what": "enrolled", "op": ">=", "days": 7},
     "then": {"do": "say"}},
)  # fmt: skip


@given(LIVES, st.integers(0, 4), st.integers(0, 40))
def test_a_decision_is_read_back_as_it_was_made(facts, n, on):
    """What the engine makes unchecked is what a reader would have let through."""
    plan = replace(EVERY, rules=(*EVERY.rules, *COUNTING))
    decision = next_for(*done(*PLAN.core[:n]), *facts, on=on, plan=plan)
    assert Decision.model_validate_json(decision.model_dump_json()) == decision
    assert Decision.model_validate(decision.model_dump()).model_dump() == decision.model_dump()
