"""Sentences that use cases make of facts, said once the reader's language is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from program.words import say


@dataclass(frozen=True)
class Told:
    """A msgid with {named} places and what fills them; another sentence may be among them."""

    sentence: str
    values: Mapping[str, float | int | str | Told] = field(default_factory=dict)

    def said(self, locale: str) -> str:
        """The sentence in the reader's language."""
        filled = {
            name: value.said(locale) if isinstance(value, Told) else value
            for name, value in self.values.items()
        }
        return say(locale, self.sentence, **filled)
