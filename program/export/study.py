"""The study in numbers: flow, completion, attrition and dose, with small cells hidden."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from math import floor

from program.export.hiding import LEAST, Count, count, part, total
from program.export.standing import Standing
from program.export.stopping import ANSWERING_DAYS, VISITING_DAYS
from program.ids import ModuleId, ProgramId
from program.storage.ports import Mode


@dataclass(frozen=True)
class Flow:
    """How many came how far."""

    enrolled: Count
    started: Count
    """Opened a module."""
    middle: Count
    """Completed half of the core or more."""
    finished: Count
    """Completed the whole core."""


@dataclass(frozen=True)
class ModuleCount:
    """One planned module over all enrolments in its program."""

    program: ProgramId
    module: ModuleId
    core: bool
    planned: Count
    opened: Count
    completed: Count
    share: float | None
    """Completed of planned, 0 to 1. None where either is hidden."""
    booster: bool = False
    """Planned for some weeks after the end of the core. What is neither this nor core is a
    branch."""


@dataclass(frozen=True)
class Point:
    """One week of a curve."""

    week: int
    """Weeks since enrolment; 0 is the beginning."""
    share: float
    """0 to 1, by Kaplan and Meier's estimate."""
    at_risk: int
    """Enrolments that were still watched when the week began; 5 at least."""


@dataclass(frozen=True)
class Dose:
    """One week's practice, those who did none included."""

    week: int
    minutes: float
    """Mean minutes of guided practice."""
    n: int
    """Enrolments that week was over for; 5 at least."""


@dataclass(frozen=True)
class Study:
    """Everything the researcher's page shows."""

    mode: Mode
    as_of: date
    people: Count
    left_out: int
    """People whose history could not be read, or holds what cannot have happened."""
    flow: Flow
    modules: tuple[ModuleCount, ...]
    """By program, in the order of its plan."""
    visiting: tuple[Point, ...]
    """Share still visiting: non-usage attrition."""
    answering: tuple[Point, ...]
    """Share still answering check-ins, so still in the study: dropout attrition."""
    dose: tuple[Dose, ...]
    apart: int = 0
    """Programs of fewer than 5 enrolments, beside others; they stand in `modules` alone."""


def aggregate(
    people: Sequence[Sequence[Standing]], mode: Mode, on: date, left_out: int = 0
) -> Study:
    """The study's numbers. `people`: each person's enrolments; `on`: today."""
    everybody = [course for one in people for course in one]
    sizes = Counter(course.program for course in everybody)
    small = {name for name, n in sizes.items() if n < LEAST and len(sizes) > 1}
    courses = [course for course in everybody if course.program not in small]
    counted = [one for one in people if not one or any(c.program not in small for c in one)]
    return Study(
        mode=mode,
        as_of=on,
        people=count(len(counted)),
        left_out=left_out,
        flow=_flow(courses),
        modules=tuple(_modules(everybody)),
        visiting=curve(courses, on, VISITING_DAYS, lambda course: course.last_contact),
        answering=curve(courses, on, ANSWERING_DAYS, lambda course: course.last_check_in),
        dose=_dose(courses, on),
        apart=len(small),
    )


def percent(share: float) -> int:
    """A share (0 to 1) as a whole number of percent, half up; 23 of 40 is 58 wherever it
    stands."""
    return floor(round(100 * share, 6) + 0.5)


def _flow(courses: Sequence[Standing]) -> Flow:
    programs = dict.fromkeys(course.program for course in courses)

    def reached(step: Callable[[Standing], bool]) -> Count:
        return total([sum(step(c) for c in courses if c.program == p) for p in programs])

    return Flow(
        enrolled=count(len(courses)),
        started=reached(lambda course: bool(course.opened)),
        middle=reached(lambda course: 2 * course.core_done >= len(course.core)),
        finished=reached(lambda course: course.core_done == len(course.core)),
    )


def _modules(courses: Sequence[Standing]) -> list[ModuleCount]:
    planned = dict.fromkeys((c.program, module) for c in courses for module in c.planned)
    return [_module(courses, program, module) for program, module in planned]


def _module(courses: Sequence[Standing], program: ProgramId, module: ModuleId) -> ModuleCount:
    within = [course for course in courses if course.program == program]
    of = [course for course in within if module in course.planned]
    planned = part(len(of), len(within))
    completed = sum(module in course.completed for course in of)
    return ModuleCount(
        program=program,
        module=module,
        core=any(module in course.core for course in of),
        planned=planned,
        opened=count(sum(module in course.opened for course in of)),
        completed=count(completed),
        share=completed / planned if completed >= LEAST and isinstance(planned, int) else None,
        booster=any(module in course.boosters for course in of),
    )


def curve(
    courses: Sequence[Standing],
    on: date,
    silence: int,
    last: Callable[[Standing], date | None],
) -> tuple[Point, ...]:
    """Share that has not fallen silent, by week.

    Estimated as Kaplan and Meier do (1958, J Am Stat Assoc 53:457).

    Someone stopped at their last sign when `silence` days or more have gone by since; everyone
    else is censored there. Ends where fewer than 5 are still watched.
    """
    spans: list[tuple[int, bool]] = []
    for course in courses:
        sign = last(course) or course.enrolled
        stopped = not course.over and (on - sign).days >= silence
        spans.append(((sign - course.enrolled).days // 7 + 1, stopped))
    if len(spans) < LEAST:
        return ()
    points, share = [Point(0, 1.0, len(spans))], 1.0
    for week in range(1, max(weeks for weeks, _ in spans) + 1):
        at_risk = sum(weeks >= week for weeks, _ in spans)
        if at_risk < LEAST:
            break
        share *= 1 - sum(stopped for weeks, stopped in spans if weeks == week) / at_risk
        points.append(Point(week, share, at_risk))
    return tuple(points)


def _dose(courses: Sequence[Standing], on: date) -> tuple[Dose, ...]:
    doses: list[Dose] = []
    last = max(((on - course.enrolled).days // 7 for course in courses), default=0)
    longest = max((len(course.minutes) for course in courses), default=0)
    for week in range(1, min(last, longest) + 1):
        whole = [course for course in courses if (on - course.enrolled).days >= 7 * week]
        if len(whole) < LEAST:
            break
        minutes = sum(c.minutes[week - 1] for c in whole if len(c.minutes) >= week)
        doses.append(Dose(week, minutes / len(whole), len(whole)))
    return tuple(doses)
