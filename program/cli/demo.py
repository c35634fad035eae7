"""`python -m program demo`: a clinic of invented people, played up to today."""

import argparse
import os
from dataclasses import replace

from program.cli import WrongUse
from program.cli._number import number_of
from program.cli._progress import bar
from program.modules.issues import ContentRefused
from program.settings import Settings, read_settings
from program.simulate.demo import make_demo
from program.storage.ports import Unavailable

ABOUT = "make a demo clinic of invented people, up to today"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--participants", type=int, default=40, help="how many (1 to 400)")
    parser.add_argument("--seed", type=int, default=1, help="the same seed, the same people")
    parser.add_argument("--store", default="tinydb:./demo", help="an empty store for them")


def run(arguments: argparse.Namespace) -> int:
    if not 1 <= arguments.participants <= 400:
        raise WrongUse("--participants takes a number from 1 to 400")
    try:
        settings = replace(read_settings(os.environ), store=arguments.store)
        invent(settings, arguments.participants, arguments.seed)
    except (ValueError, Unavailable) as problem:
        raise WrongUse(str(problem)) from problem
    live = number_of(arguments.participants, "invented person lives", "invented people live")
    print(f"{live} in {arguments.store}.")
    return 0


def invent(settings: Settings, participants: int, seed: int = 1) -> None:
    """Make a demo clinic. Raises WrongUse when Ctrl+C leaves it half made, or where the content
    may not be published; ValueError, Unavailable."""
    try:
        make_demo(settings, participants, seed, progress=bar)
    except ContentRefused as problem:
        advice = "`python -m program check` says what to mend"
        raise WrongUse(f"{problem}; {advice}") from problem
    except KeyboardInterrupt as stopped:
        advice = "remove what is there before you make it again"
        raise WrongUse(f"stopped: {settings.store} is half made; {advice}") from stopped
