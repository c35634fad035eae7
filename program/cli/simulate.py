"""`python -m program simulate`: many invented people play a program, and what comes of it."""

import argparse
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from program.cli import WrongUse
from program.cli._number import number_of
from program.cli._place import settings_from_environment
from program.cli._progress import bar
from program.cli.check import content_files
from program.export.folder import Taken
from program.modules.issues import ContentRefused, errors
from program.modules.load import load
from program.modules.program import Program
from program.settings import Settings
from program.simulate.cohort import write_cohort
from program.simulate.mix import DEFAULT, Mix, read_mix
from program.simulate.player import Cohort
from program.simulate.published import AIM
from program.simulate.report import red_line
from program.simulate.summary import Summary

ABOUT = "play a program with invented people: data tables, rule coverage, therapist load"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--program", required=True, metavar="ID", help="a program in content/")
    parser.add_argument("--participants", type=int, default=1000, help="how many (1 to 100000)")
    parser.add_argument("--weeks", type=int, default=12, help="how long (1 to 104)")
    parser.add_argument("--seed", type=int, default=1, help="the same seed, the same files")
    parser.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="a new or empty folder"
    )
    parser.add_argument(
        "--personas", type=Path, default=DEFAULT, metavar="FILE", help="a mix of your own"
    )
    parser.add_argument(
        "--processes", type=int, default=os.cpu_count() or 1, help="how many work side by side"
    )


def run(arguments: argparse.Namespace) -> int:
    """0 when all is written; 1 where the content or the personas have errors."""
    _within("--participants", arguments.participants, 100_000)
    _within("--weeks", arguments.weeks, 104)
    _within("--processes", arguments.processes, 256)
    try:
        program, files = _program(settings_from_environment(), arguments.program)
        cohort = Cohort(
            program,
            _mix(arguments.personas),
            arguments.participants,
            arguments.weeks,
            arguments.seed,
        )
        summary = write_cohort(arguments.out, cohort, files, arguments.processes, bar)
    except ContentRefused as refused:
        print("\n".join(map(str, refused.issues)))
        return 1
    except Taken as taken:
        raise WrongUse(str(taken)) from taken
    except OSError as problem:
        raise WrongUse(f"{problem.filename or arguments.out}: {problem.strerror}") from problem
    print(_told(summary, arguments.out))
    return 0


def _within(name: str, given: int, most: int) -> None:
    if not 1 <= given <= most:
        raise WrongUse(f"{name} takes a number from 1 to {most}")


def _mix(path: Path) -> Mix:
    try:
        return read_mix(path)
    except UnicodeDecodeError as problem:
        raise WrongUse(f"{path} is no text in UTF-8") from problem


def _program(settings: Settings, name: str) -> tuple[Program, Mapping[str, str]]:
    """The program as it stands in the draft, and its files. Raises ContentRefused, WrongUse."""
    files = content_files(settings.content)
    loaded = load(files, today=datetime.now(UTC).date())
    found = {str(each): each for each in loaded.programs}
    if name in found:
        return loaded.programs[found[name]], loaded.files[found[name]]
    if f"programs/{name}/program.yaml" in files:
        raise ContentRefused(errors(loaded.issues))
    known = ", ".join(sorted(found)) or "none without errors"
    raise WrongUse(f"there is no program {name} to play; there is {known}")


def _told(summary: Summary, out: Path) -> str:
    never = ", ".join(summary.never_fired) or "none"
    people = number_of(summary.participants, "invented person", "invented people")
    weeks = number_of(summary.weeks, "week", "weeks")
    return "\n".join(
        (
            f"{people}, {weeks}, in {out}.",
            f"Completed the core: {summary.completion:.0%} of those who started "
            f"(published, guided, on the web: {AIM:.0%}).",
            f"Half of those who finished had done so by day {summary.median_days or '-'}.",
            f"Rules that never said yes: {never}.",
            red_line(summary),
        )
    )
