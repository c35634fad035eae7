"""Every chart says one thing, in a sentence, a drawing and a table that agree."""

import re
import subprocess
import sys
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from program.charts.attrition import attrition
from program.charts.completion import completion_by_module
from program.charts.dose import dose
from program.charts.pathways import Beginning, Ribbon, _within, pathways
from program.charts.practice import practice_by_week
from program.charts.ratings import NAMES, ratings_over_time
from program.charts.sparkline import sparkline
from program.charts.tones import DARK, HIGH_DARK, HIGH_LIGHT, LIGHT
from program.events import ScoreValue
from program.export.study import Dose, Flow, ModuleCount, Point, Study
from program.ui.parts.flow import flow
from program.words import say
from tests.make import day
from tests.study import Told, answered, completed, opened, practised

COLOURS = Path(__file__).parents[1] / "program/ui/parts/assets/colours.css"


@pytest.fixture(scope="module")
def told():
    told = Told()
    told.enrol("ana")
    told.tell(
        "ana",
        (0, answered(peg=7.3333)),
        (0, answered("gad7", gad7=14)),
        (1, opened("welcome")),
        (1, practised(4)),
        (2, completed("welcome")),
        (7, answered(peg=None)),
        (7, opened("understanding-pain-and-mood")),
        (15, answered(peg=4)),
        (15, answered("gad7", gad7=9)),
        (16, practised(6)),
    )
    return told


@pytest.fixture(scope="module")
def record(told):
    return told.clinic.record("ana")


@pytest.fixture(scope="module")
def program(told):
    return told.clinic.program(told.content)


def said(figure):
    return say("en", figure.sentence, **figure.values)


def words_in(figure):
    drawn = figure.figure
    texts = [note.text for note in drawn.layout.annotations]
    return [*texts, *(text for trace in drawn.data for text in trace.text or ())]


def everywhere(figure):
    """What is true of every chart: no legend, no ground of its own, nothing to drag."""
    drawn = figure.figure
    assert drawn.layout.showlegend is False
    assert drawn.layout.paper_bgcolor == drawn.layout.plot_bgcolor == "rgba(0,0,0,0)"
    assert drawn.layout.font.color == LIGHT.ink
    assert drawn.layout.xaxis.fixedrange
    assert drawn.layout.dragmode is False
    assert all(len(row) == len(figure.head) for row in figure.rows)
    drawn.to_json()
    return True


def test_ratings_are_said_drawn_and_told_in_a_table(record, program):
    figure = ratings_over_time(record, "peg", program, LIGHT, "en")
    assert everywhere(figure)
    assert said(figure) == "Pain in the way: 7.3 of 10 at first, 4 the last time."
    assert [row[:3] for row in figure.rows] == [
        ("Mon 5\u00a0Jan", "1", "7.3"),
        ("Tue 20\u00a0Jan", "3", "4"),
    ]


def test_a_missing_rating_leaves_no_mark(record, program):
    figure = ratings_over_time(record, "peg", program, LIGHT, "en")
    assert len(figure.figure.data[0].y) == 2


def test_bands_and_modules_are_named_where_they_stand(record, program):
    named = words_in(ratings_over_time(record, "peg", program, LIGHT, "en"))
    assert {"Mild", "Moderate", "Severe", "Welcome"} <= set(named)


def test_who_was_still_on_the_day_before_enrolment_where_they_live_began_in_week_one(program):
    told = Told()
    told.enrol("ana", on=1)
    told.tell("ana", (0, answered(peg=7)), (0, opened("welcome")), (0, practised(10)))
    record = told.clinic.record("ana")
    figure = ratings_over_time(record, "peg", program, LIGHT, "en")
    assert everywhere(figure)
    first, last = figure.figure.layout.xaxis.range
    assert first < 0 < last
    assert [(row[1], row[2]) for row in figure.rows] == [("1", "7")]
    practised_in = practice_by_week(record, day(1).date(), LIGHT, "en")
    assert practised_in.rows == (("1", "10"),)


LETTER, PHONE = 7, 330
"""Px, of a letter and of the sheet on a phone."""


@pytest.mark.parametrize("opened_on", range(0, 57, 8))
def test_a_long_name_of_a_module_stays_on_the_sheet_of_a_phone(program, opened_on):
    told = Told()
    told.enrol("ana")
    module = "understanding-pain-and-mood"
    told.tell("ana", (0, answered(peg=7)), (opened_on, opened(module)), (56, completed(module)))
    drawn = ratings_over_time(told.clinic.record("ana"), "peg", program, LIGHT, "en").figure
    (name,) = [note for note in drawn.layout.annotations if note.yref == "y2"]
    first, last = drawn.layout.xaxis.range
    at = PHONE * (name.x - first) / (last - first)
    width = LETTER * max(map(len, name.text.split("<br>")))
    assert at - width >= 0 if name.xanchor == "right" else at + width <= PHONE
    assert name.text.replace("<br>", " ") == "Understanding pain and mood"


@pytest.mark.parametrize("weeks", [1, 8, 9, 15, 22, 60])
def test_weeks_below_a_chart_stand_upright_and_apart_on_a_phone(program, weeks):
    told = Told()
    told.enrol("ana")
    told.tell("ana", (0, answered(peg=7)), (7 * weeks - 1, answered(peg=5)))
    drawn = ratings_over_time(told.clinic.record("ana"), "peg", program, LIGHT, "en").figure
    axis = drawn.layout.xaxis
    first, last = axis.range
    apart = min((b - a for a, b in pairwise(axis.tickvals)), default=weeks)
    assert PHONE * apart / (last - first) > LETTER * (len(axis.ticktext[-1]) + 1)
    assert axis.tickangle == 0
    assert axis.ticktext[0] == "1"


def test_every_bar_that_has_room_has_its_number():
    told = Told()
    told.enrol("cleo")
    told.tell("cleo", *((7 * week, practised(10 + week)) for week in range(11)))
    drawn = practice_by_week(told.clinic.record("cleo"), day(76).date(), LIGHT, "en").figure
    assert [*drawn.data[0].text] == [str(10 + week) for week in range(11)]


@pytest.mark.parametrize("weeks", [1, 4, 15, 40])
def test_numbers_on_many_bars_are_as_large_as_on_few_and_do_not_meet(weeks):
    told = study(dose=tuple(Dose(week, 10.5, 20) for week in range(1, weeks + 1)))
    drawn = dose(told, LIGHT, "en").figure
    bars, axis = drawn.data[0], drawn.layout.xaxis
    there = [at for at, words in zip(bars.x, bars.text, strict=True) if words]
    apart = min((b - a for a, b in pairwise(there)), default=weeks)
    assert PHONE * apart / weeks > LETTER * len("10.5")
    assert (bars.constraintext, bars.textangle, axis.tickangle) == ("none", 0, 0)
    assert [*axis.tickvals] == there


def test_a_clear_change_has_a_shape_and_words_where_a_source_gives_one(record, program):
    figure = ratings_over_time(record, "gad7", program, LIGHT, "en")
    assert figure.figure.data[0].marker.symbol == ("circle", "diamond")
    assert "A clear change." in said(figure)
    assert any("clear change" in words for words in words_in(figure))
    plain = ratings_over_time(record, "peg", program, LIGHT, "en")
    assert set(plain.figure.data[0].marker.symbol) == {"circle"}


@pytest.mark.parametrize(("first", "now", "colour"), [(14, 9, LIGHT.moss), (5, 12, LIGHT.clay)])
def test_a_clear_change_has_the_colour_of_better_or_of_worse(program, first, now, colour):
    people = Told()
    people.enrol("ben")
    people.tell("ben", (0, answered("gad7", gad7=first)), (14, answered("gad7", gad7=now)))
    figure = ratings_over_time(people.clinic.record("ben"), "gad7", program, LIGHT, "en")
    assert figure.figure.data[0].marker.color == (LIGHT.link, colour)


def test_a_score_made_up_from_other_items_says_about_and_one_decimal_everywhere(program):
    made_up = ScoreValue(scale="phq8", value=10.2857, answered=7, of=8, prorated=True)
    people = Told()
    people.enrol("ben")
    people.tell("ben", (1, answered("phq8", phq8=8.0)))
    fact = answered("phq8").model_copy(update={"scores": (made_up,)})
    people.tell("ben", (8, fact))
    record = people.clinic.record("ben")
    figure = ratings_over_time(record, "phq8", program, LIGHT, "en")
    assert {"8", "about 10.3"} <= set(words_in(figure))
    assert figure.values["now"] == figure.rows[-1][2] == "about 10.3"
    assert figure.figure.data[0].customdata == ("8", "about 10.3")
    assert figure.figure.data[0].y == (8, 10.2857)


def test_nothing_yet_is_said_and_not_drawn(record, program):
    figure = ratings_over_time(record, "phq8", program, LIGHT, "en")
    assert figure.figure is None
    assert said(figure) == "Low mood: no answers yet."


def test_one_answer_is_enough_for_a_chart(program):
    told = Told()
    told.enrol("ben")
    told.tell("ben", answered(peg=5))
    figure = ratings_over_time(told.clinic.record("ben"), "peg", program, LIGHT, "en")
    assert everywhere(figure)
    assert said(figure) == "Pain in the way: 5 of 10 at the first check-in."


def test_every_scale_of_the_program_can_be_drawn_under_a_plain_name(record, program):
    for instrument in program.instruments.values():
        for scale in instrument.file.scales:
            ratings_over_time(record, scale.id, program, LIGHT, "en")
    with pytest.raises(KeyError):
        ratings_over_time(record, "no-such-scale", program, LIGHT, "en")
    assert not re.search("GAD|PHQ|PEG", " ".join(NAMES.values()))


def test_practice_counts_every_week_up_to_today(record):
    figure = practice_by_week(record, day(30).date(), LIGHT, "en")
    assert everywhere(figure)
    assert said(figure) == "Practice so far: 10 minutes, in 2 weeks."
    assert figure.rows == (("1", "4"), ("2", "0"), ("3", "6"), ("4", "0"), ("5", "0"))


def test_practice_in_one_week_is_one_week_however_long_ago_the_program_ended(record):
    figure = practice_by_week(record, day(12).date(), LIGHT, "en")
    assert said(figure) == "Practice so far: 4 minutes, in one week."


def test_bars_table_and_sentence_of_practice_add_up_to_the_minute():
    told = Told()
    told.enrol("cleo")
    told.tell("cleo", *((7 * week, practised(2.6)) for week in range(4)), (28, practised(0.3)))
    figure = practice_by_week(told.clinic.record("cleo"), day(40).date(), LIGHT, "en")
    assert said(figure) == "Practice so far: 13 minutes, in 5 weeks."
    assert [minutes for _, minutes in figure.rows] == ["3", "3", "3", "3", "1", "0"]
    assert [*figure.figure.data[0].y] == [3, 3, 3, 3, 1, 0]


def test_one_minute_of_practice_is_told_as_one():
    told = Told()
    told.enrol("cleo")
    told.tell("cleo", (0, practised(0.9)))
    figure = practice_by_week(told.clinic.record("cleo"), day(3).date(), LIGHT, "en")
    assert said(figure) == "Practice so far: one minute, in one week."


def study(**more):
    welcome = ModuleCount("p", "welcome", True, 20, 18, 15, 0.75)
    branch = ModuleCount("p", "sleep-1", False, 20, 6, "<5", None)
    known = {
        "modules": (welcome, branch),
        "visiting": (Point(0, 1, 20), Point(1, 0.9, 20), Point(2, 0.8, 18)),
        "answering": (Point(0, 1, 20), Point(1, 0.7, 20)),
        "dose": (Dose(1, 12.4, 20), Dose(2, 8.0, 18)),
    }
    known["flow"] = Flow(20, 18, 10, 5)
    return Study("live", date(2026, 2, 1), 20, 0, **(known | more))


def test_completion_hides_small_cells_in_words_bars_and_table():
    figure = completion_by_module(study(), {"welcome": "Welcome"}, LIGHT, "en")
    assert everywhere(figure)
    assert "So far, Welcome was completed by 75 percent" in said(figure)
    assert words_in(figure) == ["Welcome: 75%", "sleep-1 (branch): &lt;5"]
    assert figure.rows[1] == ("sleep-1", "20", "6", "<5")


def test_the_same_share_is_the_same_number_wherever_it_stands():
    two = (
        ModuleCount("p", "welcome", True, 40, 38, 23, 23 / 40),
        ModuleCount("p", "keep-going", True, 40, 10, 5, 5 / 40),
    )
    points = (Point(0, 1, 40), Point(1, 23 / 40, 40))
    told = study(modules=two, flow=Flow(40, 38, 23, 5), visiting=points, answering=points)
    drawn = completion_by_module(told, {}, LIGHT, "en")
    assert said(drawn) == (
        "So far, welcome was completed by 58 percent, keep-going by 13 percent."
    )
    assert words_in(drawn) == ["welcome: 58%", "keep-going: 13%"]
    shown = flow(told, "", "en")
    assert "58% of those enrolled" in shown
    assert "13% of those enrolled" in shown
    curves = attrition(told, LIGHT, "en")
    assert "58 percent still visit" in said(curves)
    assert curves.rows[-1] == ("1", "58%", "58%")


def test_a_booster_is_not_called_a_branch():
    welcome, branch = study().modules
    booster = ModuleCount("p", "booster-1", False, 20, 8, 5, 0.25, booster=True)
    figure = completion_by_module(study(modules=(welcome, branch, booster)), {}, LIGHT, "en")
    assert words_in(figure)[1:] == ["sleep-1 (branch): &lt;5", "booster-1 (booster): 25%"]


def test_the_two_attrition_curves_are_named_at_their_lines():
    figure = attrition(study(), LIGHT, "en")
    assert everywhere(figure)
    assert words_in(figure) == ["Still visiting", "Still answering check-ins"]
    assert [trace.line.dash for trace in figure.figure.data] == [None, "dash"]
    assert figure.rows[-1] == ("2", "80%", "")


def test_dose_is_said_with_its_number_of_people():
    figure = dose(study(), LIGHT, "en")
    assert everywhere(figure)
    assert said(figure).startswith("Mean minutes practised per person: 12.4 in week 1")
    assert figure.rows[0] == ("1", "12.4", "20")


def test_a_study_of_too_few_draws_nothing():
    few = study(modules=(), visiting=(), answering=(), dose=())
    assert completion_by_module(few, {}, LIGHT, "en").figure is None
    assert attrition(few, LIGHT, "en").figure is None
    assert dose(few, LIGHT, "en").figure is None


def test_the_small_line_is_svg_with_its_sentence(record):
    drawn = sparkline(record)
    assert drawn.svg.startswith("<svg")
    assert "script" not in drawn.svg
    assert say("en", drawn.sentence, **drawn.values) == (
        "You gave 7.3 of 10 at first, and 4 the last time."
    )
    assert sparkline(record, "energy") is None


def test_the_small_line_loads_no_plotly():
    code = (
        "import sys, program.charts, program.charts.sparkline, program.charts.tones;"
        "sys.exit('plotly' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def tokens():
    """The four sets of colours of the style sheet, in its order."""
    found: dict[tuple[str, bool], dict[str, str]] = {}
    text = COLOURS.read_text("utf-8")
    dark = False
    for line in text.splitlines():
        dark = "dark)" in line or (dark and line != "}")
        if ":root" in line:
            at = ("high" if "high" in line else "normal", dark)
        if named := re.match(r"\s+--cairn-(\w+): (#\w+);", line):
            found.setdefault(at, {})[named[1]] = named[2]
    return found


@pytest.mark.parametrize(
    ("tones", "contrast", "dark"),
    [
        (LIGHT, "normal", False),
        (DARK, "normal", True),
        (HIGH_LIGHT, "high", False),
        (HIGH_DARK, "high", True),
    ],
)
def test_charts_wear_the_colours_of_the_page_and_can_be_read(tones, contrast, dark):
    page = tokens()[contrast, dark]
    for name in tones.__dataclass_fields__:
        assert getattr(tones, name) == page[name], name
    for ground in ("paper", "card", "soft"):
        for text in (tones.ink, tones.muted):
            assert ratio(text, page[ground]) >= 4.5
        for part in (tones.link, tones.moss, tones.clay):
            assert ratio(part, page[ground]) >= 3


def ratio(one, other):
    """Contrast of two colours (WCAG 2.2)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour):
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


# the ways invented people took

WAYS = (
    Ribbon(0, "enrolled", "welcome", 50),
    Ribbon(1, "welcome", "doing-what-matters", 47),
    Ribbon(1, "welcome", "left", 3),
    Ribbon(2, "doing-what-matters", "sleep", 5),
    Ribbon(2, "doing-what-matters", "end", 40),
    Ribbon(2, "doing-what-matters", "left", 2),
    Ribbon(3, "sleep", "end", 5),
)
TITLES = {
    "enrolled": "Enrolled",
    "welcome": "Welcome",
    "doing-what-matters": "Doing what matters",
    "sleep": "Four weeks on",
    "end": "The end",
    "left": "Not finished",
}


@pytest.fixture(params=[LIGHT, DARK, HIGH_LIGHT, HIGH_DARK])
def ways(request):
    begins = Beginning(("welcome", "doing-what-matters", "end"), 40)
    return pathways(WAYS, begins, TITLES, ("end", "left"), request.param, "en")


def test_the_commonest_way_is_said_with_how_many_took_it(ways):
    assert said(ways) == (
        "Of 50 people, 45 came to the end. The commonest way (40 of 50) begins: Welcome, then "
        "Doing what matters, then The end."
    )
    assert len(ways.rows) == len(WAYS)


def test_each_end_is_one_bar_with_its_own_colour_and_every_bar_tells_its_name(ways):
    (drawn,) = ways.figure.data
    told = dict(zip(drawn.node.customdata, drawn.node.color, strict=True))
    assert set(told) == {
        "Enrolled: 50 people", "Welcome: 50 people", "Doing what matters: 47 people",
        "Four weeks on: 5 people", "The end: 45 people", "Not finished: 5 people",
    }  # fmt: skip
    modules = {told["Welcome: 50 people"], told["Four weeks on: 5 people"]}
    assert len(modules) == 1
    assert len({*modules, told["The end: 45 people"], told["Not finished: 5 people"]}) == 3
    assert "Doing what matters → Not finished: 2 people" in drawn.link.customdata
    assert sum(drawn.link.value) == sum(ribbon.people for ribbon in WAYS)


@pytest.mark.parametrize(
    ("letters", "shown"),
    [(40, "Four weeks on"), (13, "Four weeks on"), (12, "Four weeks…"), (7, ""), (0, "")],
)
def test_a_name_that_was_cut_to_nothing_is_left_out(letters, shown):
    assert _within("Four weeks on", letters) == shown
