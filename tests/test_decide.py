"""What comes next, as exact histories."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from program.adapt.ageing import modules_behind
from program.adapt.decide import decide
from program.events import (
    Chosen,
    Decision,
    DirectiveGiven,
    FlareReported,
    ModuleCompleted,
    ModuleOpened,
    keep_text,
)
from program.ids import EventId, ModuleId
from program.modules.folder import read_folder
from program.modules.load import load
from program.modules.voices import patient_why, therapist_why
from program.record import apply, fold
from program.service.day import stones
from tests.content import good_content
from tests.make import day, enrolled, history, scored

PROGRAM = load(read_folder(Path("content"))).programs["pain-and-mood"]
PLAN = PROGRAM.plan
W, U, P, D, S = (
    "welcome",
    "understanding-pain-and-mood",
    "finding-your-pace",
    "doing-what-matters",
    "sleep-1",
)


def opened(module: str, iteration: int = 1) -> ModuleOpened:
    return ModuleOpened(module=ModuleId(module), variant="full", iteration=iteration)


def done(*modules: str, first: float = 0):
    """Modules opened a week apart and completed two days later each."""
    facts = []
    for n, module in enumerate(modules):
        complete = ModuleCompleted(module=ModuleId(module), variant="full", iteration=1)
        facts += [(first + 7 * n, opened(module)), (first + 7 * n + 2, complete)]
    return facts


def directive(action: str, module: str | None = None) -> DirectiveGiven:
    return DirectiveGiven(
        action=action, module=ModuleId(module) if module else None, reason=keep_text("we", "s")
    )


def next_for(*facts, on: float) -> Decision:
    return decide(PLAN, fold(history(enrolled(), *facts)), day(on))


def said(decision: Decision) -> str:
    """A decision in one short line."""
    outcome = decision.outcome
    match outcome.outcome:
        case "open":
            return f"{outcome.module} {outcome.variant} {outcome.because}"
        case "offer":
            return f"offer {','.join(outcome.branches)} else {outcome.otherwise}"
        case "light_week":
            return f"light until {(outcome.until - day(0).date()).days}"
        case "wait":
            return f"wait until {(outcome.until - day(0).date()).days} for {outcome.then}"
        case _:
            return outcome.outcome


FLARE = FlareReported(going_on=True)
OVER = FlareReported(going_on=False)


@pytest.mark.parametrize(
    ("facts", "on", "expected"),
    [
        pytest.param([], 0, f"{W} full core", id="the welcome comes first"),
        pytest.param([(0, opened(W))], 1, f"{W} full current", id="what is open goes on"),
        pytest.param(done(W), 3, f"wait until 7 for {U}", id="a week between modules"),
        pytest.param(done(W), 7, f"{U} full core", id="no answers at all: the core order"),
        pytest.param([*done(W), (7, scored(energy=3))], 7, f"{U} light core",
                     id="low energy alone: the short form, no light week"),
        pytest.param([*done(W), (7, scored(area_sleep=9))], 7, f"{U} full core",
                     id="sleep before its time opens nothing"),
        pytest.param([*done(W, U, P), (21, scored(area_sleep=7))], 21, f"{S} full rule",
                     id="sleep at 7 after module 2 comes next"),
        pytest.param([*done(W, U, P), (21, scored(area_sleep=6))], 21,
                     f"offer {S} else {D}", id="sleep at 6 is offered"),
        pytest.param([*done(W, U, P), (21, scored(area_sleep=None))], 21, f"{D} full core",
                     id="a skipped answer opens no branch"),
        pytest.param([*done(W, U, P), (14, scored(area_sleep=9))], 21, f"{D} full core",
                     id="last week's sleep is not this week's"),
        pytest.param([*done(W, U, P, S), (28, scored(area_sleep=9))], 28, f"{D} full core",
                     id="a branch comes once"),
        pytest.param([*done(W, U), (14, FLARE)], 14, "light until 20",
                     id="a flare: light week"),
        pytest.param([*done(W, U), (14, FLARE), (15, OVER)], 15, f"{P} full core",
                     id="the flare is over: the path goes on"),
        pytest.param([(0, scored(peg=4)), *done(W, U), (14, scored(peg=6))], 14,
                     "light until 20", id="pain 2 above the start: light week"),
        pytest.param([(0, scored(peg=4)), *done(W, U), (14, scored(peg=5.9))], 14,
                     f"{P} full core", id="pain less than 2 above the start: no light week"),
        pytest.param([*done(W), (7, directive("hold"))], 8, "hold", id="a hold holds"),
        pytest.param([*done(W), (3, directive("pin", D))], 4, f"{D} full directive",
                     id="a pin comes before cadence and order"),
        pytest.param([*done(W), (3, directive("pin", D)), (3, directive("lift"))], 7,
                     f"{U} full core", id="a lifted pin is gone"),
        pytest.param([*done(W, U), (14, opened(P)), (15, directive("pin", U)),
                      (15, opened(U, 2))], 16, f"{U} full current",
                     id="a pinned module opened again is the one to go on with"),
        pytest.param([*done(W, U), (14, opened(P)), (14, directive("pin", U)),
                      (14, opened(U, 2))], 14, f"{U} full current",
                     id="also where both were opened on one day"),
        pytest.param([*done(W, U, P), (17, directive("pin", P)), (17, opened(P, 2)),
                      (18, directive("hold"))], 18, "hold", id="a hold with a module open"),
        pytest.param([*done(W), (3, directive("hold")), (4, directive("pin", D)),
                      (5, directive("lift"))], 5, f"{D} full directive",
                     id="a pin given during a hold comes once the hold is lifted"),
        pytest.param([(0, FLARE)], 0, f"{W} light core",
                     id="a flare on the first day: the welcome in its short form"),
        pytest.param([*done(W), (3, directive("pin", S))], 4, f"{S} full directive",
                     id="a pinned branch need not wait for its turn"),
        pytest.param([*done(*PLAN.core)], 60, "finish", id="the end of the core is the end"),
    ],
)  # fmt: skip
def test_next(facts, on, expected):
    assert said(next_for(*facts, on=on)) == expected


def test_a_completion_stays_when_a_therapist_has_a_module_done_again():
    facts = [*done(W, U, P), (17, directive("pin", U)), (17, opened(U, 2))]
    record = fold(history(enrolled(), *facts))
    assert modules_behind(PLAN, record, day(21).date()) == 0
    assert stones(record, PROGRAM, "en").stones == 3
    finished = ModuleCompleted(module=ModuleId(U), variant="full", iteration=2)
    assert said(next_for(*facts, (18, finished), on=24)) == f"{D} full core"


def played(*facts, until: float, every: float = 7, start: float) -> list[str]:
    """Decide again and again, each decision kept, as arrivals would."""
    record = fold(history(enrolled(), *facts))
    said_so_far = []
    at = start
    while at <= until:
        decision = decide(PLAN, record, day(at))
        said_so_far.append(said(decision))
        (event,) = history((at, decision))
        record = apply(record, event.model_copy(update={"seq": record.seq + 1}))
        at += every
    return said_so_far


def test_light_weeks_run_twice_then_the_core_goes_on_in_its_short_form():
    weeks = played(*done(W, U), (14, FLARE), start=14, until=35)
    assert weeks == ["light until 20", "light until 27", f"{P} light core", f"{P} light core"]


def test_after_two_light_weeks_no_branch_comes_before_the_core():
    facts = [*done(W, U, P), (21, FLARE), (35, scored(area_sleep=8))]
    record = fold(history(enrolled(), *facts))
    rested = replace(record, light_weeks=((day(21).date(), day(27).date()),
                                          (day(28).date(), day(34).date())))  # fmt: skip
    decision = decide(PLAN, rested, day(35))
    assert said(decision) == f"{D} light core"
    passed = {t.rule: t.passed_over for t in decision.trace}
    assert (passed["flare"], passed["sleep-leads"]) == ("light_weeks_used", "light_weeks_used")
    assert "light weeks" in patient_why(decision, PROGRAM, "en")
    assert "No rule" not in therapist_why(decision, PROGRAM)


def test_nobody_is_told_of_what_was_drawn_not_to_be_done():
    files = good_content()
    files["programs/tiny/rules.yaml"] += b"""
- id: study
  when: {ask: flare}
  then:
    do: randomise
    seed: s
    arms: [{id: tell, chance: 0.5, then: {do: say}}, {id: nothing, chance: 0.5}]
"""
    files["programs/tiny/rules.en.yaml"] += b"""
study: {patient: Here is something new., therapist: Something new was said.}
"""
    tiny = load(files).programs["tiny"]
    record = fold(history(enrolled(), *done("first"), (8, FLARE)))
    for number, new in ((0.1, True), (0.9, False)):
        decision = decide(tiny.plan, record, day(8), lambda *_, n=number: n)
        assert decision.rule == "flare"
        patient, therapist = patient_why(decision, tiny, "en"), therapist_why(decision, tiny)
        assert ("Here is something new." in patient) == new
        assert ("Something new was said." in therapist) == new


def test_both_voices_tell_every_rule_that_was_used_and_none_that_was_not():
    facts = [*done(W, U, P), (21, scored(area_sleep=8, energy=2))]
    lighter = next_for(*facts, on=21)
    assert said(lighter) == f"{S} light rule"
    assert "Sleep got in your way" in patient_why(lighter, PROGRAM, "en")
    assert "energy is low" in patient_why(lighter, PROGRAM, "en")
    waiting = next_for(*done(W, U, P), (17, scored(area_sleep=8)), on=17)
    assert said(waiting) == f"wait until 21 for {S}"
    assert {t.passed_over for t in waiting.trace if t.answer == "yes"} >= {"in_its_time"}
    declined, offer = offered_on_day_21()
    declined += [(21, Chosen(decision=offer, module=None)), (22, scored(area_sleep=9))]
    assert "passed over" in therapist_why(next_for(*declined, on=22), PROGRAM)
    assert "No rule" in therapist_why(next_for(on=0), PROGRAM)


def test_deciding_twice_within_a_light_week_keeps_its_last_day():
    days = played(*done(W, U), (14, FLARE), start=14, until=20, every=3)
    assert days == ["light until 20"] * 3


def offered_on_day_21():
    facts = [*done(W, U, P), (21, scored(area_sleep=6))]
    decision = next_for(*facts, on=21)
    return [*facts, (21, decision)], EventId(f"ev-{len(facts) + 2}")


@pytest.mark.parametrize(
    ("choice", "expected"),
    [(ModuleId(S), f"{S} full chosen"), (None, f"{D} full core")],
    ids=["taken", "declined"],
)
def test_an_offer_is_the_persons_to_take_or_leave(choice, expected):
    facts, offer = offered_on_day_21()
    decision = next_for(*facts, (21, Chosen(decision=offer, module=choice)), on=21)
    assert said(decision) == expected


def test_a_declined_branch_is_not_offered_again_and_says_why():
    facts, offer = offered_on_day_21()
    facts += [(21, Chosen(decision=offer, module=None)), (22, scored(area_sleep=9))]
    decision = next_for(*facts, on=22)
    why_not = decision.alternatives
    assert (why_not[S], why_not[P], why_not[PLAN.core[-1]]) == (
        "declined",
        "completed",
        "comes_later",
    )


def test_early_benefit_is_said_and_no_branch_is_added():
    start, now = scored(peg=8, phq8=14), scored(peg=5, phq8=9, area_sleep=8)
    decision = next_for((0, start), *done(W, U, P), (21, now), on=21)
    assert said(decision) == f"{D} full core"
    assert decision.notes == ("early-benefit",)
    trace = {t.rule: t.passed_over for t in decision.trace}
    assert trace["sleep-leads"] == "early_benefit"


def test_a_mood_answer_of_two_weeks_ago_still_tells_of_early_benefit_and_is_shown_as_such():
    start, then = scored(peg=8, phq8=14), scored(peg=5, phq8=9)
    facts = [(0, start), *done(W, U, P), (15, then), (22, scored(peg=5, area_sleep=8))]
    decision = next_for(*facts, on=27)
    assert decision.notes == ("early-benefit",)
    assert "phq8 since baseline" in decision.carried_forward
    assert next_for(*facts, on=32).notes == ()


def test_a_decision_shows_its_inputs_with_their_ages_and_what_would_have_changed_it():
    decision = next_for(*done(W, U, P), (20, scored(area_sleep=5)), on=21)
    trace = {t.rule: t for t in decision.trace}
    (seen,) = (decision.inputs[at] for at in trace["sleep-leads"].asks)
    assert (seen.value, seen.age_days, seen.needs, seen.answer) == (5, 1, ">= 7", "no")
    turned = {(c.rule, c.needs, c.leads_to) for c in decision.changes}
    assert ("sleep-leads", ">= 7", f"open {S}") in turned
    assert ("sleep-in-the-way", ">= 6", f"offer {S}") in turned


def test_the_persons_own_day_counts_not_the_servers():
    facts = [e.model_copy(update={"zone": "Pacific/Auckland"}) for e in history(enrolled())]
    decision = decide(PLAN, fold(facts), day(0.5))
    assert decision.as_of == day(1).date()


LIVES = st.lists(
    st.one_of(
        st.builds(lambda v: scored(peg=v), st.floats(0, 10)),
        st.builds(lambda v: scored(area_sleep=v), st.one_of(st.none(), st.floats(0, 10))),
        st.builds(lambda v: scored(energy=v), st.floats(0, 10)),
        st.just(FLARE),
        st.just(OVER),
    ),
    max_size=6,
)


@given(LIVES, st.integers(0, len(PLAN.core)), st.integers(0, 90))
def test_equal_inputs_give_equal_decisions_and_never_what_is_not_planned(facts, n, on):
    record = fold(history(enrolled(), *done(*PLAN.core[:n]), *facts))
    first = decide(PLAN, record, day(on))
    assert first == decide(PLAN, record, day(on), lambda *point: 0.9)
    named = {*first.alternatives}
    assert named <= set(PLAN.modules)
    if first.outcome.outcome == "open":
        assert first.outcome.module in set(PLAN.modules) - named


SKIPPED = st.lists(
    st.sampled_from(["peg", "phq8", "gad7", "energy", *(f"area_{a}" for a in (
        "activity", "sleep", "mood", "people", "work", "thinking"))]),
    unique=True,
)  # fmt: skip


@given(SKIPPED, st.integers(0, len(PLAN.core)), st.integers(0, 90))
def test_answers_that_were_left_out_open_nothing(scales, n, on):
    path = done(*PLAN.core[:n])
    skipped = (7 * n, scored(**dict.fromkeys(scales)))
    without, with_ = next_for(*path, on=on), next_for(*path, skipped, on=on)
    assert with_.outcome == without.outcome
    assert with_.outcome.outcome in ("open", "wait", "finish")
    assert getattr(with_.outcome, "because", "core") in ("core", "current")


@given(LIVES, LIVES)
def test_a_record_can_be_carried_on_from_any_point(first, second):
    whole = history(enrolled(), *first, *second)
    cut = len(first) + 1
    assert fold(whole[cut:], fold(whole[:cut])) == fold(whole)
