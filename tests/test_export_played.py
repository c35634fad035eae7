"""A clinic played through the real service exports whole, in codes that are explained."""

import csv
import json
import re
from datetime import UTC, datetime

import pytest

from program.events import Decision
from program.export.decision_codes import OUTCOMES, PASSED_OVER, WHY_NOT
from program.export.tables import TABLES
from program.service.study import export_study
from program.settings import Settings
from program.simulate.demo import PROGRAM, fill
from program.storage.memory import memory_stores
from tests.study import RHEA

csv.field_size_limit(10_000_000)


@pytest.fixture(scope="module")
def clinic():
    stores = memory_stores("simulated")
    end = datetime(2026, 11, 20, 18, tzinfo=UTC)
    return fill(stores, Settings(demo=True), 8, 3, end)


@pytest.fixture(scope="module")
def tables(clinic, tmp_path_factory):
    folder = export_study(clinic, RHEA, tmp_path_factory.mktemp("played") / "bundle").folder
    found = {}
    for table in TABLES:
        with (folder / f"simulated_{table.name}.csv").open(newline="") as stream:
            found[table.name] = list(csv.DictReader(stream))
    return found


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
    for table in TABLES:
        for column in table.columns:
            given = {row[column.name] for row in tables[table.name]} - {""}
            assert not column.codes or given <= column.codes.keys(), (table.name, column.name)


def test_a_completed_module_never_ends_before_it_began(tables):
    for row in tables["module_progress"]:
        if row["state"] == "completed":
            assert int(row["opened_day"]) <= int(row["completed_day"])
            assert int(row["steps_done"]) + int(row["steps_skipped"]) >= int(
                row["steps_required"]
            )
