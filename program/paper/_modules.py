"""Modules and whole programs on paper, for someone without a device."""

from collections.abc import Iterator, Sequence

from program.exercises import KINDS
from program.instruments.questions import Asked
from program.instruments.questions import pages as questions
from program.modules.body_signs import SIGNS, SIGNS_LEAD, SIGNS_TITLE
from program.modules.help_lines import Line
from program.modules.program import Program
from program.modules.spec import (
    CheckInStep,
    ExerciseStep,
    Lesson,
    LessonStep,
    Module,
    PracticeStep,
    Step,
)
from program.paper._blocks import (
    Block,
    Bullets,
    Contents,
    Heading,
    NewPage,
    Paragraph,
    Run,
    Small,
    Text,
    said,
)
from program.paper._forms import empty
from program.paper._markdown import blocks
from program.words import N_, in_language, say

SHORT = N_("Short version, for a hard day")
SOURCES = N_("Where this comes from: {sources}")
READ_SLOWLY = N_("You can stop at any time. Read one line, take your time, then read the next.")
HELP = N_("Where to turn to")
HELP_LEAD = N_(
    "If you are in danger, or thoughts of death come, do not stay alone with it. Call now."
)
WEEKLY = N_("A look at your week")
WEEKLY_LEAD = N_(
    "Copy this page for each week. If your mood is low on most days, show it to your doctor."
)
SEE_WEEKLY = N_("The questions are at the end: “{page}”.")
ON_PAPER = N_(
    "Where a text says “Help now” or “the Help page”, turn to “{help}”. Where it says “Tools”, "
    "turn to the page of that practice or plan."
)
FILLED_IN = N_(
    "Where it says that something is filled in, copy it from where you wrote it, or leave it "
    "out."
)
INSIDE = N_("What is inside")
ENERGY_LIMIT = N_(
    "Do small efforts cost you a day or more? Then leave out every amount in this workbook. "
    "Stay within what each day allows, and rest before you are worn out."
)
_WEEKLY = ("peg", "phq8", "energy", "area")


def workbook(program: Program, lines: Sequence[Line], locale: str) -> Iterator[Block]:
    """The whole program. lines: the crisis lines of the region, as they stand today."""
    words = in_language(program.words, locale)
    yield Heading(words.title, 1)
    yield Paragraph(said(words.about))
    yield Paragraph(said(say(locale, ENERGY_LIMIT)))
    yield Paragraph(said(say(locale, ON_PAPER, help=say(locale, HELP))))
    yield Paragraph(said(say(locale, FILLED_IN)))
    yield Contents(say(locale, INSIDE))
    yield NewPage()
    yield from where_to_turn(lines, locale, 1)
    yield from _body_signs(locale)
    for module in program.modules.values():
        yield NewPage()
        yield from _module(program, module, locale)
    yield NewPage()
    yield from _weekly(program, locale)


def module_pages(program: Program, module: Module, locale: str) -> Iterator[Block]:
    """One module by itself: its lessons with their short forms, its exercises to fill in by
    hand."""
    title, about, *steps = _module(program, module, locale)
    yield from (title, about, Paragraph(said(say(locale, FILLED_IN))), *steps)


def _module(program: Program, module: Module, locale: str) -> Iterator[Block]:
    words = in_language(module.words, locale)
    yield Heading(words.title, 1)
    yield Paragraph(said(words.about))
    for step in module.steps:
        yield from _step(program, module, step, locale)


def _step(program: Program, module: Module, step: Step, locale: str) -> Iterator[Block]:
    match step:
        case LessonStep():
            yield from _lesson(in_language(module.lessons[step.lesson], locale), locale)
        case ExerciseStep():
            yield from _titled(module, step, locale)
            kind = KINDS[step.exercise]
            pages = kind.pages(kind.spec.model_validate(step.options))
            yield from empty(pages, locale, 2)
        case PracticeStep():
            yield from _titled(module, step, locale)
            yield from _practice(program, step, locale)
        case CheckInStep():
            yield from _titled(module, step, locale)
            yield Paragraph(said(say(locale, SEE_WEEKLY, page=say(locale, WEEKLY))))


def _titled(module: Module, step: Step, locale: str) -> Iterator[Block]:
    words = in_language(module.words, locale).steps[step.id]
    yield Heading(words.title, 2)
    if words.lead:
        yield Paragraph(said(words.lead))


def _lesson(lesson: Lesson, locale: str) -> Iterator[Block]:
    yield Heading(lesson.title, 2)
    yield from blocks(lesson.body, 2)
    yield Heading(say(locale, SHORT), 3)
    yield from blocks(lesson.short, 3)
    if lesson.sources:
        yield Small(say(locale, SOURCES, sources="; ".join(lesson.sources)))


def _practice(program: Program, step: PracticeStep, locale: str) -> Iterator[Block]:
    practice = program.practices[step.practice]
    words = in_language(practice.words, locale)
    yield Heading(words.title, 3)
    for text in (words.about, words.caution, say(locale, READ_SLOWLY)):
        if text:
            yield Paragraph(said(text))
    yield Bullets(tuple(said(words.cues[cue.say]) for cue in practice.file.cues), numbered=True)


def where_to_turn(lines: Sequence[Line], locale: str, level: int) -> Iterator[Block]:
    """The crisis lines of a region. level: of their heading."""
    yield Heading(say(locale, HELP), level)
    yield Paragraph(said(say(locale, HELP_LEAD)))
    yield Bullets(tuple(map(_line, lines)))


def _body_signs(locale: str) -> Iterator[Block]:
    yield Heading(say(locale, SIGNS_TITLE), 2)
    yield Paragraph(said(say(locale, SIGNS_LEAD)))
    yield Bullets(tuple(said(say(locale, sign)) for sign in SIGNS))


def _line(line: Line) -> Text:
    way = ", ".join(part for part in (line.phone, line.text, line.hours) if part)
    return (Run(line.name, bold=True), Run(f": {way}"))


def _weekly(program: Program, locale: str) -> Iterator[Block]:
    asked = [
        Asked(found.file, in_language(found.words, locale), short=found.file.id == "phq8")
        for name, found in program.instruments.items()
        if name in _WEEKLY
    ]
    yield Heading(say(locale, WEEKLY), 1)
    yield Paragraph(said(say(locale, WEEKLY_LEAD)))
    yield from empty(questions(asked), locale, 1)
