"""What the sheets and plans promise, beyond what every exercise kind does."""

import re
from datetime import date

import pytest

from program.exercises import KINDS, Entry, Spec
from program.exercises._pacing import Paced
from program.fields import Answers, check

TODAY = date(2026, 1, 12)


def kept(kind: str, **answers: object) -> list[Entry]:
    """One saved entry of these answers, as the form would have let through."""
    checked = check(KINDS[kind].pages(KINDS[kind].example_spec), answers)
    assert checked.problems == ()
    return [Entry(TODAY, checked.answers)]


def read_aloud(kind: str) -> str:
    """Every sentence the questions of a kind say."""
    found = [page.model_dump() for page in KINDS[kind].pages(KINDS[kind].example_spec)]
    return " ".join(_texts(found))


def _texts(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for each in value.values() for text in _texts(each)]
    if isinstance(value, list | tuple):
        return [text for each in value for text in _texts(each)]
    return [value] if isinstance(value, str) else []


def told(kind: str, answers: Answers) -> list[tuple[str, ...]]:
    picture = KINDS[kind].picture([Entry(TODAY, answers)])
    return list(picture.rows) if picture else []


def test_the_care_list_says_for_whom_it_is_and_that_nothing_is_to_be_changed_alone():
    words = read_aloud("care_team")
    assert "This list is for your prescriber or pharmacist." in words
    assert "Do not change anything on your own." in words
    assert "do all of these go together?" in words.casefold()


def test_the_care_list_names_no_amount_and_tells_nobody_to_begin_or_leave_a_medicine():
    words = read_aloud("care_team")
    assert not re.search(
        r"\d|\bmg\b|\b(?:start|begin|skip|lower|raise) (?:a|your|the)\b", words
    )


def test_the_care_list_keeps_how_something_is_taken_word_for_word():
    row = {"what": "Drops", "label_says": "10 DROPS at night, see leaflet 2b"}
    assert told("care_team", kept("care_team", taken=[row])[0].answers) == [
        ("Something I take", "Drops", "10 DROPS at night, see leaflet 2b", "–")
    ]


def test_the_care_list_counts_and_never_judges_what_is_taken():
    sorts = ["prescribed", "herb", "other", "prescribed"]
    rows = [{"what": f"Thing {n}", "sort": sort} for n, sort in enumerate(sorts)]
    summary = KINDS["care_team"].summarise(kept("care_team", taken=rows))
    assert summary.scores == {
        "people": 0.0, "taken": 4.0, "questions": 0.0, "prescribed": 2.0, "noticed": 0.0,
    }  # fmt: skip


def test_questions_for_the_care_team_go_on_as_one_text_in_their_order():
    asked = [{"question": "Is this safe with tea?"}, {"question": "Who do I ring?"}]
    carried = KINDS["care_team"].carries(kept("care_team", questions=asked))
    assert carried["questions"] == "Is this safe with tea?\nWho do I ring?"


def test_a_care_list_begins_from_the_one_before_so_that_nobody_writes_it_twice():
    care = KINDS["care_team"]
    carried = care.carries(kept("care_team", **care.example))
    fields = [field for page in care.pages(Spec()) for field in page.fields]
    begun = {field.id: carried.get(field.carried) for field in fields}
    assert begun == dict(care.example)


def test_an_empty_care_list_carries_nothing_and_draws_nothing():
    assert KINDS["care_team"].carries(kept("care_team")) == {}
    assert KINDS["care_team"].picture(kept("care_team")) is None


def flare_plan(**answers: object) -> list[Entry]:
    return kept("flare_plan", first="Sit down and breathe out", **answers)


def within_a_limit(kind: str) -> str:
    pages = KINDS[kind].pages(Paced(energy_limit=True))
    return " ".join(_texts([page.model_dump() for page in pages]))


def test_the_way_back_from_a_flare_is_half_three_quarters_all_two_days_each():
    assert (
        "Begin at half of your pace. Two days later, three quarters. Two days later, all of it."
    ) in read_aloud("flare_plan")
    picture = KINDS["flare_plan"].picture(flare_plan(way_back="days"))
    assert re.findall(r">(\d+|Half|Three quarters|All of it)<", picture.svg) == [
        "Half", "1", "Three quarters", "3", "All of it", "5",
    ]  # fmt: skip


def test_a_slower_way_back_from_a_flare_is_still_done_within_two_weeks():
    picture = KINDS["flare_plan"].picture(flare_plan(way_back="slower"))
    assert re.findall(r">(\d+)<", picture.svg) == ["1", "5", "9"]


@pytest.mark.parametrize("way", ["agreed", None])
def test_no_stairs_are_drawn_for_a_way_back_that_is_not_ours(way):
    picture = KINDS["flare_plan"].picture(flare_plan(way_back=way))
    assert "Three quarters" not in picture.svg


def test_within_an_energy_limit_a_flare_plan_has_no_amount_no_steps_and_no_date():
    words = within_a_limit("flare_plan")
    assert not re.search(r"\bhalf\b|quarter|minutes|three steps|two days", words, re.IGNORECASE)
    assert "There is no amount to reach." in words
    assert "There is no date to meet." in words


def test_a_flare_plan_says_when_to_call_a_doctor_and_leaves_medicines_as_agreed():
    for words in (read_aloud("flare_plan"), within_a_limit("flare_plan")):
        assert "Get medical help at once for new weakness, numbness, fever" in words
        assert "Medicines stay as agreed with your prescriber." in words


def test_a_flare_plan_reads_in_the_order_in_which_it_is_needed():
    rows = told("flare_plan", dict(KINDS["flare_plan"].example))
    assert list(dict.fromkeys(part for part, _ in rows)) == [
        "My first signs", "First of all", "What steadies me", "A kind line",
        "In the first days", "Comfort", "This can wait", "Who I tell",
        "What I do not do alone", "When I am not sure, I call",
        "I call after this many days", "Coming back",
    ]  # fmt: skip


def test_a_flare_plan_hands_on_its_signs_and_its_first_step_and_begins_with_a_kind_thought():
    carried = KINDS["flare_plan"].carries(flare_plan(signs="Stiff neck"))
    assert carried == {"flare_first": "Sit down and breathe out", "flare_signs": "Stiff neck"}
    fields = [f for page in KINDS["flare_plan"].pages(Paced()) for f in page.fields]
    assert [f.id for f in fields if f.carried == "kinder_thought"] == ["line"]


def test_the_last_hour_goes_over_midnight():
    picture = KINDS["wind_down"].picture(kept("wind_down", start="23:30"))
    assert re.findall(r">(\d\d:\d\d)<", picture.svg) == ["23:30", "00:30"]


def test_screens_nobody_was_asked_about_are_unknown_and_not_still_there():
    summarise = KINDS["wind_down"].summarise
    assert "screens_away" not in summarise(kept("wind_down", start="21:00")).scores
    kept_away = kept("wind_down", start="21:00", screens="away")
    assert summarise(kept_away).scores["screens_away"] == 1
    assert (
        summarise(kept("wind_down", start="21:00", screens="dim")).scores["screens_away"] == 0
    )


def test_the_ritual_of_the_evening_goes_on_to_other_plans_where_there_is_one():
    carries = KINDS["wind_down"].carries
    assert carries(kept("wind_down", start="21:00", ritual="Lamp, wash, book")) == {
        "wind_down": "Lamp, wash, book"
    }
    assert carries(kept("wind_down", start="21:00")) == {}


def talk(about: str, words: str, **more: object) -> Entry:
    return kept("communication_plan", about=about, words=words, **more)[0]


def test_every_talk_that_was_planned_stays_in_the_table_the_latest_first():
    entries = [talk("no", "Not this week"), talk("ask", "Please hold the door")]
    picture = KINDS["communication_plan"].picture(entries)
    said = [words for _, part, words in picture.rows if part == "My words"]
    assert said == ["Please hold the door", "Not this week"]
    assert picture.values == {"talks": 2}


def test_the_words_of_the_latest_talk_are_the_ones_that_go_on():
    entries = [talk("no", "Not this week"), talk("believed", "It is there all day")]
    assert KINDS["communication_plan"].carries(entries) == {"my_words": "It is there all day"}


def test_how_sure_somebody_is_may_be_left_out_of_a_talk():
    scores = KINDS["communication_plan"].summarise([talk("no", "Not this week")]).scores
    assert "sure" not in scores


def test_nothing_of_a_safer_time_plan_goes_on_and_nothing_comes_into_it():
    kind = KINDS["safer_time"]
    assert kind.carries([Entry(TODAY, dict(kind.example))]) == {}
    assert all(not field.carried for page in kind.pages(Spec()) for field in page.fields)


def test_a_safer_time_plan_asks_for_nothing_and_says_to_call_where_it_is_too_late_for_a_plan():
    fields = [field for page in KINDS["safer_time"].pages(Spec()) for field in page.fields]
    assert all(field.optional for field in fields)
    assert "If you are not safe now, stop here and call" in read_aloud("safer_time")


def test_a_safer_time_plan_goes_from_the_own_signs_to_what_makes_life_worth_it():
    assert [part for part, _ in told("safer_time", dict(KINDS["safer_time"].example))] == [
        "My signs that it is getting dark", "What I can do alone",
        "People and places that take my mind off it", "People I can ask for help",
        "Doctors, helpers and lines", "How my place is made safer",
        "What makes life worth it",
    ]  # fmt: skip


def test_what_fits_me_scores_nothing_and_names_no_type():
    summary = KINDS["what_fits_me"].summarise(kept("what_fits_me", sounds=["much", "hard"]))
    assert summary.scores == {}
    assert "There is no score and no type." in read_aloud("what_fits_me")


def test_everything_that_may_sound_like_somebody_has_a_part_that_speaks_to_it():
    sounds = KINDS["what_fits_me"].pages(Spec())[0].fields[0].options
    picked = kept("what_fits_me", sounds=[option.code for option in sounds])
    rows = told("what_fits_me", picked[0].answers)
    assert len({part for _, part, _ in rows}) == len(sounds) == len(rows)


BEGUN = {
    "goal", "plan", "value", "small_step", "kinder_thought", "letting_way", "wind_down",
    "my_words", "flare_first", "way_tried", "questions",
    "helped", "slip_signs", "with_who", "letter",
}  # fmt: skip


def test_the_personal_plan_begins_with_what_was_chosen_before_and_all_of_it_may_go():
    fields = [f for page in KINDS["personal_plan"].pages(Paced()) for f in page.fields]
    assert {field.carried for field in fields if field.carried} == BEGUN
    assert all(field.optional for field in fields)


def test_what_is_changed_in_the_personal_plan_is_what_later_exercises_begin_with():
    row = {"what": "Walk", "when": None, "where": None, "how_much": None}
    entries = kept("personal_plan", helped="Rest", goal="Sing again", first="Tea", plan=[row])
    assert KINDS["personal_plan"].carries(entries) == {
        "goal": "Sing again", "flare_first": "Tea", "plan": [row], "helped": "Rest",
    }  # fmt: skip


def test_within_an_energy_limit_the_personal_plan_asks_for_no_amount():
    assert "How much?" not in within_a_limit("personal_plan")
    fields = [f for page in KINDS["personal_plan"].pages(Paced(energy_limit=True))
              for f in page.fields]  # fmt: skip
    assert "plan" not in {field.carried for field in fields}


def test_a_page_for_people_close_holds_only_what_was_written():
    page = kept("close_to_me", helps="Sit with me", thanks="For asking")
    assert told("close_to_me", page[0].answers) == [
        ("What helps", "Sit with me"), ("Thank you", "For asking"),
    ]  # fmt: skip
