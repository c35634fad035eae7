"""`verify`: prove what programs promise, or show a history in which they do not keep it."""

import argparse
import json
import sys
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from program.cli import WrongUse
from program.cli._place import settings_from_environment
from program.cli._progress import bar
from program.cli.check import as_text, content_files
from program.ids import ProgramId
from program.modules.issues import errors, nearest
from program.modules.load import load

if TYPE_CHECKING:
    from program.adapt.verify import Finding

ABOUT = "prove that no way through a program goes wrong, or show a history in which one does"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("program", nargs="?", help="one program; all of them unless named")
    parser.add_argument("--content", type=Path, help="folder of content (CAIRN_CONTENT)")
    parser.add_argument("--format", choices=["text", "json"], default="text")


def run(arguments: argparse.Namespace) -> int:
    """0 when all is proven, 1 when something was found or could not be proven."""
    from program.adapt.verify import verify  # its solver is loaded by this verb alone

    files = content_files(arguments.content or settings_from_environment().content)
    loaded = load(files, today=datetime.now(UTC).date())
    one, unread = arguments.program, errors(loaded.issues)
    if unread and one not in loaded.programs:
        print(as_text(unread), file=sys.stderr)
        print("nothing was proven: mend what check finds first", file=sys.stderr)
        return 1
    if one and one not in loaded.programs:
        raise WrongUse(f"there is no program {one}; {nearest(one, loaded.programs)}")
    wanted = [ProgramId(one)] if one else list(loaded.programs)
    found = {name: verify(loaded.programs[name].plan, bar) for name in wanted}
    print(_json(found) if arguments.format == "json" else _text(found))
    return 1 if any(found.values()) else 0


def _text(found: Mapping[ProgramId, tuple["Finding", ...]]) -> str:
    return "\n".join(line for name in found for line in _of_program(name, found[name]))


def _of_program(name: ProgramId, findings: tuple["Finding", ...]) -> list[str]:
    lines = [line for finding in findings for line in _lines(name, finding)]
    unproven = sum(not finding.proven for finding in findings)
    if not findings:
        return [f"{name}: proven"]
    return [*lines, f"{name}: {len(findings) - unproven} found, {unproven} not proven"]


def _lines(name: ProgramId, finding: "Finding") -> list[str]:
    """A finding, and its witness as a timeline."""
    doubt = "" if finding.proven else "not proven: "
    lines = [f"{name}: {doubt}{finding.message} ({finding.advice})"]
    for one in finding.witness or ():
        decided = f" -> {one.decided}" if one.decided else ""
        lines.append(f"    day {one.day:>3}  {one.what}{decided}")
    return lines


def _json(found: Mapping[ProgramId, tuple["Finding", ...]]) -> str:
    values = {
        name: [asdict(finding) for finding in findings] for name, findings in found.items()
    }
    return json.dumps(values, indent=2, ensure_ascii=False)
