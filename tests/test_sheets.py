"""What the sheets and plans promise, beyond what every exercise kind does."""

import re
from datetime import date

from program.exercises import KINDS, Entry
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
    assert carried == {"questions": "Is this safe with tea?\nWho do I ring?"}


def test_an_empty_care_list_carries_nothing_and_draws_nothing():
    assert KINDS["care_team"].carries(kept("care_team")) == {}
    assert KINDS["care_team"].picture(kept("care_team")) is None
