"""`check`: everything that is wrong with the content, at once."""

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from program.cli import WrongUse
from program.cli._place import settings_from_environment, stores_there
from program.modules.folder import read_folder
from program.modules.issues import Issue, errors
from program.modules.load import load
from program.service.publish import check_draft
from program.settings import Settings
from program.storage.ports import Unavailable

ABOUT = "check the content and say everything that is wrong with it"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--content", type=Path, help="folder of content (CAIRN_CONTENT)")
    parser.add_argument("--format", choices=["text", "json"], default="text")
    parser.add_argument(
        "--published", action="store_true", help="compare with what the store has published"
    )


def run(arguments: argparse.Namespace) -> int:
    """0 when the content could be published, 1 when it has errors."""
    settings = settings_from_environment()
    files = content_files(arguments.content or settings.content)
    now = datetime.now(UTC)
    if arguments.published:
        found = _against_published(settings, files, now)
    else:
        found = load(files, today=now.date()).issues
    print(_json(found) if arguments.format == "json" else as_text(found))
    return 1 if errors(found) else 0


def content_files(folder: Path) -> Mapping[str, bytes]:
    """The files of a content folder; WrongUse where they cannot be read."""
    try:
        return read_folder(folder)
    except OSError as problem:
        advice = "name the folder with --content or CAIRN_CONTENT"
        raise WrongUse(f"cannot read the content: {problem}; {advice}") from problem


def as_text(issues: Sequence[Issue]) -> str:
    """One line an issue, and how many there are."""
    bad = len(errors(issues))
    notes = len(issues) - bad
    summary = f"{bad} errors, {notes} notes" if issues else "nothing is wrong"
    return "\n".join([*(str(issue) for issue in issues), summary])


def _against_published(
    settings: Settings, files: Mapping[str, bytes], now: datetime
) -> tuple[Issue, ...]:
    try:
        return check_draft(stores_there(settings), files, now).issues
    except Unavailable as problem:
        raise WrongUse(str(problem)) from problem


def _json(issues: Sequence[Issue]) -> str:
    return json.dumps([asdict(issue) for issue in issues], indent=2, ensure_ascii=False)
