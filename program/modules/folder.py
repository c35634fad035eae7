"""The one place where content is read from a disk."""

from collections.abc import Mapping
from pathlib import Path


def read_folder(folder: Path) -> Mapping[str, bytes]:
    """Every file below a content folder: path with `/` -> bytes. Hidden files are left out.

    Raises FileNotFoundError where there is no such folder, OSError where it cannot be read.
    """
    if not folder.is_dir():
        raise FileNotFoundError(f"there is no folder of content at {folder}")
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    named = ((path.relative_to(folder), path) for path in paths)
    return {
        name.as_posix(): path.read_bytes()
        for name, path in named
        if not any(part.startswith(".") for part in name.parts)
    }
