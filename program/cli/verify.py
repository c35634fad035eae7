"""`verify`: prove what programs promise, or show a history in which they do not keep it."""

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from program.cli import WrongUse
from program.cli._place import settings_from_environment
from program.cli._progress import bar
from program.cli._proved import Proved
from program.cli._proving import prove
from program.cli.check import as_json, as_text, content_files
from program.ids import ProgramId
from program.modules.issues import Issue, errors, nearest
from program.modules.load import load

ABOUT = "prove that no way through a program goes wrong, or show a history in which one does"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("program", nargs="?", help="one program; all of them unless named")
    parser.add_argument("--content", type=Path, help="folder of content (CAIRN_CONTENT)")
    parser.add_argument("--format", choices=["text", "json"], default="text")


def run(arguments: argparse.Namespace) -> int:
    """0 when all is proven, 1 when something was found or could not be proven."""
    files = content_files(arguments.content or settings_from_environment().content)
    loaded = load(files, today=datetime.now(UTC).date())
    one, unread = arguments.program, errors(loaded.issues)
    known = {path.split("/")[1] for path in files if path.endswith("/program.yaml")}
    if one is not None and one not in known:
        raise WrongUse(f"there is no program {one or 'without a name'}; {nearest(one, known)}")
    if unread and one not in loaded.programs:
        return _unread(unread, arguments.format)
    wanted = [ProgramId(one)] if one is not None else list(loaded.programs)
    plans = [loaded.programs[name].plan for name in wanted]
    proofs = prove(plans, os.cpu_count() or 1, bar)
    found = [
        Proved(name, findings, loaded.files[name])
        for name, findings in zip(wanted, proofs, strict=True)
    ]
    print(_json(found) if arguments.format == "json" else _text(found))
    return 1 if any(each.findings for each in found) else 0


def _unread(issues: tuple[Issue, ...], form: str) -> int:
    """Where content has errors: what `check` says of it, in its own format."""
    if form == "json":
        print(as_json(issues))
    else:
        print(as_text(issues), file=sys.stderr)
    print("nothing was proven: mend what check finds first", file=sys.stderr)
    return 1


def _text(found: Sequence[Proved]) -> str:
    return "\n".join(line for each in found for line in _of_program(each))


def _of_program(proved: Proved) -> Iterator[str]:
    if not proved.findings:
        yield f"{proved.name}: proven"
        return
    yield from proved.text()
    unproven = sum(not finding.proven for finding in proved.findings)
    yield f"{proved.name}: {len(proved.findings) - unproven} found, {unproven} not proven"


def _json(found: Sequence[Proved]) -> str:
    values = {each.name: each.plain() for each in found}
    return json.dumps(values, indent=2, ensure_ascii=False)
