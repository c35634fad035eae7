"""`migrate`: take people who are enrolled over to the newest content of their program."""

import argparse
import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime

from program.cli import WrongUse
from program.cli._number import number_of
from program.cli._place import settings_from_environment, stores_there
from program.cli._progress import bar
from program.ids import ParticipantId, ProgramId, checked
from program.service.accounts import OPERATOR
from program.service.clinic import Clinic, Unpublished
from program.service.migrating import Moving, NotNow, Stays, migrate, migrate_everyone
from program.storage.ports import Damaged, Unavailable

ABOUT = "take people who are enrolled over to the newest content, between two modules"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("program", help="id of the program")
    who = parser.add_mutually_exclusive_group(required=True)
    who.add_argument("--participant", metavar="P", help="one person, by the id of the history")
    who.add_argument("--all", action="store_true", help="everyone who follows the program")
    parser.add_argument("--reason", required=True, help="why; kept with each migration")
    parser.add_argument(
        "--dry-run", action="store_true", help="say who would go and who not; change nothing"
    )
    parser.add_argument("--format", choices=["text", "json"], default="text")


def run(arguments: argparse.Namespace) -> int:
    """0 when everyone follows the newest content, 1 when somebody has to stay for now."""
    settings = settings_from_environment()
    clinic = Clinic(stores_there(settings), settings, now=lambda: datetime.now(UTC))
    try:
        program = ProgramId(checked(arguments.program))
        if arguments.all:
            moving = migrate_everyone(
                clinic,
                OPERATOR,
                program,
                arguments.reason,
                rehearse=arguments.dry_run,
                progress=bar,
            )
        else:
            moving = _one(clinic, program, arguments)
    except Unpublished as problem:
        there = ", ".join(sorted(clinic.stores.archive.current())) or "none"
        raise WrongUse(f"{problem} is not published (there are: {there})") from problem
    except (ValueError, Unavailable, Damaged) as problem:
        raise WrongUse(str(problem)) from problem
    dry = arguments.dry_run
    print(_json(moving, dry) if arguments.format == "json" else "\n".join(_text(moving, dry)))
    return 1 if moving.stay else 0


def _one(clinic: Clinic, program: ProgramId, arguments: argparse.Namespace) -> Moving:
    who = ParticipantId(checked(arguments.participant))
    if not clinic.stores.events.read(who):
        raise WrongUse(f"there is no history of {who}")
    to = clinic.stores.archive.current().get(program)
    if to is None:
        raise Unpublished(program)
    dry = arguments.dry_run
    try:
        went = migrate(clinic, OPERATOR, who, program, arguments.reason, rehearse=dry)
    except NotNow as problem:
        return Moving(to, (), (Stays(who, str(problem)),), 0)
    return Moving(to, (went,) if went else (), (), 0 if went else 1)


def _json(moving: Moving, dry: bool) -> str:
    return json.dumps({"dry_run": dry, **asdict(moving)}, indent=2, ensure_ascii=False)


def _text(moving: Moving, dry: bool) -> Iterator[str]:
    for one in moving.stay:
        yield f"{one.who} stays: {one.why}"
    for went in moving.gone:
        goes = "would go" if dry else "went"
        yield f"{went.who} {goes} from {went.before[:12]} ({went.migration})"
    yield (
        f"{len(moving.gone)} {'would go' if dry else 'went'} over to {moving.to[:12]}, "
        f"{number_of(len(moving.stay), 'stays', 'stay')} for now, "
        f"{number_of(moving.newest, 'follows', 'follow')} it already"
    )
