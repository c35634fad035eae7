"""Every exercise kind, found by itself, keeps the promises of the contract."""

import ast
import json
import re
from datetime import date, timedelta
from functools import cache, partial
from itertools import product
from pathlib import Path
from typing import Literal, get_args, get_origin
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from program import exercises, fields
from program.exercises import KINDS, Entry, Kind, Spec, in_words
from program.exercises._draw import columns
from program.fields import ChoiceField, RowsField, check, join, sample, split
from program.modules.reading import HARDEST, grade, together
from program.words import say, say_day, say_rows
from tests.strategies import answers_for, chance

TODAY = date(2026, 1, 12)
BANNED = re.compile(
    r"\b(just|simply|easy|easily|should|fail\w*|missed|overdue|non-?compliant|suffer\w*"
    r"|cured?s?|doses?|in your head)\b|[!\u2600-\u27bf\U0001f000-\U0001faff]",
    re.IGNORECASE,
)


def specs(kind: Kind) -> list[Spec]:
    """The kind's usual options, and each that is one of a few the other ways round."""
    usual = kind.example_spec
    others = [
        {name: value}
        for name, info in kind.spec.model_fields.items()
        for value in _few(info.annotation)
        if value != getattr(usual, name)
    ]
    return [usual, *(usual.model_copy(update=other) for other in others)]


def _few(annotation) -> tuple:
    """What an option may be, where that is yes or no or one of some words."""
    if annotation is bool:
        return (False, True)
    return get_args(annotation) if get_origin(annotation) is Literal else ()


PLACED = [(kind, spec) for kind in KINDS.values() for spec in specs(kind)]
every_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
every_placed_kind = pytest.mark.parametrize(
    ("kind", "spec"), PLACED, ids=[f"{kind.name} {spec}".strip() for kind, spec in PLACED]
)


def some_entries(kind: Kind, spec: Spec, seed: int, most: int = 9) -> list[Entry]:
    """Entries of a made-up person, one a day, that a form would have taken."""
    draw, entries = chance(seed), []
    pages = kind.pages(spec)
    for n in range(1 if kind.mode == "once" else most):
        on = TODAY + timedelta(days=n)
        found = (sample(pages, draw, on) for _ in range(50))
        answers = next((answers for answers in found if not kind.problems(answers)), None)
        assert answers is not None, "no made-up person gets through this form"
        entries.append(Entry(on, answers))
    return entries


def without_words(kind: Kind, spec: Spec, entries: list[Entry]) -> list[Entry]:
    return [Entry(entry.on, split(kind.pages(spec), entry.answers)[0]) for entry in entries]


@every_kind
def test_the_example_is_a_valid_answer(kind):
    checked = check(kind.pages(kind.example_spec), kind.example)
    assert checked.problems == ()
    assert checked.answers == kind.example
    assert kind.problems(kind.example) == ()


@every_placed_kind
def test_a_kind_says_what_each_score_is_that_anybody_gets(kind, spec):
    for seed in range(20):
        entries = some_entries(kind, spec, seed)
        for n in range(1, len(entries) + 1):
            assert kind.summarise(entries[:n]).scores.keys() <= kind.scores.keys()


@every_kind
def test_somebody_gets_each_score_that_a_kind_says_it_gives(kind):
    got = set(kind.summarise([Entry(TODAY, kind.example)]).scores)
    for spec, seed in product(specs(kind), range(20)):
        got |= kind.summarise(some_entries(kind, spec, seed)).scores.keys()
    assert got == kind.scores.keys()


@every_kind
def test_the_example_survives_being_kept_with_its_words_apart(kind):
    rest, texts = split(kind.pages(kind.example_spec), kind.example)
    kept = json.loads(json.dumps([rest, texts], allow_nan=False))
    assert join(*kept) == kind.example


@every_placed_kind
@given(data=st.data())
@settings(max_examples=20)
def test_any_valid_answers_pass_and_are_kept_whole(kind, spec, data):
    pages = kind.pages(spec)
    answers = data.draw(answers_for(pages))
    assert check(pages, answers).problems == ()
    assert join(*split(pages, answers)) == answers
    for problem in kind.problems(answers):
        assert problem.message.format(**problem.values)


@every_placed_kind
@pytest.mark.parametrize("seed", range(8))
def test_made_up_people_get_through(kind, spec, seed):
    for entry in some_entries(kind, spec, seed):
        assert check(kind.pages(spec), entry.answers).problems == ()


@every_placed_kind
@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("removed", [False, True], ids=["with words", "words removed"])
def test_the_summary_is_short_and_its_scores_are_numbers(kind, spec, seed, removed):
    entries = some_entries(kind, spec, seed)
    entries = without_words(kind, spec, entries) if removed else entries
    for n in range(1, len(entries) + 1):
        summary = kind.summarise(entries[:n])
        headline = say("en", summary.headline, **summary.values)
        assert 0 < len(headline) <= 60
        assert "{" not in headline
        assert all(type(score) is float for score in summary.scores.values())
        assert json.dumps(dict(summary.scores), allow_nan=False)


@every_placed_kind
@pytest.mark.parametrize("seed", range(4))
def test_no_typed_word_stands_in_a_summary_which_is_kept_apart_from_words(kind, spec, seed):
    entries = [
        Entry(entry.on, _typed(entry.answers, kind.pages(spec), "Zqx"))
        for entry in some_entries(kind, spec, seed)
    ]
    for n in range(1, len(entries) + 1):
        summary = kind.summarise(entries[:n])
        assert "Zqx" not in say("en", summary.headline, **summary.values)
        assert "Zqx" not in str(summary.scores)


@every_placed_kind
@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("removed", [False, True], ids=["with words", "words removed"])
def test_the_picture_is_sound_and_has_its_twin_in_words(kind, spec, seed, removed):
    entries = some_entries(kind, spec, seed)
    entries = without_words(kind, spec, entries) if removed else entries
    for n in range(1, len(entries) + 1):
        picture = kind.picture(entries[:n])
        if picture is None:
            continue
        assert_sound(picture.svg)
        sentence = say("en", picture.sentence, **picture.values)
        assert sentence
        assert "{" not in sentence
        assert picture.rows
        assert {len(row) for row in picture.rows} == {len(picture.head)}


@every_placed_kind
def test_the_table_of_a_picture_writes_days_as_people_do(kind, spec):
    entries = some_entries(kind, spec, 0)
    picture = kind.picture(entries)
    cells = say_rows("en", picture.rows if picture else ())
    assert not [cell for row in cells for cell in row if re.search(r"\d{4}-\d\d-\d\d", cell)]


def test_what_people_type_cannot_break_out_of_a_picture():
    nasty = "</text><script>alert(1)</script>&\x01\ufffe <b onload='x'>"
    for kind in KINDS.values():
        answers = _typed(kind.example, kind.pages(kind.example_spec), nasty)
        picture = kind.picture([Entry(TODAY, answers)])
        if picture is not None:
            assert_sound(picture.svg)


def test_a_long_text_stays_within_the_picture():
    for kind in KINDS.values():
        answers = _typed(kind.example, kind.pages(kind.example_spec), "words without end " * 15)
        picture = kind.picture([Entry(TODAY, answers)])
        if picture is not None:
            assert all(len(words) <= 42 for words in re.findall(r">([^<]+)<", picture.svg))


@pytest.mark.parametrize(
    "name", ["activity_log", "letting_be", "pacing_baseline", "practice_log", "sleep_diary"]
)
def test_a_day_in_a_picture_is_written_with_its_month(name):
    kind = KINDS[name]
    picture = kind.picture((Entry(date(2026, 1, 5), kind.example),))
    spoken = in_words(picture.svg, str, partial(say_day, "en"))
    assert re.search(r">\d{1,2} [A-Z][a-z]{2}</text>", spoken)
    assert not re.search(r"\d{4}-\d\d", spoken)


def test_where_many_days_stand_beside_each_other_there_is_room_for_each_that_is_named():
    bars = [(1.0, "", date(2026, 1, n)) for n in range(1, 15)]
    assert re.findall(r"2026-01-(\d\d)", columns(bars, 1)) == [
        "02", "04", "06", "08", "10", "12", "14",
    ]  # fmt: skip


def assert_sound(svg: str) -> None:
    root = ElementTree.fromstring(svg)  # noqa: S314 - our own drawing, made a line above
    assert root.tag.endswith("svg")
    assert root.get("viewBox")
    assert root.get("role") == "img"
    for part in root.iter():
        name = part.tag.rpartition("}")[2]
        assert name in {"svg", "path", "rect", "circle", "text"}
        assert not any(key.startswith("on") or "href" in key for key in part.attrib)
        colours = {part.get("fill", "none"), part.get("stroke", "none")}
        assert all(re.fullmatch(r"none|currentColor|var\(--cairn-.+\)", c) for c in colours)


@every_placed_kind
@pytest.mark.parametrize("seed", range(4))
def test_what_is_carried_is_plain_data(kind, spec, seed):
    carried = dict(kind.carries(some_entries(kind, spec, seed)))
    assert json.loads(json.dumps(carried, allow_nan=False)) == carried


def test_what_is_carried_fits_the_questions_that_ask_for_it():
    carried = {}
    for kind in KINDS.values():
        carried |= kind.carries([Entry(TODAY, kind.example)])
    asked = [
        (field, carried[field.carried])
        for kind, spec in PLACED
        for field in _fields(kind.pages(spec))
        if field.carried in carried
    ]
    assert asked
    for field, value in asked:
        page = fields.Page(id="p", title="?", fields=(field,))
        assert check((page,), {field.id: value}).problems == ()


@every_placed_kind
def test_every_page_is_small_and_every_question_has_its_own_name(kind, spec):
    pages = kind.pages(spec)
    names = [field.id for page in pages for field in page.fields]
    assert len(names) == len(set(names))
    assert len({page.id for page in pages}) == len(pages)
    assert all(len(page.fields) <= 4 for page in pages)


@every_placed_kind
def test_everything_a_person_reads_is_marked_for_translation(kind, spec):
    unmarked = [words for words in _read_aloud(kind, spec) if words not in _marked()]
    assert unmarked == []


@every_placed_kind
def test_the_words_are_within_reach_of_everybody(kind, spec):
    sentences = [text for text in _read_aloud(kind, spec) if len(text.split()) >= 5]
    assert grade(together(sentences)) <= HARDEST


def test_no_word_blames_pushes_or_promises():
    assert [words for words in _marked() if BANNED.search(words)] == []


@every_kind
def test_our_words_in_a_picture_can_be_said_in_another_language(kind):
    picture = kind.picture([Entry(TODAY, kind.example)])
    if picture is None:
        return
    spoken = in_words(picture.svg, lambda words: f"<{words}>")
    assert_sound(spoken)
    assert in_words(picture.svg, lambda words: words) == picture.svg
    assert spoken.count("&lt;") == picture.svg.count("data-say")


def _fields(pages):
    for page in pages:
        for field in page.fields:
            yield field
            if isinstance(field, RowsField):
                yield from field.fields


def _read_aloud(kind, spec):
    """Every sentence of a kind that a person can meet, in reading order."""
    pages = kind.pages(spec)
    found = [kind.title, kind.about]
    for page in pages:
        found += [page.title, page.lead]
    for field in _fields(pages):
        found += [field.label, field.help, *(getattr(field, n, "") for n in _ENDS)]
        if isinstance(field, ChoiceField):
            found += [option.label for option in field.options]
    for entries in (some_entries(kind, spec, seed) for seed in range(4)):
        found.append(kind.summarise(entries).headline)
        picture = kind.picture(entries)
        found += [picture.sentence, *picture.head] if picture else []
    return list(dict.fromkeys(words for words in found if words))


_ENDS = ("low", "high", "add", "example")


@cache
def _marked() -> frozenset[str]:
    """Every msgid marked with N_() in the code of fields and kinds."""
    found = set()
    for package in (exercises, fields):
        for path in Path(package.__path__[0]).glob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "N_":
                    found.add(ast.literal_eval(node.args[0]))
    return frozenset(found)


def _typed(answers, pages, words):
    """The same answers with other words in every text."""
    rest, texts = split(pages, answers)
    return join(rest, dict.fromkeys(texts, words))
