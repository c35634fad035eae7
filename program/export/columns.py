"""What a table and its columns are: declared once, read by the writer and by the codebook."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Generic, Literal, TypeVar

from program.export.history import Person

Cell = str | int | float | bool | None
"""None is missing."""

Type = Literal["code", "text", "integer", "number", "boolean", "array", "object"]
"""`array` and `object` are JSON in one cell."""

Row = TypeVar("Row")
RowIn = TypeVar("RowIn", contravariant=True)

NEVER = "never missing"


@dataclass(frozen=True)
class Unit:
    """What a number counts, in words, and the ends it never goes beyond."""

    words: str = ""
    least: float | None = None
    most: float | None = None
    above: float | None = None
    below: float | None = None
    """Ends that are never reached."""


NO_UNIT = Unit()
COUNT = Unit("count", least=0)
FROM_ONE = Unit("from 1", least=1)
MINUTES = Unit("minutes", least=0)


@dataclass(frozen=True)
class Column(Generic[RowIn]):
    """One column: what it is called, what it means, and how a row gives it."""

    name: str
    type: Type
    meaning: str
    value: Callable[[RowIn], Cell]
    unit: Unit = NO_UNIT
    """Unit or range; empty where the codes or the meaning say all."""
    codes: Mapping[str, str] = field(default_factory=dict)
    """Code -> what it stands for, where the codes are few and fixed. No "; " in a meaning:
    the codebook puts it between two codes."""
    missing: str = NEVER
    """What an empty cell means."""
    shape: str = ""
    """What every cell looks like as a whole (a regular expression), where that is known."""
    refers: str = ""
    """Table that has a row for each of these, under the same name."""
    identifying: bool = False
    """Whether the column alone could tell who somebody is. Nothing here may."""


@dataclass(frozen=True)
class Table(Generic[Row]):
    """One file of the bundle: what a row stands for, and its columns in order."""

    name: str
    one_row: str
    rows: Callable[[Person], Iterable[Row]]
    columns: tuple[Column[Row], ...]
    key: tuple[str, ...] = ()
    """Columns that are never missing and together name one row; empty where none do."""
    unique: tuple[str, ...] = ()
    """Columns that together name one row wherever none of them is missing."""

    @property
    def head(self) -> list[str]:
        return [column.name for column in self.columns]

    def of(self, person: Person) -> list[list[Cell]]:
        """The rows of one person."""
        return [[column.value(row) for column in self.columns] for row in self.rows(person)]
