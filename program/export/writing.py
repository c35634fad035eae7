"""Cells to CSV: missing is empty, numbers are plain, and no text can act as a formula."""

import re
from collections.abc import Sequence
from functools import lru_cache

import orjson
from pydantic import JsonValue

from program.export.columns import Cell

_NUMBER = re.compile(r"-\d+")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def as_json(value: JsonValue) -> str:
    """JSON on one line, keys in order, so that equal values are equal cells."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()


def cell(value: Cell) -> str:
    """One cell as it is written. None is empty; yes and no are `true` and `false`.

    A text a spreadsheet would take for a formula gets an apostrophe in front (OWASP, CSV
    injection). Numbers below zero are numbers and stay as they are, also as codes.
    """
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case float():
            return f"{value:.10g}"
        case str():
            formula = value.startswith(_FORMULA) and not _NUMBER.fullmatch(value)
            return f"'{value}" if formula else value


def csv_line(row: Sequence[Cell]) -> str:
    """One line of CSV with its end (RFC 4180, quoted only where needed).

    What `csv.writer` writes, whose walk through each letter of long JSON took a fifth of the
    time of a bundle. A line has two cells at least.
    """
    cells = [
        _again(value) if type(value) is not str or len(value) < _SHORT else _quoted(value)
        for value in row
    ]
    return ",".join(cells) + "\r\n"


def _quoted(value: Cell) -> str:
    text = cell(value)
    if '"' in text:
        doubled = text.replace('"', '""')
        return f'"{doubled}"'
    return f'"{text}"' if "," in text or "\n" in text or "\r" in text else text


_SHORT = 80
_again = lru_cache(maxsize=8192, typed=True)(_quoted)
"""Most cells are codes and small numbers that come in every other row."""
