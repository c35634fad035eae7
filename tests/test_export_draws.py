"""Where a rule leaves something to chance, each decision point stands in the bundle once."""

import json
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from program.ids import ProgramId
from program.modules.folder import read_folder
from program.modules.load import load
from program.simulate.cohort import write_cohort
from program.simulate.mix import read_mix
from program.simulate.player import Cohort
from tests.study import table
from tests.test_export_package import wrong

PROGRAM = ProgramId("pain-and-mood")
OFFERED = b"then: {do: offer, module: calm-body}"
DRAWN = (
    b"then: {do: randomise, seed: calm, arms: [{id: offer, chance: 0.6, then: "
    b"{do: offer, module: calm-body}}, {id: nothing, chance: 0.4}]}"
)
RULES = "programs/pain-and-mood/rules.yaml"


@cache
def loaded():
    """The content with a draw in it: calming the body is offered to six in ten of the tense."""
    files = dict(read_folder(Path(__file__).parents[1] / "content"))
    assert OFFERED in files[RULES]
    changed = files | {RULES: files[RULES].replace(OFFERED, DRAWN)}
    return load(changed, today=date(2026, 11, 23))


def played(folder: Path, people: int = 24) -> Path:
    """A bundle of invented people for whom chance decided something."""
    found = loaded()
    cohort = Cohort(found.programs[PROGRAM], read_mix(), people, 9, seed=4)
    write_cohort(folder, cohort, found.files[PROGRAM])
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return played(tmp_path_factory.mktemp("drawn") / "bundle")


@pytest.fixture(scope="module")
def stored(folder):
    """Each decision with each draw of it, as it was stored."""
    return [
        (row, drawn)
        for row in table(folder, "simulated_decisions")
        for drawn in json.loads(row["draws"])
    ]


@pytest.fixture(scope="module")
def draws(folder):
    return table(folder, "simulated_draws")


def points_of(stored):
    found = {}
    for row, drawn in stored:
        found.setdefault((row["enrolment_code"], drawn["point"]), []).append((row, drawn))
    return found


def test_every_decision_point_is_told_once(draws, stored):
    told = [(row["enrolment_code"], int(row["point"])) for row in draws]
    assert len({*told}) == len(told)
    assert {*told} == points_of(stored).keys()


def test_a_point_tells_what_was_drawn_when_the_rule_held_first(draws, stored):
    points = points_of(stored)
    for row in draws:
        at = points[row["enrolment_code"], int(row["point"])]
        held = [(decision, drawn) for decision, drawn in at if drawn["available"]]
        assert row["available"] == ("true" if held else "false")
        decision, drawn = (held or at)[0]
        assert (row["seq"], row["study_day"]) == (decision["seq"], decision["study_day"])
        assert row["arm"] == (drawn["arm"] or "")
        chance = row["probability"]
        assert (float(chance) if chance else None) == drawn["probability"]
        assert {one["arm"] for _, one in held} <= {drawn["arm"]}
    assert {row["arm"] for row in draws} == {"", "offer", "nothing"}


def test_a_point_names_the_first_decision_that_the_draw_made_what_it_was(draws, stored):
    points, decisive = points_of(stored), 0
    for row in draws:
        at = points[row["enrolment_code"], int(row["point"])]
        turned = [d for d, drawn in at if drawn["available"] and float(d["probability"]) < 1]
        first = (turned[0]["seq"], turned[0]["study_day"]) if turned else ("", "")
        assert (row["decisive_seq"], row["decisive_day"]) == first
        decisive += bool(turned)
    available = sum(row["available"] == "true" for row in draws)
    assert 0 < decisive < available, "a draw may be made and change nothing"


def test_every_arm_is_explained_with_its_chance(folder):
    codes = table(folder, "simulated_codelist")
    told = {(row["within"], row["code"]): row["meaning"] for row in codes if is_arm(row)}
    assert told == {
        ("tense", "offer"): "offer calm-body; chance 0.6",
        ("tense", "nothing"): "nothing; chance 0.4",
    }


def is_arm(row):
    return (row["file"], row["column"]) == ("draws", "arm")


def test_a_bundle_with_draws_is_what_its_package_says(folder):
    assert wrong(folder, "draws") == wrong(folder, "decisions") == []
