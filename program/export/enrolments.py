"""The table of enrolments: how each stands, and its counts."""

from collections.abc import Iterable
from datetime import date, timedelta

from program.events import CheckInSaved, Decision, ModuleCompleted, Visited
from program.export.columns import COUNT, FROM_ONE, MINUTES, Column, Table, Unit
from program.export.history import Course
from program.export.shared import DAY, ENROLMENT, HASH, MODES, PERSON
from program.export.stopping import (
    ANSWERING_DAYS,
    VISITING_DAYS,
    last_check_in,
    stopped_answering,
    stopped_visiting,
)

_NONE_YET = "none so far"


def _status(course: Course) -> str:
    if course.record.finished is not None:
        return "finished"
    return "replaced" if course.replaced else "open"


def _day(course: Course, on: date | None) -> int | None:
    return None if on is None else course.day(on)


def _last_contact(course: Course) -> date | None:
    return course.contacts[-1] if course.contacts else None


def _completed(course: Course, among: Iterable[str]) -> int:
    return len({fact.module for _, fact in course.of(ModuleCompleted)} & set(among))


def _day_after(course: Course, last: date | None) -> int:
    """The day after the last sign; enrolment stands for it where there was none."""
    return course.day((last or course.enrolled) + timedelta(days=1))


def _nonusage(course: Course) -> int | None:
    return _day_after(course, _last_contact(course)) if stopped_visiting(course) else None


def _dropout(course: Course) -> int | None:
    return _day_after(course, last_check_in(course)) if stopped_answering(course) else None


def practised(course: Course) -> float:
    """Minutes of guided practice in the whole enrolment."""
    return round(sum(minutes for _, minutes in course.practices), 2)


ENROLMENTS: Table[Course] = Table(
    name="enrolments",
    one_row="one program assigned to one person",
    rows=lambda person: person.courses,
    key=("enrolment_code",),
    columns=(
        Column(
            "enrolment_code",
            "code",
            "The enrolment.",
            lambda course: course.code,
            shape=ENROLMENT,
        ),
        Column(
            "participant_code",
            "code",
            "The person, as in participants.",
            lambda course: course.participant,
            shape=PERSON,
            refers="participants",
        ),
        Column(
            "mode", "code", "Whether this is real.", lambda course: course.mode, codes=MODES
        ),
        Column(
            "enrolment_number",
            "integer",
            "Which of the person's enrolments this is.",
            lambda course: course.ordinal,
            unit=FROM_ONE,
        ),
        Column("program", "code", "The program.", lambda course: course.program.id),
        Column(
            "content_hash",
            "code",
            "SHA-256 of the exact content this enrolment follows; where it was migrated, the "
            "content it went over to last.",
            lambda course: course.program.hash,
            shape=HASH,
        ),
        Column(
            "content_hash_at_start",
            "code",
            "SHA-256 of the content it began with.",
            lambda course: course.contents[0].hash,
            shape=HASH,
        ),
        Column(
            "migrations",
            "integer",
            "Times it went over to newer content; the table `migrations` has each.",
            lambda course: len(course.contents) - 1,
            unit=COUNT,
        ),
        Column(
            "begins_on_participant_day",
            "integer",
            "Day 1 of this enrolment, counted from the person's first enrolment.",
            lambda course: (course.enrolled - course.first).days + 1,
            unit=Unit("days, 1 = the first enrolment"),
        ),
        Column(
            "status",
            "code",
            "How the enrolment stands.",
            _status,
            codes={
                "open": "going on, or left without a word",
                "finished": "the end of the program was reached",
                "replaced": "another enrolment followed before the end",
            },
        ),
        Column(
            "finished_day",
            "integer",
            "When the end of the program was reached.",
            lambda course: _day(course, course.record.finished),
            unit=DAY,
            missing="not reached",
        ),
        Column(
            "last_contact_day",
            "integer",
            "Latest day the person did anything at all; 'not today' counts.",
            lambda course: _day(course, _last_contact(course)),
            unit=DAY,
            missing="no contact yet",
        ),
        Column(
            "stopped_visiting",
            "boolean",
            f"Non-usage attrition: no contact in the last {VISITING_DAYS} days before the "
            "bundle was made, and not finished or replaced. false: censored at "
            "last_contact_day, at day 1 where there was none.",
            stopped_visiting,
        ),
        Column(
            "nonusage_day",
            "integer",
            "First day of the silence that stopped_visiting speaks of: the day after "
            "last_contact_day, day 2 where there was none.",
            _nonusage,
            unit=DAY,
            missing="still visiting, finished or replaced (censored)",
        ),
        Column(
            "last_check_in_day",
            "integer",
            "Day of the latest check-in.",
            lambda course: _day(course, last_check_in(course)),
            unit=DAY,
            missing=_NONE_YET,
        ),
        Column(
            "stopped_answering",
            "boolean",
            f"Dropout attrition: no check-in in the last {ANSWERING_DAYS} days before the "
            "bundle was made, and not finished or replaced. false: censored at "
            "last_check_in_day, at day 1 where there was none.",
            stopped_answering,
        ),
        Column(
            "dropout_day",
            "integer",
            "First day of the silence that stopped_answering speaks of: the day after "
            "last_check_in_day, day 2 where there was none.",
            _dropout,
            unit=DAY,
            missing="still answering, finished or replaced (censored)",
        ),
        Column(
            "modules_planned",
            "integer",
            "Modules of the pinned program, branches and boosters included.",
            lambda course: len(course.program.plan.modules),
            unit=COUNT,
        ),
        Column(
            "core_planned",
            "integer",
            "Core modules of the pinned program: everybody's path.",
            lambda course: len(course.program.plan.core),
            unit=COUNT,
        ),
        Column(
            "modules_opened",
            "integer",
            "Planned modules that were ever opened.",
            lambda course: len(set(course.record.modules) & set(course.program.plan.modules)),
            unit=COUNT,
        ),
        Column(
            "modules_completed",
            "integer",
            "Planned modules that were ever completed.",
            lambda course: _completed(course, course.program.plan.modules),
            unit=COUNT,
        ),
        Column(
            "core_completed",
            "integer",
            "Core modules that were ever completed.",
            lambda course: _completed(course, course.program.plan.core),
            unit=COUNT,
        ),
        Column(
            "check_ins",
            "integer",
            "Check-ins that were saved.",
            lambda course: len(course.of(CheckInSaved)),
            unit=COUNT,
        ),
        Column(
            "visits",
            "integer",
            "Times the person signed in and arrived.",
            lambda course: len(course.of(Visited)),
            unit=COUNT,
        ),
        Column(
            "active_days",
            "integer",
            "Different days with any contact.",
            lambda course: len(course.contacts),
            unit=Unit("days", least=0),
        ),
        Column(
            "minutes_practised",
            "number",
            "Minutes of guided practice, in modules and from Tools.",
            practised,
            unit=MINUTES,
        ),
        Column(
            "light_weeks",
            "integer",
            "Light weeks that were begun.",
            lambda course: len(course.record.light_weeks),
            unit=COUNT,
        ),
        Column(
            "decisions",
            "integer",
            "Decisions that were stored.",
            lambda course: len(course.of(Decision)),
            unit=COUNT,
        ),
    ),
)
