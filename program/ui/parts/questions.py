"""Everything a form asks, all at once and to be read alone: nothing can be answered here."""

from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby
from typing import assert_never

from program.fields import (
    AmountField,
    AnyField,
    ChoiceField,
    DateField,
    Page,
    Pages,
    PracticeField,
    RowsField,
    ScaleField,
    TextField,
    TimeField,
)
from program.ui.parts.form_words import words
from program.words import N_, say, say_count

OPTIONAL = N_("(if you like)")
DECLINED = N_("Each question has “{words}” as one of its answers.")
SOMETIMES = N_("Asked only where answers before it call for it.")
BEHIND = N_("Behind the button “{button}”.")
EXAMPLE = N_("For example: {example}")
WORDS, TIME, DAY, NUMBER = N_("Words"), N_("A time of day"), N_("A day"), N_("A number")
SCALE = N_("A number from {lowest} ({low}) to {highest} ({high})")
ONE, SEVERAL = N_("One of these"), N_("One or more of these")
CHOICES = N_("{which}: {choices}")
UNIT = N_("A number: {unit}")
LIST = N_("A list of {least} to {most}, and each time")

_ON_A_LINE = 90
"""Letters of all choices that stand on one line together; more stand one below the other."""


def questions(pages: Pages, locale: str, *, check_in: bool = False) -> Iterator[str]:
    """The pages as HTML, a card each; those that share a heading stand under it together.
    check_in: every question is declined with an answer of its own, never passed over."""
    free = say(locale, OPTIONAL)
    if check_in:
        free = ""
        declined = say(locale, DECLINED, words=words(locale)["decline"])
        yield f"<p>{escape(declined)}</p>"
    for _, group in groupby(pages, key=_heading):
        yield _under(list(group), free, locale)


def _heading(page: Page) -> tuple[str, str]:
    return page.title, page.lead


def _under(pages: list[Page], free: str, locale: str) -> str:
    title, lead = (escape(say(locale, words)) for words in _heading(pages[0]))
    fields = (field for page in pages for field in page.fields)
    return (
        f'<section class="cairn-card"><h2>{title}</h2>{f"<p>{lead}</p>" if lead else ""}'
        f"{_listed(fields, free, locale)}</section>"
    )


def _listed(fields: Iterable[AnyField], free: str, locale: str) -> str:
    return f"<ul>{''.join(_question(field, free, locale) for field in fields)}</ul>"


def _question(field: AnyField, free: str, locale: str) -> str:
    """free: what is said of an optional one."""
    lines = "".join(f"<br>{escape(line)}" for line in _lines(field, locale))
    asked = f"<strong>{escape(say(locale, field.label))}</strong>"
    if field.optional and free:
        asked += f' <span class="cairn-short">{escape(free)}</span>'
    return f"<li>{asked}{lines}{_inside(field, free, locale)}</li>"


def _lines(field: AnyField, locale: str) -> Iterator[str]:
    if field.help:
        yield say(locale, field.help)
    if field.shown is not None:
        yield say(locale, SOMETIMES)
    if field.behind:
        yield say(locale, BEHIND, button=say(locale, field.behind))
    yield _sort(field, locale)
    if isinstance(field, TextField) and field.example:
        yield say(locale, EXAMPLE, example=say(locale, field.example))


def _sort(field: AnyField, locale: str) -> str:
    match field:
        case TextField():
            return say(locale, WORDS)
        case ScaleField():
            ends = {"low": say(locale, field.low), "high": say(locale, field.high)}
            return say(locale, SCALE, lowest=field.lowest, highest=field.highest, **ends)
        case ChoiceField():
            which, labels = say(locale, SEVERAL if field.many else ONE), _labels(field, locale)
            if not _short(labels):
                return which
            return say(locale, CHOICES, which=which, choices=" · ".join(labels))
        case TimeField():
            return say(locale, TIME)
        case DateField():
            return say(locale, DAY)
        case AmountField():
            unit = say(locale, field.unit) if field.unit else ""
            return say(locale, UNIT, unit=unit) if unit else say(locale, NUMBER)
        case PracticeField():
            return say_count(locale, "{n} minute", "{n} minutes", field.minutes)
        case RowsField():
            return say(locale, LIST, least=field.least, most=field.most)
        case _:
            assert_never(field)


def _labels(field: ChoiceField, locale: str) -> list[str]:
    return [say(locale, option.label) for option in field.options]


def _short(labels: list[str]) -> bool:
    return sum(map(len, labels)) <= _ON_A_LINE


def _inside(field: AnyField, free: str, locale: str) -> str:
    """The choices that take lines of their own, or the questions of a list."""
    if isinstance(field, RowsField):
        return _listed(field.fields, free, locale)
    labels = _labels(field, locale) if isinstance(field, ChoiceField) else []
    if _short(labels):
        return ""
    return f"<ul>{''.join(f'<li>{escape(label)}</li>' for label in labels)}</ul>"
