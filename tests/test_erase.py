"""Somebody who asks for it is removed for good, and nobody else is touched."""

import pytest

from program.access import Refused
from program.cli import main
from program.record import Record
from program.service.accounts import OPERATOR
from program.service.clinic import Clinic
from program.service.erasing import erase
from program.service.study import export_study
from program.settings import Settings
from program.storage.audit import verify
from program.storage.open import open_stores
from program.storage.ports import Draft
from tests.clinic import ANA, PATIENT, THERAPIST, Small
from tests.make import MONDAY
from tests.study import RHEA


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A clinic of Ana, who has begun and is writing, and her therapist."""
    folder = tmp_path / "data"
    monkeypatch.setenv("CAIRN_STORE", f"tinydb:{folder}")
    small = Small(open_stores(f"tinydb:{folder}")).enrol()
    small.open_welcome()
    words = {"goal": "Walk to the lake"}
    draft = Draft(key="k", revision=1, saved_at=MONDAY, answers=words)
    small.stores.drafts.save(ANA, "s-1", draft)
    assert main(["tick"]) == 0
    return folder


def told_of_ana(folder) -> list[str]:
    """The files that still hold anything of hers, besides notes of who did what when."""
    return sorted(
        path.parent.name
        for path in folder.rglob("*")
        if path.is_file() and path.parent.name not in ("audit", "anchors")
        if any(word in path.read_bytes() for word in (b"Ana", b'"ana"', b"Walk to the lake"))
    )


def test_nothing_of_somebody_who_was_erased_is_left_and_the_store_proves_itself(folder, capsys):
    assert told_of_ana(folder) == ["accounts", "drafts", "events"]
    assert main(["erase", PATIENT.account]) == 2
    assert told_of_ana(folder) == ["accounts", "drafts", "events"]
    assert main(["erase", PATIENT.account, "--for-good"]) == 0
    assert told_of_ana(folder) == []
    stores = open_stores(f"tinydb:{folder}")
    assert [one.id for one in stores.accounts.all()] == [THERAPIST.account]
    findings = verify(stores)
    assert (findings.found, findings.notes, findings.erased) == ((), (), 1)
    capsys.readouterr()
    for wrong in (PATIENT.account, THERAPIST.account, "nobody"):
        assert main(["erase", wrong, "--for-good"]) == 2
        assert "there is no patient with the login" in capsys.readouterr().err


def test_an_erasure_that_broke_off_is_finished_by_doing_it_again(folder, monkeypatch):
    stores = open_stores(f"tinydb:{folder}")
    stores.events.erase(ANA)
    assert verify(stores).found
    assert main(["erase", PATIENT.account, "--for-good"]) == 0
    assert told_of_ana(folder) == []
    assert verify(stores).found == ()


def test_an_erasure_that_broke_off_is_found_and_the_app_forgets_all_the_same(
    folder, monkeypatch
):
    running = Small(open_stores(f"tinydb:{folder}"))
    assert running.clinic.record(ANA).modules

    def killed(who):
        raise KeyboardInterrupt

    elsewhere = Small(open_stores(f"tinydb:{folder}"))
    monkeypatch.setattr(elsewhere.stores.drafts, "erase", killed)
    with pytest.raises(KeyboardInterrupt):
        erase(elsewhere.clinic, OPERATOR, PATIENT.account)
    (found,) = verify(running.stores).found
    assert (found.who, found.what) == (ANA, "was erased, and its account is still there")
    assert running.clinic.record(ANA) == Record()
    assert main(["erase", PATIENT.account, "--for-good"]) == 0
    assert verify(running.stores).found == ()


def test_a_history_that_comes_back_after_it_was_erased_is_found_and_erased_again(
    folder, tmp_path, capsys
):
    journal, out = folder / "events" / "ana.jsonl", tmp_path / "out"
    clinic = Clinic(open_stores(f"tinydb:{folder}"), Settings(), now=lambda: MONDAY)
    backup = journal.read_bytes()
    assert main(["erase", PATIENT.account, "--for-good"]) == 0
    first, second, *_ = backup.splitlines(keepends=True)
    older = first.replace(b'"batch":2', b'"batch":1') + second[:9]
    for n, come_back in enumerate((backup, older)):
        journal.write_bytes(come_back)
        capsys.readouterr()
        assert main(["audit", "verify"]) == 1
        assert "ana: was erased, and its history is there again" in capsys.readouterr().out
        assert main(["audit", "accept", ANA, "--reason", "It was put back"]) == 2
        taken = export_study(clinic, RHEA, out / str(n))
        assert (taken.rows["participants"], len(taken.left_out)) == (0, 1)
        assert main(["erase", ANA, "--for-good"]) == 0
        assert told_of_ana(folder) == []
        assert verify(open_stores(f"tinydb:{folder}")).found == ()


def test_no_bundle_holds_a_history_without_account_while_nobody_can_read_who_was_erased(
    folder, tmp_path
):
    journal, notes = folder / "events" / "ana.jsonl", folder / "audit" / "access.jsonl"
    clinic = Clinic(open_stores(f"tinydb:{folder}"), Settings(), now=lambda: MONDAY)
    backup = journal.read_bytes()
    assert main(["erase", PATIENT.account, "--for-good"]) == 0
    journal.write_bytes(backup)
    notes.write_bytes(b"no note\n" + notes.read_bytes())
    taken = export_study(clinic, RHEA, tmp_path / "out")
    assert (taken.rows["participants"], len(taken.left_out)) == (0, 1)


def test_what_an_open_page_saves_meanwhile_or_a_moment_later_goes_too(folder, monkeypatch):
    small = Small(open_stores(f"tinydb:{folder}"))
    accounts, words = small.stores.accounts, {"goal": "Walk to the lake"}
    gone = accounts.erase

    def erase_account(account):
        small.draft("s-2", "k", words)
        assert told_of_ana(folder) == ["accounts", "drafts"]
        gone(account)

    monkeypatch.setattr(accounts, "erase", erase_account)
    erase(small.clinic, OPERATOR, PATIENT.account)
    assert told_of_ana(folder) == []
    small.draft("s-1", "k", words)
    assert told_of_ana(folder) == []


def test_only_the_operator_erases():
    small = Small().enrol()
    for by in (THERAPIST, PATIENT):
        with pytest.raises(Refused):
            erase(small.clinic, by, PATIENT.account)
