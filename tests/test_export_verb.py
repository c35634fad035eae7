"""`python -m program export`: for researchers, in plain words."""

import pytest

from program.cli import main
from program.events import Visited
from program.storage.open import open_stores
from tests.study import Told, ana
from tests.test_decide import PLAN


@pytest.fixture
def store(tmp_path, monkeypatch):
    setting = f"tinydb:{tmp_path / 'data'}"
    monkeypatch.setenv("CAIRN_STORE", setting)
    ana(Told(open_stores(setting, "simulated")))
    return tmp_path


def test_a_researcher_gets_the_bundle_and_is_told_what_was_written(store, capsys):
    assert main(["export", "--out", str(store / "bundle"), "--as", "rhea"]) == 0
    said = capsys.readouterr()
    planned = len(PLAN.modules)  # one row for each, whether it was opened or not
    assert f"module_progress: {planned} rows" in said.out
    assert str(store / "bundle") in said.out
    assert (store / "bundle" / "simulated_decisions.csv").is_file()
    assert said.err == ""


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (["--as", "theo"], "theo is no researcher"),
        (["--as", "nobody"], "there is no account nobody"),
        ([], "--as LOGIN"),
    ],
)
def test_anybody_else_is_refused_in_plain_words(store, capsys, given, words):
    assert main(["export", "--out", str(store / "bundle"), *given]) == 2
    said = capsys.readouterr()
    assert words in said.err
    assert "Traceback" not in said.err
    assert not (store / "bundle").exists()


def test_a_folder_that_holds_something_is_refused(store, capsys):
    assert main(["export", "--out", str(store), "--as", "rhea"]) == 2
    assert "new or an empty folder" in capsys.readouterr().err


def test_a_place_that_cannot_be_written_is_said(store, capsys):
    (store / "file").write_text("no folder")
    assert main(["export", "--out", str(store / "file" / "bundle"), "--as", "rhea"]) == 2
    assert "cannot be written" in capsys.readouterr().err


def test_whoever_was_left_out_is_told_by_the_exit_code_and_the_bundle_stands(store, capsys):
    journal = store / "data" / "events" / "ana.jsonl"
    journal.write_bytes(journal.read_bytes().replace(b'"useful":8', b'"useful":9'))
    assert main(["export", "--out", str(store / "bundle"), "--as", "rhea"]) == 1
    assert "is not as it was kept" in capsys.readouterr().out
    assert (store / "bundle" / "simulated_decisions.csv").is_file()
    with pytest.raises(SystemExit):
        main(["export", "--help"])
    assert "left out" in capsys.readouterr().out


def test_whose_program_is_a_folder_in_the_archive_is_left_out_and_the_rest_goes_on(
    store, capsys
):
    told = Told(open_stores(f"tinydb:{store / 'data'}", "simulated"))
    version = store / "data" / "archive" / "versions" / f"{told.content}.json"
    told.tell("cleo", Visited())  # nobody has assigned a program yet
    version.unlink()
    version.mkdir()
    assert main(["export", "--out", str(store / "bundle"), "--as", "rhea"]) == 1
    said = capsys.readouterr().out
    assert "the pinned program is not in the archive as it was published" in said
    assert "participants: 1 rows" in said
    assert main(["audit", "verify"]) == 1
    assert "is a folder, not a file" in "".join(capsys.readouterr())


def test_a_linkage_that_cannot_be_written_is_named_and_not_the_bundle(store, capsys):
    (store / "file").write_text("no folder")
    given = ["--out", str(store / "bundle"), "--as", "rhea"]
    assert main(["export", *given, "--linkage", str(store / "file" / "l.csv")]) == 2
    said = capsys.readouterr().err
    assert str(store / "file" / "l.csv") in said
    assert str(store / "bundle") not in said
    assert not (store / "bundle").exists()


def test_where_there_is_no_clinic_none_is_made(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("CAIRN_STORE", f"tinydb:{tmp_path / 'data'}")
    assert main(["export", "--out", str(tmp_path / "bundle"), "--as", "rhea"]) == 2
    assert "there is no store" in capsys.readouterr().err
    assert [*tmp_path.iterdir()] == []


def test_the_linkage_goes_where_it_was_asked_for(store, capsys):
    given = ["--out", str(store / "bundle"), "--as", "rhea", "--linkage", str(store / "l.csv")]
    assert main(["export", *given]) == 0
    assert "says who is who" in capsys.readouterr().out
    assert "ana" in (store / "l.csv").read_text()
