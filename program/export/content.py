"""The content that the enrolments of a bundle follow, file by file, as it was archived."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from program.ids import ContentHash
from program.modules.program import Program

FOLDER = "content"

Contents = Callable[[ContentHash], Mapping[str, str] | None]
"""The files of a content, path -> text as it was hashed; None where they cannot be had."""

Lent = Mapping[str, str]
"""File of a content that is not in the bundle -> its SHA-256."""


def write_content(
    part: Path, programs: Iterable[Program], contents: Contents
) -> Mapping[str, Lent | None]:
    """Write each content into a folder of its own below `part`, named by its hash; what of each
    is not there, None where nothing is.

    Words that belong to somebody stay out: a clinic has leave to ask them, not to give them on.
    Their sums are told, so that who has the words can put them in and check the whole.
    """
    told: dict[str, Lent | None] = {}
    for program in programs:
        files = contents(program.hash)
        if files is None:
            told[program.hash] = None
            continue
        lent = {path for path in files if _is_lent(path, program)}
        for path in files.keys() - lent:
            _write(part / program.hash / path, files[path])
        told[program.hash] = {path: _sum(files[path]) for path in sorted(lent)}
    return told


def _is_lent(path: str, program: Program) -> bool:
    """Whether these are the words, in any language, of a questionnaire that is somebody's."""
    owned = [name for name, one in program.instruments.items() if one.file.wording == "pack"]
    words = tuple(f"instruments/{name}." for name in owned)
    return path.startswith(words) and path not in {f"{start}yaml" for start in words}


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8", newline="")


def _sum(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
