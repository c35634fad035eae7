"""What the interface says, in the reader's language: gettext catalogues and their reader."""

from __future__ import annotations

import gettext
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TypeVar

from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from program.words._filled import filled

SOURCE = "en"
"""The language the msgids are written in."""

T = TypeVar("T")


@dataclass(frozen=True)
class Told:
    """A sentence or a few words of our own, said once the reader's language is known."""

    sentence: str
    """A msgid with {named} places."""
    values: Mapping[str, Value] = field(default_factory=dict)

    def said(self, locale: str) -> str:
        """The sentence in the reader's language."""
        return say(locale, self.sentence, **self.values)


@dataclass(frozen=True)
class ShortDay:
    """A day as short as it can be, for a sentence that has little room: 12 Nov."""

    on: date


Value = float | int | str | date | ShortDay | Told
"""What fills a place in a sentence."""
Cell = str | date | Told
"""What stands in a table: a msgid or somebody's words, a day, or words of our own."""

_CATALOGUES = Path(__file__).parent


def N_(msgid: str) -> str:  # noqa: N802 - gettext's own name for "mark, translate later"
    """Mark a sentence for the catalogue where it is declared; `say` it where it is shown."""
    return msgid


@cache
def locales() -> tuple[str, ...]:
    """The languages there are: English, and one for each catalogue `<locale>.po`."""
    return (SOURCE, *sorted(path.stem for path in _CATALOGUES.glob("*.po")))


def in_language(written: Mapping[str, T], locale: str) -> T:
    """What an author wrote in the reader's language; in English where there is none, and so
    each sentence that a language lacks."""
    own, english = written.get(locale), written.get(SOURCE)
    if own is None:
        return written[SOURCE]
    return own if english is None or locale == SOURCE else filled(own, english)


def say(locale: str, msgid: str, **values: Value) -> str:
    """The sentence in the reader's language, its {named} places filled; days in full."""
    if not msgid:
        return ""
    sentence = _catalogue(locale).gettext(msgid)
    if not values:
        return sentence
    return sentence.format(**{name: _filling(locale, one) for name, one in values.items()})


def _filling(locale: str, value: Value) -> float | int | str:
    match value:
        case date():
            return str(format_date(value, "EEEE d MMMM", locale))
        case ShortDay():
            return say_day(locale, value.on)
        case Told():
            return value.said(locale)
        case _:
            return value


def say_day(locale: str, on: date) -> str:
    """A day as short as it can be: 12 Nov."""
    return format_date(on, "d MMM", locale)


def say_listed_day(locale: str, on: date, last: date) -> str:
    """A day in a list: Thu 12 Nov; with its year where that is not the year of the last day."""
    shape = "EEE d\u00a0MMM" if on.year == last.year else "EEE d\u00a0MMM y"
    return format_date(on, shape, locale)


def say_rows(locale: str, rows: Sequence[Sequence[Cell]]) -> Iterator[list[str]]:
    """The cells of a table as the reader writes them."""
    last = max((one for row in rows for one in row if isinstance(one, date)), default=date.max)
    for row in rows:
        yield [_cell(locale, one, last) for one in row]


def _cell(locale: str, cell: Cell, last: date) -> str:
    match cell:
        case date():
            return say_listed_day(locale, cell, last)
        case Told():
            return cell.said(locale)
        case _:
            return say(locale, cell)


def say_count(locale: str, one: str, many: str, n: int, **values: float | int | str) -> str:
    """The sentence for a number of things; `{n}` is filled with the number."""
    return _catalogue(locale).ngettext(one, many, n).format(n=n, **values)


@cache
def _catalogue(locale: str) -> gettext.NullTranslations:
    path = _CATALOGUES / f"{locale}.po"
    if not path.is_file():
        return gettext.NullTranslations()
    with path.open("rb") as stream:
        catalogue = read_po(stream, locale=locale)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
