"""What people answer is read with care: nothing wrong gets in, nothing typed gets lost."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from program.fields import (
    AmountField,
    ChoiceField,
    DateField,
    Option,
    Page,
    PracticeField,
    RowsField,
    ScaleField,
    Shown,
    TextField,
    TimeField,
    check,
    join,
    sample,
    shown,
    split,
)
from tests.strategies import answers_for, chance, some_pages

YES_NO = (Option(code="yes", label="Yes"), Option(code="no", label="No"))
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=6,
)


def page(*fields):
    return (Page(id="p", title="?", fields=fields),)


def refused(field, value) -> bool:
    return bool(check(page(field), {field.id: value}).problems)


@given(data=st.data(), pages=some_pages())
def test_valid_answers_to_any_form_are_accepted_unchanged(data, pages):
    answers = data.draw(answers_for(pages))
    checked = check(pages, answers)
    assert checked.problems == ()
    assert checked.answers == answers


@given(data=st.data(), pages=some_pages())
def test_words_are_taken_out_and_put_back_exactly(data, pages):
    answers = data.draw(answers_for(pages))
    rest, texts = split(pages, answers)
    assert join(json.loads(json.dumps(rest)), texts) == answers
    for words in texts.values():
        assert isinstance(words, str)


@given(pages=some_pages(), seed=st.integers(0, 10_000))
def test_made_up_people_give_answers_that_pass(pages, seed):
    checked = check(pages, sample(pages, chance(seed), date(2026, 3, 1)))
    assert checked.problems == ()


@given(pages=some_pages(), seed=st.integers(0, 10_000))
def test_the_same_chance_gives_the_same_person(pages, seed):
    first, again = (sample(pages, chance(seed)) for _ in range(2))
    assert first == again


@given(data=st.data(), pages=some_pages())
def test_nothing_anybody_sends_breaks_the_check_and_what_passes_passes_again(data, pages):
    names = [field.id for field in pages[0].fields] + ["other"]
    raw = data.draw(st.dictionaries(st.sampled_from(names), ANY_JSON))
    checked = check(pages, raw)
    if not checked.problems:
        assert check(pages, checked.answers) == checked


NUMBER = ScaleField(id="n", label="?", low="a", high="b")
AMOUNT = AmountField(id="n", label="?", lowest=0.25, highest=90, step=0.25)
WHEN = TimeField(id="n", label="?")
DAY = DateField(id="n", label="?")
ONE = ChoiceField(id="n", label="?", options=YES_NO)
MANY = ChoiceField(id="n", label="?", options=YES_NO, many=True)
TEXT = TextField(id="n", label="?", longest=5)
PRACTICE = PracticeField(id="n", label="?", practice="breath", minutes=3)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (NUMBER, 0), (NUMBER, 10), (AMOUNT, 0.25), (AMOUNT, 89.75), (AMOUNT, 90),
        (WHEN, "00:00"), (WHEN, "23:59"), (DAY, "2028-02-29"), (ONE, "yes"), (MANY, ["no"]),
        (TEXT, "words"), (PRACTICE, 1), (PRACTICE, 7200),
    ],
)  # fmt: skip
def test_what_fits_is_kept(field, value):
    assert check(page(field), {"n": value}).answers == {"n": value}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (NUMBER, -1), (NUMBER, 11), (NUMBER, 3.5), (NUMBER, "3"), (NUMBER, True),
        (NUMBER, float("nan")), (NUMBER, 10**400), (NUMBER, [3]), (NUMBER, {}),
        (AMOUNT, 0), (AMOUNT, 90.25), (AMOUNT, 0.3), (AMOUNT, float("inf")), (AMOUNT, "5"),
        (WHEN, "24:00"), (WHEN, "9:00"), (WHEN, "12:60"), (WHEN, "12:00\n"), (WHEN, 1200),
        (WHEN, "٢٢:٣٠"), (DAY, "2027-02-29"), (DAY, "20260105"), (DAY, "2026-W02-1"),
        (DAY, 20260105), (ONE, "maybe"), (ONE, ["yes"]), (ONE, True), (MANY, ["yes", "maybe"]),
        (MANY, "yes"), (MANY, [["yes"]]), (TEXT, "six...."), (TEXT, 5), (TEXT, ["a"]),
        (PRACTICE, 0), (PRACTICE, 7201), (PRACTICE, "60"), (PRACTICE, False),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_with_a_kind_line(field, value):
    (problem,) = check(page(field), {"n": value}).problems
    assert problem.path == "n"
    assert problem.message.format(**problem.values)


@pytest.mark.parametrize("empty", [{}, {"n": None}, {"n": ""}, {"n": "  \n"}, {"n": []}])
@pytest.mark.parametrize("field", [NUMBER, AMOUNT, WHEN, DAY, ONE, MANY, TEXT, PRACTICE])
def test_an_empty_answer_is_asked_for_unless_it_may_be_left_empty(field, empty):
    assert check(page(field), empty).problems
    optional = field.model_copy(update={"optional": True})
    assert check(page(optional), empty).answers == {"n": None}


def test_a_name_nobody_asked_for_is_refused():
    checked = check(page(NUMBER), {"n": 3, "role": "admin"})
    assert [problem.path for problem in checked.problems] == [""]
    assert checked.answers == {"n": 3}


def test_a_whole_number_is_kept_as_a_whole_number():
    answer = check(page(NUMBER), {"n": 3.0}).answers["n"]
    assert json.dumps(answer) == "3"


def test_none_of_these_goes_with_nothing_else():
    options = (*YES_NO, Option(code="none", label="None of these"))
    field = ChoiceField(id="f", label="?", options=options, many=True, alone="none")
    assert not refused(field, ["none"])
    assert not refused(field, ["yes", "no"])
    assert refused(field, ["yes", "none"])


def test_text_that_no_store_could_hold_is_made_storable():
    answers = check(page(TEXT), {"n": "a\ud800b\0"}).answers
    assert answers["n"].encode()
    assert answers["n"] == "a�b"
    assert refused(TEXT, " \0")


def test_a_long_text_says_how_long_it_may_be():
    (problem,) = check(page(TEXT), {"n": "far too long"}).problems
    assert problem.values == {"longest": 5, "length": 12}


MOOD = (
    ScaleField(id="first", label="?", low="a", high="b", highest=3),
    ScaleField(id="second", label="?", low="a", high="b", highest=3),
    TextField(id="more", label="?", shown=Shown(fields=("first", "second"), at_least=3)),
)


def test_a_question_waits_for_the_answers_that_call_for_it():
    low = check(page(*MOOD), {"first": 1, "second": 1})
    high = check(page(*MOOD), {"first": 1, "second": 2})
    assert low.problems == ()
    assert [problem.path for problem in high.problems] == ["more"]


def test_an_answer_to_a_question_that_is_not_shown_is_dropped():
    checked = check(page(*MOOD), {"first": 0, "second": 0, "more": "left from before"})
    assert checked.answers == {"first": 0, "second": 0}
    assert checked.problems == ()


@pytest.mark.parametrize(
    ("answer", "asked"), [("1", True), ("0", False), ("none", False), (None, False), (1, True)]
)
def test_a_choice_counts_as_its_number(answer, asked):
    field = TextField(id="more", label="?", shown=Shown(fields=("n",), at_least=1))
    assert shown(field, {"n": answer}) is asked


PLAN = RowsField(
    id="plan",
    label="?",
    add="+",
    least=1,
    most=2,
    fields=(TextField(id="when", label="?"), ScaleField(id="sure", label="?", low="", high="")),
)


def test_a_row_that_was_left_blank_is_no_answer():
    rows = [{"when": "Monday", "sure": 7}, {"when": "", "sure": None}]
    checked = check(page(PLAN), {"plan": rows})
    assert checked.problems == ()
    assert checked.answers == {"plan": rows[:1]}


def test_a_problem_in_a_row_names_the_row():
    checked = check(page(PLAN), {"plan": [{"when": "Monday", "sure": 7}, {"sure": 70}]})
    assert [problem.path for problem in checked.problems] == ["plan.1.when", "plan.1.sure"]


@pytest.mark.parametrize(
    "rows", [None, [], [{}], "x", ["x"], {"0": {}}, [{"when": "a", "sure": 1}] * 3, [{"x": 1}]]
)
def test_too_few_rows_too_many_or_other_things_are_refused(rows):
    assert refused(PLAN, rows)


def test_words_in_rows_have_a_path_of_their_own():
    answers = {"plan": [{"when": "Monday", "sure": 7}]}
    rest, texts = split(page(PLAN), answers)
    assert rest == {"plan": [{"sure": 7}]}
    assert texts == {"plan.0.when": "Monday"}
    assert answers == {"plan": [{"when": "Monday", "sure": 7}]}


def test_words_that_were_removed_stay_away():
    rest, _ = split(page(PLAN), {"plan": [{"when": "Monday", "sure": 7}]})
    assert join(rest, {}) == {"plan": [{"sure": 7}]}


@pytest.mark.parametrize("path", ["plan.1.when", "plan.x.when", "plan.0.when.more", "goal.0.a"])
def test_words_for_a_place_that_is_not_there_are_an_error(path):
    with pytest.raises(ValueError, match="no answer has the path"):
        join({"plan": [{"sure": 7}], "goal": None}, {path: "x"})
