"""A history that was put back from a backup on purpose is taken as it stands, once an operator
says so."""

import pytest

from program.access import Refused
from program.cli import main
from program.service.accepting import accept
from program.storage.audit import verify
from program.storage.open import open_stores
from tests.clinic import ANA, PATIENT, THERAPIST, Small

WHY = "The disk was lost; this is the backup of Sunday."


@pytest.fixture
def journal(tmp_path, monkeypatch, capsys):
    """Ana's history, put back from a backup that is older than its anchor."""
    monkeypatch.setenv("CAIRN_STORE", f"tinydb:{tmp_path / 'data'}")
    small = Small(open_stores(f"tinydb:{tmp_path / 'data'}")).enrol()
    journal = tmp_path / "data" / "events" / "ana.jsonl"
    backup = journal.read_bytes()
    small.open_welcome()
    assert main(["tick"]) == 0
    journal.write_bytes(backup)
    capsys.readouterr()
    return journal


def store(journal):
    return open_stores(f"tinydb:{journal.parent.parent}")


def test_a_restore_that_was_meant_is_said_once_and_kept_with_its_reason(journal, capsys):
    assert main(["audit", "verify"]) == 1
    assert "say so with `audit accept`" in capsys.readouterr().out
    assert main(["audit", "accept", ANA, "--reason", WHY]) == 0
    assert "2 events, where" in capsys.readouterr().out
    note = store(journal).audit.notes()[-1]
    assert (note.action, note.who, note.why) == ("accept history", ANA, WHY)
    capsys.readouterr()
    assert main(["audit", "verify"]) == 0
    assert f"by operator: {WHY}" in capsys.readouterr().out
    Small(store(journal)).open_welcome()
    assert main(["tick"]) == 0
    findings = verify(store(journal))
    assert (findings.found, findings.unanchored) == ((), 0)


def test_what_was_accepted_is_watched_from_then_on(journal):
    assert main(["audit", "accept", ANA, "--reason", WHY]) == 0
    first, *_ = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(first.replace(b'"batch":2', b'"batch":1'))
    (found,) = verify(store(journal)).found
    assert "2 were anchored" in found.what


@pytest.mark.parametrize(
    ("who", "reason", "told"),
    [
        (ANA, " ", "a reason is needed"),
        ("ben", WHY, "no history that stands elsewhere"),
        ("../ana", WHY, "../ana"),
    ],
)
def test_nothing_is_accepted_without_a_reason_or_where_nothing_differs(
    journal, capsys, who, reason, told
):
    assert main(["audit", "accept", who, "--reason", reason]) == 2
    assert told in capsys.readouterr().err
    assert main(["audit", "verify"]) == 1


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda data: data.replace(b'"enrolled"', b'"enrolles"'), "line 2"),
        (lambda data: b'"UTX"'.join(data.rsplit(b'"UTC"', 1)), "no event this engine can read"),
        (lambda data: b"", "restore the history first"),
    ],
)
def test_a_history_that_does_not_prove_itself_is_never_accepted(journal, capsys, change, told):
    journal.write_bytes(change(journal.read_bytes()))
    assert main(["audit", "accept", ANA, "--reason", WHY]) == 2
    assert told in capsys.readouterr().err
    assert all(note.action != "accept history" for note in store(journal).audit.notes())


def test_the_history_of_somebody_who_was_erased_is_never_accepted(journal, capsys):
    backup = journal.read_bytes()
    assert main(["erase", PATIENT.account, "--for-good"]) == 0
    for there in (journal.read_bytes(), backup):
        journal.write_bytes(there)
        assert main(["audit", "accept", ANA, "--reason", WHY]) == 2
        assert "ana was erased, for good" in capsys.readouterr().err


def test_only_the_operator_accepts():
    with pytest.raises(Refused):
        accept(Small().enrol().clinic, THERAPIST, ANA, WHY)
