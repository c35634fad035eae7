"""`diff`: what a change of content does, and to whom."""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from program.cli import WrongUse
from program.cli._number import number_of
from program.cli._place import settings_from_environment, stores_there
from program.cli._progress import bar
from program.cli._proved import Proved, read_part
from program.cli.check import content_files
from program.ids import ContentHash, ParticipantId, ProgramId
from program.modules.change import Change
from program.modules.edits import Edit
from program.modules.issues import Issue, errors
from program.modules.load import load
from program.service.clinic import Clinic
from program.service.comparing import (
    Compared,
    Programs,
    Touched,
    Unclear,
    archived,
    compare,
    counted,
)
from program.settings import Settings
from program.storage.ports import Archive, Damaged, Unavailable

ABOUT = "say what changed between two versions of content, and whom it touches"

_HEADS: Mapping[str, str] = {
    "forbidden": "forbidden: would change what is recorded",
    "needs_migration": "needs migration: carried over when people migrate",
    "compatible": "compatible",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    which = "a folder of content, the beginning of an archived hash, or `published`"
    parser.add_argument("old", metavar="OLD", help=which)
    parser.add_argument("new", metavar="NEW", help="the same")
    parser.add_argument(
        "--store", action="store_true", help="count the enrolled people each change touches"
    )
    parser.add_argument("--format", choices=["text", "json"], default="text")


@dataclass(frozen=True)
class _Side:
    """One of the two that are compared."""

    programs: Programs
    files: Mapping[ProgramId, Mapping[str, str]]
    """Program -> the files it is made of."""
    issues: tuple[Issue, ...] = ()
    """What is wrong with a folder."""
    unfinished: tuple[Issue, ...] = ()
    """What keeps a folder from being published alone."""
    version: ContentHash | None = None
    """Where one version is meant, and not all that is published or in a folder."""
    archive: Archive | None = None
    """Where all that is published is meant: what else was, and may come back."""


def run(arguments: argparse.Namespace) -> int:
    """0 when NEW may be published, 1 when something in it is forbidden, wrong, unfinished or
    disproved."""
    settings = settings_from_environment()
    unread: list[ParticipantId] = []
    try:
        before, after = _sides(settings, arguments.old, arguments.new)
        compared = compare(before.programs, after.programs, bar, before.archive)
        if arguments.store:
            clinic = Clinic(stores_there(settings), settings, now=lambda: datetime.now(UTC))
            compared = counted(clinic, compared, bar, before.version, unread.append)
    except (Unclear, Unavailable, Damaged, ValueError) as problem:
        raise WrongUse(str(problem)) from problem
    if arguments.format == "json":
        print(_json(compared, after))
    else:
        print("\n".join(_text(compared, after)))
    if unread:
        advice = "`python -m program replay` names what is wrong"
        print(f"not counted, {advice}: {', '.join(unread)}", file=sys.stderr)
    return 0 if _clear(compared, after) else 1


def _clear(compared: tuple[Compared, ...], after: _Side) -> bool:
    return not (after.issues or after.unfinished) and all(one.clear for one in compared)


def _sides(settings: Settings, old: str, new: str) -> tuple[_Side, _Side]:
    """Both, with the programs that can be compared: a program that one side lacks may be one
    that could not be read, or that was not meant."""
    before = _side(settings, old)
    after = _side(settings, new, before.programs)
    meant = {name for side in (before, after) if side.version for name in side.programs}
    if len(meant) > 1:
        names = " and ".join(sorted(meant))
        raise WrongUse(f"these are versions of {names}; name two versions of one program")
    was, now = (
        {name: one for name, one in side.programs.items() if name in (meant or side.programs)}
        for side in (before, after)
    )
    if before.issues and now.keys() - was.keys():
        names = ", ".join(sorted(now.keys() - was.keys()))
        advice = f"`python -m program check --content {old}` names what to mend"
        raise WrongUse(f"{names} cannot be compared: {old} has errors; {advice}")
    if after.issues:
        was = {name: one for name, one in was.items() if name in now}
    return replace(before, programs=was), replace(after, programs=now)


def _side(settings: Settings, name: str, before: Programs | None = None) -> _Side:
    folder = Path(name)
    if name and folder.is_dir():
        draft, today = content_files(folder), datetime.now(UTC).date()
        loaded = load(draft, today=today)
        beside = load(draft, today=today, before=before).issues if before else loaded.issues
        unfinished = tuple(issue for issue in beside if issue.severity == "unfinished")
        return _Side(loaded.programs, loaded.files, errors(loaded.issues), unfinished)
    try:
        archive = stores_there(settings).archive
    except WrongUse as problem:
        raise WrongUse(f"{name!r} is no folder of content, and {problem}") from problem
    programs = archived(archive, name)
    kept = [archive.get(program.hash) for program in programs.values()]
    files = {ProgramId(one.program): one.files for one in kept if one}
    if name == "published":
        return _Side(programs, files, archive=archive)
    return _Side(programs, files, version=next(iter(programs.values())).hash)


def _json(compared: tuple[Compared, ...], after: _Side) -> str:
    told = {
        "clear": _clear(compared, after),
        "programs": [_plain(one, after) for one in compared],
        "issues": [asdict(issue) for issue in (*after.issues, *after.unfinished)],
    }
    return json.dumps(told, indent=2, ensure_ascii=False, default=str)


def _plain(one: Compared, after: _Side) -> dict[str, Any]:
    proved = _proved(one, after)
    plain = {**asdict(one), "clear": one.clear, "proofs": proved.plain()}
    for touched, told in zip(one.changes, plain["changes"], strict=True):
        told["change"]["line"] = _at(touched.change, proved.files)
    return plain


def _at(change: Change, files: Mapping[str, str]) -> int | None:
    """The line of NEW a change stands on; None where it is about no line."""
    if not change.file:
        return None
    return read_part(files, change.file).lines.line(*change.place)


def _text(compared: tuple[Compared, ...], after: _Side) -> Iterator[str]:
    for issue in (*after.issues, *after.unfinished):
        yield str(issue)
    if after.issues:
        errors = number_of(len(after.issues), "error", "errors")
        yield f"{errors} in NEW; programs with errors are not compared"
    if after.unfinished:
        yield f"{len(after.unfinished)} unfinished in NEW, which keeps it from being published"
    for one in compared:
        proved = _proved(one, after)
        yield from _program(one, proved.files)
        yield from (f"  {line}" for line in _proofs(proved))
    if not compared and not after.issues:
        yield "nothing differs"


def _proved(one: Compared, after: _Side) -> Proved:
    return Proved(one.program, one.proofs, after.files.get(one.program, {}))


def _proofs(proved: Proved) -> Iterator[str]:
    """What `verify` says of NEW, in its own words; nothing where all of it is proven."""
    if proved.findings:
        yield "verify:"
        yield from (f"  {line}" for line in proved.text())


def _program(one: Compared, files: Mapping[str, str]) -> Iterator[str]:
    was, now = ((side or "not there")[:12] for side in (one.before, one.after))
    people = "person" if one.enrolled == 1 else "people"
    enrolled = "" if one.enrolled is None else f", {one.enrolled} {people} enrolled"
    yield f"{one.program}: {was} -> {now}{enrolled}"
    if one.before and one.after and not one.changes:
        yield "  nothing that anybody meets is another one"
    for weight, head in _HEADS.items():
        changes = [touched for touched in one.changes if touched.change.weight == weight]
        if changes:
            yield f"  {head}"
            for touched in changes:
                yield f"    {_line(touched, files)}"
                yield from (f"      {_value(value)}" for value in touched.change.values)


def _value(value: Edit) -> str:
    was, now = value.shown()
    return f"{value.where}: {was} -> {now}"


def _line(touched: Touched, files: Mapping[str, str]) -> str:
    change = touched.change
    people = "" if touched.people is None else f" [touches {touched.people}]"
    why = f" Why: {change.why.rstrip('.')}." if change.why else ""
    advice = f" ({change.advice})" if change.advice else ""
    where = f"{change.file}:{_at(change, files)}: " if change.file else ""
    return f"{where}{change.what}{people}{why}{advice}"
