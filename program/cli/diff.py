"""`diff`: what a change of content does, and to whom."""

import argparse
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from program.cli import WrongUse
from program.cli._place import settings_from_environment, stores_there
from program.cli._progress import bar
from program.cli.check import content_files
from program.ids import ContentHash
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
from program.storage.ports import Damaged, Unavailable

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


def run(arguments: argparse.Namespace) -> int:
    """0 when NEW may be published, 1 when something in it is forbidden, wrong or disproved."""
    settings = settings_from_environment()
    try:
        before, _ = _programs(settings, arguments.old)
        after, issues = _programs(settings, arguments.new)
        if issues:  # a program that is not there may be one that could not be read
            before = {name: program for name, program in before.items() if name in after}
        compared = compare(before, after, bar)
        if arguments.store:
            compared = _counted(settings, compared, arguments.old)
    except (Unclear, Unavailable, Damaged, ValueError) as problem:
        raise WrongUse(str(problem)) from problem
    if arguments.format == "json":
        print(_json(compared, issues))
    else:
        print("\n".join(_text(compared, issues)))
    return 1 if issues or not all(one.clear for one in compared) else 0


def _programs(settings: Settings, name: str) -> tuple[Programs, tuple[Issue, ...]]:
    """The programs that are meant, and what is wrong with a folder of them."""
    folder = Path(name)
    if not folder.is_dir():
        return archived(stores_there(settings).archive, name), ()
    loaded = load(content_files(folder), today=datetime.now(UTC).date())
    return loaded.programs, errors(loaded.issues)


def _counted(
    settings: Settings, compared: tuple[Compared, ...], old: str
) -> tuple[Compared, ...]:
    clinic = Clinic(stores_there(settings), settings, now=lambda: datetime.now(UTC))
    one_version = old != "published" and not Path(old).is_dir()
    only = compared[0].before if one_version and compared else None
    return counted(clinic, compared, bar, ContentHash(only) if only else None)


def _json(compared: tuple[Compared, ...], issues: tuple[Issue, ...]) -> str:
    told = {
        "clear": not issues and all(one.clear for one in compared),
        "programs": [{**asdict(one), "clear": one.clear} for one in compared],
        "issues": [asdict(issue) for issue in issues],
    }
    return json.dumps(told, indent=2, ensure_ascii=False, default=str)


def _text(compared: tuple[Compared, ...], issues: tuple[Issue, ...]) -> Iterator[str]:
    for issue in issues:
        yield str(issue)
    if issues:
        yield f"{len(issues)} errors in NEW; programs with errors are not compared"
    for one in compared:
        yield from _program(one)
    if not compared and not issues:
        yield "nothing differs"


def _program(one: Compared) -> Iterator[str]:
    was, now = ((side or "not there")[:12] for side in (one.before, one.after))
    people = "" if one.enrolled is None else f", {one.enrolled} people enrolled"
    yield f"{one.program}: {was} -> {now}{people}"
    for weight, head in _HEADS.items():
        changes = [touched for touched in one.changes if touched.change.weight == weight]
        if changes:
            yield f"  {head}"
            for touched in changes:
                yield f"    {_line(touched)}"
                yield from (f"      {_value(value)}" for value in touched.change.values)
    for proof in one.proofs:
        yield f"  verify: {proof.message} ({proof.advice})"


def _value(value: Edit) -> str:
    was, now = value.shown()
    return f"{value.where}: {was} -> {now}"


def _line(touched: Touched) -> str:
    change = touched.change
    people = "" if touched.people is None else f" [touches {touched.people}]"
    why = f" Why: {change.why.rstrip('.')}." if change.why else ""
    advice = f" ({change.advice})" if change.advice else ""
    where = f"{change.file}: " if change.file else ""
    return f"{where}{change.what}{people}{why}{advice}"
