"""Settings from the environment, as one frozen value. Read once, at the start."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Settings:
    """Everything an operator can set. Each is an environment variable with prefix CAIRN_."""

    store: str = "tinydb:./data"
    """CAIRN_STORE: kind and place of the store."""
    content: Path = Path("content")
    """CAIRN_CONTENT: the folder of drafts that `publish` reads."""
    region: str = "us"
    """CAIRN_REGION: whose crisis lines are shown."""
    zone: str = "UTC"
    """CAIRN_ZONE: the clinic's time zone, for people who have not set their own."""
    demo: bool = False
    """CAIRN_DEMO=1: sign in by picking a name. Only for a simulated store."""
    watched: bool = False
    """CAIRN_WATCHED=1: a named clinician reads signals every day; else pages say so."""
    duty: str = ""
    """CAIRN_DUTY: name of the clinician on duty. PHQ-9 is asked only where one is named."""
    behind_tls: bool = False
    """CAIRN_BEHIND_TLS=1: a proxy in front ends TLS. Needed to listen beyond loopback."""
    session_hours: int = 12
    """CAIRN_SESSION_HOURS: how long a sign-in lasts."""


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Read the settings. Raises ValueError with advice where one makes no sense."""
    given = {
        name.removeprefix("CAIRN_").lower(): value
        for name, value in environment.items()
        if name.startswith("CAIRN_") and value
    }
    unknown = sorted(given.keys() - Settings.__dataclass_fields__.keys())
    if unknown:
        names = ", ".join(f"CAIRN_{name.upper()}" for name in unknown)
        raise ValueError(f"unknown setting: {names}; see docs/operators.md for those there are")
    typed: dict[str, Any] = {name: _typed(name, value) for name, value in given.items()}
    return Settings(**typed)


def _typed(name: str, value: str) -> object:
    default = getattr(Settings(), name)
    if isinstance(default, bool):
        if value not in ("0", "1"):
            raise ValueError(f"CAIRN_{name.upper()} is {value!r}; write 1 for yes or 0 for no")
        return value == "1"
    if isinstance(default, int):
        if not value.isdecimal() or len(value) > 3 or not 1 <= int(value) <= 24 * 30:
            raise ValueError(
                f"CAIRN_{name.upper()} is {value!r}; write a whole number from 1 to 720"
            )
        return int(value)
    if isinstance(default, Path):
        return Path(value)
    return _zone(value) if name == "zone" else value


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (KeyError, OSError, ValueError):
        raise ValueError(f"CAIRN_ZONE is {value!r}; write one such as Europe/London") from None
    return value
