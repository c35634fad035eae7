"""The tiny good content, and the gallery of mistakes laid over it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from program.modules.folder import read_folder

SAMPLES = Path(__file__).parent / "samples"
TODAY = date(2026, 11, 22)


def good_content() -> dict[str, bytes]:
    """A whole program, as small as can be: path below content/ -> bytes."""
    return dict(read_folder(SAMPLES / "good_content"))


def with_another() -> dict[str, bytes]:
    """The tiny program beside one that stands before it by name."""
    other = {
        path.replace("programs/tiny/", "programs/another/"): text.replace(
            b"id: tiny", b"id: another"
        )
        for path, text in good_content().items()
        if path.startswith("programs/tiny/")
    }
    return good_content() | other


@dataclass(frozen=True)
class Mistake:
    """One folder of the gallery."""

    files: Mapping[str, bytes]
    expected: Mapping[str, Any]


def mistakes() -> tuple[str, ...]:
    return tuple(sorted(folder.name for folder in (SAMPLES / "bad_content").iterdir()))


def mistake(name: str) -> Mistake:
    """The good content with one mistake in it, and what is to be said about it."""
    overlay = dict(read_folder(SAMPLES / "bad_content" / name))
    expected = yaml.safe_load(overlay.pop("expected.yaml"))
    files = good_content() | overlay
    for path in expected.get("remove", ()):
        del files[path]
    return Mistake(files, expected)
