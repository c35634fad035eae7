"""What goes wrong on our side is said in plain words; the log has the rest."""

import logging
import re
from errno import ENOSPC

import pytest

from program.modules.folder import read_folder
from program.service.running import get_clinic
from program.settings import Settings
from program.storage.ports import Unavailable
from program.ui.trouble import without_words
from tests.web import Clock, clinic_open, come_in, look_at, somebody, stream

WORDS = "words of a patient"


@pytest.fixture
def nowhere(tmp_path):
    """A data folder that cannot be made: its parent is a file."""
    (tmp_path / "data").write_text("")
    return f"tinydb:{tmp_path / 'data' / 'clinic'}"


def test_an_unwritable_data_folder_is_plain_words_on_the_page_and_advice_in_the_log(
    nowhere, caplog
):
    with clinic_open(store=nowhere) as client:
        page = client.get("/login")
        assert page.status_code == 503
        assert "We cannot reach the place where your answers are kept" in page.text
        assert come_in(client).status_code == 503
        assert client.get("/", headers={"cookie": "cairn_session=x"}).status_code == 503
        assert client.get("/healthz").json()["store"] is False
    assert "this user may write to it" in caplog.text
    assert "Traceback" not in page.text + caplog.text


def test_a_store_that_comes_back_is_found_without_a_restart(tmp_path, nowhere):
    clock = Clock()
    with clinic_open(clock, store=nowhere) as client:
        assert client.get("/login").status_code == 503
        (tmp_path / "data").unlink()
        clock.pass_by(seconds=10)
        assert client.get("/login").status_code == 200


def test_a_store_that_goes_away_shows_plain_words_and_no_traceback(monkeypatch, caplog):
    def away(*_: object) -> None:
        raise Unavailable(WORDS)

    with clinic_open() as client:
        somebody()
        come_in(client)
        with stream(client) as socket:
            look_at(socket)
            monkeypatch.setattr(get_clinic().stores.accounts, "session", away)
            seen = look_at(socket)
        assert "What you saved is safe" in seen
        assert "Traceback" not in seen
        assert "Unavailable" in caplog.text
        assert "that the disk has room" in caplog.text
        caplog.clear()
        assert client.get("/").status_code == 503
    assert WORDS not in caplog.text
    assert "that the disk has room" in caplog.text


def test_a_broken_page_shows_a_number_that_the_log_has_too(monkeypatch, caplog):
    def broken(*_: object) -> None:
        raise RuntimeError(WORDS)

    with clinic_open() as client:
        somebody()
        come_in(client)
        monkeypatch.setattr("program.ui.session.account", broken)
        with stream(client) as socket:
            seen = look_at(socket)
    reference = re.search(r"tell us this number: (\w{8})", seen)[1]
    assert reference in caplog.text
    assert "test_web_trouble.py" in caplog.text
    assert WORDS not in caplog.text + seen


def test_the_log_of_a_broken_page_names_causes_without_their_text():
    try:
        try:
            raise ValueError(WORDS)
        except ValueError as problem:
            raise KeyError("ana") from problem
    except KeyError as problem:
        logged = without_words(problem)
    assert "ValueError" in logged
    assert "KeyError" in logged
    assert "my back" not in logged.replace("raise ValueError(WORDS)", "")


def test_the_log_of_a_broken_page_tells_what_the_system_calls_its_error():
    try:
        raise OSError(ENOSPC, WORDS, WORDS)
    except OSError as problem:
        logged = without_words(problem)
    assert "OSError: No space left on device" in logged
    assert WORDS not in logged


def test_an_error_nobody_foresaw_is_plain_words_with_the_security_headers(monkeypatch):
    def broken(*_: object) -> None:
        raise RuntimeError("secret")

    with clinic_open() as client:
        monkeypatch.setattr("program.web.help.help_lines", broken)
        answer = client.get("/help")
    assert answer.status_code == 500
    assert "Something on our side went wrong" in answer.text
    assert "secret" not in answer.text
    assert answer.headers["x-frame-options"] == "DENY"


def test_content_with_an_error_is_named_in_the_log_and_what_is_published_goes_on(
    tmp_path, caplog
):
    draft, store = tmp_path / "content", f"tinydb:{tmp_path / 'data'}"
    for name, text in read_folder(Settings().content).items():
        (draft / name).parent.mkdir(parents=True, exist_ok=True)
        (draft / name).write_bytes(text)
    with clinic_open(store=store, content=draft):
        published = get_clinic().stores.archive.current()
    (draft / "programs" / "pain-and-mood" / "program.yaml").write_text("id: [")
    with caplog.at_level(logging.ERROR), clinic_open(store=store, content=draft) as client:
        assert get_clinic().stores.archive.current() == published
        assert client.get("/healthz").json()["content"] is True
    assert "programs/pain-and-mood/program.yaml" in caplog.text
