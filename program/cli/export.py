"""`export`: the de-identified data of the study as tidy tables with their codebook."""

import argparse
from datetime import UTC, datetime
from pathlib import Path

from program.access import Refused
from program.cli import WrongUse
from program.cli._place import settings_from_environment, stores_there
from program.cli._progress import bar
from program.export.bundle import ExportReport
from program.export.codes import NotLinked
from program.export.folder import Taken
from program.service.clinic import Clinic, Signed
from program.service.study import export_study
from program.storage.ports import Damaged, Unavailable

ABOUT = "write the study's data, de-identified, as CSV tables with a codebook"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = (
        "Exits 0 when everybody's history is in the bundle, 1 when the bundle is written and "
        "somebody was left out of it (the reason is printed), 2 when there is no bundle."
    )
    parser.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="a new or empty folder"
    )
    parser.add_argument(
        "--as",
        dest="login",
        metavar="LOGIN",
        help="the researcher it is for; the export is noted under this account",
    )
    parser.add_argument(
        "--linkage",
        type=Path,
        metavar="FILE",
        help="also write which code is who, into a new file outside DIR; keep it locked away",
    )


def run(arguments: argparse.Namespace) -> int:
    """0 when the bundle is written, 1 when it is and somebody was left out of it."""
    try:
        clinic = _clinic()
        by = _researcher(clinic, arguments.login)
        report = export_study(clinic, by, arguments.out, bar, arguments.linkage)
    except Refused as refused:
        raise WrongUse(
            f"{arguments.login} is no researcher: study data are given to researchers alone"
        ) from refused
    except OSError as problem:
        raise WrongUse(f"{arguments.out} cannot be written: {problem.strerror}") from problem
    except (Taken, NotLinked, Damaged, Unavailable) as problem:
        raise WrongUse(str(problem)) from problem
    print(_told(report, arguments.linkage))
    return 1 if report.left_out else 0


def _clinic() -> Clinic:
    settings = settings_from_environment()
    return Clinic(stores_there(settings), settings, now=lambda: datetime.now(UTC))


def _researcher(clinic: Clinic, login: str | None) -> Signed:
    if not login:
        raise WrongUse("say which researcher this export is for: --as LOGIN")
    account = clinic.stores.accounts.by_login(login.strip())
    if account is None or not account.active:
        raise WrongUse(f"there is no account {login} that can sign in")
    return Signed(account.id, account.role, account.participant)


def _told(report: ExportReport, linkage: Path | None) -> str:
    lines = [f"{table}: {rows} rows" for table, rows in report.rows.items()]
    lines += [f"left out {one.code}: {one.why}" for one in report.left_out]
    if linkage is not None:
        lines.append(f"the linkage is in {linkage}: it says who is who; keep it apart")
    lines.append(f"{len(report.files)} files are in {report.folder}")
    return "\n".join(lines)
