"""From the content somebody follows to newer content of the same program."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from program.ids import StepId
from program.modules.meaning import changed_meaning
from program.modules.migration import goes_on
from program.modules.program import Program, parts


class NoWay(Exception):
    """Nobody can go over from one version to the other; says why, for staff."""


@dataclass(frozen=True)
class Way:
    """How what was done is carried over."""

    name: str
    """Of the latest migration on the way; where none is needed, the beginning of the hash."""
    moved: Mapping[StepId, StepId]
    """Old step -> the step that takes over its answers."""
    dropped: tuple[StepId, ...]
    """Steps that are gone; their answers stay in the record."""


def way(before: Program, after: Program) -> Way:
    """The way from one version to a newer one, all migrations in between taken in order.

    Raises NoWay where something would lose its place or its meaning.
    """
    for change in changed_meaning(parts(before), parts(after)):
        if change.weight == "forbidden" and change.code != "step-gone":
            raise NoWay(f"{change.what} ({change.file})")
    known = {migration.name for migration in before.migrations}
    new = [migration for migration in after.migrations if migration.name not in known]
    there = set(_steps(after))
    moved: dict[StepId, StepId] = {}
    dropped: list[StepId] = []
    for step in _steps(before):
        goes, _ = goes_on(step, new)
        if goes is None:
            dropped.append(step)
        elif goes not in there:
            raise NoWay(f"no migration says where answers of the step {step} go")
        elif goes != step:
            moved[step] = goes
    name = new[-1].name if new else f"content-{after.hash[:12]}"
    return Way(name, moved, tuple(dropped))


def _steps(program: Program) -> Iterator[StepId]:
    return (step.id for module in program.modules.values() for step in module.steps)
