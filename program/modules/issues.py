"""What can be wrong with content, as values: where, what, and what to do about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

Severity = Literal["error", "unfinished", "note"]
"""An error keeps content from being read, played and published; what is unfinished keeps it
from being published alone, so that a draft can be tried; a note keeps it from nothing."""


@dataclass(frozen=True, order=True)
class Issue:
    """One problem, in plain words."""

    file: str
    """Path below content/."""
    line: int
    """Counted from 1."""
    code: str
    """Stable name of the kind of problem, such as `unknown-key`."""
    message: str
    advice: str
    severity: Severity = "error"

    def __str__(self) -> str:
        sort = "" if self.severity == "error" else f"{self.severity}: "
        return _visible(f"{self.file}:{self.line}: {sort}{self.message} ({self.advice})")


def _visible(text: str) -> str:
    """Signs that cannot be seen, or that a terminal would obey, as their escapes."""
    return "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in text)


class ContentRefused(Exception):
    """Content with errors, or unfinished, was not published. Carries every issue."""

    def __init__(self, issues: tuple[Issue, ...]) -> None:
        super().__init__("this content has errors, or is unfinished")
        self.issues = issues


def errors(issues: Iterable[Issue]) -> tuple[Issue, ...]:
    """The issues that keep content from being read and played."""
    return tuple(issue for issue in issues if issue.severity == "error")


def withheld(issues: Iterable[Issue]) -> tuple[Issue, ...]:
    """The issues that keep content from being published."""
    return tuple(issue for issue in issues if issue.severity != "note")


def nearest(name: str, known: Iterable[str]) -> str:
    """Advice that names the known word closest to one that is not known."""
    words = sorted(set(known))
    close = get_close_matches(name, words, n=1, cutoff=0.5)
    if close:
        return f"did you mean {close[0]}?"
    return f"there are: {', '.join(words)}" if words else "there are none"
