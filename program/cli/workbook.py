"""`workbook`: a whole program as PDF, for someone without a device."""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from program.cli import WrongUse
from program.cli._place import settings_from_environment
from program.cli.check import content_files
from program.ids import ProgramId
from program.modules.load import load
from program.modules.program import Program
from program.paper import render, workbook
from program.service.help_lines import help_lines
from program.service.papers import paper_size
from program.words import SOURCE, in_language, locales

ABOUT = "write a whole program as a PDF to print, for someone without a device"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("program", help="id of the program")
    parser.add_argument("out", type=Path, metavar="OUT.pdf", help="the file to write")
    parser.add_argument("--content", type=Path, help="folder of content (CAIRN_CONTENT)")
    parser.add_argument("--locale", choices=locales(), default=SOURCE)


def run(arguments: argparse.Namespace) -> int:
    """0 when the file is written."""
    settings = settings_from_environment()
    folder = arguments.content or settings.content
    program = _program(folder, arguments.program)
    lines = help_lines(folder, settings.region)
    locale, today = arguments.locale, datetime.now(UTC).date()
    title = in_language(program.words, locale).title
    pages = workbook(program, lines, locale)
    made = render(title, pages, locale, today, paper_size(settings.region))
    try:
        arguments.out.write_bytes(made)
    except OSError as problem:
        raise WrongUse(f"{arguments.out} cannot be written: {problem.strerror}") from problem
    print(f"{arguments.out}: {title}, {len(program.modules)} modules")
    return 0


def _program(folder: Path, name: str) -> Program:
    loaded = load(content_files(folder))
    found = loaded.programs.get(ProgramId(name))
    if name in loaded.unfinished:
        part = [issue for issue in loaded.issues if issue.severity == "unfinished"]
        print("\n".join(map(str, part)), file=sys.stderr)
    if found is None:
        there = ", ".join(sorted(loaded.programs)) or "none"
        raise WrongUse(
            f"there is no program {name} without errors (there are: {there}); "
            "`python -m program check` says what is wrong"
        )
    return found
