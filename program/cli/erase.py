"""`erase`: remove everything that is kept about a patient who asked for it."""

import argparse
from datetime import UTC, datetime

from program.cli import WrongUse
from program.cli._place import settings_from_environment, stores_there
from program.service.accounts import OPERATOR
from program.service.clinic import Clinic
from program.service.erasing import erase
from program.storage.ports import Damaged, Unavailable

ABOUT = "remove everything that is kept about a patient, for good"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "login",
        help="the name the patient signs in with; the id of a history that came back alone",
    )
    parser.add_argument(
        "--for-good", action="store_true", help="yes: it cannot be brought back from here"
    )


def run(arguments: argparse.Namespace) -> int:
    settings = settings_from_environment()
    clinic = Clinic(stores_there(settings), settings, now=lambda: datetime.now(UTC))
    if not arguments.for_good:
        raise WrongUse(
            f"nothing is removed yet. Add --for-good to remove the history, drafts and account "
            f"of {arguments.login!r}; nothing here brings them back"
        )
    try:
        who = erase(clinic, OPERATOR, arguments.login)
    except (ValueError, Damaged, Unavailable) as problem:
        raise WrongUse(str(problem)) from problem
    print(
        f"What was kept about {arguments.login} is gone; an empty tombstone {who} stays. "
        "Backups, and bundles that were made before, still hold it: see docs/operators.md."
    )
    return 0
