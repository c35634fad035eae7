"""What patients read: how long it is, how hard, and words that hurt or promise too much.

The items of questionnaires are left as their authors wrote them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from program.modules.draft import Draft
from program.modules.issues import Issue
from program.modules.reading import HARDEST, grade, plain, together, words
from program.modules.spec import Lesson, LessonStep
from program.modules.strict_yaml import Place
from program.modules.typed import Placed
from program.words import SOURCE

LENGTHS = {"idea": ((200, 350), (60, 120)), "barriers": ((60, 150), (30, 60))}
"""Role of a required lesson -> words of its text, and of its short form."""

_BANNED = re.compile(
    r"\b(?:just|simply|easy|easily|should|failed|missed|overdue|non-?compliant"
    r"|suffer(?:s|ed|ing|er|ers)?|(?:in|inside) your head"
    r"|(?<!not a )(?<!no )cures?|cured|dos(?:e|es|age|ages)|milligrams?|\d+ ?mg)\b",
    re.IGNORECASE,
)
_HTML = re.compile(r"<[a-zA-Z/!]|!\[")
_LOUD = re.compile("[!\u2600-\u27bf\U0001f000-\U0001faff]")


@dataclass(frozen=True)
class Told:
    """Something patients read, and where it stands."""

    placed: Placed[Any]
    place: Place
    text: str
    locale: str


def check_texts(draft: Draft) -> Iterator[Issue]:
    """Lengths of required lessons, reading grades, and banned words."""
    yield from _lengths(draft)
    for what, told in _sets(draft):
        if told.locale == SOURCE and (found := grade(told.text)) > HARDEST:
            message = f"{what} needs {found:.1f} years of school; {HARDEST:g} are the most."
            advice = "shorter sentences, shorter words"
            yield told.placed.issue("reading-grade", message, advice, *told.place)
    for told in _told(draft):
        yield from _unfit(told)
    yield from _blank(draft)
    yield from _next(draft)


def _next(draft: Draft) -> Iterator[Issue]:
    """What completes a sentence of the interface reads as a part of it."""
    for placed, locale in _each(draft.module_words):
        about = placed.value.next
        if about[-1:] in (".", "!", "?") or (locale == SOURCE and about[:1].isupper()):
            message = f"A patient would read: The next one is about {about}."
            advice = "begin it with a small letter, and leave the full stop out"
            yield placed.issue("next-words", message, advice, "next", note=True)


def _blank(draft: Draft) -> Iterator[Issue]:
    """What is written says something. A type would refuse archived programs as well."""
    by_locale = (
        draft.program_words,
        draft.rule_words,
        draft.module_words,
        draft.practice_words,
        draft.instrument_words,
    )
    files = [placed for part in by_locale for placed, _ in _each(part)]
    said = [
        (p, *each) for p in [*draft.programs.values(), *files] for each in _strings(p.value)
    ]
    said += [(one, ("title",), one.value.title) for one, _ in _each(draft.lessons)]
    for placed, place, text in said:
        if not text.strip() and place in placed.lines.at:
            message = f"{place[-1]} is empty."
            advice = "write it, or take the line out where it may be left out"
            yield placed.issue("blank", message, advice, *place)


def _lengths(draft: Draft) -> Iterator[Issue]:
    for name, module in draft.modules.items():
        for step in module.value.steps:
            if isinstance(step, LessonStep) and step.required and step.role in LENGTHS:
                lesson = draft.lessons.get(f"{name}/{step.lesson}", {}).get(SOURCE)
                if lesson is not None:
                    whole, short = LENGTHS[step.role]
                    yield from _length(lesson, "body", "The text", whole)
                    yield from _length(lesson, "short", "The short form", short)


def _length(
    lesson: Placed[Lesson], key: str, what: str, limits: tuple[int, int]
) -> Iterator[Issue]:
    count = words(plain(getattr(lesson.value, key)))
    least, most = limits
    if count and not least <= count <= most:
        counted = "1 word" if count == 1 else f"{count} words"
        message = f"{what} has {counted}; it wants {least} to {most}."
        advice = "say more" if count < least else "leave out what can be left out"
        yield lesson.issue(f"{key}-length", message, advice, key)


def _sets(draft: Draft) -> Iterator[tuple[str, Told]]:
    """Texts that are graded together: single sentences say too little."""
    for lesson, locale in _each(draft.lessons):
        for key, what in (("body", "The text"), ("short", "The short form")):
            text = plain(getattr(lesson.value, key))
            yield what, Told(lesson, (key,), text, locale)
    for rules, locale in _each(draft.rule_words):
        text = together([rule.patient for rule in rules.value.values() if rule.patient])
        yield "What rules say to patients", Told(rules, (), text, locale)
    for practice, locale in _each(draft.practice_words):
        chosen = (said for by in practice.value.anchors.values() for said in by.values())
        text = together([*practice.value.cues.values(), *chosen])
        yield "What the practice says", Told(practice, ("cues",), text, locale)
    for module, locale in _each(draft.module_words):
        text = together([step.lead for step in module.value.steps.values()])
        yield "What the steps say", Told(module, ("steps",), text, locale)


def _each(part: dict[str, dict[str, Placed[Any]]]) -> Iterator[tuple[Placed[Any], str]]:
    for by_locale in part.values():
        for locale, placed in by_locale.items():
            yield placed, locale


def _told(draft: Draft) -> Iterator[Told]:
    """Every sentence that is ours."""
    for lesson, locale in _each(draft.lessons):
        for key in ("title", "body", "short"):
            for n, line in enumerate(getattr(lesson.value, key).split("\n")):
                yield Told(_moved(lesson, key, n), (key,), line, locale)
    for part in (draft.program_words, draft.module_words, draft.practice_words):
        for placed, locale in _each(part):
            for place, text in _strings(placed.value):
                yield Told(placed, place, text, locale)
    for placed, locale in _each(draft.rule_words):
        for name, rule in placed.value.items():
            yield Told(placed, (name, "patient"), rule.patient, locale)


def _moved(lesson: Placed[Lesson], key: str, down: int) -> Placed[Lesson]:
    """The same lesson, with `key` as many lines further down."""
    at = {**lesson.lines.at, (key,): lesson.lines.line(key) + down}
    return Placed(lesson.file, lesson.value, type(lesson.lines)(at))


def _strings(value: object, place: Place = ()) -> Iterator[tuple[Place, str]]:
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict | BaseModel):
        for key, part in dict(value).items():
            yield from _strings(part, (*place, key))


def _unfit(told: Told) -> Iterator[Issue]:
    for mark in _LOUD.findall(told.text):
        message = f"{mark} stands in what patients read."
        yield told.placed.issue("loud", message, "say it quietly, without it", *told.place)
    if _HTML.search(told.text):
        message = "HTML or a picture stands in what patients read."
        advice = "write plain Markdown; pictures come from exercises"
        yield told.placed.issue("html", message, advice, *told.place)
    if told.locale != SOURCE:
        return
    for word in _BANNED.findall(told.text):
        message = f'"{word}" stands in what patients read.'
        advice = "say it another way; docs/authors.md lists the words we leave out"
        yield told.placed.issue("banned-word", message, advice, *told.place)
