"""How hard our texts are to read, counted by our own rules and, once, by textstat."""

import json
from pathlib import Path

import pytest

from program.modules.reading import (
    HARDEST,
    grade,
    in_sentences,
    plain,
    sentences,
    smog,
    syllables,
    words,
)
from tests.content_tables import PROGRAMS

SAMPLES = json.loads((Path(__file__).parent / "samples" / "reading.json").read_text("utf-8"))


@pytest.mark.parametrize("sample", SAMPLES["texts"], ids=lambda sample: sample["text"][:30])
def test_our_grade_is_near_that_of_textstat(sample):
    assert grade(sample["text"]) == pytest.approx(sample["grade"], abs=0.7, rel=0.1)


def test_a_short_form_thinks_of_whom_small_efforts_cost_days_wherever_the_full_text_does():
    lessons = {
        f"{name}/{lesson}": said["en"]
        for program in PROGRAMS.values()
        for name, module in program.modules.items()
        for lesson, said in module.lessons.items()
    }
    spoken = {name: one for name, one in lessons.items() if "small effort" in one.body}
    assert spoken
    assert [name for name, one in spoken.items() if "small effort" not in one.short] == []


def test_a_scientific_text_is_too_hard():
    assert grade(SAMPLES["texts"][-1]["text"]) > HARDEST


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("pain", 1), ("breathe", 1), ("walked", 1), ("wanted", 2), ("table", 2), ("little", 2),
        ("being", 2), ("idea", 3), ("every", 2), ("careful", 2), ("something", 2), ("made", 1),
        ("people", 2), ("medicine", 3), ("you're", 1), ("doesn't", 2), ("rooms", 1), ("by", 1),
        ("radio", 3), ("quiet", 2), ("safely", 2), ("nation", 2), ("activity", 4), ("diary", 3),
    ],
)  # fmt: skip
def test_syllables_are_counted_as_they_are_spoken(word, count):
    assert syllables(word) == count


def test_markdown_is_read_as_it_would_be_spoken():
    text = "## Heading\n\nOne **two**\nthree.\n\n- Four [five](http://x)\n- Six 7\n"
    assert plain(text) == "One two three.\nFour five\nSix 7"
    assert words(plain(text)) == 7
    assert sentences(plain(text)) == 3


def test_a_text_without_words_has_no_grade():
    assert grade("") == 0.0


def test_smog_is_mclaughlins_formula():
    text = "\n".join(["Pain is here."] * 20 + ["The medicine is here."] * 10)
    assert smog(text) == pytest.approx(1.043 * 10**0.5 + 3.1291)
    assert smog("Go out. Come in.") == pytest.approx(3.1291)


def test_a_sentence_ends_where_a_reader_would_stop():
    assert in_sentences("Is it 9.30? Yes.\nThen go") == ["Is it 9.30", "Yes", "Then go"]
