"""Rules of their own that some exercise kinds have: what is refused, carried and counted."""

from datetime import date

import pytest

from program.events import ExerciseSaved
from program.exercises import KINDS, Entry
from program.exercises._pacing import Paced
from program.fields import shown
from program.record import fold
from program.service.learning import carried as learned_so_far
from program.words import say
from tests.make import enrolled, history

MONDAY = date(2026, 3, 2)


def entry(name: str, **changed) -> Entry:
    """The example of a kind, with some answers changed."""
    return Entry(MONDAY, {**KINDS[name].example, **changed})


def wrong(name: str, **changed) -> list[str]:
    """Where the kind itself finds something wrong."""
    return [problem.path for problem in KINDS[name].problems(entry(name, **changed).answers)]


def carried(name: str, *entries: Entry) -> dict:
    return dict(KINDS[name].carries(entries))


ONE_IDEA = [{"what": "Tea with my sister", "enjoy": 8, "matters": 9}]


def test_an_idea_that_was_not_written_cannot_be_picked():
    assert wrong("activity_plan", pick="3") == []
    assert wrong("activity_plan", pick="4") == ["pick"]
    assert wrong("activity_plan", pick=None) == []


def test_what_is_said_of_a_pick_beyond_the_list_fits_a_list_of_one():
    answers = entry("activity_plan", ideas=ONE_IDEA, pick="2").answers
    (problem,) = KINDS["activity_plan"].problems(answers)
    said = say("en", problem.message, **problem.values)
    assert said == "Your list goes up to number 1. Please choose one that is in it."


def test_the_only_idea_is_the_picked_one_and_of_several_none_is_until_it_is_picked():
    summarise = KINDS["activity_plan"].summarise
    alone = summarise([entry("activity_plan", ideas=ONE_IDEA, pick=None)]).scores
    assert (alone["enjoyment"], alone["importance"]) == (8, 9)
    assert "enjoyment" not in summarise([entry("activity_plan", pick=None)]).scores


def test_the_smallest_step_is_where_the_plan_for_the_week_begins():
    learned = carried("activity_plan", entry("activity_plan"))
    step = "Ask my sister if she is free on Friday"
    assert learned == {
        "small_step": step,
        "plan": [{"what": step, "when": "Today, after lunch"}],
    }
    assert carried("activity_plan", entry("activity_plan", step="")) == {}


def test_where_energy_is_the_limit_the_smallest_step_names_no_minutes():
    said = [
        field.help
        for page in KINDS["activity_plan"].pages(Paced(energy_limit=True))
        for field in page.fields
    ]
    assert not any("minute" in words for words in said)


def test_what_matters_is_carried_in_own_words_else_by_the_name_of_its_area():
    area = {"value_area": "My children"}
    said = "A father who listens, also from the sofa"
    assert carried("values", entry("values")) == {"value": said, **area}
    assert carried("values", entry("values", value=None)) == {"value": "My children", **area}
    assert carried("values", entry("values", pick=None, value=None)) == {}


def test_a_gap_is_how_far_an_area_lags_and_never_below_nothing():
    areas = [
        {"area": "Prayer", "matters": 8, "going": 3},
        {"area": "Music", "matters": 4, "going": 9},
    ]
    scores = KINDS["values"].summarise([entry("values", areas=areas, pick="2")]).scores
    assert (scores["gap_most"], scores["gap_mean"], scores["gap"]) == (5, 2.5, 0)
    assert "gap" not in KINDS["values"].summarise([entry("values", pick=None)]).scores


def asked(name: str, spec=None, **known) -> set[str]:
    """The fields a person is asked who has answered so far as in `known`."""
    kind = KINDS[name]
    fields = [field for page in kind.pages(spec or kind.example_spec) for field in page.fields]
    return {field.id for field in fields if shown(field, known)}


THREE = {"happened", "thought", "feeling", "strength"}
SIDES = {"speaks_for", "also_true", "kinder", "after"}


def test_a_thought_record_has_three_columns_first_and_then_more_sides():
    assert asked("thought_record", KINDS["thought_record"].spec()) == THREE
    assert asked("thought_record", real="1") == {*THREE, "real", *SIDES}


def test_a_thought_about_a_real_limit_is_not_argued_with():
    assert asked("thought_record", real="0") == {*THREE, "real"}
    left = entry("thought_record").answers
    kept = {name: left[name] for name in THREE} | {"real": "0"}
    said = KINDS["thought_record"].summarise([Entry(MONDAY, kept)])
    assert said.scores == {"strength": 8, "real_limit": 1, "records": 1}
    assert "not argued with" in said.headline


def test_the_last_kinder_thought_stays_when_a_later_record_has_none():
    first, later = entry("thought_record"), entry("thought_record", thought="X", kinder=None)
    kinder = "I cancelled, and she still wants to see me"
    assert carried("thought_record", first, later) == {"thought": "X", "kinder_thought": kinder}


def test_the_way_that_loosened_a_thought_most_is_the_one_carried():
    radio = entry("letting_be", way="radio", before=9, after=3)
    own = entry("letting_be", way="own", before=9, after=0, thought=None)
    assert carried("letting_be", entry("letting_be"), radio, own) == {
        "letting_way": "Hear it as a radio in the next room"
    }
    assert carried("letting_be", own) == {}


def saved(name: str) -> ExerciseSaved:
    answers = dict(KINDS[name].example)
    return ExerciseSaved(module=None, step=name.replace("_", "-"), kind=name, answers=answers)


def test_a_plan_begins_from_what_was_learned_last():
    plan, step = [{"what": "Walk to the park"}], "Knock at Mr Silva's door and say hello"
    week = ExerciseSaved(module=None, step="w", kind="weekly_plan", answers={"plan": plan})
    first = fold(history(enrolled(), (1, week), (2, saved("committed_action"))))
    assert learned_so_far(first)["plan"] == [{"what": step, "when": "Thursday, after tea"}]
    last = fold(history(enrolled(), (1, saved("committed_action")), (2, week)))
    assert learned_so_far(last)["plan"] == plan


def test_a_step_is_planned_with_a_way_round_only_where_both_are_there():
    summarise = KINDS["committed_action"].summarise
    assert summarise([entry("committed_action")]).scores["way_round"] == 1
    assert summarise([entry("committed_action", way_round=None)]).scores["way_round"] == 0


def test_a_step_for_what_matters_is_carried_into_the_week():
    step = "Knock at Mr Silva's door and say hello"
    learned = carried("committed_action", entry("committed_action", when=None))
    assert learned == {"brave_step": step, "plan": [{"what": step}]}


def test_an_idea_for_a_problem_that_was_not_written_cannot_be_tried():
    assert wrong("problem_solving", pick="4") == ["pick"]
    assert carried("problem_solving", entry("problem_solving"))["way_tried"] == (
        "Shop with Ewa on Fridays"
    )


def test_a_problem_waits_with_its_ideas_until_it_has_been_tried_and_rests_then():
    first = entry("problem_solving", tried="0", helped=None, next=None)
    tried = entry("problem_solving", tried="1", helped=7, next="keep")
    again = entry("problem_solving", tried="1", helped=2, next="change")
    for waiting in (first, again):
        assert carried("problem_solving", waiting)["open_ideas"] == first.answers["ideas"]
    assert set(carried("problem_solving", tried)) == {"way_tried"}
    until = asked("problem_solving", tried="0")
    assert asked("problem_solving", tried="1") - until == {"helped", "next"}


@pytest.mark.parametrize(
    ("when", "bed", "fits"),
    [
        ("21:15", "22:30", True),  # ends an hour before bed
        ("21:16", "22:30", False),
        ("22:30", "22:30", False),
        ("23:30", "22:30", False),  # in the night
        ("04:29", "22:30", False),
        ("04:30", "22:30", True),
        ("23:00", "00:30", True),  # across midnight
        ("23:30", "00:30", False),
        ("17:00", "08:00", True),  # sleeps by day
        ("07:00", "08:00", False),
    ],
)
def test_worry_time_stays_out_of_the_last_hour_before_bed_and_out_of_the_night(when, bed, fits):
    assert wrong("worry_time", when=when, bed=bed) == ([] if fits else ["when"])


def test_worries_that_are_not_sorted_wait_for_the_next_worry_time():
    learned = carried("worry_time", entry("worry_time"))
    assert [row["worry"] for row in learned["worries"]] == ["My son sounded tired"]
    assert learned["worry_when"] == "17:30"
    assert "worries" not in carried("worry_time", entry("worry_time", worries=[]))


@pytest.mark.parametrize(
    ("amount", "quota", "unit", "where"),
    [
        (8, 8, "minutes", []),
        (8.25, 8, "minutes", ["amount"]),
        (4, None, "minutes", ["amount"]),
        (4, 8, None, ["unit"]),
        (4.5, 8, "metres", ["amount"]),
        (None, None, None, []),
    ],
)
def test_a_test_with_moving_stays_within_the_plan_for_a_day(amount, quota, unit, where):
    assert wrong("experiment", amount=amount, quota=quota, unit=unit) == where


def test_where_energy_is_the_limit_a_test_has_no_amount_at_all():
    limited = asked("experiment", Paced(energy_limit=True), tried="1")
    assert asked("experiment", tried="1") - limited == {"amount", "quota", "unit"}


def test_what_was_found_is_a_second_entry_that_begins_from_the_first():
    example = dict(entry("experiment").answers)
    after = ("turned_out", "found", "sure_after")
    planned = Entry(MONDAY, {k: v for k, v in example.items() if k not in after})
    planned.answers["tried"] = "0"
    assert carried("experiment", planned) == {
        "test_prediction": example["prediction"],
        "test_do": example["do"],
        "test_sure": 80,
    }
    assert carried("experiment", planned, entry("experiment")) == {
        "found_out": "My aunt brought a blanket and sat with me"
    }
    scores = KINDS["experiment"].summarise([planned, entry("experiment")]).scores
    assert (scores["tests"], scores["change"]) == (1, -50)


def test_a_test_with_moving_waits_while_warning_signs_do():
    assert {name for name in THINKING if KINDS[name].moves} == {"experiment"}


THINKING = (
    "activity_plan", "values", "thought_record", "letting_be", "committed_action",
    "problem_solving", "experiment", "worry_time",
)  # fmt: skip
