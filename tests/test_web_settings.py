"""Operators find every setting, and the app runs with the settings that were measured."""

import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from program.settings import Settings, read_settings


@pytest.mark.parametrize("name", [field.name for field in fields(Settings)])
def test_every_setting_stands_in_the_operators_guide_with_its_default(name):
    guide = Path("docs/operators.md").read_text("utf-8")
    rows = {
        row.split("|")[1].strip(): row for row in guide.splitlines() if row.startswith("| `")
    }
    row = rows[f"`CAIRN_{name.upper()}`"]
    default = getattr(Settings(), name)
    shown = str(int(default)) if isinstance(default, bool) else str(default)
    assert (f"`{shown}`" if shown else "| |") in row


def test_a_misspelt_setting_is_refused_by_name():
    with pytest.raises(ValueError, match="CAIRN_STOER"):
        read_settings({"CAIRN_STOER": "memory:"})


@pytest.mark.parametrize("zone", ["Mars", "Europe", "../etc/passwd", "Europe/London\0"])
def test_a_time_zone_that_nobody_knows_is_refused_before_a_page_needs_it(zone):
    with pytest.raises(ValueError, match=r"CAIRN_ZONE.*Europe/London"):
        read_settings({"CAIRN_ZONE": zone})
    assert read_settings({"CAIRN_ZONE": "Asia/Kolkata"}).zone == "Asia/Kolkata"


def test_the_framework_runs_as_measured_and_tells_nobody():
    held = tomllib.loads(Path(".streamlit/config.toml").read_text("utf-8"))
    assert held["runner"] == {"postScriptGC": False, "magicEnabled": False}
    assert held["browser"]["gatherUsageStats"] is False
    assert held["client"]["showErrorDetails"] == "none"
    assert held["client"]["showErrorLinks"] is False
    assert held["client"]["allowedOrigins"] == []
    assert held["server"]["address"] == "127.0.0.1"
    assert held["server"]["fileWatcherType"] == "none"
    assert set(held["server"]["trustedUserHeaders"]) == {
        "x-app-user",
        "x-app-role",
        "x-app-sid",
    }
