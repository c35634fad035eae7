"""Kleene's three values: what was never measured is neither true nor false."""

from enum import Enum
from typing import Literal

Word = Literal["yes", "no", "unknown"]


class Truth(Enum):
    """Ordered, so that the least is "and" and the greatest is "or" (Kleene 1952)."""

    NO = 0
    UNKNOWN = 1
    YES = 2

    @property
    def word(self) -> Word:
        words: tuple[Word, Word, Word] = ("no", "unknown", "yes")
        return words[self.value]
