"""The shape every exercise kind has."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, JsonValue

from program.fields import Answers, Pages, Problem
from program.record import Entry
from program.words import Cell, Value

__all__ = [
    "Entry", "Kind", "Picture", "Problem", "Spec", "Summary", "chosen", "no_problem",
    "nothing_carried", "number", "present", "rows", "words",
]  # fmt: skip


class Spec(BaseModel):
    """What an author may set where a kind is placed in a module. Most kinds need nothing."""

    model_config = ConfigDict(frozen=True, extra="forbid")


@dataclass(frozen=True)
class Summary:
    """What a therapist sees at a glance. The scores alone reach researchers."""

    headline: str
    """A msgid with {named} places; at most 60 characters when filled."""
    values: Mapping[str, Value] = field(default_factory=dict)
    """What fills the headline's places."""
    scores: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Picture:
    """A drawing of the answers with its twin in words and in a table."""

    svg: str
    """Inline SVG that uses currentColor and the --cairn-* colours; no script, no link out.

    `in_words` puts our own words in it into the reader's language.
    """
    sentence: str
    """A msgid with {named} places; also the drawing's alternative text."""
    values: Mapping[str, Value] = field(default_factory=dict)
    head: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    """The table twin; `say_rows` says its cells."""


_NUMBERS = (int, float)


def words(answers: Mapping[str, JsonValue], name: str) -> str:
    """What was written; empty where nothing was, or where the words have been removed."""
    value = answers.get(name)
    return value if isinstance(value, str) else ""


def number(answers: Mapping[str, JsonValue], name: str) -> float | None:
    """The number that was given; None where it was left empty or never asked."""
    value = answers.get(name)
    return float(value) if isinstance(value, _NUMBERS) else None


def chosen(answers: Mapping[str, JsonValue], name: str) -> tuple[str, ...]:
    """The codes that were chosen, in their own order; empty where none was."""
    value = answers.get(name)
    return tuple(map(str, value)) if isinstance(value, list) else ()


def rows(answers: Mapping[str, JsonValue], name: str) -> tuple[dict[str, JsonValue], ...]:
    """The rows of a list; empty where there are none."""
    value = answers.get(name)
    return (
        tuple(row for row in value if isinstance(row, dict)) if isinstance(value, list) else ()
    )


def present(**values: float | None) -> dict[str, float]:
    """The scores that are known: what was left empty is missing, never zero."""
    return {name: float(value) for name, value in values.items() if value is not None}


def nothing_carried(entries: Sequence[Entry]) -> Mapping[str, JsonValue]:
    """For kinds from which no other kind learns."""
    return {}


def no_problem(answers: Answers) -> tuple[Problem, ...]:
    """For kinds whose fields say everything that can be wrong."""
    return ()


@dataclass(frozen=True)
class Kind:
    """One kind of exercise: its questions as data and pure functions over its answers."""

    name: str
    """Equals the file's name."""
    title: str
    about: str
    """One sentence for the patient: what this is good for."""
    mode: Literal["once", "log"]
    """`log`: every entry is a fact, and the step counts as done at the first one."""
    pages: Callable[[Any], Pages]
    """Spec -> the questions."""
    summarise: Callable[[Sequence[Entry]], Summary]
    """All entries, oldest first, at least one. Words may have been removed from any of them."""
    scores: Mapping[str, str]
    """Every score `summarise` may give, and what it is, with unit or range, for researchers."""
    picture: Callable[[Sequence[Entry]], Picture | None]
    example: Answers
    """One worked example: valid answers."""
    spec: type[Spec] = Spec
    example_spec: Spec = field(default_factory=Spec)
    learned: frozenset[str] = frozenset()
    """Options that are filled from the person's own facts, never by an author."""
    carries: Callable[[Sequence[Entry]], Mapping[str, JsonValue]] = nothing_carried
    """What other kinds may begin from: name -> value."""
    problems: Callable[[Answers], tuple[Problem, ...]] = no_problem
    """What the fields alone cannot tell is wrong; asked only once `check` has found nothing."""
    tool: bool = False
    """Whether it can be used from Tools at any time."""
    moves: bool = False
    """Whether it leads to moving the body: it waits while warning signs are not cleared."""
    lines: bool = False
    """Whether the crisis lines of the region stand below what was written with it."""
