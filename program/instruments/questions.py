"""Instruments to the pages of a check-in, and a check-in's answers back to instruments."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pydantic import JsonValue

from program.fields import (
    Answers,
    AnyField,
    ChoiceField,
    Option,
    Page,
    Pages,
    ScaleField,
    Shown,
)
from program.instruments.spec import ALONE, InstrumentFile, InstrumentWords, Item, ScaleItem

_JOIN = "__"
"""Between instrument and item in the name of a form's field. A field's name has no hyphen and
an instrument's no underscore, so that each hyphen stands as one."""


@dataclass(frozen=True)
class Asked:
    """One instrument of a check-in, whole or only its first items."""

    file: InstrumentFile
    words: InstrumentWords
    short: bool = False
    shown: Shown | None = None
    """When the whole instrument is asked only because of another answer."""


def pages(asked: Sequence[Asked]) -> Pages:
    """One question a page. The rest of a short instrument follows where its first items call
    for it."""
    return tuple(page for one in asked for page in _pages(one))


def field_name(instrument: str, item: str) -> str:
    """Name of an item's field in the form: `phq8__interest`, `cpaq_8__item_1`."""
    return f"{instrument.replace('-', '_')}{_JOIN}{item}"


def parted(name: str) -> tuple[str, str]:
    """Instrument and item of a field's name."""
    instrument, _, item = name.partition(_JOIN)
    return instrument.replace("_", "-"), item


def split(answers: Answers) -> Mapping[str, dict[str, JsonValue]]:
    """A check-in's answers by instrument: item -> code."""
    found: dict[str, dict[str, JsonValue]] = {}
    for name, value in answers.items():
        instrument, item = parted(name)
        found.setdefault(instrument, {})[item] = value
    return found


def _pages(one: Asked) -> Iterator[Page]:
    for item in one.file.items:
        name = field_name(one.file.id, item.id)
        yield Page(
            id=name,
            title=one.words.title,
            lead=one.words.lead,
            fields=(_field(name, item, one),),
        )


def _field(name: str, item: Item, one: Asked) -> AnyField:
    words = one.words.items[item.id]
    shown = _shown(item, one)
    if isinstance(item, ScaleItem):
        return ScaleField(
            id=name,
            label=words.label,
            help=words.help,
            optional=True,
            shown=shown,
            low=words.low,
            high=words.high,
            lowest=item.lowest,
            highest=item.highest,
        )
    options = tuple(Option(code=code, label=words.options[code]) for code in item.codes)
    return ChoiceField(
        id=name,
        label=words.label,
        help=words.help,
        optional=True,
        shown=shown,
        options=options,
        many=item.many,
        alone=ALONE if item.many and ALONE in item.codes else "",
    )


def _shown(item: Item, one: Asked) -> Shown | None:
    if one.shown is not None:
        return one.shown
    if not one.short or item.id in one.file.first or one.file.rest_from is None:
        return None
    first = tuple(field_name(one.file.id, name) for name in one.file.first)
    return Shown(fields=first, at_least=one.file.rest_from)
