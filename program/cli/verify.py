"""`verify`: prove what programs promise, or show a history in which they do not keep it."""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from program.cli import WrongUse
from program.cli._place import settings_from_environment
from program.cli._progress import bar
from program.cli.check import as_json, as_text, content_files
from program.ids import ProgramId
from program.modules.issues import Issue, errors, nearest
from program.modules.load import load
from program.modules.strict_yaml import Parsed, Place, read_yaml

if TYPE_CHECKING:
    from program.adapt.verify import Finding

ABOUT = "prove that no way through a program goes wrong, or show a history in which one does"
_OF_MODULES = {"never-reached", "before-prerequisites", "too-long", "skipped"}


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
    known = {path.split("/")[1] for path in files if path.endswith("/program.yaml")}
    if one and one not in known:
        raise WrongUse(f"there is no program {one}; {nearest(one, known)}")
    if unread and one not in loaded.programs:
        return _unread(unread, arguments.format)
    wanted = [ProgramId(one)] if one else list(loaded.programs)
    found = [_Proved(name, verify(loaded.programs[name].plan, bar), files) for name in wanted]
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


@dataclass(frozen=True)
class _Proved:
    """What was found in a program, and the files to point at."""

    name: ProgramId
    findings: tuple["Finding", ...]
    files: Mapping[str, bytes]

    @cached_property
    def rules(self) -> Parsed:
        return self._read("rules.yaml")

    @cached_property
    def program(self) -> Parsed:
        return self._read("program.yaml")

    def where(self, finding: "Finding") -> tuple[str, int]:
        """The file, and the line in it, that says what a finding is about."""
        ids = [rule["id"] for rule in self.rules.value or ()]
        if finding.code not in _OF_MODULES and finding.about in ids:
            return self._path("rules.yaml"), self.rules.lines.line(ids.index(finding.about))
        lines = self.program.lines
        place = next(
            (one for one in _places(finding, self.program.value) if one in lines.at), ()
        )
        return self._path("program.yaml"), lines.line(*place)

    def _read(self, file: str) -> Parsed:
        return read_yaml(self._path(file), self.files.get(self._path(file), b"").decode())

    def _path(self, file: str) -> str:
        return f"programs/{self.name}/{file}"


def _places(finding: "Finding", program: Mapping[str, Any]) -> Iterator[Place]:
    """Where program.yaml may speak of it, what says it most closely first."""
    if finding.code == "before-prerequisites":
        yield "needs", finding.about
    if finding.code == "too-long":
        yield "invariants", "longest_weeks"
    if finding.code == "skipped":
        promised = program["invariants"]["never_skipped"]
        yield "invariants", "never_skipped", promised.index(finding.about)
    for key in ("branches", "boosters", "core"):
        for n, one in enumerate(program.get(key, ())):
            if finding.about == (one if key == "core" else one["module"]):
                yield key, n


def _text(found: Sequence[_Proved]) -> str:
    return "\n".join(line for each in found for line in _of_program(each))


def _of_program(proved: _Proved) -> list[str]:
    name, findings = proved.name, proved.findings
    lines = [line for finding in findings for line in _lines(proved, finding)]
    unproven = sum(not finding.proven for finding in findings)
    if not findings:
        return [f"{name}: proven"]
    return [*lines, f"{name}: {len(findings) - unproven} found, {unproven} not proven"]


def _lines(proved: _Proved, finding: "Finding") -> list[str]:
    """A finding, and its witness as a timeline."""
    doubt = "" if finding.proven else "not proven: "
    file, line = proved.where(finding)
    lines = [f"{file}:{line}: {doubt}{finding.message} ({finding.advice})"]
    for one in finding.witness or ():
        decided = f" -> {one.decided}" if one.decided else ""
        lines.append(f"    day {one.day:>3}  {one.what}{decided}")
    return lines


def _json(found: Sequence[_Proved]) -> str:
    values = {
        each.name: [
            asdict(one) | dict(zip(("file", "line"), each.where(one), strict=True))
            for one in each.findings
        ]
        for each in found
    }
    return json.dumps(values, indent=2, ensure_ascii=False)
