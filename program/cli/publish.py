"""`publish`: check the content and make it what new enrolments get."""

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from program.cli import WrongUse
from program.cli._place import settings_from_environment
from program.cli.check import as_text, content_files
from program.modules.issues import ContentRefused, Issue
from program.service.publish import publish
from program.service.running import WrongStore, store_mode
from program.settings import Settings
from program.storage.open import open_stores
from program.storage.ports import Damaged, Stores, Unavailable

ABOUT = "check the content and archive it for new enrolments"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--content", type=Path, help="folder of content (CAIRN_CONTENT)")


def run(arguments: argparse.Namespace) -> int:
    """0 when all of it is published, 1 where errors or what is unfinished kept it from it."""
    settings = settings_from_environment()
    files = content_files(arguments.content or settings.content)
    now = datetime.now(UTC)
    try:
        published = publish(_stores(settings), files, now, _notes)
    except ContentRefused as refused:
        print(as_text(refused.issues))
        print("nothing was published", file=sys.stderr)
        return 1
    except (Unavailable, Damaged) as problem:
        raise WrongUse(str(problem)) from problem
    for one in published:
        since = "new" if one.at == now else f"published since {one.at:%Y-%m-%d}"
        print(f"{one.program} {one.content} {since}")
    return 0


def _notes(notes: Sequence[Issue]) -> None:
    for note in notes:
        print(note, file=sys.stderr)


def _stores(settings: Settings) -> Stores:
    try:
        return open_stores(settings.store, store_mode(settings))
    except (ValueError, WrongStore) as problem:
        raise WrongUse(str(problem)) from problem
