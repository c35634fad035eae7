"""`audit`: is everything still what was kept, and where it is not, was that meant?"""

import argparse
import json
from dataclasses import asdict
from datetime import UTC, datetime

from program.cli import WrongUse
from program.cli._number import number_of
from program.cli._place import settings_from_environment, stores_there
from program.ids import ParticipantId, checked
from program.service.accepting import accept
from program.service.accounts import OPERATOR
from program.service.clinic import Clinic
from program.storage.audit import Findings, verify
from program.storage.finding import Finding
from program.storage.ports import Damaged, Unavailable

ABOUT = "prove that histories, archive, anchors and accounts are as they were kept"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    proves = commands.add_parser("verify", help="check all of it, change nothing")
    proves.add_argument("--format", choices=["text", "json"], default="text")
    takes = commands.add_parser(
        "accept", help="take a history as it stands: it was put back from a backup on purpose"
    )
    takes.add_argument("participant", metavar="P", help="the id of the history")
    takes.add_argument("--reason", required=True, help="why; kept in the audit journal")


def run(arguments: argparse.Namespace) -> int:
    """0 when all that can be checked is as it was kept, 1 when something is not."""
    try:
        return _COMMANDS[arguments.command](arguments)
    except (ValueError, Damaged, Unavailable) as problem:
        raise WrongUse(str(problem)) from problem


def _verify(arguments: argparse.Namespace) -> int:
    findings = verify(stores_there(settings_from_environment()))
    print(_json(findings) if arguments.format == "json" else _text(findings))
    return 1 if findings.found else 0


def _accept(arguments: argparse.Namespace) -> int:
    settings = settings_from_environment()
    clinic = Clinic(stores_there(settings), settings, now=lambda: datetime.now(UTC))
    who = ParticipantId(checked(arguments.participant))
    before, now = accept(clinic, OPERATOR, who, arguments.reason)
    print(
        f"{who} is taken as it stands: {number_of(now.seq, 'event', 'events')}, where "
        f"{before.seq} were anchored. Who took it so, when and why is in the audit journal."
    )
    return 0


_COMMANDS = {"verify": _verify, "accept": _accept}


def _json(findings: Findings) -> str:
    return json.dumps({"clean": not findings.found, **asdict(findings)}, indent=2)


def _text(findings: Findings) -> str:
    lines = [_line(finding) for finding in findings.found]
    lines += [f"note: {_line(note)}" for note in findings.notes]
    lines.append(
        f"{number_of(findings.histories, 'history', 'histories')} with "
        f"{number_of(findings.events, 'event', 'events')} looked at, {findings.erased} erased; "
        f"{number_of(findings.unanchored, 'event is', 'events are')} not yet anchored"
    )
    lines.append(
        f"{len(findings.found)} found"
        if findings.found
        else "all that could be checked is as it was kept"
    )
    return "\n".join(lines)


def _line(finding: Finding) -> str:
    place = finding.who if finding.line is None else f"{finding.who}, line {finding.line}"
    return f"{place}: {finding.what}. Advice: {finding.advice}"
