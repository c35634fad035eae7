"""`check`: everything that is wrong with the content, at once."""

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from program.cli import WrongUse
from program.cli._number import number_of
from program.cli._place import settings_from_environment, stores_there
from program.modules.folder import read_folder
from program.modules.issues import Issue, errors, withheld
from program.modules.load import load
from program.service.authoring import served
from program.service.publish import check_draft
from program.settings import Settings
from program.storage.open import mode_of
from program.storage.ports import Unavailable

ABOUT = "check the content and say everything that is wrong with it"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--content", type=Path, help="folder of content (CAIRN_CONTENT)")
    parser.add_argument("--format", choices=["text", "json"], default="text")
    parser.add_argument(
        "--published", action="store_true", help="compare with what the store has published"
    )


def run(arguments: argparse.Namespace) -> int:
    """0 when the content could be published, 1 when it has errors or is unfinished."""
    settings = settings_from_environment()
    files = content_files(arguments.content or settings.content)
    now = datetime.now(UTC)
    if arguments.published:
        found = _against_published(settings, files, now)
    else:
        found = load(files, today=now.date()).issues
    if arguments.format == "json":
        print(as_json(found))
    else:
        print(as_text(found))
        if withheld(found):
            print("".join(_goes_on(settings)), end="")
    return 1 if withheld(found) else 0


def content_files(folder: Path) -> Mapping[str, bytes]:
    """The files of a content folder; WrongUse where they cannot be read."""
    try:
        return read_folder(folder)
    except FileNotFoundError as problem:
        advice = "name the folder with --content or CAIRN_CONTENT"
        raise WrongUse(f"cannot read the content: {problem}; {advice}") from problem
    except OSError as problem:
        raise WrongUse(f"cannot read the content: {problem}") from problem


def as_text(issues: Sequence[Issue]) -> str:
    """One line an issue, and how many there are."""
    bad, kept = len(errors(issues)), len(withheld(issues))
    part = f", {kept - bad} unfinished" if kept > bad else ""
    notes = number_of(len(issues) - kept, "note", "notes")
    summary = f"{number_of(bad, 'error', 'errors')}{part}, {notes}"
    return "\n".join([*map(str, issues), summary] if issues else ["nothing is wrong"])


def _against_published(
    settings: Settings, files: Mapping[str, bytes], now: datetime
) -> tuple[Issue, ...]:
    try:
        return check_draft(stores_there(settings), files, now).issues
    except Unavailable as problem:
        raise WrongUse(str(problem)) from problem


def _goes_on(settings: Settings) -> Iterator[str]:
    """What the app goes on with while this content is held back; nothing where no store is."""
    try:
        there = mode_of(settings.store) is not None
        kept = served(stores_there(settings).archive, {}, "held_back") if there else ()
    except (ValueError, Unavailable) as problem:
        raise WrongUse(str(problem)) from problem
    for one in kept:
        since = f" since {one.at:%Y-%m-%d}" if one.at else ""
        yield f"{one.program} goes on as it was published{since} ({one.content[:12]})\n"


def as_json(issues: Sequence[Issue]) -> str:
    """A list of issues, as a program reads them."""
    return json.dumps([asdict(issue) for issue in issues], indent=2, ensure_ascii=False)
