"""Use cases of an author: what is served, and what stands in the folder of content."""

import hashlib
import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal
from weakref import WeakKeyDictionary

from program.ids import ContentHash, ProgramId
from program.modules.change import Change
from program.modules.difference import difference
from program.modules.folder import read_folder
from program.modules.issues import Issue, errors
from program.modules.load import Loaded
from program.modules.program import Program
from program.service.clinic import Clinic, Signed, Unpublished
from program.service.publish import check_draft
from program.service.use_case import about_clinic
from program.storage.ports import Archive, Damaged

Folder = Literal["same", "changed", "unfinished", "held_back", "gone"]
"""A program in the folder of content, against what is published: the same; another, without
errors; the same, but unfinished; held back by errors in something it reaches; not there."""


@dataclass(frozen=True)
class Served:
    """A published program: what new enrolments get."""

    program: ProgramId
    content: ContentHash
    at: datetime | None
    """When this content was first published, UTC; None where the archive cannot be read."""
    folder: Folder
    changes: tuple[Change, ...] = ()
    """What the folder would change, where it is another one without errors."""


@dataclass(frozen=True)
class ContentState:
    """What the app goes on with, and what is wrong with the folder, if anything."""

    served: tuple[Served, ...]
    """In order of names."""
    unpublished: tuple[ProgramId, ...]
    """Programs of the folder that were never published and could be."""
    issues: tuple[Issue, ...]
    """Everything wrong with the folder, each with file, line and advice."""
    unread: str = ""
    """Why the folder cannot be read at all; empty where it can."""

    @property
    def held_back(self) -> bool:
        """Whether the app goes on with what was published before, because of the folder."""
        return bool(self.unread or errors(self.issues))


@about_clinic("see content")
def content_state(clinic: Clinic, by: Signed) -> ContentState:
    """What is published, how the folder differs from it, and every issue of the folder.

    Reading only. The folder is checked again only when a file of it, what is published, or the
    day has changed; a check takes about a second. Raises Refused, Unavailable.
    """
    return look_at_content(clinic)


@dataclass(frozen=True)
class ToPlay:
    """A program that can be read and played, and whether it is what is published."""

    program: Program
    published: bool


@about_clinic("play program")
def programs_to_play(clinic: Clinic, by: Signed) -> tuple[ToPlay, ...]:
    """The programs an author may read, and play with invented people: those of the folder that
    are without errors, and where the folder has none of a name, what is published and whole in
    the archive. The default comes first."""
    try:
        files = read_folder(clinic.settings.content)
    except OSError:
        files = {}
    fresh = check_draft(clinic.stores, files, clinic.moment()).programs
    current = clinic.stores.archive.current()
    kept = {str(program.id): program for program in clinic.current()}
    found = {**kept, **{str(name): program for name, program in fresh.items()}}
    first = sorted(found, key=lambda name: (not found[name].file.default, name))
    return tuple(ToPlay(found[name], found[name].hash == current.get(name)) for name in first)


def look_at_content(clinic: Clinic) -> ContentState:
    """The same for the command line, where nobody is signed in."""
    at = clinic.moment()
    try:
        files = read_folder(clinic.settings.content)
    except OSError as problem:
        going_on = served(clinic.stores.archive, {}, "held_back")
        return ContentState(going_on, (), (), unread=str(problem))
    current = clinic.stores.archive.current()
    seen = (at.date(), tuple(sorted(current.items())), _fingerprint(files))
    with _LOCK:
        kept = _SEEN.get(clinic.stores.archive)
        if kept is None or kept[0] != seen:
            kept = _SEEN[clinic.stores.archive] = (seen, _state(clinic, files, at))
    return kept[1]


_SEEN: WeakKeyDictionary[Archive, tuple[object, ContentState]] = WeakKeyDictionary()
_LOCK = threading.Lock()


def _state(clinic: Clinic, files: Mapping[str, bytes], at: datetime) -> ContentState:
    archive = clinic.stores.archive
    loaded = check_draft(clinic.stores, files, at)
    there: dict[str, Folder] = {
        path.split("/")[1]: "held_back" for path in files if path.endswith("/program.yaml")
    }
    for name, program in loaded.programs.items():
        there[name] = _beside(archive.current().get(name), program, loaded)
    new = tuple(sorted(loaded.programs.keys() - archive.current().keys() - loaded.unfinished))
    going_on = (
        replace(one, changes=_changes(clinic, one.content, loaded.programs.get(one.program)))
        for one in served(archive, there, "gone")
    )
    return ContentState(tuple(going_on), new, loaded.issues)


def _beside(published: ContentHash | None, draft: Program, loaded: Loaded) -> Folder:
    if published == draft.hash:
        return "same"
    return "unfinished" if draft.id in loaded.unfinished else "changed"


def _changes(
    clinic: Clinic, published: ContentHash, draft: Program | None
) -> tuple[Change, ...]:
    if draft is None or draft.hash == published:
        return ()
    try:
        return difference(clinic.program(published), draft)
    except Unpublished:
        return ()  # `audit verify` names what cannot be read


def served(
    archive: Archive, there: Mapping[str, Folder], otherwise: Folder
) -> tuple[Served, ...]:
    """Every published program, beside what the folder holds of it. Raises Unavailable."""
    return tuple(
        Served(ProgramId(name), content, _since(archive, content), there.get(name, otherwise))
        for name, content in sorted(archive.current().items())
    )


def _since(archive: Archive, content: ContentHash) -> datetime | None:
    try:
        kept = archive.get(content)
    except Damaged:
        return None
    return kept.at if kept is not None else None


def _fingerprint(files: Mapping[str, bytes]) -> str:
    whole = hashlib.sha256()
    for path in sorted(files):
        whole.update(f"{path}\n{len(files[path])}\n".encode() + files[path])
    return whole.hexdigest()
