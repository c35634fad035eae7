"""Reading a lesson: title and sources between `---` lines, the text, and `# Short form`."""

import re
from dataclasses import dataclass

from pydantic import Field, TypeAdapter

from program.modules.issues import Issue
from program.modules.spec import Lesson
from program.modules.strict_yaml import Lines, Place, read_yaml
from program.modules.typed import Placed, typed
from program.modules.written import Written

_SHORT = re.compile(r"^# *Short form[ \t]*$", re.MULTILINE | re.IGNORECASE)
"""The same line in every language."""


class _Head(Written):
    """Between the two `---` lines."""

    title: str = Field(min_length=1)
    sources: tuple[str, ...] = ()


_HEAD: TypeAdapter[_Head] = TypeAdapter(_Head)


@dataclass(frozen=True)
class _Parts:
    head: str
    body: str
    short: str
    body_line: int
    short_line: int


def read_lesson(file: str, text: str) -> tuple[Placed[Lesson] | None, tuple[Issue, ...]]:
    """The lesson, with the lines of `body` and `short`; or why there is none."""
    parts = _split(text)
    if parts is None:
        message = "A lesson begins with its title and sources between two lines of ---."
        advice = "see docs/authors.md for one that can be copied"
        return None, (Issue(file, 1, "lesson-head", message, advice),)
    head, issues = typed(_HEAD, file, read_yaml(file, parts.head, first_line=2))
    if head is None:
        return None, issues
    lesson = Lesson(head.value.title, parts.body, parts.short, head.value.sources)
    places: dict[Place, int] = {("body",): parts.body_line, ("short",): parts.short_line}
    return Placed(file, lesson, Lines({**head.lines.at, **places})), ()


def _split(text: str) -> _Parts | None:
    if not text.startswith("---\n"):
        return None
    head, found, rest = text[4:].partition("\n---\n")
    if not found:
        return None
    head += "\n"
    first = 3 + head.count("\n")
    short = _SHORT.search(rest)
    body_text = rest[: short.start()] if short else rest
    short_text = rest[short.end() :] if short else ""
    body, body_line = _trimmed(body_text, first)
    until = first + (rest[: short.end()].count("\n") if short else body_text.count("\n"))
    trimmed, short_line = _trimmed(short_text, until)
    return _Parts(head, body, trimmed, body_line, short_line)


def _trimmed(text: str, line: int) -> tuple[str, int]:
    """The text without blank edges, and the line on which it begins."""
    lead = len(text) - len(text.lstrip())
    return text.strip(), line + text[:lead].count("\n")
