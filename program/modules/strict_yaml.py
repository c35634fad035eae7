"""YAML as an author sees it: a plain word is that word, and every value knows its line.

Numbers are plain decimals, `true` and `false` are the only booleans; everything else that is
not quoted is text as it stands (`no`, `12:30`, `012`, `1e3` and dates, which YAML 1.1 would
turn into something else). Repeated keys, anchors, aliases, merge keys and tags are refused.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from program.modules.issues import Issue
from program.modules.yaml_words import in_words

Place = tuple[str | int, ...]
"""Keys and positions that lead to a value."""

_DEEPEST = 40
_PLAIN: tuple[tuple[str, re.Pattern[str], list[str | None]], ...] = (
    ("null", re.compile(r"null|"), ["n", ""]),
    ("bool", re.compile(r"true|false"), ["t", "f"]),
    ("int", re.compile(r"-?(?:0|[1-9][0-9]{0,14})"), list("-0123456789")),
    ("float", re.compile(r"-?(?:0|[1-9][0-9]{0,14})\.[0-9]{1,15}"), list("-0123456789")),
)


class _Refused(Exception):
    """Something YAML allows and content does not."""

    def __init__(self, event: yaml.Event, code: str, message: str, advice: str) -> None:
        super().__init__(message)
        self.line = event.start_mark.line if event.start_mark else 0
        self.code, self.message, self.advice = code, message, advice


class _Loader(yaml.SafeLoader):
    """Composes nodes; resolves only what the module's docstring names."""

    yaml_implicit_resolvers: dict[Any, Any] = {}
    depth = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        event: yaml.Event = self.peek_event()  # type: ignore[no-untyped-call] # PyYAML's stubs
        _allow(event)
        if self.depth > _DEEPEST:
            why = f"More than {_DEEPEST} lists or keys stand inside each other."
            raise _Refused(event, "yaml", why, "look for a bracket left open")
        self.depth += 1
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


def _allow(event: yaml.Event) -> None:
    if isinstance(event, yaml.AliasEvent):
        why = "An alias (*) repeats something from elsewhere in the file."
        raise _Refused(event, "anchor", why, "write it out again")
    if getattr(event, "anchor", None) is not None:
        why = "An anchor (&) names something to be repeated."
        raise _Refused(event, "anchor", why, "write it out where it is needed")
    if (tag := getattr(event, "tag", None)) is not None:
        raise _Refused(event, "tag", f"A tag ({tag}) changes what a value means.", "remove it")


for _name, _pattern, _first in _PLAIN:
    _whole = re.compile(rf"^(?:{_pattern.pattern})$")
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_name}", _whole, _first)


@dataclass(frozen=True)
class Lines:
    """On which line each value of a file stands."""

    at: Mapping[Place, int] = field(default_factory=dict)

    def line(self, *place: str | int) -> int:
        """The line of a value, or of the nearest value around it. Steps that are not in the
        file (a model's own tags) are passed over."""
        here: Place = ()
        for step in place:
            if (*here, step) in self.at:
                here = (*here, step)
        return self.at.get(here, 1)


@dataclass(frozen=True)
class Parsed:
    """A file's plain value with its lines, or the reasons why there is none."""

    value: Any
    lines: Lines
    issues: tuple[Issue, ...] = ()


def read_yaml(file: str, text: str, first_line: int = 1) -> Parsed:
    """Read one document strictly. `first_line` is where the text begins in its file."""
    try:
        node = yaml.compose(text, Loader=_Loader)
    except _Refused as no:
        issue = Issue(file, no.line + first_line, no.code, no.message, no.advice)
        return Parsed(None, Lines(), (issue,))
    except yaml.YAMLError as problem:
        return Parsed(None, Lines(), (in_words(file, text, problem, first_line),))
    if node is None:
        return Parsed(None, Lines())
    reading = _Reading(file, first_line)
    value = reading.value(node, ())
    return Parsed(value, Lines(reading.lines), tuple(reading.issues))


class _Reading:
    """Turns nodes into plain values and notes the line of each."""

    def __init__(self, file: str, first_line: int) -> None:
        self.file, self.first = file, first_line
        self.lines: dict[Place, int] = {}
        self.issues: list[Issue] = []

    def value(self, node: yaml.Node, place: Place) -> Any:
        self.lines.setdefault(place, node.start_mark.line + self.first)
        if isinstance(node, yaml.MappingNode):
            return dict(self._items(node, place))
        if isinstance(node, yaml.SequenceNode):
            return [self.value(part, (*place, n)) for n, part in enumerate(node.value)]
        return _scalar(node)

    def _items(self, node: yaml.MappingNode, place: Place) -> Iterator[tuple[str, Any]]:
        seen: set[str] = set()
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + self.first
            if not isinstance(key_node, yaml.ScalarNode) or key_node.value == "<<":
                why = "A key is a single word here; merge keys and lists cannot be keys."
                self._refuse(line, "key", why, "write the keys out")
                continue
            key = str(key_node.value)
            if key in seen:
                why = f"The key {key} is written twice."
                self._refuse(line, "duplicate-key", why, "keep one of the two")
                continue
            seen.add(key)
            self.lines[(*place, key)] = line
            yield key, self.value(value_node, (*place, key))

    def _refuse(self, line: int, code: str, why: str, advice: str) -> None:
        self.issues.append(Issue(self.file, line, code, why, advice))


def _scalar(node: yaml.Node) -> Any:
    text = str(node.value)
    match node.tag.rpartition(":")[2]:
        case "null":
            return None
        case "bool":
            return text == "true"
        case "int":
            return int(text)
        case "float":
            return float(text)
        case _:
            return text
