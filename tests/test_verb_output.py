"""What a verb says goes out whole, also where the terminal knows ASCII alone."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from program.cli import main
from tests.content import good_content

ROOT = Path(__file__).parent.parent
ASCII_ALONE = pytest.mark.parametrize(
    "known",
    [
        {"PYTHONIOENCODING": "ascii"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    ],
)


def said(*arguments: str, **known: str) -> bytes:
    run = subprocess.run(
        [sys.executable, "-m", "program", *arguments],
        env={"PYTHONDONTWRITEBYTECODE": "1", **known},
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    assert run.stderr == b""
    return run.stdout


@ASCII_ALONE
def test_names_go_out_where_the_terminal_has_no_letter_for_them(known, tmp_path, monkeypatch):
    store = f"tinydb:{tmp_path / 'data'}"
    monkeypatch.setenv("CAIRN_STORE", store)
    monkeypatch.setattr("sys.stdin", io.StringIO("long enough for this\n"))
    added = ["user", "add", "--login", "zoe", "--name", "Zoë 🌿", "--role", "therapist"]
    assert main([*added, "--password-stdin"]) == 0
    told = said("user", "list", CAIRN_STORE=store, **known)
    assert rb"Zo\u00eb \ud83c\udf3f" in told


@ASCII_ALONE
def test_json_says_the_same_where_the_terminal_has_no_letter_for_it(known, tmp_path):
    for path, text in good_content().items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(text)
    with (tmp_path / "modules/first/module.yaml").open("a", encoding="utf-8") as stream:
        stream.write("schläft: 1\n")
    asked = ["check", "--content", str(tmp_path), "--format", "json"]
    narrow, wide = said(*asked, **known), said(*asked, PYTHONIOENCODING="utf-8")
    assert b"schl\\u00e4ft" in narrow
    assert "schläft" in wide.decode("utf-8")
    assert json.loads(narrow) == json.loads(wide)
