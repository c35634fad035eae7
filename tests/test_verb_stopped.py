"""What a verb says when somebody stops it, or something stops a process that works for it."""

import multiprocessing

import pytest

from program.cli import demo, main, simulate
from program.storage.open import open_stores
from tests.content import mistake


def stopped(*told: object) -> None:
    raise KeyboardInterrupt


def killed(*told: object) -> None:
    for process in multiprocessing.active_children():
        process.kill()


def asked(tmp_path, participants: int) -> list[str]:
    who = ["--program", "steady-steps", "--participants", str(participants), "--weeks", "2"]
    return ["simulate", *who, "--processes", "2", "--out", str(tmp_path / "out")]


@pytest.mark.parametrize(
    ("stop", "code", "told"),
    [(stopped, 130, "stopped before the end"), (killed, 2, "ended from outside")],
)
def test_a_cohort_that_is_stopped_says_so_in_a_line_and_leaves_nothing_behind(
    tmp_path, capfd, monkeypatch, stop, code, told
):
    monkeypatch.setattr(simulate, "bar", stop)
    assert main(asked(tmp_path, participants=200)) == code
    said = capfd.readouterr().err.strip()
    assert told in said
    assert "\n" not in said
    assert list(tmp_path.iterdir()) == []


def test_a_demo_that_is_stopped_says_what_to_do_with_what_is_there(
    tmp_path, capsys, monkeypatch
):
    monkeypatch.setattr(demo, "bar", stopped)
    store = f"tinydb:{tmp_path / 'demo'}"
    assert main(["demo", "--participants", "2", "--store", store]) == 2
    assert f"{store} is half made" in capsys.readouterr().err
    assert open_stores(store, "simulated").accounts.all()


def test_a_demo_of_content_that_is_not_finished_says_so_and_can_be_made_later(
    tmp_path, capsys, monkeypatch
):
    for path, text in mistake("number-without-a-source").files.items():
        (tmp_path / "draft" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "draft" / path).write_bytes(text)
    monkeypatch.setenv("CAIRN_CONTENT", str(tmp_path / "draft"))
    store = f"tinydb:{tmp_path / 'demo'}"
    assert main(["demo", "--participants", "2", "--store", store]) == 2
    said = capsys.readouterr().err
    assert "this content has errors, or is unfinished; `python -m program check` says" in said
    assert not open_stores(store, "simulated").accounts.all()
