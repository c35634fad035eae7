"""What may change between two versions of a program, as a value, and what holds its meaning."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from program.adapt.rules import Rule
from program.instruments.spec import InstrumentFile, InstrumentWords
from program.modules.edits import Edit
from program.modules.migration import Migration
from program.modules.spec import Step
from program.modules.strict_yaml import Place

Weight = Literal["compatible", "needs_migration", "forbidden"]
"""Compatible: nothing that was recorded changes its place or its meaning. Needs migration: what
people did is carried over when they migrate. Forbidden: it would come to say something else."""

Part = Literal["program", "module", "step", "rule", "instrument", "practice", "limit", "text"]


@dataclass(frozen=True)
class Change:
    """One thing that is not as it was."""

    weight: Weight
    part: Part
    name: str
    """Id of the part."""
    code: str
    """Stable name of the kind of change, such as `step-gone`."""
    what: str
    why: str = ""
    """Why it is not simply compatible."""
    advice: str = ""
    file: str = ""
    """Path below content/, of the newer version."""
    place: Place = ()
    module: str | None = None
    """The module it lies in; None where it concerns the program as a whole."""
    values: tuple[Edit, ...] = ()
    """Each value that is another one; empty where something came or went as a whole."""


@dataclass(frozen=True)
class Parts:
    """The parts of one version that hold meaning. What could not be read is left out."""

    program: str
    steps: Mapping[str, tuple[Step, ...]] | None
    """Module -> its steps; None where a module could not be read."""
    instruments: Mapping[str, InstrumentFile]
    words: Mapping[str, Mapping[str, InstrumentWords]]
    """Instrument -> locale -> its words."""
    rules: tuple[Rule, ...] | None
    migrations: tuple[Migration, ...] | None
