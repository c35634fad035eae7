"""Plain values to typed ones, with what does not fit told in plain words."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from program.modules.issues import Issue, Severity, nearest
from program.modules.keys import known_at
from program.modules.strict_yaml import Lines, Parsed, Place

T = TypeVar("T")

_SORTS = ("step", "ask", "do", "type")
"""Keys that say which sort a value is."""

_NEEDS = {
    "string_type": ("text", 'put it in quotes: "..."'),
    "int_type": ("a whole number", "write digits alone, such as 12"),
    "int_from_float": ("a whole number", "write digits alone, such as 12"),
    "int_parsing": ("a whole number", "write digits alone, such as 12"),
    "float_type": ("a number", "write it plainly, such as 12 or 0.5"),
    "bool_type": ("true or false", "write true or false, in small letters"),
    "list_type": ("a list", "write [one, two], or one line with a dash for each"),
    "tuple_type": ("a list", "write [one, two], or one line with a dash for each"),
    "dict_type": ("keys with values", "write `key: value` lines below it"),
    "model_type": ("keys with values", "write `key: value` lines below it"),
    "model_attributes_type": ("keys with values", "write `key: value` lines below it"),
    "date_type": ("a day", "write it as 2026-01-31"),
    "date_parsing": ("a day", "write it as 2026-01-31"),
    "date_from_datetime_parsing": ("a day", "write it as 2026-01-31"),
}

_PLAIN = {
    "too_short": ("has too few entries", "write at least {min_length}"),
    "too_long": ("has too many entries", "write {max_length} at most"),
    "string_too_short": ("is empty", "write it"),
    "string_pattern_mismatch": (
        "has letters or signs that a name cannot have",
        "use a-z, 0-9 and the signs between them that names beside it have",
    ),
}
_BOUNDS = {
    "greater_than_equal": "write {ge:g} or more",
    "less_than_equal": "write {le:g} or less",
    "greater_than": "write more than {gt:g}",
    "less_than": "write less than {lt:g}",
}
_JOINERS = ("and", "or", "none", "no")
_JOINED = "questions are joined with `all`, `any` and `not`"


@dataclass(frozen=True)
class Placed(Generic[T]):
    """A typed value, the file it stands in and the lines of its parts."""

    file: str
    value: T
    lines: Lines

    def issue(
        self,
        code: str,
        message: str,
        advice: str,
        *place: str | int,
        note: bool = False,
        unfinished: bool = False,
    ) -> Issue:
        """A problem with the part at `place`."""
        line = self.lines.line(*place)
        severity: Severity = "note" if note else "unfinished" if unfinished else "error"
        return Issue(self.file, line, code, message, advice, severity)


def typed(
    adapter: TypeAdapter[T], file: str, parsed: Parsed
) -> tuple[Placed[T] | None, tuple[Issue, ...]]:
    """The typed value, or every reason why there is none. No loose types: "3" is not 3."""
    if parsed.issues and parsed.value is None:
        return None, parsed.issues
    try:
        value = adapter.validate_json(json.dumps(parsed.value), strict=True)
    except ValidationError as problem:
        found = problem.errors(include_url=False)
        wrong = (_issue(adapter, file, parsed, e) for e in found if not _follows(e))
        return None, (*parsed.issues, *wrong)
    return (None, parsed.issues) if parsed.issues else (Placed(file, value, parsed.lines), ())


def apart(
    adapter: TypeAdapter[T], file: str, parsed: Parsed
) -> tuple[Placed[tuple[T, ...]], Placed[tuple[Any, ...]]]:
    """The items of a list that can be read, and as written those that cannot, each with its own
    lines: for checks that are to name everything at once, never to be used."""
    good: dict[int, T] = {}
    bad: dict[int, Any] = {}
    for n, item in enumerate(parsed.value if isinstance(parsed.value, list) else ()):
        try:
            good[n] = adapter.validate_json(json.dumps(item), strict=True)
        except ValidationError:
            bad[n] = item  # `typed` has told what is wrong with it
    return _some(file, parsed, good), _some(file, parsed, bad)


def _some(file: str, parsed: Parsed, items: Mapping[int, T]) -> Placed[tuple[T, ...]]:
    now: dict[str | int, int] = {n: k for k, n in enumerate(items)}
    lines = parsed.lines.at.items()
    at: dict[Place, int] = {(now[p[0]], *p[1:]): line for p, line in lines if p and p[0] in now}
    return Placed(file, tuple(items.values()), Lines(at))


def _follows(error: ErrorDetails) -> bool:
    """Whether a list is called too short only because an item of it does not fit."""
    least = error.get("ctx", {}).get("min_length", 0)
    return error["type"] == "too_short" and len(error["input"]) >= least


def _issue(adapter: TypeAdapter[Any], file: str, parsed: Parsed, error: ErrorDetails) -> Issue:
    place = tuple(_place(parsed.value, error["loc"]))
    name = _name(place)
    if error["type"] == "extra_forbidden":
        known = known_at(_schema(adapter), error["loc"][:-1])
        beside = {key for key in known if (*place[:-1], key) in parsed.lines.at}
        advice = nearest(name, known - beside or known)
        if name.isdecimal():
            advice = "a number has a point and no comma, such as 2.5"
        words = ("unknown-key", f"Nothing here is called {name}.", advice)
    else:
        words = _words(error, name)
    return Issue(file, parsed.lines.line(*place), *words)


@lru_cache(maxsize=64)
def _schema(adapter: TypeAdapter[Any]) -> dict[str, Any]:
    """Made once: a file may have hundreds of unknown keys."""
    return adapter.json_schema()


def _name(place: Place) -> str:
    """What an author would call the value at a place."""
    if not place:
        return "the file"
    if isinstance(place[-1], str):
        return place[-1]
    inside = _name(place[:-1])
    listed = f"`{inside}`" if place[-2:-1] and isinstance(place[-2], str) else inside
    return f"entry {place[-1] + 1} of {listed}"


def _place(value: Any, loc: tuple[str | int, ...]) -> Iterator[str | int]:
    """Where an error stands, without the tags pydantic puts in for the sort of a value."""
    tagged = False
    for step in loc:
        if isinstance(value, dict) and not tagged and _is_tag(value, step):
            tagged = True
            continue
        tagged = False
        yield step
        inside = isinstance(value, dict) or (isinstance(value, list) and isinstance(step, int))
        try:
            value = value[step] if inside else None
        except (KeyError, IndexError):
            value = None


def _is_tag(value: dict[str, Any], step: str | int) -> bool:
    return any(value.get(key) == step for key in _SORTS)


def _words(error: ErrorDetails, name: str) -> tuple[str, str, str]:
    kind, given, more = error["type"], error["input"], error.get("ctx", {})
    if kind == "missing":
        return "missing-key", f"{name} is missing.", f"add `{name}: ...`"
    if kind == "union_tag_not_found":
        tag = str(more["discriminator"]).strip("'")
        return "missing-key", f"{tag} is missing.", f"add `{tag}: ...`"
    if kind == "union_tag_invalid":
        return _unknown_sort(given, more)
    if kind == "literal_error":
        return "wrong-value", f"{name} cannot be {_shown(given)}.", f"write {more['expected']}"
    if kind in _NEEDS:
        needs, advice = _NEEDS[kind]
        if given is None and kind == "string_type":
            advice = "write it behind the colon"
        return "wrong-type", f"{name} needs {needs}, not {_shown(given)}.", advice
    if kind in _PLAIN:
        what, advice = _PLAIN[kind]
        return "wrong-value", f"{name} {what}.", advice.format(**more)
    if kind in _BOUNDS:
        return "wrong-value", f"{name} cannot be {_shown(given)}.", _BOUNDS[kind].format(**more)
    if kind == "value_error":
        advice = "choose another" if isinstance(given, str) else "change what stands there"
        return "wrong-value", f"{name}: {more['error']}.", advice
    reason = error["msg"].removeprefix("Input ").removeprefix("Value ")
    return "wrong-value", f"{name} cannot be {_shown(given)}.", reason


def _unknown_sort(given: Any, more: Mapping[str, Any]) -> tuple[str, str, str]:
    tag = str(more["discriminator"]).strip("'")
    known = [word.strip(" '") for word in str(more["expected_tags"]).split(",")]
    word = given.get(tag) if isinstance(given, Mapping) else more["tag"]
    if not isinstance(word, str):
        return "wrong-value", f"{tag} cannot be {_shown(word)}.", nearest("", known)
    advice = _JOINED if tag == "ask" and word in _JOINERS else nearest(word, known)
    return "wrong-value", f"{tag} cannot be {word}.", advice


def _shown(given: object) -> str:
    if given is None:
        return "nothing"
    if isinstance(given, bool):
        return str(given).lower()
    if isinstance(given, Mapping):
        return "keys with values"
    if isinstance(given, list):
        return "a list"
    whole = " ".join(str(given).split())  # an issue is one line
    text = whole if len(whole) <= 40 else f"{whole[:40]}..."
    return f'the text "{text}"' if isinstance(given, str) else text
