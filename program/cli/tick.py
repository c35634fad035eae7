"""`tick`: the daily round, for whatever runs things by the clock."""

import argparse
import json
from dataclasses import asdict
from datetime import UTC, datetime

from program.cli import WrongUse
from program.cli._place import settings_from_environment, stores_there
from program.cli._progress import bar
from program.service.accounts import OPERATOR
from program.service.clinic import Clinic
from program.service.round import Round, make_round
from program.storage.ports import Unavailable

ABOUT = "the daily round: silence becomes a signal, histories are proven and anchored"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--format", choices=["text", "json"], default="text")


def run(arguments: argparse.Namespace) -> int:
    """0 when everyone was looked in on and all is as it was kept, else 1."""
    settings = settings_from_environment()
    clinic = Clinic(stores_there(settings), settings, now=lambda: datetime.now(UTC))
    try:
        made = make_round(clinic, OPERATOR, progress=bar)
    except Unavailable as problem:
        raise WrongUse(str(problem)) from problem
    print(json.dumps(asdict(made), indent=2) if arguments.format == "json" else _text(made))
    return 1 if made.not_reached or made.findings.found else 0


def _text(made: Round) -> str:
    lines = [f"{one.who} was not reached: {one.why}" for one in made.not_reached]
    lines += [f"{one.who}: {one.what}. Advice: {one.advice}" for one in made.findings.found]
    anchored = "what is named above is not anchored" if made.findings.found else "all anchored"
    lines.append(
        f"people looked in on: {made.people}; signals raised: {made.raised}; decisions made: "
        f"{made.decided}; histories proven: {made.findings.histories}, {anchored}"
    )
    return "\n".join(lines)
