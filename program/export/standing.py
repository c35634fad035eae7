"""How one enrolment stands, as far as the study's numbers need it, free of the clock."""

from dataclasses import dataclass
from datetime import date

from program.events import ExerciseSaved, ModuleCompleted, ModuleOpened
from program.export.history import Course
from program.export.stopping import last_check_in, over
from program.ids import ModuleId, ProgramId


@dataclass(frozen=True)
class Standing:
    """Facts of one enrolment that aggregates are made of."""

    program: ProgramId
    core: tuple[ModuleId, ...]
    planned: tuple[ModuleId, ...]
    boosters: frozenset[ModuleId]
    enrolled: date
    over: bool
    """Finished or replaced."""
    last_contact: date | None
    last_check_in: date | None
    opened: frozenset[ModuleId]
    completed: frozenset[ModuleId]
    minutes: tuple[float, ...]
    """Minutes of guided practice in each week since enrolment, up to the last with any."""

    @property
    def core_done(self) -> int:
        return len(self.completed & set(self.core))


def standing(course: Course) -> Standing:
    """What the study's numbers need of one enrolment."""
    plan = course.program.plan
    return Standing(
        program=course.program.id,
        core=plan.core,
        planned=plan.modules,
        boosters=frozenset(booster.module for booster in plan.boosters),
        enrolled=course.enrolled,
        over=over(course),
        last_contact=course.contacts[-1] if course.contacts else None,
        last_check_in=last_check_in(course),
        opened=frozenset(fact.module for _, fact in course.of(ModuleOpened)),
        completed=frozenset(fact.module for _, fact in course.of(ModuleCompleted)),
        minutes=_minutes(course),
    )


def _minutes(course: Course) -> tuple[float, ...]:
    weeks: dict[int, float] = {}
    for day, fact in course.of(ExerciseSaved):
        if fact.kind == "practice_log" and day >= 1:
            week = (day - 1) // 7
            weeks[week] = weeks.get(week, 0.0) + fact.scores.get("minutes", 0.0)
    return tuple(weeks.get(week, 0.0) for week in range(max(weeks, default=-1) + 1))
