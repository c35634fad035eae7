"""A bundle says what it is to any program that reads Data Packages, and it is so."""

import csv
import json
import shutil
from datetime import UTC, datetime

import pytest
from frictionless import Package

from program.export.columns import NEVER
from program.export.tables import TABLES
from program.service.study import export_study
from program.settings import Settings
from program.simulate.cohort import write_cohort
from program.simulate.demo import fill
from program.storage.memory import memory_stores
from tests.make import day
from tests.study import RHEA, Told, ana, practised
from tests.test_cohort import FILES, cohort


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A bundle of three people, told fact by fact."""
    told = Told()
    ana(told)
    told.enrol("ben", on=20)
    told.tell("cleo", (21, practised(1)))
    told.at = day(60)
    folder = tmp_path_factory.mktemp("small") / "bundle"
    return export_study(told.clinic, RHEA, folder).folder


def played(folder):
    stores = memory_stores("simulated")
    end = datetime(2026, 11, 20, 18, tzinfo=UTC)
    clinic = fill(stores, Settings(demo=True), 3, 3, end)
    export_study(clinic, RHEA, folder)


def simulated(folder):
    write_cohort(folder, cohort(4), FILES)


def described(folder):
    return json.loads((folder / "datapackage.json").read_text("utf-8"))


def wrong(folder, name=""):
    """What a reader of Data Packages finds wrong with a bundle, or with one table of it."""
    package = Package(str(folder / "datapackage.json"))
    report = package.get_resource(name).validate() if name else package.validate()
    return [(one.type, one.note) for task in report.tasks for one in task.errors] + [
        (one.type, one.note) for one in report.errors
    ]


def test_every_cell_of_a_bundle_is_what_its_package_says(small):
    assert wrong(small) == []


@pytest.mark.parametrize("make", [played, simulated])
def test_every_cell_of_invented_people_is_what_its_package_says(make, tmp_path):
    make(tmp_path / "bundle")
    assert wrong(tmp_path / "bundle") == []
    package = described(tmp_path / "bundle")
    assert package["name"] == "cairn-study-simulated"
    assert package["title"].endswith("(simulated)")
    assert all(one["path"].startswith("simulated_") for one in package["resources"])


def test_a_package_names_every_table_with_its_columns_in_order(small):
    files = {path.name for path in small.glob("*.csv")}
    for one in described(small)["resources"]:
        files.remove(one["path"])
        with (small / one["path"]).open(newline="") as stream:
            assert [f["name"] for f in one["schema"]["fields"]] == next(csv.reader(stream))
    assert files == set()


def test_a_package_says_of_each_column_what_the_codebook_says(small):
    schemas = {one["name"]: one["schema"] for one in described(small)["resources"]}
    for table in TABLES:
        for column, field in zip(table.columns, schemas[table.name]["fields"], strict=True):
            rules = field.get("constraints", {})
            assert field["description"] == column.meaning
            assert field.get("unit", "") == column.unit.words
            assert rules.get("required", False) == (column.missing == NEVER)
            if column.missing != NEVER:
                assert field["missingValues"] == [{"value": "", "label": column.missing}]
            labels = {one["value"]: one["label"] for one in field.get("categories", ())}
            assert labels == column.codes
            assert rules.get("enum", []) == [*column.codes]
            assert len({*labels.values()}) == len(labels), "labels are unique (Table Schema)"


def test_every_row_has_a_name_and_no_two_have_the_same(small):
    for one in described(small)["resources"]:
        keys = one["schema"].get("uniqueKeys", [one["schema"].get("primaryKey")])
        for key in [key for key in keys if key is not None]:
            rows = [[row[name] for name in key] for row in rows_of(small, one["name"])]
            named = [tuple(row) for row in rows if all(row)]
            assert len({*named}) == len(named), one["name"]
    assert all(table.key or table.unique for table in TABLES)


SPOILT = [
    ("participants", "participant_code", "ana", "constraint-error"),
    ("participants", "mode", "real", "constraint-error"),
    ("participants", "visits", "-1", "constraint-error"),
    ("participants", "facts", "1.5", "type-error"),
    ("enrolments", "program", "", "constraint-error"),
    ("enrolments", "content_hash", "3f9a", "constraint-error"),
    ("enrolments", "stopped_visiting", "yes", "type-error"),
    ("enrolments", "participant_code", "paaaaaaaaaaaa", "foreign-key"),
    ("module_progress", "useful", "11", "constraint-error"),
    ("module_progress", "planned_order", "0", "constraint-error"),
    ("module_progress", "enrolment_code", "paaaaaaaaaaaa-1", "foreign-key"),
    ("check_ins", "week", "-1", "constraint-error"),
    ("scores", "value", "much", "type-error"),
    ("scores", "occasion", "now and then", "constraint-error"),
    ("decisions", "trace", "{}", "type-error"),
    ("decisions", "alternatives", "[]", "type-error"),
    ("decisions", "probability", "0", "constraint-error"),
    ("decisions", "seq", "0", "constraint-error"),
    ("visits", "participant_code", "paaaaaaaaaaaa", "foreign-key"),
    ("codebook", "meaning", "", "constraint-error"),
]


@pytest.mark.parametrize(("name", "column", "given", "found"), SPOILT)
def test_a_wrong_cell_is_found(small, tmp_path, name, column, given, found):
    folder = shutil.copytree(small, tmp_path / "spoilt")
    rewrite(folder / f"{name}.csv", lambda rows: rows[-1].update({column: given}))
    without_sums(folder)
    assert found in {kind for kind, _ in wrong(folder, name)}


def test_a_row_that_is_there_twice_is_found(small, tmp_path):
    folder = shutil.copytree(small, tmp_path / "spoilt")
    keyed = [table.name for table in TABLES if table.key and rows_of(folder, table.name)]
    assert len(keyed) > 7
    for name in keyed:
        rewrite(folder / f"{name}.csv", lambda rows: rows.append(rows[-1]))
    without_sums(folder)
    for name in keyed:
        assert "primary-key" in {kind for kind, _ in wrong(folder, name)}, name


def test_a_file_that_was_changed_is_found_by_its_sum(small, tmp_path):
    folder = shutil.copytree(small, tmp_path / "spoilt")
    rewrite(folder / "visits.csv", lambda rows: rows.pop())
    assert {kind for kind, _ in wrong(folder, "visits")} >= {"hash-count", "byte-count"}


def rows_of(folder, name):
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def rewrite(path, change):
    rows = rows_of(path.parent, path.stem)
    head = [*rows[0]]
    change(rows)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, head)
        writer.writeheader()
        writer.writerows(rows)


def without_sums(folder):
    """The cells alone are to tell that something is wrong."""
    package = described(folder)
    for one in package["resources"]:
        del one["bytes"], one["hash"]
    (folder / "datapackage.json").write_text(json.dumps(package), "utf-8")
