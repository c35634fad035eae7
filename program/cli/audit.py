"""`audit verify`: is everything that was kept still what was kept?"""

import argparse
import json
from dataclasses import asdict

from program.cli import WrongUse
from program.cli._number import number_of
from program.cli._place import settings_from_environment, stores_there
from program.storage.audit import Findings, verify
from program.storage.finding import Finding
from program.storage.ports import Unavailable

ABOUT = "prove that histories, archive, anchors and accounts are as they were kept"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "what", choices=["verify"], help="verify: check all of it, change nothing"
    )
    parser.add_argument("--format", choices=["text", "json"], default="text")


def run(arguments: argparse.Namespace) -> int:
    """0 when all that can be checked is as it was kept, 1 when something is not."""
    try:
        findings = verify(stores_there(settings_from_environment()))
    except Unavailable as problem:
        raise WrongUse(str(problem)) from problem
    print(_json(findings) if arguments.format == "json" else _text(findings))
    return 1 if findings.found else 0


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
