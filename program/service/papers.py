"""Use cases of paper: a module, or what was written with a tool, as PDF to print and keep."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain

from program.ids import ModuleId, ParticipantId, StepId
from program.modules.program import Program
from program.modules.spec import ExerciseStep, Module, PracticeStep, Step
from program.paper import (
    Block,
    Paragraph,
    Size,
    module_pages,
    render,
    said,
    sheet,
    where_to_turn,
)
from program.record import Record
from program.safety import cautions
from program.service.clinic import Clinic, Signed
from program.service.exercises import asking, kept_with, kind_and_options
from program.service.help_lines import ANYWHERE, LAST_RESORT, help_lines
from program.service.path import NotOpen
from program.service.practising import practice_of
from program.service.tool_steps import met
from program.service.use_case import about_person
from program.words import in_language, say


def paper_size(region: str) -> Size:
    """The sheets people of a region have in their printers."""
    return "us-letter" if region in ("us", "ca") else "a4"


@about_person("print module")
def print_module(
    clinic: Clinic, by: Signed, who: ParticipantId, module: ModuleId, locale: str
) -> bytes:
    """A module that was opened, its exercises empty, as careful with the person as on screen.
    Raises NotOpen."""
    turn = clinic.turn(who, by)
    if module not in turn.record.modules:
        raise NotOpen(module)
    found = _for_person(turn.program.modules[module], turn.record, turn.program)
    title = in_language(found.words, locale).title
    return _printed(clinic, title, module_pages(turn.program, found, locale), locale)


@about_person("print tool")
def print_tool(
    clinic: Clinic, by: Signed, who: ParticipantId, tool: StepId, locale: str
) -> bytes:
    """What was written last with a tool. Raises NotOpen where nothing was."""
    turn = clinic.turn(who, by)
    step = met(turn.record, turn.program).get(tool)
    if step is None:
        raise NotOpen(tool)
    asked = asking(step, turn.record, turn.program, turn.on)
    kind, entries = asked.kind, kept_with(asked.kind, asked.spec, turn.record, turn.program)
    if not entries:
        raise NotOpen(tool)
    below = _lines(clinic, locale) if kind.lines else ()
    blocks = chain(sheet(kind, asked.pages, entries, locale), below)
    return _printed(clinic, say(locale, kind.title), blocks, locale)


def _for_person(module: Module, record: Record, program: Program) -> Module:
    """The module as this person is asked it: within an energy limit, with a gentler practice,
    and without movement that waits."""
    steps = (_own(step, record, program) for step in module.steps)
    return replace(module, steps=tuple(step for step in steps if step is not None))


def _own(step: Step, record: Record, program: Program) -> Step | None:
    if isinstance(step, PracticeStep):
        return step.model_copy(update={"practice": practice_of(step.practice, record, program)})
    if not isinstance(step, ExerciseStep):
        return step
    kind, options = kind_and_options(step, record, program)
    if kind.moves and cautions(record).no_movement:
        return None
    return step.model_copy(update={"options": dict(options)})


def _lines(clinic: Clinic, locale: str) -> Iterator[Block]:
    lines = help_lines(clinic.settings.content, clinic.settings.region)
    if lines:
        yield from where_to_turn(lines, locale, 2)
        return
    for line in (*(name for _, name in LAST_RESORT), ANYWHERE):
        yield Paragraph(said(say(locale, line)))


def _printed(clinic: Clinic, title: str, blocks: Iterable[Block], locale: str) -> bytes:
    size = paper_size(clinic.settings.region)
    return render(title, blocks, locale, clinic.moment().date(), size)
