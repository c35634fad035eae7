"""The values that differ between two versions of one thing, each with its way there."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import takewhile, zip_longest
from typing import Any

from pydantic_core import to_jsonable_python

_LONGEST = 72
"""Letters of a text that are shown at most."""
_BEFORE = 24
"""Letters that stay in front of where two long texts part."""


@dataclass(frozen=True)
class Edit:
    """One value that is not as it was."""

    where: str
    """Its keys, and its places in lists counted from 1, such as `when.of.2.value`; in a
    long text the paragraph."""
    was: Any
    """As plain values of JSON, whole; None: not there."""
    now: Any

    def shown(self) -> tuple[str, str]:
        """Both values as an author writes them; of long texts where they part, shortened."""
        was, now = self.was, self.now
        if isinstance(was, str) and isinstance(now, str):
            was, now = _parting(was, now)
        return _written(was), _written(now)


def edits(was: object, now: object, where: str = "") -> tuple[Edit, ...]:
    """Every value that differs, in the order of the newer one; empty where none does."""
    return tuple(_differing(where, to_jsonable_python(was), to_jsonable_python(now)))


def _differing(where: str, was: Any, now: Any) -> Iterator[Edit]:
    if was == now or not (_said(was) or _said(now)):
        return
    if isinstance(was, dict) and isinstance(now, dict) and _sort(was) == _sort(now):
        for key in {**now, **was}:
            yield from _differing(f"{where}.{key}".lstrip("."), was.get(key), now.get(key))
    elif isinstance(was, list) and isinstance(now, list):
        yield from _in_list(where, was, now)
    elif _has_lines(was) and _has_lines(now):
        yield from _aligned(where, _lines(was), _lines(now))
    else:
        yield Edit(where, was, now)


def _in_list(where: str, was: list[Any], now: list[Any]) -> Iterator[Edit]:
    if not any(isinstance(one, dict | list) for one in (*was, *now)):
        yield Edit(where, was, now)
    elif all(isinstance(one, dict) and "id" in one for one in (*was, *now)):
        old, new = ({one["id"]: one for one in side} for side in (was, now))
        yield from _differing(where, old, new)
        order = [[name for name in side if name in old and name in new] for side in (old, new)]
        if order[0] != order[1]:
            yield Edit(where, *order)
    else:
        yield from _aligned(where, was, now)


def _aligned(where: str, was: list[Any], now: list[Any]) -> Iterator[Edit]:
    """Where one was put in or taken out, those after it are still compared with themselves."""
    matched = SequenceMatcher(
        None, [repr(one) for one in was], [repr(one) for one in now], False
    )
    for tag, i, i_end, j, j_end in matched.get_opcodes():
        if tag != "equal":
            pairs = zip_longest(was[i:i_end], now[j:j_end])
            for n, (old, new) in enumerate(pairs, start=1 + (j if j_end > j else i)):
                yield from _differing(f"{where}.{n}".lstrip("."), old, new)


def _sort(value: dict[str, Any]) -> tuple[object, ...]:
    """Which question or action it is: of another one, no key means what it meant."""
    return value.get("ask"), value.get("do")


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def _has_lines(value: object) -> bool:
    return isinstance(value, str) and "\n" in value


def _parting(was: str, now: str) -> tuple[str, str]:
    """Two texts; long ones from a few words before the first letter that differs."""
    same = sum(
        1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(was, now, strict=False))
    )
    start = was.rfind(" ", 0, max(0, same - _BEFORE)) + 1
    if not start or max(len(was), len(now)) <= _LONGEST:
        return was, now
    return f"… {was[start:]}", f"… {now[start:]}"


def _written(value: Any) -> str:
    match value:
        case _ if not _said(value):
            return "nothing"
        case bool():
            return str(value).lower()
        case float():
            return f"{value:g}"
        case dict():
            told = (f"{key}: {_written(one)}" for key, one in value.items() if _said(one))
            return f"{{{', '.join(told)}}}"
        case list():
            return f"[{', '.join(map(_written, value))}]"
        case str() if not all(letter.isalnum() or letter in "-_." for letter in value):
            return f'"{value if len(value) <= _LONGEST else value[: _LONGEST - 1] + "…"}"'
        case _:
            return str(value)


def _said(value: object) -> bool:
    """What a file leaves out stands in the typed value as nothing."""
    return value not in (None, "", [], {})
