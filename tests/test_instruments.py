"""Scores of the questionnaires: exact, and missing where too little was answered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from program.ids import InstrumentId
from program.instruments.questions import Asked, pages, split
from program.instruments.score import score
from program.safety import MOOD_ITEMS
from tests.test_decide import PROGRAM


def file(name: str):
    return PROGRAM.instruments[InstrumentId(name)].file


def scores(name: str, **items):
    return {s.scale: (s.value, s.band, s.prorated) for s in score(file(name), items)}


def mood(*codes):
    return dict(zip(MOOD_ITEMS, codes, strict=False))


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ({"pain": 6, "enjoyment": 5, "activity": 4}, (5.0, "moderate", False)),
        ({"pain": 7, "enjoyment": 7, "activity": 7}, (7.0, "severe", False)),
        ({"pain": 0, "enjoyment": 0, "activity": 0}, (0.0, "mild", False)),
        ({"pain": 6, "enjoyment": None, "activity": 4}, (5.0, "moderate", True)),
        ({"pain": 6, "enjoyment": None, "activity": None}, (None, None, False)),
    ],
)
def test_peg_is_the_mean_of_its_items(items, expected):
    assert scores("peg", **items)["peg"] == expected


@pytest.mark.parametrize(
    ("codes", "phq2", "phq8"),
    [
        (("1",) * 8, (2.0, "low", False), (8.0, "mild", False)),
        (("3",) * 8, (6.0, "raised", False), (24.0, "severe", False)),
        (("2", None, *("1",) * 6), (None, None, False), (9.1429, "mild", True)),
        ((*("1",) * 5, None, None, None), (2.0, "low", False), (None, None, False)),
    ],
)
def test_phq_makes_up_two_missing_items_and_no_more(codes, phq2, phq8):
    made = scores("phq8", **mood(*codes))
    assert (made["phq2"], made["phq8"]) == (phq2, phq8)


def test_what_was_not_asked_has_no_score_at_all():
    assert set(scores("phq8", interest="0", down="1")) == {"phq2"}


def test_item_nine_is_never_made_up():
    items = {**mood(*("1",) * 8), "better_off": None}
    made = scores("phq9", **items)
    assert made["phq9"] == (None, None, False)
    assert made["phq8"] == (8.0, "mild", False)


def test_the_area_most_in_the_way_has_its_own_scale():
    assert scores("area", most="sleep", how_much=7) == {"area-sleep": (7.0, None, False)}
    assert scores("area", most="sleep", how_much=None) == {"area-sleep": (None, None, False)}
    assert scores("area", most=None, how_much=7) == {}


def test_reliable_change_stands_only_where_a_source_gives_one():
    given = {
        scale.id: scale.reliable_change.points
        for instrument in PROGRAM.instruments.values()
        for scale in instrument.file.scales
        if scale.reliable_change
    }
    assert given == {"phq9": 6, "gad7": 4}


def test_every_scale_has_its_bounds_and_its_source():
    for instrument in PROGRAM.instruments.values():
        assert instrument.file.source
        assert instrument.file.licence
        for scale in instrument.file.scales:
            assert scale.lowest < scale.highest


@given(st.lists(st.sampled_from([None, "0", "1", "2", "3"]), min_size=8, max_size=8))
def test_a_score_lies_in_its_range_or_is_missing(codes):
    for made in score(file("phq8"), mood(*codes)):
        assert made.value is None or 0 <= made.value <= 24
        assert made.answered == sum(c is not None for c in codes[: made.of])


def asked(name: str, short: bool = False):
    found = PROGRAM.instruments[InstrumentId(name)]
    return Asked(found.file, found.words["en"], short)


def test_a_short_look_at_mood_asks_on_where_it_calls_for_it():
    fields = [field for page in pages((asked("phq8", short=True),)) for field in page.fields]
    assert [f.shown is None for f in fields] == [True, True, *[False] * 6]
    assert fields[2].shown.at_least == 3
    assert fields[2].shown.fields == ("phq8__interest", "phq8__down")


def test_answers_go_back_to_their_instruments():
    given = {"peg__pain": 3, "phq8__down": "1", "area__how_much": None}
    assert split(given) == {
        "peg": {"pain": 3},
        "phq8": {"down": "1"},
        "area": {"how_much": None},
    }
