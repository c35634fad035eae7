"""What `verify` finds, told with the line of the content that says it."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from program.ids import ProgramId
from program.modules.strict_yaml import Parsed, Place, read_yaml

if TYPE_CHECKING:  # importing it loads a solver
    from program.adapt.verify import Finding

_OF_MODULES = {"never-reached", "before-prerequisites", "too-long", "skipped"}


def read_part(files: Mapping[str, str], file: str) -> Parsed:
    """A file of a program; empty where it is not there."""
    return read_yaml(file, files.get(file, ""))


@dataclass(frozen=True)
class Proved:
    """What was found in a program, and its files to point at: path below content/ -> text."""

    name: ProgramId
    findings: tuple["Finding", ...]
    files: Mapping[str, str]

    def text(self) -> Iterator[str]:
        """Each finding, with its witness as a timeline below it."""
        for one in self.findings:
            doubt = "" if one.proven else "not proven: "
            file, line = self.where(one)
            yield f"{file}:{line}: {doubt}{one.message} ({one.advice})"
            for day in one.witness or ():
                decided = f" -> {day.decided}" if day.decided else ""
                yield f"    day {day.day:>3}  {day.what}{decided}"

    def plain(self) -> list[dict[str, Any]]:
        """The same as plain values of JSON."""
        keys = ("file", "line")
        return [
            asdict(one) | dict(zip(keys, self.where(one), strict=True)) for one in self.findings
        ]

    def where(self, finding: "Finding") -> tuple[str, int]:
        """The file, and the line in it, that says what a finding is about."""
        ids = [rule["id"] for rule in self.rules.value or ()]
        if finding.code not in _OF_MODULES and finding.about in ids:
            return self._path("rules.yaml"), self.rules.lines.line(ids.index(finding.about))
        lines = self.program.lines
        places = _places(finding, self.program.value)
        place = next((one for one in places if one in lines.at), ())
        return self._path("program.yaml"), lines.line(*place)

    @cached_property
    def rules(self) -> Parsed:
        return self._read("rules.yaml")

    @cached_property
    def program(self) -> Parsed:
        return self._read("program.yaml")

    def _read(self, file: str) -> Parsed:
        return read_part(self.files, self._path(file))

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
