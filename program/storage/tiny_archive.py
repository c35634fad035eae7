"""The content archive: a file for each published version, kept for ever."""

import hashlib
import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from pydantic import ValidationError

from program.ids import ContentHash, checked
from program.storage.files import make_folder, replace, unavailable
from program.storage.keeping import unchanged
from program.storage.ports import Damaged, Published
from program.storage.tables import Rows

_REMEMBERED = 16
"""Versions a process holds in memory; they never change."""


class TinyArchive:
    """The archive port: `<hash>.json` below `versions`, and the small table `current.json`."""

    def __init__(self, folder: Path) -> None:
        self._versions = folder / "versions"
        make_folder(self._versions)
        self._current = Rows(folder / "current.json")
        self._remembered = lru_cache(_REMEMBERED)(self._load)

    def put(self, published: Published) -> None:
        with self._current.changing():
            kept = self.get(published.content)
            if kept is None:
                self._keep(published)
            else:
                unchanged(kept, published)
            self._current.put(published.program, {"content": published.content})

    def get(self, content: ContentHash) -> Published | None:
        """One version. Raises Damaged when the file is not what was kept, Unavailable."""
        if not self._path(content).exists():
            return None
        return self._remembered(content)

    def current(self) -> Mapping[str, ContentHash]:
        rows = self._current.table().items()
        with self._current.understood():
            return {name: ContentHash(checked(row["content"])) for name, row in rows}

    def all(self) -> tuple[ContentHash, ...]:
        names = sorted(path.stem for path in self._versions.glob("*.json"))
        return tuple(ContentHash(name) for name in names if _is_version(name))

    def _path(self, content: ContentHash) -> Path:
        return self._versions / f"{checked(content)}.json"

    def _keep(self, published: Published) -> None:
        body = published.model_dump_json()
        envelope = json.dumps({"digest": _digest(body), "published": body})
        try:
            replace(self._path(published.content), envelope.encode())
        except OSError as problem:
            raise unavailable(self._path(published.content), problem) from problem

    def _load(self, content: ContentHash) -> Published:
        try:
            envelope = json.loads(self._path(content).read_bytes())
            body = envelope["published"]
            if envelope["digest"] != _digest(body):
                raise Damaged(f"archive {content}", 1, "is not what was published")
            published = Published.model_validate_json(body)
            if published.content != content:
                raise Damaged(f"archive {content}", 1, f"holds version {published.content}")
            return published
        except IsADirectoryError:
            what = f"{content}.json is a folder, not a file"
            raise Damaged(f"archive {content}", 1, what) from None
        except OSError as problem:
            raise unavailable(self._path(content), problem) from problem
        except (ValueError, KeyError, TypeError, ValidationError):
            raise Damaged(f"archive {content}", 1, "cannot be read") from None


def _is_version(name: str) -> bool:
    """Whether a file is one of ours; somebody may have put another there."""
    try:
        return bool(checked(name))
    except ValueError:
        return False


def _digest(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()
