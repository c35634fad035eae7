"""The one place where content is read from a disk."""

import re
from collections.abc import Mapping
from pathlib import Path

from program.modules.practice import PracticeFile

RECORDED = {".mp3": "audio/mpeg", ".ogg": "audio/ogg"}
"""Ending of a recording -> its media type."""
_TEXTS = (".yaml", ".md")
_NAME = re.compile(r"[a-z0-9-]{1,64}(?:\.[0-9]{1,2})?\.[a-z]{2}(?:-[A-Z]{2})?\.(?:mp3|ogg)")


def read_folder(folder: Path) -> Mapping[str, bytes]:
    """Every file below a content folder: path with `/` -> bytes. Hidden files are left out,
    and so are recordings: they are sound, and belong to the clinic and not to a version.

    Raises FileNotFoundError where there is no such folder, OSError where it cannot be read, or
    where a folder or a link to nothing has the name of a file, or a link leads to a folder:
    left out, it would count as one that nobody wrote.
    """
    if not folder.is_dir():
        raise FileNotFoundError(f"there is no folder of content at {folder}")
    named = {path.relative_to(folder): path for path in sorted(folder.rglob("*"))}
    seen = {name: path for name, path in named.items() if not _hidden(name)}
    odd = [str(n) for n, path in seen.items() if n.suffix in _TEXTS and not path.is_file()]
    if odd:
        raise OSError(f"no file, but a folder or a link to nothing: {', '.join(odd)}")
    linked = [str(n) for n, path in seen.items() if path.is_symlink() and path.is_dir()]
    if linked:
        raise OSError(f"a link to a folder is not followed: {', '.join(linked)}; put it here")
    files = {name: path for name, path in seen.items() if path.is_file()}
    return {
        name.as_posix(): path.read_bytes()
        for name, path in files.items()
        if path.suffix not in RECORDED
    }


def _hidden(name: Path) -> bool:
    return any(part.startswith(".") for part in name.parts)


def recordings(folder: Path, practice: PracticeFile, locale: str) -> Mapping[int, str]:
    """Length in minutes -> name of the recording a clinic has put beside the script.

    `body-scan.10.en.mp3` is for 10 minutes; `body-scan.en.mp3` for the shortest length.
    """
    shortest = min(practice.minutes)
    wanted = {minutes: f"{practice.id}.{minutes}.{locale}" for minutes in practice.minutes}
    found = {minutes: _with_sound(folder, stem) for minutes, stem in wanted.items()}
    found[shortest] = found[shortest] or _with_sound(folder, f"{practice.id}.{locale}")
    return {minutes: name for minutes, name in found.items() if name}


def _with_sound(folder: Path, stem: str) -> str:
    names = (f"{stem}{ending}" for ending in RECORDED)
    return next((name for name in names if (folder / "practices" / name).is_file()), "")


def recording(folder: Path, name: str) -> Path | None:
    """The file of a recording; None where nothing is called so. `name` is nobody's word."""
    path = folder / "practices" / name
    return path if _NAME.fullmatch(name) and path.is_file() else None
