"""From the draft in content/ to the archive that the clinic serves from."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from program.ids import ProgramId
from program.modules.issues import ContentRefused, Issue, withheld
from program.modules.load import Loaded, load, load_program
from program.modules.program import Program
from program.service.left import as_met, comes_back, earlier
from program.storage.ports import Archive, Damaged, Published, Stores


def publish(
    stores: Stores,
    files: Mapping[str, bytes],
    at: datetime,
    told: Callable[[tuple[Issue, ...]], None] = lambda notes: None,
) -> tuple[Published, ...]:
    """Check a draft and archive each of its programs; what is now current, in order of names.

    `files` is path below content/ -> bytes. Content that is archived already keeps the moment
    it was first published. Raises ContentRefused when anything in the draft has an error
    or is unfinished; then nothing is archived. told: hears the notes on what is published.
    """
    loaded = check_draft(stores, files, at)
    if withheld(loaded.issues):
        raise ContentRefused(loaded.issues)
    told(loaded.issues)
    return _archive(stores.archive, loaded, at)


def serve_content(
    stores: Stores, files: Mapping[str, bytes], at: datetime
) -> tuple[Issue, ...]:
    """At start-up: publish every program that is clean, and return all issues for the log.

    Where a program has errors or is unfinished, the version published last goes on.
    """
    loaded = check_draft(stores, files, at)
    _archive(stores.archive, loaded, at)
    return loaded.issues


def check_draft(stores: Stores, files: Mapping[str, bytes], at: datetime) -> Loaded:
    """A draft, checked by itself and against what is published now. Archives nothing."""
    before, unreadable = _published(stores.archive)
    loaded = load(files, today=at.date(), before=before)
    back = {
        name: as_met(stores.archive, before[name], program)
        for name, program in loaded.programs.items()
        if name in before and comes_back(before[name], program)
    }
    found = {*loaded.issues, *unreadable}
    if back:
        loaded = load(files, today=at.date(), before={**before, **back})
    issues = tuple(sorted(found | {*loaded.issues}))
    return replace(loaded, issues=issues)


def _archive(archive: Archive, loaded: Loaded, at: datetime) -> tuple[Published, ...]:
    ready = sorted(loaded.programs.keys() - loaded.unfinished)
    return tuple(_keep(archive, loaded, name, at) for name in ready)


def _keep(archive: Archive, loaded: Loaded, name: ProgramId, at: datetime) -> Published:
    content = loaded.programs[name].hash
    kept = archive.get(content)
    published = kept or Published(
        program=name, content=content, at=at, files=dict(loaded.files[name])
    )
    if archive.current().get(name) != content:
        archive.put(published)
    return published


def _published(archive: Archive) -> tuple[Mapping[ProgramId, Program], tuple[Issue, ...]]:
    """The programs that are current, and a note on each that cannot be read any more."""
    programs: dict[ProgramId, Program] = {}
    notes: list[Issue] = []
    for name, content in archive.current().items():
        try:
            kept = archive.get(content)
            if kept is None:
                raise ValueError("it is not in the archive")
            programs[ProgramId(name)] = load_program(kept)
        except (ValueError, Damaged) as problem:
            file = f"programs/{name}/program.yaml"
            message = f"The published version of {name} cannot be read: {problem}."
            advice = "steps were not compared with it; run `python -m program audit verify`"
            before = next(earlier(archive, name, content), None)
            if before is not None:
                programs[ProgramId(name)] = before
                advice = advice.replace("with it", f"with it, but with {before.hash[:12]}")
            notes.append(Issue(file, 1, "archive", message, advice, "note"))
    return programs, tuple(notes)
