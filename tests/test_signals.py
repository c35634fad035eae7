"""Signals to therapists: exact histories against the thresholds of the clinical rules."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from program.adapt.ageing import ageing_signals, may_be_told
from program.adapt.plan import Plan
from program.adapt.raised import signal
from program.adapt.signals import course_signals
from program.events import (
    CheckInSaved,
    DirectiveGiven,
    Finish,
    Hold,
    LightWeek,
    ModuleCompleted,
    ModuleOpened,
    Visited,
    keep_text,
)
from program.ids import ModuleId, ProgramId
from program.record import apply_stamp, fold
from program.service.directing import stood_for
from program.service.standing_signals import open_signals
from program.ui.parts.staff_words import reason
from tests.make import day, enrolled, history, scored, stamp
from tests.test_decide import next_for

PLAN = Plan(ProgramId("p"), tuple(ModuleId(m) for m in ("a", "b", "c", "d")))


def raised(*facts) -> list[str]:
    record = fold(history(enrolled(), *facts))
    return [f"{s.kind} {s.level}" for s in course_signals(record)]


def aged(*facts, on: float) -> list[str]:
    record = fold(history(enrolled(), *facts))
    return [f"{s.kind} {s.level}" for s in ageing_signals(PLAN, record, day(on).date())]


def series(scale: str, *values: float, every: float = 7):
    return [(n * every, scored(**{scale: value})) for n, value in enumerate(values)]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((5, 6), []),
        ((5, 6, 6), ["pain_up amber"]),
        ((5, 7), ["pain_up amber"]),
        ((5, 7, 7), ["pain_up amber", "pain_up red"]),
        ((5, 7, 6.5, 5), ["pain_up amber", "pain_up amber"]),
        ((0, 1.9), []),
        ((3.6667, 5.6667), ["pain_up amber"]),
        ((7.3333, 8.3333, 8.3333), ["pain_up amber"]),
        ((5, 7, None, 7), ["pain_up amber", "pain_up red"]),
    ],
)
def test_pain_against_the_persons_own_start(values, expected):
    assert raised(*series("peg", *values)) == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((10,), []),
        ((16,), ["intake_review amber"]),
        ((20,), ["mood_high red"]),
        ((10, 13), ["mood_up amber"]),
        ((10, 15), ["mood_high red"]),
        ((14, 15), ["mood_high red"]),
        ((17, 17), ["intake_review amber", "step_up red"]),
        ((14, 14), []),
        ((15, 14), ["intake_review amber"]),
        ((15, 15), ["intake_review amber", "step_up red"]),
        ((19, 20), ["intake_review amber", "mood_high red", "step_up red"]),
        ((10, 12), []),
        ((5.7143, 10.6667), ["mood_up amber"]),
        ((3.4286, 8.4286), ["mood_high red"]),
    ],
)
def test_mood_against_the_persons_own_start(values, expected):
    assert raised(*series("phq8", *values, every=14)) == expected


def test_a_fall_is_never_told_as_a_rise():
    record = fold(history(enrolled(), *series("phq8", 16, 12, 15, every=14)))
    told = {s.kind: s.reason for s in course_signals(record)}
    assert "above" not in told["mood_high"]


def test_one_high_value_and_then_silence_is_never_twice():
    assert raised(*series("phq8", 12, 17)) == ["mood_high red"]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((12, 10), ["step_up red"]),
        ((11, 9), ["mood_unmoved amber"]),
        ((10, 8), []),
        ((8, 7), ["mood_unmoved amber"]),
        ((12, 9), []),
        ((0, 11), ["mood_high red", "step_up red"]),
        ((0, 2), []),
    ],
)
def test_mood_that_has_not_eased_by_a_fifth_at_week_six(values, expected):
    assert raised(*series("phq8", *values, every=42)) == expected


def test_before_week_six_mood_has_time_to_ease():
    assert raised(*series("phq8", 12, 11, every=41)) == []


def test_anxiety_areas_credibility_and_usefulness():
    assert raised(*series("gad7", 5, 7)) == []
    assert raised(*series("gad7", 5, 8)) == ["anxiety_up amber"]
    assert raised(*series("gad7", 5, 9)) == ["anxiety_up red"]
    assert raised(*series("gad7", 5.8333, 9.8)) == ["anxiety_up amber"]
    assert raised(*series("area_sleep", 7, 8)) == ["area_high amber"]
    assert raised(*series("area_sleep", 9, 9)) == ["area_high red"]
    assert raised(*series("area_sleep", 8, 10)) == ["area_high amber"]
    assert raised(*series("area_sleep", 7, 6)) == []
    assert raised(*series("area_sleep", 10, 6)) == []
    assert raised((3, scored(credibility=4))) == ["credibility_low amber"]
    assert raised((3, scored(credibility=5))) == []
    assert raised((20, scored(credibility=4))) == ["credibility_low amber"]
    assert raised((21, scored(credibility=4))) == []


def test_credibility_counts_from_the_first_week_not_from_the_very_start():
    start = [(1, scored(credibility=3)), (1, CheckInSaved(occasion="start", week=0))]
    assert raised(*start) == []
    assert raised(*start, (8, scored(credibility=4))) == ["credibility_low amber"]


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        (
            series("area_sleep", 7, 8),
            "Rated high twice running: sleep, 8 of 10 the second time.",
        ),
        (series("peg", 5, 7, 7), "Pain and interference were 2 points above the start, twice"),
        (series("phq8", 5, 16), "The mood questionnaire (PHQ-8) was 16, 11 above the start."),
        (series("gad7", 5, 8), "Anxiety (GAD-7) was 3 above the start."),
    ],
)
def test_a_reason_says_what_was_so_that_it_is_true_when_it_is_read_later(facts, told):
    *_, latest = course_signals(fold(history(enrolled(), *facts)))
    assert reason(latest, "en").startswith(told)


def test_a_reason_that_was_kept_in_earlier_words_is_still_said():
    (now,) = course_signals(fold(history(enrolled(), *series("area_sleep", 7, 8))))
    kept = "The last two times it was rated, {area} was high: {value} of 10 now."
    earlier = now.model_copy(update={"reason": kept})
    (raised,) = fold(history(enrolled(), (7, earlier), (8, now))).signals.values()
    told = "The last two times it was rated, sleep was high: 8 of 10 now."
    assert reason(raised.signal, "en") == told


def test_a_silence_that_became_a_fact_goes_on_and_is_told_as_it_is_today():
    came = fold(history(enrolled(), Visited()))
    (silence, *_) = ageing_signals(PLAN, came, day(14).date())
    record = apply_stamp(came, stamp(silence, day(14), "engine"), 3)
    told = {one.kind: one.values for one in open_signals(record, PLAN, day(30).date())}
    assert told == {"no_visit": {"days": 30}}


def test_weeks_in_which_another_area_came_first_lie_between():
    facts = [(0, scored(area_sleep=9)), (7, scored(area_mood=9)), (14, scored(area_sleep=9))]
    assert raised(*facts) == ["area_high red"]


def test_every_high_area_is_a_signal_of_its_own_and_no_note_on_one_sees_to_another():
    both = scored(area_mood=9, area_sleep=9)
    record = fold(history(enrolled(), (0, both), (28, both)))
    mood, sleep = course_signals(record)
    assert mood.signal != sleep.signal
    record = fold(history(enrolled(), (28, mood), (28, sleep)))
    assert stood_for(record, sleep.signal) == (sleep.signal,)
    shown = open_signals(record, PLAN, day(28).date())
    assert [s.values["area"] for s in shown if s.kind == "area_high"] == ["mood", "sleep"]


def test_a_new_enrolment_does_not_begin_with_an_old_silence():
    again = [(0, Visited()), (60, enrolled())]
    assert aged(*again, on=60) == []
    assert aged(*again, on=67) == ["no_visit amber"]


def completed(module: str, on: float, useful: int | None = None):
    opened = ModuleOpened(module=ModuleId(module), variant="full", iteration=1)
    done = ModuleCompleted(module=ModuleId(module), variant="full", iteration=1, useful=useful)
    return [(on, opened), (on, done)]


def test_two_modules_of_little_use_running():
    assert raised(*completed("a", 1, 3), *completed("b", 8, 2)) == ["little_use amber"]
    assert raised(*completed("a", 1, 3), *completed("b", 8, 3)) == ["little_use amber"]
    assert raised(*completed("a", 1, 4), *completed("b", 8, 3)) == []
    assert raised(*completed("a", 1, 3), *completed("b", 8, 4)) == []
    assert raised(*completed("a", 1, 3), *completed("b", 8, None)) == []


def test_opening_a_useful_module_again_brings_no_two_of_little_use_together():
    done = [*completed("a", 1, 2), *completed("b", 8, 9), *completed("c", 15, 2)]
    again = ModuleOpened(module=ModuleId("b"), variant="full", iteration=2)
    assert raised(*done, (20, again)) == []


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (6, []),
        (7, ["no_visit amber"]),
        (13, ["no_visit amber"]),
        (14, ["no_visit red"]),
        (40, ["no_visit red"]),
    ],
)
def test_a_silence_is_told_once_and_not_again_as_falling_behind(on, expected):
    assert aged((0, Visited()), on=on) == expected


def test_after_a_silence_that_was_told_a_person_begins_where_they_stopped():
    back = [(0, Visited()), (20, Visited())]
    assert aged(*back, on=20) == []
    assert aged(*back, (27, Visited()), (33, Visited()), on=33) == []
    assert aged(*back, (27, Visited()), (34, Visited()), on=34) == ["behind red"]


def test_a_shorter_silence_still_counts_as_days_of_the_plan():
    assert aged((0, Visited()), (13, Visited()), on=14) == ["behind red"]
    assert aged((0, Visited()), (5, Visited()), on=14) == ["no_visit amber", "behind red"]


def behind(*completions: float, on: float) -> str:
    """The name of the red signal of somebody who comes each week."""
    modules = [
        fact for m, n in zip("abcd", completions, strict=False) for fact in completed(m, n)
    ]
    record = fold(history(enrolled(), *coming(modules, on)))
    (found,) = ageing_signals(PLAN, record, day(on).date())
    assert (found.kind, found.level) == ("behind", "red")
    return found.signal


def test_a_lag_that_comes_and_goes_while_modules_are_done_is_told_once():
    assert behind(on=14) == behind(16, on=21) == behind(16, 23, on=28)


def test_whoever_did_branches_falls_behind_like_anybody_else():
    done = [*completed("a", 1), *completed("b", 8), *completed("x", 15), *completed("y", 22)]
    assert aged(*coming(done, 35), on=35) == ["behind amber"]
    assert aged(*coming(done, 60), on=60) == ["behind red"]


def test_whoever_had_caught_up_and_falls_behind_again_is_told_again():
    assert behind(on=14) != behind(14, 14, on=28)


def test_a_light_week_never_counts_against_anyone():
    rest = next_for(on=0).model_copy(update={"outcome": LightWeek(until=day(6).date())})
    busy = [*completed("a", 1), (13, Visited())]
    assert aged(*busy, on=14) == ["behind amber"]
    assert aged(*busy, (2, rest), (13, Visited()), on=14) == []


def test_nobody_falls_behind_while_a_therapist_holds_the_path():
    held = DirectiveGiven(action="hold", reason=keep_text("a talk first", "s"))
    assert aged(*completed("a", 1), (2, held), (13, Visited()), on=14) == []


def coming(facts, on: float):
    """The same in the life of somebody who visits each week."""
    visits = [(n, Visited()) for n in (*range(0, int(on), 7), on - 1)]
    return sorted([*visits, *facts], key=lambda at: at[0])


def held(begun: float, over: float):
    """A hold and its end, each with the decision that a directive brings."""

    def decided(outcome):
        return next_for(on=0).model_copy(update=outcome)

    def given(action):
        return DirectiveGiven(action=action, reason=keep_text("a talk first", "s"))

    hold = {"as_of": day(begun).date(), "outcome": Hold()}
    lift = {"as_of": day(over).date(), "outcome": Finish()}
    return [(begun, given("hold")), (begun, decided(hold)),
            (over, given("lift")), (over, decided(lift))]  # fmt: skip


@pytest.mark.parametrize(
    ("begun", "over", "on", "expected"),
    [
        (2, 2, 14, ["behind amber"]),
        (2, 9, 20, []),
        (2, 9, 21, ["behind amber"]),
        (2, 9, 28, ["behind red"]),
        (2, 60, 60, []),
        (2, 60, 71, []),
        (2, 60, 72, ["behind amber"]),
        (2, 60, 79, ["behind red"]),
        (10, 70, 73, []),
        (10, 70, 74, ["behind amber"]),
    ],
)
def test_days_on_hold_never_count_against_anyone(begun, over, on, expected):
    facts = coming([*completed("a", 1), *held(begun, over)], on)
    assert aged(*facts, on=on) == expected


def test_a_light_week_within_a_hold_is_left_out_once():
    rest = next_for(on=0).model_copy(
        update={"as_of": day(1).date(), "outcome": LightWeek(until=day(7).date())}
    )
    facts = coming([*completed("a", 1), (1, rest), *held(3, 10)], 31)
    assert aged(*facts, on=22) == []
    assert aged(*facts, on=23) == ["behind amber"]


@given(
    st.lists(st.integers(0, 40), max_size=6),
    st.lists(st.integers(0, 40), max_size=4),
    st.integers(0, 30),
    st.integers(0, 20),
)
def test_no_signal_of_time_comes_on_a_day_that_is_not_looked_at(visits, modules, begun, lasts):
    rest = next_for(on=0).model_copy(update={"outcome": LightWeek(until=day(begun + 6).date())})
    done = [part for name, on in zip("abcd", modules, strict=False)
            for part in completed(name, on)]  # fmt: skip
    facts = [*((on, Visited()) for on in visits), *done, *held(begun, begun + lasts),
             (begun, rest.model_copy(update={"as_of": day(begun).date()}))]  # fmt: skip
    record = fold(history(enrolled(), *sorted(facts, key=lambda at: at[0])))
    last = max(on for on, _ in facts)
    days = [day(on).date() for on in range(last, 100)]
    told = [{s.kind: s.level for s in ageing_signals(PLAN, record, on)} for on in days]
    for (before, now), on in zip(pairwise(told), days[1:], strict=True):
        graver = [kind for kind in now if before.get(kind) not in (now[kind], "red")]
        assert not graver or may_be_told(PLAN, record, on)


def test_a_signal_keeps_its_name_however_often_it_is_computed():
    facts = history(enrolled(), *series("peg", 5, 7, 7))
    first, later = (course_signals(fold(facts[:n])) for n in (3, 4))
    assert [s.signal for s in first] == [s.signal for s in later[: len(first)]] != []


@pytest.mark.parametrize(
    ("value", "shown"),
    [(4.95, "about 5"), (10.2857, "about 10.3"), (3.3, "3.3"), (12.0, "12"), (14, "14")],
)
def test_a_number_that_is_rounded_for_people_says_about_and_is_kept_as_it_was(value, shown):
    words = "The mood questionnaire (PHQ-8) was {rise} above the start."
    up = signal("mood_up", "amber", words, ("e-1",), rise=value)
    assert reason(up, "en") == words.format(rise=shown)
    assert up.values == {"rise": value}
