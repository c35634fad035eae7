"""Forms on paper: empty, to be filled in by hand, and filled, to be kept or shown."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import assert_never

from babel.dates import format_date
from pydantic import JsonValue

from program.exercises import Entry, Kind, in_words
from program.exercises import Picture as Drawing
from program.fields import (
    AmountField,
    AnyField,
    ChoiceField,
    DateField,
    Page,
    Pages,
    PlainField,
    PracticeField,
    RowsField,
    ScaleField,
    TextField,
    TimeField,
    shown,
)
from program.paper._blocks import (
    Blank,
    Block,
    Boxes,
    Grid,
    Heading,
    Numbers,
    Paragraph,
    Picture,
    Question,
    said,
)
from program.words import N_, say, say_day

MADE = N_("Written on {day}")
PRACTISED = N_("{seconds} seconds of practice")
_SHAPE = re.compile(r'viewBox="0 0 (?P<width>[\d.]+) (?P<height>[\d.]+)"')
_TALLEST = 1.5
"""Height for width of a drawing that still fits below the title of its sheet."""
_MOST_ROWS = 7
_ROOM = 4
"""Empty rows on paper where a list may be longer."""


def empty(pages: Pages, locale: str, under: int) -> Iterator[Block]:
    """The questions with room to answer by hand. under: level of the heading above."""
    for page in pages:
        yield from _titled(page, locale, under)
        for field in page.fields:
            told = field.by_hand or field.help
            yield Question(say(locale, field.label), say(locale, told))
            yield _room(field, locale)


def sheet(kind: Kind, pages: Pages, entries: Sequence[Entry], locale: str) -> Iterator[Block]:
    """The latest answers of a kind, with their picture. entries: oldest first, one at least."""
    last = entries[-1]
    yield Heading(say(locale, kind.title), 1)
    yield Paragraph(said(say(locale, MADE, day=format_date(last.on, "d MMMM y", locale))))
    drawn = kind.picture(entries)
    if drawn is not None:
        yield _drawn(drawn, locale)
    for page in pages:
        answered = list(_answered(page.fields, last.answers, locale))
        if answered:
            yield Heading(say(locale, page.title), 2)
            yield from answered


def _drawn(drawn: Drawing, locale: str) -> Block:
    """The picture, or its sentence where it would be longer than the page has room."""
    sentence = say(locale, drawn.sentence, **drawn.values)
    shape = _SHAPE.search(drawn.svg)
    if shape is not None and float(shape["height"]) > _TALLEST * float(shape["width"]):
        return Paragraph(said(sentence))  # it lists the answers, which follow as text
    return Picture(
        in_words(drawn.svg, partial(say, locale), partial(say_day, locale)), sentence
    )


def _titled(page: Page, locale: str, under: int) -> Iterator[Block]:
    yield Heading(say(locale, page.title), under + 1)
    if page.lead:
        yield Paragraph(said(say(locale, page.lead)))


def _room(field: AnyField, locale: str) -> Block:
    match field:
        case TextField():
            return Blank(min(field.rows, 4))
        case ScaleField():
            low, high = say(locale, field.low), say(locale, field.high)
            return Numbers(field.lowest, field.highest, low, high)
        case ChoiceField():
            return Boxes(tuple(say(locale, option.label) for option in field.options))
        case RowsField():
            head = tuple(say(locale, one.label) for one in field.fields)
            return Grid(head, blank=min(field.most, max(field.least, _ROOM), _MOST_ROWS))
        case TimeField() | DateField() | AmountField() | PracticeField():
            return Blank(1)
        case _:
            assert_never(field)


def _answered(
    fields: Sequence[AnyField], answers: Mapping[str, JsonValue], locale: str
) -> Iterator[Block]:
    for field in fields:
        value = answers.get(field.id)
        if value is None or value == "" or value == [] or not shown(field, answers):
            continue
        yield Question(say(locale, field.label))
        if isinstance(field, RowsField):
            yield _filled(field, value, locale)
        else:
            yield Paragraph(said(_written(field, value, locale)))


def _filled(field: RowsField, value: JsonValue, locale: str) -> Block:
    rows = [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
    return Grid(
        tuple(say(locale, one.label) for one in field.fields),
        tuple(
            tuple(_cell(one, row.get(one.id), locale) for one in field.fields) for row in rows
        ),
    )


def _cell(field: PlainField, value: JsonValue, locale: str) -> str:
    return "–" if value in (None, "", []) else _written(field, value, locale)


def _written(field: PlainField, value: JsonValue, locale: str) -> str:
    match field:
        case ChoiceField():
            chosen = value if isinstance(value, list) else [value]
            labels = {option.code: say(locale, option.label) for option in field.options}
            return ", ".join(labels[str(code)] for code in chosen if str(code) in labels)
        case ScaleField():
            low, high = say(locale, field.low), say(locale, field.high)
            return f"{value} ({field.lowest}: {low}, {field.highest}: {high})"
        case AmountField():
            return f"{_amount(field, value)} {say(locale, field.unit)}".strip()
        case PracticeField():
            return say(locale, PRACTISED, seconds=str(value))
        case DateField():
            return format_date(date.fromisoformat(str(value)), "EEEE d MMMM y", locale)
        case _:
            return str(value)


def _amount(field: AmountField, value: JsonValue) -> str:
    """A time of five and a quarter as people write it: 5:15."""
    if not field.clock or not isinstance(value, float):
        return str(value)
    return f"{int(value)}:{round(value % 1 * 60):02}"
