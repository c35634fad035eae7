"""What a printed page is made of, as plain values; `sheet.typ` sets them.

What people wrote reaches the page as data and never as markup, so nothing they type can change
how it is set.
"""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Run:
    """A stretch of text in one style."""

    text: str
    bold: bool = False
    italic: bool = False


Text = tuple[Run, ...]


@dataclass(frozen=True)
class Heading:
    text: str
    level: int
    """From 1. A level is never left out on the way down: readers aloud go by it."""


@dataclass(frozen=True)
class Paragraph:
    text: Text


@dataclass(frozen=True)
class Bullets:
    items: tuple[Text, ...]
    numbered: bool = False


@dataclass(frozen=True)
class Small:
    """A line in small type, such as a source."""

    text: str


@dataclass(frozen=True)
class Question:
    label: str
    help: str = ""


@dataclass(frozen=True)
class Blank:
    """Room to write."""

    lines: int


@dataclass(frozen=True)
class Boxes:
    """Options to tick."""

    options: tuple[str, ...]


@dataclass(frozen=True)
class Numbers:
    """A scale to ring a number on, with words at both ends."""

    lowest: int
    highest: int
    low: str
    high: str


@dataclass(frozen=True)
class Grid:
    """A table; `blank` empty rows to fill in follow."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = ()
    blank: int = 0


@dataclass(frozen=True)
class Picture:
    svg: str
    sentence: str
    """Also its alternative text."""


@dataclass(frozen=True)
class NewPage:
    """What follows begins on a page of its own."""


@dataclass(frozen=True)
class Contents:
    """The list of what is in a long document, with page numbers."""

    title: str


Block = (
    Heading | Paragraph | Bullets | Small | Question | Blank | Boxes | Numbers | Grid
    | Picture | NewPage | Contents
)  # fmt: skip


def said(text: str) -> Text:
    """Plain words as text in one style."""
    return (Run(text),)


def as_data(block: Block) -> dict[str, Any]:
    """A block as JSON, named by its kind."""
    return {"block": type(block).__name__.lower(), **asdict(block)}
