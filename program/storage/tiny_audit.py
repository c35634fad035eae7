"""Staff access and anchors: files of lines that only grow, apart from each other."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from program.ids import ParticipantId, checked
from program.storage.files import append_line, locked, make_folder, read_lines
from program.storage.keeping import grown
from program.storage.ports import Access, Damaged, Head

T = TypeVar("T")


class TinyAudit:
    """The audit port on `access.jsonl` and, in a folder of its own, `anchors.jsonl`."""

    def __init__(self, access: Path, anchors: Path) -> None:
        make_folder(access)
        make_folder(anchors)
        self._access = access / "access.jsonl"
        self._anchors = anchors / "anchors.jsonl"

    def note(self, access: Access) -> None:
        append_line(self._access, access.model_dump_json().encode())

    def notes(self) -> tuple[Access, ...]:
        """Everything noted. Raises Damaged when a line cannot be read, Unavailable."""
        return tuple(_each(self._access, Access.model_validate_json))

    def anchor(
        self, at: datetime, heads: Mapping[ParticipantId, Head], *, back: bool = False
    ) -> None:
        with locked(self._anchors.with_suffix(".lock")):
            further = heads if back else grown(self.anchors(), heads)
            if further:
                plain = {who: head.model_dump() for who, head in further.items()}
                line = json.dumps({"at": at.isoformat(), "heads": plain})
                append_line(self._anchors, line.encode())

    def anchors(self) -> Mapping[ParticipantId, Head]:
        """The last anchored heads. Raises Damaged when a line cannot be read, Unavailable."""
        found: dict[ParticipantId, Head] = {}
        for heads in _each(self._anchors, _heads):
            found.update(heads)
        return found


def _heads(line: bytes) -> dict[ParticipantId, Head]:
    heads = json.loads(line)["heads"]
    found = {
        ParticipantId(checked(who)): Head.model_validate(head) for who, head in heads.items()
    }
    if any(head.seq < 1 for head in found.values()):
        raise ValueError("an anchor before the first event")
    return found


def _each(path: Path, read: Callable[[bytes], T]) -> list[T]:
    found = []
    for place, line in enumerate(read_lines(path), start=1):
        try:
            found.append(read(line))
        except (ValueError, KeyError, TypeError, AttributeError):
            raise Damaged(path.name, place, "cannot be read") from None
    return found
