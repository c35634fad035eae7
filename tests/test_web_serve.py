"""Starting the app and adding people from a terminal."""

import io
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx2
import pytest

from program.cli import main
from program.service.running import open_clinic, settle
from program.settings import Settings
from program.web.listening import Exposed, refuse_exposed
from tests.make import MONDAY


@pytest.fixture
def store(tmp_path, monkeypatch):
    """The store of a clinic of its own, named in the environment."""
    setting = f"tinydb:{tmp_path / 'data'}"
    monkeypatch.setenv("CAIRN_STORE", setting)
    return setting


def typed(monkeypatch, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))


def add(login="tea", role="therapist", *more: str) -> int:
    person = ["--login", login, "--name", login.title(), "--role", role]
    return main(["user", "add", *person, "--password-stdin", *more])


EVERYWHERE = "0.0.0.0"  # noqa: S104 - the very address in question


@pytest.mark.parametrize("address", [EVERYWHERE, "::", "192.168.1.5", "clinic.example", ""])
def test_the_app_refuses_to_listen_beyond_this_machine_without_tls(address, store, capsys):
    assert main(["serve", "--address", address]) == 2
    said = capsys.readouterr().err
    assert "CAIRN_BEHIND_TLS=1" in said
    assert "Traceback" not in said


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.0.1", "::1", "localhost"])
def test_this_machine_needs_no_tls(address):
    assert refuse_exposed(address, tls=False) is None


def test_behind_tls_it_listens_anywhere_and_without_an_address_nowhere():
    refuse_exposed(EVERYWHERE, tls=True)
    with pytest.raises(Exposed):
        refuse_exposed(None, tls=False)


def test_a_certificate_needs_its_key_and_both_must_be_there(store, capsys, tmp_path):
    assert main(["serve", "--certfile", "a.pem"]) == 2
    assert "go together" in capsys.readouterr().err
    assert main(["serve", "--certfile", "a.pem", "--keyfile", "b.pem"]) == 2
    assert "a.pem is not a file" in capsys.readouterr().err


@pytest.mark.parametrize("hours", ["soon", "0", "²", "721", "9" * 5000])
def test_a_setting_that_makes_no_sense_is_said_with_advice(store, capsys, monkeypatch, hours):
    monkeypatch.setenv("CAIRN_SESSION_HOURS", hours)
    assert main(["serve"]) == 2
    assert "write a whole number" in capsys.readouterr().err


def test_a_demo_is_never_served_on_a_store_of_real_people(store, capsys, monkeypatch):
    open_clinic(Settings(store=store), lambda: MONDAY)
    monkeypatch.setenv("CAIRN_DEMO", "1")
    assert main(["serve"]) == 2
    assert "holds real people" in capsys.readouterr().err


def test_a_clinic_that_nobody_can_sign_in_to_says_in_the_log_how_to_add_people(
    store, monkeypatch, caplog
):
    clinic = open_clinic(Settings(store=store), lambda: MONDAY)
    settle(clinic)
    assert "python -m program user add" in caplog.text
    caplog.clear()
    typed(monkeypatch, "long enough words\n")
    add("tess", "therapist")
    settle(clinic)
    assert "user add" not in caplog.text


def test_a_region_without_crisis_lines_is_said_in_the_log_before_anybody_needs_them(
    store, caplog
):
    for region, said in (("uk", True), ("gb", False)):
        caplog.clear()
        settle(open_clinic(Settings(store=store, region=region), lambda: MONDAY))
        assert ("set CAIRN_REGION to a region that has one: es, gb, us." in caplog.text) is said


def test_only_adding_somebody_makes_a_store_where_none_is(store, capsys):
    for command in ("list", "close --login ana", "password --login ana", "cover tea --nobody"):
        assert main(["user", *command.split()]) == 2
        assert "set CAIRN_STORE to where it is" in capsys.readouterr().err
    assert not Path(store.removeprefix("tinydb:")).exists()


def test_a_piped_password_that_is_no_text_is_refused_in_words(store, monkeypatch, capsys):
    typed(monkeypatch, "long enough words\udcff\n")
    assert add("tea", "therapist") == 2
    assert "write the password in UTF-8" in capsys.readouterr().err


def test_people_are_added_and_listed(store, monkeypatch, capsys):
    typed(monkeypatch, "long enough words\n")
    assert add("ana", "patient", "--therapist", "tea") == 2
    assert f"A clinic was begun at {store}." in capsys.readouterr().out
    typed(monkeypatch, "long enough words\n")
    assert add("tea", "therapist") == 0
    typed(monkeypatch, "long enough words\n")
    assert add("ana", "patient", "--therapist", "tea") == 0
    assert "begun" not in capsys.readouterr().out
    assert main(["user", "list"]) == 0
    ana = open_clinic(Settings(store=store), lambda: MONDAY).stores.accounts.by_login("ana")
    assert capsys.readouterr().out.splitlines() == [
        f"ana\tpatient\tAna\tactive\twith tea\thistory {ana.participant}",
        "tea\ttherapist\tTea\tactive",
    ]


def test_a_closed_account_is_listed_as_such_until_it_gets_a_new_password(
    store, monkeypatch, capsys
):
    typed(monkeypatch, "long enough words\n")
    add()
    assert main(["user", "close", "--login", "tea"]) == 0
    main(["user", "list"])
    assert "closed" in capsys.readouterr().out.splitlines()[-1]
    typed(monkeypatch, "other words to use\n")
    assert main(["user", "password", "--login", "tea", "--password-stdin"]) == 0
    main(["user", "list"])
    assert capsys.readouterr().out.splitlines()[-1].endswith("active")
    assert main(["user", "close", "--login", "nobody"]) == 2


@pytest.fixture
def two_therapists(store, monkeypatch, capsys):
    """tea, who looks after ana, and lee."""
    for login, role, *more in (
        ("tea", "therapist"), ("lee", "therapist"),
        ("ana", "patient", "--therapist", "tea"),
    ):  # fmt: skip
        typed(monkeypatch, "long enough words\n")
        assert add(login, role, *more) == 0
    capsys.readouterr()


@pytest.fixture
def said(capsys):
    """What a `user` command says when all goes well."""

    def say(command: str) -> str:
        assert main(["user", *command.split()]) == 0
        return capsys.readouterr().out

    return say


def noted(store: str) -> list[tuple[str, str | None, str]]:
    """What the audit journal says was done, about whom, and why."""
    notes = open_clinic(Settings(store=store), lambda: MONDAY).stores.audit.notes()
    return [(one.action, one.who, one.why) for one in notes]


def test_the_journal_tells_who_could_come_in_and_since_when_and_names_no_patient(
    two_therapists, said, store, monkeypatch, capsys
):
    said("close --login lee")
    typed(monkeypatch, "other words, long enough\n")
    said("password --login ana --password-stdin")
    typed(monkeypatch, "short\n")
    assert main(["user", "password", "--login", "tea", "--password-stdin"]) == 2
    assert main(["user", "close", "--login", "nobody"]) == 2
    ana = open_clinic(Settings(store=store), lambda: MONDAY).stores.accounts.by_login("ana")
    assert noted(store) == [
        ("add account", None, "tea, therapist"),
        ("add account", None, "lee, therapist"),
        ("add account", ana.participant, ""),
        ("close account", None, "lee, therapist"),
        ("set password", ana.participant, ""),
    ]


def test_a_therapist_who_is_away_is_covered_with_all_of_their_people(
    two_therapists, said, capsys
):
    assert "lee stands in for tea now. People: 1." in said("cover tea --by lee")
    assert "tea\ttherapist\tTea\tactive\tlee stands in\n" in said("list")
    assert "Nobody stands in for tea now." in said("cover tea --nobody")
    assert "stands in" not in said("list")
    for wrong in (["tea", "--by", "tea"], ["tea", "--by", "ana"], ["ana", "--by", "lee"]):
        assert main(["user", "cover", *wrong]) == 2
        assert "Traceback" not in capsys.readouterr().err


def test_whoever_stands_in_and_has_a_stand_in_too_is_named_since_cover_is_not_passed_on(
    two_therapists, said
):
    assert "passed on" not in said("cover tea --by lee")
    both = said("cover lee --by tea")
    assert "nobody sees the people of tea" in both
    assert "nobody sees the people of lee" in both
    assert "passed on" not in said("cover lee --nobody")


def test_a_patient_is_added_only_with_a_therapist_who_can_see_what_waits_for_them(
    two_therapists, said, capsys
):
    said("close --login lee")
    for more, why in ((), "needs --therapist"), (("--therapist", "lee"), "lee' is closed"):
        assert add("ben", "patient", *more) == 2
        assert why in capsys.readouterr().err
    assert "ben" not in said("list")


def test_closing_a_therapist_says_whom_nobody_looks_after_any_more(two_therapists, said):
    said("cover tea --by lee")
    assert "lee stood in for tea: nobody does now." in said("close --login lee")
    assert "people of tea: 1." in said("close --login tea")
    assert "ana\tpatient\tAna\tactive\twith tea (closed)\t" in said("list")


def test_people_go_over_to_another_therapist_one_or_all(two_therapists, said, store, capsys):
    said("cover lee --by tea")
    assert "lee looks after them now. People: 1." in said("transfer tea --to lee")
    assert "with lee\t" in said("list")
    accounts = open_clinic(Settings(store=store), lambda: MONDAY).stores.accounts
    ana, tea = accounts.by_login("ana"), accounts.by_login("tea")
    assert ana.covered_by == tea.id
    assert "People: 0." in said("cover tea --nobody")
    assert "People: 1." in said("cover lee --nobody")
    assert "tea looks after them now. People: 1." in said("transfer ana --to tea")
    assert noted(store)[3:] == [
        ("cover therapist", None, "lee by tea"),
        ("transfer people", None, "the people of tea to lee"),
        ("cover therapist", None, "tea by nobody"),
        ("cover therapist", None, "lee by nobody"),
        ("transfer people", ana.participant, "to tea"),
    ]
    assert "with tea\t" in said("list")
    said("close --login lee")
    for wrong in ("ana --to lee", "ana --to ana", "ben --to tea"):
        assert main(["user", "transfer", *wrong.split()]) == 2
        assert "Traceback" not in capsys.readouterr().err


def test_a_login_is_given_once(store, monkeypatch, capsys):
    for login, ends in (("tea", 0), ("TEA", 2)):
        typed(monkeypatch, "long enough words\n")
        assert add(login) == ends
    assert "is taken" in capsys.readouterr().err


@pytest.mark.parametrize("password", ["short\n", "\n", ""])
def test_a_short_password_is_refused(store, monkeypatch, capsys, password):
    typed(monkeypatch, password)
    assert add() == 2
    assert "10 characters or more" in capsys.readouterr().err


def test_a_password_is_never_asked_where_nobody_can_type(store, monkeypatch, capsys):
    typed(monkeypatch, "long enough words\n")
    assert main(["user", "add", "--login", "a", "--name", "A", "--role", "admin"]) == 2
    assert "--password-stdin" in capsys.readouterr().err


def test_root_writes_nothing_into_the_folder_of_another_account(store, monkeypatch, capsys):
    open_clinic(Settings(store=store), lambda: MONDAY)
    assert main(["user", "list"]) == 0
    if os.geteuid() == 0:
        os.chown(Path(store.removeprefix("tinydb:")) / "mode", 65534, -1)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    for verb in (["user", "list"], ["serve"], ["tick"]):
        assert main(verb) == 2
        assert "Run this as that account" in capsys.readouterr().err


def test_a_store_that_cannot_be_reached_is_said_without_a_traceback(
    tmp_path, monkeypatch, capsys
):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("CAIRN_STORE", f"tinydb:{tmp_path / 'file' / 'data'}")
    assert main(["user", "list"]) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_every_verb_says_that_it_may_not_read_the_store(store, capsys):
    (Path(store.removeprefix("tinydb:")) / "mode").mkdir(parents=True)
    for verb in (
        "user list",
        "tick",
        "audit verify",
        "replay",
        "serve",
        "erase ana",
        "publish",
    ):
        assert main(verb.split()) == 2
        assert "See that this account may read the folder" in capsys.readouterr().err


def test_the_served_app_keeps_the_door_and_ends_in_peace(store):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    served = subprocess.Popen(
        [sys.executable, "-m", "program", "serve", "--port", str(port)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        base = f"http://127.0.0.1:{port}"
        assert answered(f"{base}/healthz", served).json() == {
            "alive": True, "store": True, "content": True,
        }  # fmt: skip
        assert httpx2.get(base).headers["location"] == "/login"
        assert httpx2.get(f"{base}/_stcore/host-config").status_code == 401
    finally:
        served.send_signal(signal.SIGTERM)
        said, _ = served.communicate(timeout=20)
    assert served.returncode == 0
    assert base in said
    assert "Traceback" not in said


def answered(url: str, served: subprocess.Popen[str]) -> httpx2.Response:
    """The first answer of a server that is starting."""
    deadline = time.monotonic() + 60
    while served.poll() is None:
        try:
            return httpx2.get(url)
        except httpx2.TransportError:
            assert time.monotonic() < deadline, "the server did not start"
            time.sleep(0.05)  # a port that is not open yet tells nobody when it will be
    pytest.fail("the server ended before it answered")
