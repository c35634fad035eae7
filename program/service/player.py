"""What a patient sees inside a module: one step, where it stands, and what it asks."""

from dataclasses import dataclass
from datetime import date

from program.events import Variant
from program.ids import ModuleId, ParticipantId, StepId
from program.modules.practice import PracticeFile, PracticeWords
from program.modules.program import Program
from program.modules.spec import CheckInStep, Lesson, LessonStep, Module, PracticeStep, Step
from program.record import ModuleState, Record
from program.service.check_in import Place, Questions, questions, waits
from program.service.clinic import Clinic, Signed
from program.service.day import next_step
from program.service.exercises import Task, movement_waits, practice_asked, task
from program.service.path import NotOpen
from program.service.practising import Other, gentler_now, passed_over
from program.service.use_case import about_person
from program.words import in_language


@dataclass(frozen=True)
class StepLine:
    """One step in the list of a module."""

    id: StepId
    title: str
    minutes: int
    part: int
    required: bool
    settled: bool


@dataclass(frozen=True)
class Open:
    """One step of an open module, with everything needed to show it."""

    module: ModuleId
    title: str
    variant: Variant
    completed: bool
    iteration: int
    step: Step
    step_title: str
    lead: str
    place: int
    """Position of this step, from 1."""
    of: int
    back: StepId | None
    forward: StepId | None
    lines: tuple[StepLine, ...]
    lesson: Lesson | None = None
    task: Task | None = None
    waits: bool = False
    """Movement, while new warning signs wait for a look: it may be left out."""
    practice: tuple[PracticeFile, PracticeWords] | None = None
    passed_over: Other | None = None
    """The practice the module names, where the person chose a gentler one in its place."""
    gentler: Other | None = None
    """What the person chose a moment ago, when a practice was unsettling."""
    check_in: Questions | None = None
    """Its questions, where the step is a check-in that waits for answers."""
    answered: bool = False
    """Whether this step's own answers are kept; a check-in that neither waits nor is answered
    has a later one in its place."""


@about_person("see module")
def open_step(
    clinic: Clinic,
    by: Signed,
    who: ParticipantId,
    module: ModuleId,
    step: StepId | None,
    locale: str,
) -> Open:
    """A step of a module that is open; the one to go on with where none is named or known.

    Raises NotOpen.
    """
    turn = clinic.turn(who, by)
    state = turn.record.modules.get(module)
    if state is None:
        raise NotOpen(module)
    program = turn.program
    found = program.modules[module]
    shown = (found.step(step) if step else None) or next_step(found, state)
    steps = found.steps
    place = steps.index(shown)
    lesson = _lesson(found, shown, locale)
    doing = None if lesson else _task(shown, turn.record, program, turn.on)
    practice = _practice(doing, program, locale)
    step_title, lead = _said(found, shown, practice, locale)
    return Open(
        module=module,
        title=program.module_words(module, locale).title,
        variant=state.variant,
        completed=state.completed is not None,
        iteration=state.iteration,
        step=shown,
        step_title=step_title,
        lead=lead,
        place=place + 1,
        of=len(steps),
        back=steps[place - 1].id if place else None,
        forward=steps[place + 1].id if place + 1 < len(steps) else None,
        lines=_lines(found, state, locale),
        lesson=lesson,
        task=doing,
        waits=doing is not None and movement_waits(doing, turn.record),
        practice=practice,
        passed_over=passed_over(shown, turn.record, program, locale),
        gentler=gentler_now(turn.record, program, locale) if practice else None,
        check_in=_check_in(clinic, by, who, module, shown, turn.record, locale),
        answered=shown.id in state.done,
    )


def _said(
    module: Module, step: Step, practice: tuple[PracticeFile, PracticeWords] | None, locale: str
) -> tuple[str, str]:
    """Title and lead of a step, or of the practice that stands in place of its own."""
    swapped = _swapped(step, practice)
    if swapped is not None:
        return swapped.title, swapped.about
    words = in_language(module.words, locale).steps.get(step.id)
    return _title(module, step, locale), words.lead if words else ""


def _check_in(
    clinic: Clinic,
    by: Signed,
    who: ParticipantId,
    module: ModuleId,
    step: Step,
    record: Record,
    locale: str,
) -> Questions | None:
    """The questions of a step that asks, while it waits for answers."""
    if not isinstance(step, CheckInStep) or not waits(record, step, record.modules[module]):
        return None
    return questions(clinic, by, who, Place(step.id, module, step.id), locale)


def _lesson(module: Module, step: Step, locale: str) -> Lesson | None:
    if not isinstance(step, LessonStep):
        return None
    written = module.lessons[step.lesson]
    return in_language(written, locale)


def _title(module: Module, step: Step, locale: str) -> str:
    lesson = _lesson(module, step, locale)
    if lesson is not None:
        return lesson.title
    words = in_language(module.words, locale)
    return words.steps[step.id].title


def _lines(module: Module, state: ModuleState, locale: str) -> tuple[StepLine, ...]:
    return tuple(
        StepLine(
            id=step.id,
            title=_title(module, step, locale),
            minutes=step.minutes,
            part=step.part,
            required=step.required,
            settled=step.id in state.settled,
        )
        for step in module.steps
    )


def _task(step: Step, record: Record, program: Program, on: date) -> Task | None:
    return None if isinstance(step, CheckInStep) else task(step, record, program, on)


def _practice(
    doing: Task | None, program: Program, locale: str
) -> tuple[PracticeFile, PracticeWords] | None:
    name = practice_asked(doing) if doing is not None else None
    if name is None:
        return None
    practice = program.practices[name]
    return practice.file, in_language(practice.words, locale)


def _swapped(
    step: Step, practice: tuple[PracticeFile, PracticeWords] | None
) -> PracticeWords | None:
    """The words of the practice somebody gets in place of the one the module speaks of."""
    if practice is None or not isinstance(step, PracticeStep):
        return None
    file, words = practice
    return words if file.id != step.practice else None
