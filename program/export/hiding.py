"""Small counts, hidden so that the counts beside them do not give them away either."""

from collections.abc import Sequence
from typing import Literal

LEAST = 5
"""Counts below this are shown as `<5`: a small cell can tell who somebody is."""

Count = int | Literal["<5", "≥5"]
"""`≥5` stands where a hidden count could be worked out from this one."""


def count(n: int) -> Count:
    """A count as it may be shown."""
    return n if n >= LEAST else "<5"


def total(parts: Sequence[int]) -> Count:
    """A sum as it may be shown beside its parts: less the others it would tell a small one."""
    whole = sum(parts)
    hidden = len(parts) > 1 and min(parts) < LEAST <= whole
    return "≥5" if hidden else count(whole)


def part(n: int, of: int) -> Count:
    """A part as it may be shown beside its whole: the rest must not be a few people either."""
    return "≥5" if n >= LEAST and 0 < of - n < LEAST else count(n)
