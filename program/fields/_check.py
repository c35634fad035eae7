"""The check of untrusted answers against the questions they claim to answer."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import assert_never

from pydantic import JsonValue

from program.fields._declare import (
    AmountField,
    Answers,
    AnyField,
    ChoiceField,
    DateField,
    Pages,
    PlainField,
    PracticeField,
    RowsField,
    ScaleField,
    TextField,
    TimeField,
)
from program.words import N_

LONGEST_PRACTICE = 2 * 60 * 60
"""Seconds. More than this in one sitting is a clock that was left running."""

_TIME = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]", re.ASCII)
_DATE = re.compile(r"(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}", re.ASCII)


@dataclass(frozen=True)
class Problem:
    """Something in the answers a person can mend. Nothing typed is lost because of it."""

    path: str
    """Path in the answers, such as `plan.0.when`; empty for the whole."""
    message: str
    """A msgid with {named} places: kind, exact, says what would do."""
    values: Mapping[str, float | int | str] = field(default_factory=dict)


@dataclass(frozen=True)
class Checked:
    """Answers that fit their questions, and what is wrong with the rest."""

    answers: Answers
    """Every question that was shown and is in order; None where it was left empty."""
    problems: tuple[Problem, ...] = ()


Found = tuple[JsonValue, tuple[Problem, ...]]
"""A value in order, or the problems with it."""


def check(pages: Pages, raw: Mapping[str, JsonValue]) -> Checked:
    """Read answers nobody vouches for: types, ranges, steps, options, lengths, what is needed.

    Answers to questions that are not shown are dropped; names nobody asked for are refused.
    Whole numbers come back as int, so that 3 and 3.0 are kept as the same answer.
    """
    return _group([field for page in pages for field in page.fields], raw, {}, "")


def shown(field: AnyField, answers: Mapping[str, JsonValue]) -> bool:
    """Whether a question is asked at all, given the answers to the questions before it."""
    if field.shown is None:
        return True
    if field.shown.code:
        return all(answers.get(name) == field.shown.code for name in field.shown.fields)
    return (
        sum(_counts(answers.get(name)) for name in field.shown.fields) >= field.shown.at_least
    )


def _counts(value: JsonValue) -> float:
    if isinstance(value, str):
        return float(value) if re.fullmatch(r"-?[0-9]{1,9}(?:\.[0-9]{1,9})?", value) else 0.0
    return float(value) if _finite(value) and isinstance(value, int | float) else 0.0


def _group(
    fields: Sequence[AnyField],
    raw: Mapping[str, JsonValue],
    around: Mapping[str, JsonValue],
    prefix: str,
) -> Checked:
    answers: Answers = {}
    problems: list[Problem] = []
    if raw.keys() - {field.id for field in fields}:
        message = N_("This page has changed since you opened it. Please load it once more.")
        problems.append(Problem(prefix.rstrip("."), message))
    for asked in fields:
        known = {**around, **answers}
        if not shown(asked, known):
            continue
        value, found = _answer(asked, raw.get(asked.id), prefix + asked.id, known)
        problems += found
        if not found:
            answers[asked.id] = value
    return Checked(answers, tuple(problems))


def _answer(
    field: AnyField, value: JsonValue, path: str, around: Mapping[str, JsonValue]
) -> Found:
    if isinstance(field, RowsField):
        return _rows(field, value, path, around)
    if _empty(value):
        return (None, ()) if field.optional else (None, (_ask(field, path),))
    return _one(field, value, path)


def _empty(value: JsonValue) -> bool:
    return value in (None, []) or (isinstance(value, str) and not _stored(value).strip())


def _rows(
    field: RowsField, value: JsonValue, path: str, around: Mapping[str, JsonValue]
) -> Found:
    given = [] if value is None else value
    if not isinstance(given, list) or not all(isinstance(row, dict) for row in given):
        return None, (_too_few(field, path),)
    rows: list[JsonValue] = []
    problems: list[Problem] = []
    for n, row in enumerate(given[: field.most + 1]):
        if not isinstance(row, dict) or all(map(_empty, row.values())):
            continue  # a row that was added and left blank is no answer
        checked = _group(field.fields, row, around, f"{path}.{n}.")
        rows.append(checked.answers)
        problems += checked.problems
    if len(given) > field.most:
        message = N_("That is more than this page can hold: {most} at most.")
        problems.append(Problem(path, message, {"most": field.most}))
    elif len(rows) < field.least and not (field.optional and not rows):
        problems.append(_too_few(field, path))
    return rows, tuple(problems)


def _too_few(field: RowsField, path: str) -> Problem:
    return Problem(path, N_("Please fill in at least {least} here."), {"least": field.least})


def _one(field: PlainField, value: JsonValue, path: str) -> Found:
    match field:
        case TextField():
            return _text(field, value, path)
        case ScaleField():
            fits = _whole(value) and _within(value, field.lowest, field.highest)
        case ChoiceField():
            return _choice(field, value, path)
        case TimeField():
            fits = isinstance(value, str) and _TIME.fullmatch(value) is not None
        case DateField():
            fits = isinstance(value, str) and _is_day(value)
        case AmountField():
            return _amount(field, value, path)
        case PracticeField():
            fits = _finite(value) and _within(value, 1, LONGEST_PRACTICE)
            value = int(value) if fits and isinstance(value, float) else value
        case _:
            assert_never(field)
    return (_tidy(value), ()) if fits else (None, (_ask(field, path),))


def _text(field: TextField, value: JsonValue, path: str) -> Found:
    if not isinstance(value, str):
        return None, (_ask(field, path),)
    words = _stored(value)
    if len(words) > field.longest:
        message = N_("There is room for {longest} letters here; this has {length}.")
        return None, (Problem(path, message, {"longest": field.longest, "length": len(words)}),)
    return words, ()


def _stored(text: str) -> str:
    """Without what broken keyboards send and cannot be stored: half a surrogate pair, NUL."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\0", "")


def _choice(field: ChoiceField, value: JsonValue, path: str) -> Found:
    codes = [option.code for option in field.options]
    if not field.many:
        return (value, ()) if value in codes else (None, (_ask(field, path),))
    if not isinstance(value, list) or not all(code in codes for code in value):
        return None, (_ask(field, path),)
    if field.alone in value and any(code != field.alone for code in value):
        return None, (
            Problem(path, N_("“None” does not go with the others. Keep one of them.")),
        )
    return [code for code in codes if code in value], ()


def _amount(field: AmountField, value: JsonValue, path: str) -> Found:
    if not _finite(value) or not _within(value, field.lowest, field.highest):
        return None, (_ask(field, path),)
    steps = (Fraction(str(value)) - Fraction(str(field.lowest))) / Fraction(str(field.step))
    if steps.denominator != 1:
        if field.clock:
            message = N_("Please give a whole number. Quarters have a place beside it.")
            return None, (Problem(path, message),)
        message = N_("Please use steps of {step}, counted from {lowest}.")
        values = {"step": _number(field.step), "lowest": _number(field.lowest)}
        return None, (Problem(path, message, values),)
    return _tidy(value), ()


def _ask(field: PlainField, path: str) -> Problem:
    """What would do, in one line; the same for an empty answer and for one that cannot be."""
    match field:
        case TextField():
            return Problem(path, N_("A few words are enough here."))
        case ScaleField() | AmountField():
            values = {"lowest": _number(field.lowest), "highest": _number(field.highest)}
            return Problem(path, N_("Please give a number from {lowest} to {highest}."), values)
        case ChoiceField(many=True):
            return Problem(path, N_("Please choose one or more."))
        case ChoiceField():
            return Problem(path, N_("Please choose the one that fits best."))
        case TimeField():
            return Problem(path, N_("Please give a time, such as 22:30. A guess is fine."))
        case DateField():
            return Problem(path, N_("Please choose a day."))
        case PracticeField():
            return Problem(path, N_("Even a short try counts. You can also do this later."))
        case _:
            assert_never(field)


def _is_day(text: str) -> bool:
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _finite(value: JsonValue) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return isinstance(value, int) or math.isfinite(value)


def _whole(value: JsonValue) -> bool:
    return _finite(value) and isinstance(_tidy(value), int)


def _within(value: JsonValue, lowest: float, highest: float) -> bool:
    return isinstance(value, int | float) and lowest <= value <= highest


def _tidy(value: JsonValue) -> JsonValue:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _number(value: float) -> float | int:
    return int(value) if float(value).is_integer() else value
