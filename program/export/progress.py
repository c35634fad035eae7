"""Module progress: one row for each enrolment and planned module, whatever happened."""

from collections.abc import Container, Iterable
from dataclasses import dataclass, field

from program.events import (
    CheckInSaved,
    Decision,
    DirectiveGiven,
    ExerciseSaved,
    LessonRead,
    Migrated,
    ModuleCompleted,
    ModuleOpened,
    OfferChoice,
    OpenModule,
    StepSkipped,
    Variant,
)
from program.export.history import Course, Person
from program.ids import ModuleId, StepId
from program.modules.spec import Module


@dataclass
class Progress:
    """What became of one planned module in one enrolment."""

    course: Course
    module: Module
    planned: int
    """Place in the plan, from 1: core first, then branches, then boosters."""
    order: int | None = None
    """Place in the order in which modules were really opened, from 1."""
    opened: int | None = None
    """Study day of the first opening."""
    completed: int | None = None
    """Study day of the first completion. It stays when the module is done again."""
    iteration: int = 0
    """Times it was opened."""
    variant: Variant | None = None
    useful: int | None = None
    minutes: float = 0.0
    decision: int | None = None
    """seq of the decision that led to the first opening."""
    offered: bool = False
    declined: bool = False
    pinned: bool = False
    done: set[StepId] = field(default_factory=set)
    skipped: set[StepId] = field(default_factory=set)

    @property
    def part(self) -> str:
        plan = self.course.program.plan
        if self.module.id in [booster.module for booster in plan.boosters]:
            return "booster"
        return "core" if self.module.id in plan.core else "branch"

    @property
    def state(self) -> str:
        if self.completed is not None:
            return "completed"
        return "never_opened" if self.opened is None else "open"

    def steps(self, among: Container[StepId]) -> int:
        """How many of these are steps of the module as it is pinned."""
        return sum(step.id in among for step in self.module.steps)


def progress(person: Person) -> list[Progress]:
    """Every enrolment's planned modules, in the order of the plan."""
    return [row for course in person.courses for row in _planned(course)]


def _planned(course: Course) -> list[Progress]:
    plan = course.program.plan
    rows = {
        module: Progress(course, course.program.modules[module], planned)
        for planned, module in enumerate(plan.modules, start=1)
    }
    _openings(course, rows)
    _completions(course, rows)
    _steps(course, rows)
    _offers(course, rows)
    return list(rows.values())


Rows = dict[ModuleId, Progress]


def _openings(course: Course, rows: Rows) -> None:
    seqs = {event.id: event.seq for event in course.among(Decision)}
    order = 0
    for day, fact in course.of(ModuleOpened):
        row = rows.get(fact.module)
        if row is None:
            continue
        if row.opened is None:
            order += 1
            row.opened, row.order, row.variant = day, order, fact.variant
            row.decision = seqs.get(fact.decision) if fact.decision else None
        row.iteration = max(row.iteration, fact.iteration)


def _completions(course: Course, rows: Rows) -> None:
    for day, fact in course.of(ModuleCompleted):
        row = rows.get(fact.module)
        if row is not None and row.completed is None:
            row.completed, row.variant, row.useful = day, fact.variant, fact.useful


def _steps(course: Course, rows: Rows) -> None:
    for event in course.among(LessonRead, ExerciseSaved, CheckInSaved, StepSkipped, Migrated):
        match event.fact:
            case LessonRead(module=module, step=step) | ExerciseSaved(module=module, step=step):
                _done(rows, module, step)
            case CheckInSaved(module=module, step=step):
                _done(rows, module, step)
            case StepSkipped(module=module, step=step) if module in rows:
                rows[module].skipped.add(step)
            case Migrated(moved=moved):
                for row in rows.values():
                    row.done = {moved.get(step, step) for step in row.done}
                    row.skipped = {moved.get(step, step) for step in row.skipped}
            case _:
                pass
    for module, minutes in course.practices:
        if module in rows:
            rows[module].minutes += minutes
    for row in rows.values():
        row.skipped -= row.done


def _done(rows: Rows, module: ModuleId | None, step: StepId | None) -> None:
    if module in rows and step is not None:
        rows[module].done.add(step)


def _offers(course: Course, rows: Rows) -> None:
    for _, decision in course.of(Decision):
        match decision.outcome:
            case OfferChoice(branches=branches):
                _offered(rows, branches)
            case OpenModule(because="rule", module=module):
                _offered(rows, (module,))
            case _:
                pass
    for _, directive in course.of(DirectiveGiven):
        if directive.action == "pin" and directive.module in rows:
            rows[directive.module].pinned = True
    for on, chosen, offered in course.record.choices:
        for module in {*offered} - {chosen.module}:
            if module in rows:
                _passed_by(rows[module], course.day(on))


def _offered(rows: Rows, modules: Iterable[ModuleId]) -> None:
    for module in modules:
        if module in rows:
            rows[module].offered = True


def _passed_by(row: Progress, day: int) -> None:
    """Another module was chosen on a day. What was begun before is not declined by that, nor
    is the core, which stays everybody's path."""
    if row.part == "branch" and (row.opened is None or row.opened >= day):
        row.declined = True
