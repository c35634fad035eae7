"""A virtual therapist looks after invented people: sees to signals in their time, answers
proposals, holds a path and lets it go on, and writes to people who are silent."""

from itertools import pairwise

import pytest

from program.events import (
    DirectiveGiven,
    ExerciseSaved,
    SignalHandled,
    SignalRaised,
    StepSkipped,
)
from program.exercises import KINDS
from program.ids import ParticipantId
from program.simulate import answering
from program.simulate.cohort import play_cohort
from program.simulate.mix import Mix, Ways
from program.simulate.player import Player
from tests.test_cohort import MIX, cohort, only

PEOPLE = [ParticipantId(f"s-{n}") for n in range(1, 7)]


def played(mix: Mix):
    """The histories of some people."""
    player = Player(cohort(len(PEOPLE), mix))
    return [player.play(who)[2].stores.events.read(who) for who in PEOPLE]


def with_therapist(persona: str, therapist: Ways | None, **changed) -> Mix:
    return only(persona, **changed).model_copy(update={"therapist": therapist})


def moments(history):
    """Each signal that was handled: raised, handled."""
    raised = {e.fact.signal: e for e in history if isinstance(e.fact, SignalRaised)}
    for event in history:
        if isinstance(event.fact, SignalHandled):
            yield raised[event.fact.signal], event


def test_what_has_to_be_answered_within_hours_is_at_weekends_too():
    found = [pair for history in played(only("risk-answers")) for pair in moments(history)]
    urgent = [(r, h) for r, h in found if r.fact.respond_by is not None]
    assert urgent
    assert all(raised.at < handled.at <= raised.fact.respond_by for raised, handled in urgent)


def test_other_signals_are_seen_to_on_a_later_working_day():
    found = [pair for history in played(only("worsening")) for pair in moments(history)]
    waits = [(h.at - r.at).days for r, h in found if r.fact.respond_by is None]
    assert len(set(waits)) > 2
    assert max(waits) < 14
    mornings = [h for r, h in found if r.fact.respond_by is None and h.at.hour == 8]
    assert mornings
    assert all(handled.at.weekday() < 5 for handled in mornings)


def test_a_path_that_was_held_goes_on_again():
    holds = Ways(holds=1.0)
    for history in played(with_therapist("worsening", holds)):
        given = [e for e in history if isinstance(e.fact, DirectiveGiven)]
        actions = [e.fact.action for e in given]
        assert actions[:2] == ["hold", "lift"][: len(actions)]
        assert all(a != b for a, b in pairwise(actions))
        for hold, lift in pairwise(given):
            if hold.fact.action == "hold":
                assert 1 <= (lift.at - hold.at).days <= 21


def test_a_branch_that_waits_may_be_chosen_for_a_person():
    histories = played(with_therapist("insomnia-led", Ways(pins=1.0), takes_branch=0.0))
    given = [e.fact for h in histories for e in h if isinstance(e.fact, DirectiveGiven)]
    assert {fact.action for fact in given} == {"pin"}
    assert all(fact.module and fact.to_patient for fact in given)


def test_a_proposal_is_agreed_with_once():
    for history in played(with_therapist("worsening", Ways(accepts=1.0))):
        answered = [e.fact.decision for e in history if isinstance(e.fact, DirectiveGiven)]
        assert len(set(answered)) == len(answered)


def test_more_people_come_to_the_end_where_the_silent_are_written_to():
    def finished(brings_back: float) -> int:
        mix = with_therapist("improving", Ways(brings_back=brings_back), leaves=0.3)
        return play_cohort(cohort(16, mix)).finished

    assert finished(0.9) > finished(0.0) + 2


@pytest.mark.parametrize("therapist", [None, Ways()])
def test_movement_waits_until_a_therapist_has_seen_to_warning_signs(therapist, monkeypatch):
    monkeypatch.setitem(answering._INTAKE, "intake__red_flags", ["trauma"])
    facts = [e.fact for h in played(with_therapist("improving", therapist)) for e in h]
    moved = [f for f in facts if isinstance(f, ExerciseSaved) and KINDS[f.kind].moves]
    left_out = [f for f in facts if isinstance(f, StepSkipped)]
    assert bool(moved) == (therapist is not None)
    assert bool(left_out) == (therapist is None)


def test_nobody_looks_after_a_cohort_whose_file_names_no_therapist():
    alone = MIX.model_copy(update={"therapist": None})
    facts = [type(e.fact) for history in played(alone) for e in history]
    assert SignalRaised in facts
    assert not {SignalHandled, DirectiveGiven} & set(facts)
