"""Believable answers to any questions, for simulated people and for tests."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import assert_never

from pydantic import JsonValue

from program.fields._check import shown
from program.fields._declare import (
    AmountField,
    Answers,
    AnyField,
    ChoiceField,
    DateField,
    Pages,
    PracticeField,
    RowsField,
    ScaleField,
    TextField,
    TimeField,
)

SOME_DAY = date(2026, 1, 5)
_WORDS = ("A short walk", "Tea with a friend", "After lunch", "Slow, with rests", "At home")
_NEAR = 15
"""Minutes a time strays from its usual, so that bed comes before sleep."""


def sample(pages: Pages, draw: random.Random, on: date = SOME_DAY) -> Answers:
    """Answers that pass `check`. All chance comes from `draw`; `on` is the person's today."""
    return _group([field for page in pages for field in page.fields], draw, on, {})


def _group(
    fields: Sequence[AnyField], draw: random.Random, on: date, around: Answers
) -> Answers:
    answers: Answers = {}
    for field in fields:
        if not shown(field, {**around, **answers}):
            continue
        left_empty = field.optional and draw.randrange(5) == 0
        known = {**around, **answers}
        answers[field.id] = _empty(field) if left_empty else _value(field, draw, on, known)
    return answers


def _empty(field: AnyField) -> JsonValue:
    return [] if isinstance(field, RowsField) else None


def _value(field: AnyField, draw: random.Random, on: date, around: Answers) -> JsonValue:
    match field:
        case TextField():
            return (field.example or draw.choice(_WORDS))[: field.longest]
        case ScaleField():
            return min(field.highest, int(draw.triangular(field.lowest, field.highest + 1)))
        case ChoiceField():
            return _choice(field, draw)
        case TimeField():
            return _time(field, draw)
        case DateField():
            return on.isoformat()
        case AmountField():
            return _amount(field, draw)
        case PracticeField():
            return int(field.minutes * 60 * draw.uniform(0.5, 1))
        case RowsField():
            n = draw.randint(max(1, field.least), min(field.most, field.least + 2))
            days = [on - timedelta(days=n - 1 - row) for row in range(n)]
            return [_row(field, draw, day, around) for day in days]
        case _:
            assert_never(field)


def _row(field: RowsField, draw: random.Random, on: date, around: Answers) -> JsonValue:
    row = _group(field.fields, draw, on, around)
    if all(value is None for value in row.values()):
        row[field.fields[0].id] = _value(field.fields[0], draw, on, around)
    return row


def _choice(field: ChoiceField, draw: random.Random) -> JsonValue:
    codes = [option.code for option in field.options]
    if not field.many:
        return draw.choice(codes)
    chosen = draw.sample(codes, draw.randint(1, min(3, len(codes))))
    if field.alone in chosen:
        return [field.alone]
    return [code for code in codes if code in chosen]


def _time(field: TimeField, draw: random.Random) -> str:
    if field.usual:
        hours, minutes = map(int, field.usual.split(":"))
        at = hours * 60 + minutes + draw.randint(1 - _NEAR, _NEAR - 1)
    else:
        at = draw.randrange(8 * 60, 20 * 60)
    return f"{at // 60 % 24:02}:{at % 60:02}"


def _amount(field: AmountField, draw: random.Random) -> float | int:
    lowest, highest, step = (
        Fraction(str(number)) for number in (field.lowest, field.highest, field.step)
    )
    most = int((highest - lowest) / step)
    if field.usual is None:
        steps = draw.randint(0, min(most, 20))
    else:
        wanted = Fraction(str(round(field.usual * draw.uniform(0.75, 1.25), 3)))
        steps = min(most, max(0, int((wanted - lowest) / step)))
    value = lowest + steps * step
    return int(value) if value.denominator == 1 else float(value)
