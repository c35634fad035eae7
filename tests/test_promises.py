"""Engines that are broken on purpose are caught; the real ones keep every promise. No content
can break these: they are code."""

from dataclasses import replace
from pathlib import Path

import pytest

from program import safety
from program.adapt import calling
from program.adapt.decide import decide
from program.adapt.truth import Truth
from program.adapt.verify import verify
from program.events import Finish, HelpShown, Hold, OfferChoice, OpenModule, SignalRaised
from program.ids import ModuleId
from program.modules.folder import read_folder
from program.modules.load import load
from program.service import check_in
from program.service.check_in import INTAKE_PLACE, save_check_in
from tests.bad_rules import plan_of
from tests.clinic import ANA, PATIENT, Small
from tests.promises import PROMISES, broken_promise, missed_risk

PROGRAMS = load(read_folder(Path("content"))).programs
PLAN = PROGRAMS["pain-and-mood"].plan
LOST = ModuleId("nowhere")


@pytest.mark.parametrize("name", PROGRAMS)
def test_the_engine_keeps_every_promise_with_every_program(name):
    assert broken_promise(decide, PROGRAMS[name].plan) is None


@pytest.mark.parametrize("name", ["too-long-branch", "cannot-end-days", "never-reached-arm"])
def test_the_engine_keeps_every_promise_with_content_that_goes_wrong(name):
    assert verify(plan_of(name))
    assert broken_promise(decide, plan_of(name)) is None


def with_outcome(change):
    """The engine, with another outcome where `change` gives one."""

    def broken(plan, record, at):
        made = decide(plan, record, at)
        return made.model_copy(update={"outcome": change(plan, record) or made.outcome})

    return broken


def first_again(plan, record):
    done = [module for module, state in record.modules.items() if state.completed]
    return OpenModule(module=done[0], because="core") if done else None


def stumbles(plan, record, at):
    made = decide(plan, record, at)
    return (
        made
        if made.unknown == ()
        else made.model_copy(update={"as_of": 1 / len(record.scales)})
    )


def first_rule_is_followed_anyway(plan, record, at):
    offer = OfferChoice(branches=(plan.branches[0].module,), otherwise=None)
    made = decide(plan, record, at)
    return made if record.modules else made.model_copy(update={"outcome": offer})


class ByTheClock:
    """Decides otherwise each time it is asked."""

    def __init__(self):
        self.asked = 0

    def __call__(self, plan, record, at):
        self.asked += 1
        return decide(plan, record, at).model_copy(
            update={"carried_forward": (str(self.asked),)}
        )


BROKEN = {
    "always answers": stumbles,
    "a decision is a decision": lambda plan, record, at: None,
    "opens what the plan has": with_outcome(
        lambda plan, record: OpenModule(module=LOST, because="core")
    ),
    "opens nothing twice": with_outcome(first_again),
    "unknown opens nothing": first_rule_is_followed_anyway,
    "holds only where somebody or a rule does": with_outcome(lambda plan, record: Hold()),
    "ends when the core is complete": with_outcome(lambda plan, record: Finish()),
    "answers every rule": lambda plan, record, at: decide(
        replace(plan, rules=plan.rules[1:]), record, at
    ),
    "holds where a therapist holds": lambda plan, record, at: decide(
        plan, replace(record, held=None), at
    ),
    "equal histories, equal decisions": ByTheClock(),
}


def test_every_promise_has_an_engine_that_breaks_it():
    assert {*PROMISES, "always answers", "equal histories, equal decisions"} == {*BROKEN}


@pytest.mark.parametrize("promise", BROKEN)
def test_an_engine_that_breaks_a_promise_is_caught(promise):
    assert (broken_promise(BROKEN[promise], PLAN) or "").startswith(promise)


def test_an_engine_that_takes_unknown_for_a_yes_is_caught(monkeypatch):
    monkeypatch.setattr(calling, "YES", Truth.UNKNOWN.value)
    assert broken_promise(decide, PLAN) == "unknown opens nothing"


def test_every_answer_on_risk_leads_to_help_and_to_a_person():
    assert missed_risk(safety.assess, safety.raise_signals) is None


def deaf(items, scores, baseline):
    return ()


def shy(items, scores, baseline):
    return tuple(replace(one, help=False) for one in safety.assess(items, scores, baseline))


def lenient(items, scores, baseline):
    found = safety.assess(items, scores, baseline)
    return tuple(one for one in found if one.kind != "follow_up_skipped")


def only_the_ninth(items, scores, baseline):
    return safety.assess({k: v for k, v in items.items() if k != "intake"}, scores, baseline)


def only_what_is_asked_now(items, scores, baseline):
    return safety.assess({k: v for k, v in items.items() if k != "safety"}, scores, baseline)


@pytest.mark.parametrize("broken", [deaf, shy, lenient, only_the_ninth, only_what_is_asked_now])
def test_a_reading_of_answers_that_misses_risk_is_caught(broken):
    assert missed_risk(broken, safety.raise_signals) is not None


def silent(found, items, token, at):
    return ()


def some_day(found, items, token, at):
    signals = safety.raise_signals(found, items, token, at)
    return tuple(signal.model_copy(update={"respond_by": None}) for signal in signals)


def softened(found, items, token, at):
    signals = safety.raise_signals(found, items, token, at)
    return tuple(signal.model_copy(update={"level": "amber"}) for signal in signals)


@pytest.mark.parametrize("broken", [silent, some_day, softened])
def test_signals_that_reach_nobody_in_time_are_caught(broken):
    assert missed_risk(safety.assess, broken) is not None


RISK = {"intake__ending_life": "1", "safety__acting_now": "0", "safety__plan_or_means": "1",
        "safety__safe": "1", "safety__increased": "0"}  # fmt: skip


def seen_to() -> bool:
    """Whether somebody who speaks of danger is shown help and signalled, in one append."""
    small = Small().enrol()
    found = save_check_in(
        small.clinic, PATIENT, ANA, INTAKE_PLACE, "k-1", {**small.calm_intake(), **RISK}
    )
    kept = [event.fact for event in small.events() if event.key == "k-1"]
    told = any(isinstance(fact, SignalRaised) and fact.level == "risk" for fact in kept)
    return told and any(isinstance(f, HelpShown) for f in kept) and any(f.help for f in found)


def test_a_risk_answer_is_kept_with_its_signal_and_its_help():
    assert seen_to()


@pytest.mark.parametrize(
    ("name", "broken"),
    [("assess", deaf), ("assess", shy), ("raise_signals", silent), ("raise_signals", softened)],
)
def test_a_service_that_loses_either_is_caught(monkeypatch, name, broken):
    monkeypatch.setattr(check_in, name, broken)
    assert not seen_to()
