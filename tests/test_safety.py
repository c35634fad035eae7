"""A risk answer always leads to help on the same screen and a signal to a person."""

import pytest

from program.events import ScoreValue, SignalHandled, keep_text
from program.ids import ScaleId
from program.record import fold
from program.safety import HINTS, TRIGGERS, assess, cautions, hints_at_risk, raise_signals
from tests.make import MONDAY, answered, enrolled, history

CALM = {"acting_now": "0", "plan_or_means": "0", "safe": "1", "increased": "0"}


def mood(value: float) -> tuple[ScoreValue, ...]:
    return (ScoreValue(scale=ScaleId("phq8"), value=value, answered=8, of=8),)


def found(item9=None, follow_up=None, scores=(), baseline=None, **intake):
    items = {}
    if item9 != "not asked":
        items["phq9"] = {"better_off": item9}
    if follow_up is not None:
        items["safety"] = follow_up
    if intake:
        items["intake"] = intake
    return [(f.kind, f.level, f.hours, f.help) for f in assess(items, tuple(scores), baseline)]


@pytest.mark.parametrize(
    ("item9", "follow_up", "expected"),
    [
        ("0", None, []),
        (None, None, [("item_skipped", "amber", None, True)]),
        ("1", CALM, [("thoughts", "risk", 24, True)]),
        ("2", CALM, [("thoughts_often", "risk", 8, True)]),
        ("1", {**CALM, "increased": "1"}, [("thoughts_often", "risk", 8, True)]),
        ("1", {**CALM, "safe": None}, [("follow_up_skipped", "red", 8, True)]),
        ("1", {}, [("follow_up_skipped", "red", 8, True)]),
        ("3", {}, [("thoughts_often", "risk", 8, True), ("follow_up_skipped", "red", 8, True)]),
        ("1", {**CALM, "acting_now": "1"}, [("danger", "risk", 0, True)]),
        ("1", {**CALM, "plan_or_means": "1"}, [("danger", "risk", 0, True)]),
        ("1", {**CALM, "safe": "0"}, [("danger", "risk", 0, True)]),
        ("1", {"acting_now": "1"}, [("danger", "risk", 0, True)]),
    ],
)
def test_thoughts_of_being_better_off_dead(item9, follow_up, expected):
    assert found(item9, follow_up) == expected


@pytest.mark.parametrize(
    ("now", "baseline", "shown"),
    [(14, None, False), (15, None, True), (10, 5, True), (9, 5, False), (14, 10, False)],
)
def test_heavy_low_mood_is_said_on_the_same_screen(now, baseline, shown):
    kinds = [kind for kind, *_ in found("not asked", scores=mood(now), baseline=baseline)]
    assert ("heavy_mood" in kinds) is shown


INTAKE = {"red_flags": ["none"], "mania": "0", "voices": "0", "flashbacks": "0",
          "ending_life": "0", "crash": "0"}  # fmt: skip


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, []),
        ({"red_flags": ["leg_weakness"]}, [("red_flags", "red", 24, True)]),
        ({"red_flags": None}, [("red_flags_skipped", "amber", None, False)]),
        ({"mania": "1"}, [("mindfulness_caution", "amber", None, False)]),
        ({"voices": "1"}, [("mindfulness_caution", "amber", None, False)]),
        ({"flashbacks": None}, [("mindfulness_caution", "amber", None, False)]),
        ({"crash": "1"}, [("energy_limit", "amber", None, False)]),
        ({"crash": None}, [("energy_limit", "amber", None, False)]),
        ({"ending_life": "1"}, [("follow_up_skipped", "red", 8, True)]),
        ({"ending_life": None}, [("item_skipped", "amber", None, True)]),
    ],
)
def test_the_first_answers_lead_to_a_person_where_they_call_for_one(answers, expected):
    assert found("not asked", **{**INTAKE, **answers}) == expected


def test_thoughts_of_ending_life_now_are_seen_to_the_same_day():
    assert found("not asked", CALM, ending_life="1", crash="0") == [
        ("thoughts_often", "risk", 8, True)
    ]


def test_the_most_urgent_comes_first():
    kinds = [k for k, *_ in found("1", {**CALM, "acting_now": "1"}, mood(20), voices="1")]
    assert kinds[0] == "danger"


def test_the_same_submission_signals_once():
    items = {"phq9": {"better_off": "1"}, "safety": CALM}
    once = raise_signals(assess(items, (), None), items, "k1", MONDAY)
    again = raise_signals(assess(items, (), None), items, "k1", MONDAY)
    assert [s.signal for s in once] == [s.signal for s in again]


def test_cautions_stay_until_a_therapist_has_looked():
    intake = {**INTAKE, "voices": "1", "red_flags": ["trauma"]}
    signals = raise_signals(
        assess({"intake": intake}, (), None), {"intake": intake}, "k", MONDAY
    )
    facts = [enrolled(), answered("intake", intake), *signals]
    before = cautions(fold(history(*facts)))
    handled = [
        SignalHandled(signal=s.signal, note=keep_text("We talked.", "salt")) for s in signals
    ]
    after = cautions(fold(history(*facts, *handled)))
    assert (before.no_meditation, before.no_movement) == (True, True)
    assert (after.no_meditation, after.no_movement, after.energy_limit) == (False, False, False)


def test_not_asked_yet_is_as_cautious_as_a_yes_about_the_energy_limit():
    assert cautions(fold(history(enrolled()))).energy_limit


def test_every_trigger_in_the_browser_names_answers_that_the_engine_finds_too():
    for trigger in TRIGGERS:
        for field in trigger.fields:
            instrument, _, item = field.partition("__")
            for code in trigger.codes:
                given = [code] if item == "red_flags" else code
                asked = {instrument: {item: given}}
                assert assess(asked, (), None), (field, code)


def test_to_decline_brings_help_at_once_only_where_it_is_about_danger():
    assert {trigger.kind for trigger in TRIGGERS if trigger.declined} == {"crisis"}


def test_every_phrase_that_shows_help_in_the_browser_is_a_hint_here_too():
    assert all(hints_at_risk(f"so {phrase} now") or phrase == "suicid" for phrase in HINTS)


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        ("I want to end my life", True),
        ("I can’t go on like this", True),
        ("thinking about suicide again", True),
        ("cant go on", True),
        ("SOMETIMES I WISH I WAS DEAD", True),
        ("Some days life is not worth living", True),
        ("I don’t want to wake up tomorrow", True),
        ("My back ended my career", False),
        ("I would rather be in the garden", False),
    ],
)
def test_words_may_hint_at_risk(words, hint):
    assert hints_at_risk(words) is hint
