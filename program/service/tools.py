"""Use cases of Tools: what a person has met so far, to use at any time, outside any module."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pydantic import JsonValue

from program.adapt.branches import chosen_branch
from program.adapt.set_aside import may_take, set_aside
from program.adapt.view import View
from program.ids import ModuleId, ParticipantId, StepId
from program.modules.practice import Practice, PracticeFile, PracticeWords
from program.modules.program import Program
from program.modules.spec import ExerciseStep, Lesson, LessonStep, PracticeStep
from program.record import Record
from program.safety import cautions
from program.service.ahead import on_hold
from program.service.clinic import Clinic, Signed, Turn
from program.service.exercises import Submission, Task, keep_answers, task
from program.service.my_plans import FLARE
from program.service.pace import PaceLine, pace_line
from program.service.path import NotOpen
from program.service.practising import Other, gentler_now
from program.service.tool_steps import GROUNDING, ToolStep, kind_of, met, rests, waits
from program.service.use_case import about_person
from program.words import in_language, say


@dataclass(frozen=True)
class Tool:
    """Something to use at any time."""

    id: StepId
    """The tool's own step."""
    title: str
    about: str
    minutes: tuple[int, ...] = ()
    """The lengths of a practice, shortest first."""
    last: date | None = None
    """The day something was last written with it, in a module or from here."""
    now: str = ""
    """What it asks for today, where that is known."""


@dataclass(frozen=True)
class Reading:
    """A lesson that was read or left out, or that a finished module still holds."""

    id: StepId
    module: str
    """Title of its module."""
    lesson: Lesson
    read: bool


@dataclass(frozen=True)
class Later:
    """A branch that waits for the person."""

    module: ModuleId
    title: str
    about: str
    minutes: int
    now: bool
    """Whether it may be made the next module now."""
    next: bool
    """Whether it was chosen already, and comes next."""
    held: bool
    """Whether nothing new opens before a talk with the therapist."""


@dataclass(frozen=True)
class Tools:
    """Everything a person has met so far."""

    on: date
    grounding: Tool | None
    """There for everyone who is enrolled; None where the content has no such practice."""
    practices: tuple[Tool, ...]
    notes: tuple[Tool, ...]
    readings: tuple[Reading, ...]
    later: tuple[Later, ...]
    """Branches that wait for the person."""
    resting: tuple[str, ...]
    """Titles of movement tools that wait until new warning signs have been looked at."""
    swapped: tuple[str, ...]
    """Titles of meditations that wait until a therapist has looked at the first answers."""
    in_flare: bool
    flare_plan: bool
    """Whether the person has made one."""


@dataclass(frozen=True)
class OpenTool:
    """One tool with everything needed to show it."""

    tool: Tool
    task: Task
    practice: tuple[PracticeFile, PracticeWords] | None = None
    gentler: Other | None = None
    """What the person chose a moment ago, when a practice was unsettling."""


class Waits(NotOpen):
    """A tool that was met and waits for a therapist."""

    def __init__(self, title: str, movement: bool) -> None:
        super().__init__(title)
        self.title = title
        self.movement = movement
        """Whether it waits until new warning signs have been looked at."""


@about_person("see tools")
def tools(clinic: Clinic, by: Signed, who: ParticipantId, locale: str) -> Tools | None:
    """What there is to use and to read; None before a program was assigned."""
    turn = clinic.turn(who, by)
    record = turn.record
    if record.content is None:
        return None
    program, care = turn.program, cautions(record)
    found = met(record, program)
    waiting = [step for step in found.values() if waits(step, care, program)]
    ready = [step for step in found.values() if not waits(step, care, program)]
    grounding = next((step for step in ready if step.id == GROUNDING), None)
    pace = pace_line(record, program, turn.on, locale)
    return Tools(
        on=turn.on,
        grounding=_tool(grounding, record, program, locale) if grounding else None,
        practices=tuple(
            _tool(step, record, program, locale)
            for step in ready
            if isinstance(step, PracticeStep) and step is not grounding
        ),
        notes=tuple(
            _paced(_tool(step, record, program, locale), pace)
            for step in ready
            if isinstance(step, ExerciseStep)
        ),
        readings=tuple(_readings(record, program, locale)),
        later=_later(View(program.plan, record, turn.on), program, locale),
        resting=_titles([s for s in waiting if rests(s, care, program)], program, locale),
        swapped=_titles([s for s in waiting if not rests(s, care, program)], program, locale),
        in_flare=record.flare_since is not None,
        flare_plan=bool(record.kind(FLARE)),
    )


@about_person("open tool")
def open_tool(
    clinic: Clinic, by: Signed, who: ParticipantId, tool: StepId, locale: str
) -> OpenTool:
    """One tool. Raises NotOpen for one that was not met yet, Waits for one that waits."""
    turn = clinic.turn(who, by)
    record, program = turn.record, turn.program
    step, care = _met(turn, tool), cautions(record)
    if waits(step, care, program):
        title = _tool(step, record, program, locale).title
        raise Waits(title, movement=rests(step, care, program))
    practice = program.practices[step.practice] if isinstance(step, PracticeStep) else None
    return OpenTool(
        tool=_tool(step, record, program, locale),
        task=task(step, record, program, turn.on),
        practice=(practice.file, _words(practice, locale)) if practice else None,
        gentler=gentler_now(record, program, locale) if practice else None,
    )


@about_person("use tool")
def use_tool(
    clinic: Clinic,
    by: Signed,
    who: ParticipantId,
    tool: StepId,
    key: str,
    raw: Mapping[str, JsonValue],
    shared: bool = False,
) -> None:
    """Check the answers and keep them as one more entry, outside any module.

    Raises Unanswered, NotOpen, OtherText.
    """
    sent = Submission(tool, key, raw, shared)
    keep_answers(clinic, by, who, sent, lambda turn: _find(turn, tool))


def _find(turn: Turn, tool: StepId) -> ToolStep:
    step = _met(turn, tool)
    if waits(step, cautions(turn.record), turn.program):
        raise NotOpen(tool)
    return step


def _met(turn: Turn, tool: StepId) -> ToolStep:
    if turn.record.content is None:
        raise NotOpen(tool)
    step = met(turn.record, turn.program).get(tool)
    if step is None:
        raise NotOpen(tool)
    return step


def _tool(step: ToolStep, record: Record, program: Program, locale: str) -> Tool:
    if isinstance(step, PracticeStep):
        words = _words(program.practices[step.practice], locale)
        minutes = program.practices[step.practice].file.minutes
        return Tool(step.id, words.title, words.about, minutes=minutes)
    kind = kind_of(step)
    saved = record.kind(kind.name)
    last = saved[-1].on if saved else None
    return Tool(step.id, say(locale, kind.title), say(locale, kind.about), last=last)


def _paced(tool: Tool, pace: PaceLine | None) -> Tool:
    return replace(tool, now=pace.amount) if pace and pace.log == tool.id else tool


def _words(practice: Practice, locale: str) -> PracticeWords:
    return in_language(practice.words, locale)


def _titles(steps: Sequence[ToolStep], program: Program, locale: str) -> tuple[str, ...]:
    return tuple(_tool(step, Record(), program, locale).title for step in steps)


def _readings(record: Record, program: Program, locale: str) -> Iterator[Reading]:
    for module, state in record.modules.items():
        title = program.module_words(module, locale).title
        found = program.modules[module]
        for step in found.steps:
            if not isinstance(step, LessonStep):
                continue
            if step.id in state.settled or state.first_completed is not None:
                written = in_language(found.lessons[step.lesson], locale)
                yield Reading(step.id, title, written, step.id in state.done)


def _later(view: View, program: Program, locale: str) -> tuple[Later, ...]:
    return tuple(
        Later(
            module=module,
            title=program.module_words(module, locale).title,
            about=program.module_words(module, locale).about,
            minutes=program.modules[module].minutes,
            now=may_take(module, view),
            next=chosen_branch(view.record) == module,
            held=on_hold(view.record),
        )
        for module in set_aside(view)
    )
