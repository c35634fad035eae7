"""A plain word in a content file is that word; nothing is turned into something else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from program.modules.load import load
from program.modules.strict_yaml import read_yaml
from tests.content import good_content


@pytest.mark.parametrize(
    "text",
    ["no", "Yes", "on", "OFF", "y", "12:30", "012", "0x1F", "1e3", "1_000", ".5", "2026-01-31",
     "~", "True", "+1", ".inf", ".nan", "="],
)  # fmt: skip
def test_what_is_not_quoted_stays_as_it_is_written(text):
    assert read_yaml("a.yaml", f"key: {text}").value == {"key": text}


@pytest.mark.parametrize(
    ("text", "value"),
    [("true", True), ("false", False), ("0", 0), ("-12", -12), ("0.50", 0.5), ("", None),
     ("null", None), ('"7"', "7"), ("'true'", "true")],
)  # fmt: skip
def test_plain_numbers_and_truth_are_read_as_such(text, value):
    found = read_yaml("a.yaml", f"key: {text}").value["key"]
    assert found == value
    assert type(found) is type(value)


def test_a_key_is_text_whatever_it_looks_like():
    parsed = read_yaml("a.yaml", "no: a\n1: b\n012: c\n")
    assert parsed.value == {"no": "a", "1": "b", "012": "c"}
    assert parsed.lines.line("012") == 3


def test_every_value_knows_its_line():
    lines = read_yaml("a.yaml", "a:\n  - b: 1\n    c: 2\n  - {d: 3}\n", first_line=10).lines
    assert lines.line("a", 0, "c") == 12
    assert lines.line("a", 1, "d") == 13
    assert lines.line("a", 1, "nowhere") == 13


def test_a_file_nested_without_end_is_refused_in_words():
    (issue,) = read_yaml("a.yaml", "[" * 5000).issues
    assert issue.code == "yaml"


@pytest.mark.parametrize(
    ("text", "line", "said", "advice"),
    [
        ('a: 1\nb: "x\nc: d\n\ne: f\n', 2, "A quote is opened here", "close it"),
        ("a: 1\nop: >=\n", 2, "A sign of several lines", "put it in quotes"),
        ("a: 1\n---\nb: 2\n", 2, "A second document begins here.", "take the line"),
        ("a: 1\nb: c: d\n", 2, "A colon stands where no key can stand.", "in quotes"),
        ("- {a: b,\n   c: d\n- {e: f}\n", 3, "a bracket is open since line 1.", "look for"),
        ("a: 1\nb: {c: Why?, d: e}\n", 2, "A question mark stands between", "in quotes"),
        ("a: 1\nb: 'It's'\n", 2, "Text goes on behind a quote", "double quotes"),
        ("a: 1\nb: {op: >=, value: 3}\n", 2, "A value begins with a sign", '">="'),
        ("a: 1\nb: *so*\n", 2, "Text begins with * or &", "in quotes"),
        ("a: 1\nb: - c\n", 2, "A dash stands where no list", "in quotes"),
        ("a:\n   b: 1\n  c: 2\n", 3, "A key stands where none can", "the same spaces"),
    ],
    ids=["quote", "sign", "documents", "colon", "bracket", "question", "apostrophe",
         "sign between brackets", "star", "dash", "spaces"],
)  # fmt: skip
def test_what_cannot_be_read_is_told_at_the_line_to_mend(text, line, said, advice):
    for first in (1, 5):
        issue, *more = read_yaml("a.yaml", text, first_line=first).issues
        assert not more
        assert issue.line == line + first - 1
        assert said.replace("line 1", f"line {first}") in issue.message
        assert advice in issue.advice


@settings(max_examples=60)
@given(junk=st.one_of(st.binary(max_size=60), st.text(max_size=60).map(str.encode)))
def test_no_file_whatever_it_holds_stops_the_others_from_being_read(junk):
    names = ("programs/tiny/rules.yaml", "modules/first/module.yaml", "help/yy.yaml")
    loaded = load(good_content() | dict.fromkeys(names, junk))
    assert {issue.file for issue in loaded.issues} >= {"help/yy.yaml"}
    assert loaded.help.keys() == {"xx"}
