"""What researchers read about the bundle is what the bundle is."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from program.export.stopping import ANSWERING_DAYS, VISITING_DAYS
from program.export.tables import TABLES
from program.service.study import export_study
from tests.study import RHEA, Told, ana
from tests.test_export_draws import played

DOC = Path(__file__).parents[1] / "docs" / "researchers.md"
BLOCKS = re.findall(r"^```python\n(.*?)^```", DOC.read_text("utf-8"), re.MULTILINE | re.DOTALL)


def test_every_file_of_a_bundle_is_named_for_researchers(tmp_path):
    told = Told()
    ana(told)
    text = DOC.read_text("utf-8")
    for name in export_study(told.clinic, RHEA, tmp_path / "bundle").files:
        inside = name.partition("/")[0] + "/" * ("/" in name)
        assert f"`{inside}`" in text, name


def test_no_file_is_named_that_a_bundle_does_not_hold():
    text = DOC.read_text("utf-8")
    files = {f"{table.name}.csv" for table in TABLES} | {"codebook.csv", "codelist.csv"}
    named = {line.split("`")[1] for line in text.splitlines() if line.startswith("| `")}
    assert {name for name in named if name.endswith(".csv")} == files


def test_the_days_of_silence_are_told_as_they_are_counted():
    text = DOC.read_text("utf-8")
    assert f"last {VISITING_DAYS} days before the export" in text
    assert f"last {ANSWERING_DAYS} days" in text


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A folder with a bundle in it under the names that the page uses."""
    place = tmp_path_factory.mktemp("place")
    folder = played(place / "study-2026-11")
    for path in folder.iterdir():
        path.rename(folder / path.name.removeprefix("simulated_"))
    return place


@pytest.mark.parametrize("block", BLOCKS, ids=range(len(BLOCKS)))
def test_what_researchers_are_shown_to_type_works_on_a_bundle(place, block):
    ran = subprocess.run(
        [sys.executable, "-c", block], cwd=place, capture_output=True, text=True
    )
    assert ran.returncode == 0, ran.stderr
