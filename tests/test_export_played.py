"""A clinic played through the real service exports whole, in codes that are explained."""

import ast
import csv
import json
import re
from datetime import UTC, datetime
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import pytest

from program.events import Decision
from program.export.decision_codes import OUTCOMES, PASSED_OVER, WHY_NOT
from program.export.signal_kinds import SIGNAL_KINDS
from program.export.tables import TABLES
from program.export.writing import cell
from program.ids import InstrumentId
from program.instruments.score import score
from program.service.study import export_study
from program.settings import Settings
from program.simulate.demo import PROGRAM, fill
from program.storage.memory import memory_stores
from tests.study import RHEA, table

csv.field_size_limit(10_000_000)


@pytest.fixture(scope="module")
def clinic():
    stores = memory_stores("simulated")
    end = datetime(2026, 11, 20, 18, tzinfo=UTC)
    return fill(stores, Settings(demo=True), 8, 3, end)


@pytest.fixture(scope="module")
def folder(clinic, tmp_path_factory):
    return export_study(clinic, RHEA, tmp_path_factory.mktemp("played") / "bundle").folder


@pytest.fixture(scope="module")
def tables(folder):
    return {entry.name: table(folder, f"simulated_{entry.name}") for entry in TABLES}


def events(clinic):
    heads = clinic.stores.events.heads()
    return [event for who in heads for event in clinic.stores.events.read(who)]


def test_rows_are_as_many_as_what_was_stored(clinic, tables):
    stored = events(clinic)
    assert len(tables["participants"]) == 8
    program = clinic.program(clinic.stores.archive.current()[PROGRAM])
    planned = len(program.plan.modules)
    assert len(tables["module_progress"]) == planned * len(tables["enrolments"])
    assert len(tables["decisions"]) == sum(isinstance(e.fact, Decision) for e in stored)
    assert sum(int(row["facts"]) for row in tables["participants"]) == len(stored)


CALENDAR = re.compile(r"\d{4}-\d\d-\d\d|\b\d{1,2} [A-Z][a-z]+ \d{4}\b")


def cells(tables):
    return [
        (name, cell) for name, rows in tables.items() for row in rows for cell in row.values()
    ]


def test_no_cell_of_any_table_holds_a_calendar_date(tables):
    assert any(row["nearest"] for row in tables["decisions"])
    dated = {
        (name, found[0]) for name, cell in cells(tables) if (found := CALENDAR.search(cell))
    }
    assert not dated


def test_no_id_of_the_clinic_stands_in_any_table(clinic, tables):
    ids = {
        name
        for event in events(clinic)
        for name in (event.id, event.who, event.enrolment, event.actor, event.previous)
    }
    words = {word for _, cell in cells(tables) for word in re.findall(r"[\w-]+", cell)}
    assert not ids & words


def test_an_input_names_the_answers_its_value_came_with_by_their_seq(tables):
    scored = {(row["participant_code"], int(row["seq"])) for row in tables["scores"]}
    named = [
        (row["participant_code"], one["source"], int(row["seq"]))
        for row in tables["decisions"]
        for one in json.loads(row["inputs"])
        if one["source"] is not None
    ]
    assert named
    assert all((who, seq) in scored and seq < decided for who, seq, decided in named)


def test_every_code_of_a_decision_is_explained(tables):
    for row in tables["decisions"]:
        assert row["outcome"] in OUTCOMES
        passed = {rule["passed_over"] for rule in json.loads(row["trace"])} - {None}
        assert passed <= PASSED_OVER.keys()
        assert {*json.loads(row["alternatives"]).values()} <= WHY_NOT.keys()


def test_every_column_with_fixed_codes_keeps_to_them(tables):
    for entry in TABLES:
        for column in entry.columns:
            given = {row[column.name] for row in tables[entry.name]} - {""}
            assert not column.codes or given <= column.codes.keys(), (entry.name, column.name)


NO_CODES = re.compile(
    r"(participant|enrolment)_code|content_(hash.*|before|after)|scorer|engine_version|migration"
)
"""Columns whose codes are nobody's but the bundle's, the content's or the engine's."""


def test_every_code_in_the_tables_is_in_the_list_of_codes(folder, tables):
    told = {
        (row["file"], row["column"], row["code"]): row
        for row in table(folder, "simulated_codelist")
    }
    for entry in TABLES:
        for column in entry.columns:
            if column.type == "code" and not NO_CODES.fullmatch(column.name):
                for row in tables[entry.name]:
                    given = (entry.name, column.name, row[column.name])
                    number = column.name == "value" and row["value"].isdecimal()
                    assert not row[column.name] or number or told[given]["meaning"], given


def test_a_code_stands_for_one_thing_in_one_content(folder):
    rows = table(folder, "simulated_codelist")
    keys = [tuple(v for name, v in row.items() if name != "meaning") for row in rows]
    assert len(set(keys)) == len(keys)


def test_each_score_can_be_made_again_from_the_answers(clinic, tables):
    program = clinic.program(clinic.stores.archive.current()[PROGRAM])
    scored = {
        (row["participant_code"], row["seq"], row["scale"]): (row["value"], row["n_answered"])
        for row in tables["scores"]
    }
    made = 0
    place = itemgetter("participant_code", "seq", "instrument")
    for (who, seq, instrument), rows in groupby(tables["answers"], place):
        items = {row["item"]: row["value"] or None for row in rows if asked(row)}
        for one in score(program.instruments[InstrumentId(instrument)].file, items):
            assert scored[who, seq, one.scale] == (cell(one.value), str(one.answered))
            made += 1
    assert made > 100


def asked(row):
    return row["missing_reason"] != "not_asked"


def test_changes_are_counted_from_the_value_that_is_marked_as_the_baseline(tables):
    value = {
        (row["enrolment_code"], row["seq"]): float(row["value"])
        for row in tables["scores"]
        if row["scale"] == "peg" and row["value"]
    }
    first = {
        row["enrolment_code"]: float(row["value"])
        for row in tables["scores"]
        if row["scale"] == "peg" and row["baseline"] == "true"
    }
    seen = [
        (row["enrolment_code"], str(one["source"]), one["value"])
        for row in tables["decisions"]
        for one in json.loads(row["inputs"])
        if one["variable"] == "peg since baseline"
        if one["source"] is not None and "percent" not in one["needs"]
    ]
    assert len(seen) > 100
    for who, source, change in seen:
        assert value[who, source] - first[who] == pytest.approx(change, abs=0.01)


def test_a_signal_names_the_answers_it_was_raised_from(tables):
    scales = {(row["participant_code"], int(row["seq"])): [] for row in tables["scores"]}
    for row in tables["scores"]:
        scales[row["participant_code"], int(row["seq"])].append(row["scale"])
    high = [row for row in tables["signals"] if row["kind"] == "area_high"]
    assert high
    for row in high:
        assert "{area}" in row["reason"]
        one, other = json.loads(row["facts_behind"])
        who = row["participant_code"]
        assert any(
            area.startswith("area-") for area in {*scales[who, one]} & {*scales[who, other]}
        )


def test_every_kind_of_signal_that_the_engine_raises_is_in_the_list():
    """Kinds are the first argument of what makes a signal or a finding, or a `kind` of it."""
    found = set()
    for name in ("adapt/signals", "adapt/ageing", "safety"):
        tree = ast.parse((Path(__file__).parents[1] / f"program/{name}.py").read_text("utf-8"))
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") in MAKERS:
                given = [*call.args[:1], *(k.value for k in call.keywords if k.arg == "kind")]
                found |= {one.value for one in given if isinstance(one, ast.Constant)}
    assert found - {"heavy_mood"} == SIGNAL_KINDS.keys() - {"step_up", "mood_unmoved"}


MAKERS = ("signal", "Finding", "SignalRaised")


def test_a_completed_module_never_ends_before_it_began(tables):
    for row in tables["module_progress"]:
        if row["state"] == "completed":
            assert int(row["opened_day"]) <= int(row["completed_day"])
            assert int(row["steps_done"]) + int(row["steps_skipped"]) >= int(
                row["steps_required"]
            )
