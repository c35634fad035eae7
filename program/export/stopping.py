"""Two kinds of attrition, told apart as Eysenbach (2005, J Med Internet Res 7:e11) asks."""

from datetime import date

from program.export.history import Course

VISITING_DAYS = 14
"""Silence after which somebody counts as having stopped visiting: two weeks of the cadence."""

ANSWERING_DAYS = 21
"""Days without a check-in that count as lost to follow-up: three weekly check-ins. A convention
of Cairn; no fact says that somebody left, so this stands for leaving the study."""


def over(course: Course) -> bool:
    """Whether the enrolment came to an end of its own: then nobody has stopped anything."""
    return course.record.finished is not None or course.replaced


def last_check_in(course: Course) -> date | None:
    """Day of the latest check-in of any kind."""
    found = course.record.check_ins
    return found[-1][0] if found else None


def stopped_visiting(course: Course) -> bool:
    """Non-usage attrition by the day the data were taken."""
    last = course.contacts[-1] if course.contacts else course.enrolled
    return not over(course) and (course.as_of - last).days >= VISITING_DAYS


def stopped_answering(course: Course) -> bool:
    """Dropout attrition (loss to follow-up) by the day the data were taken."""
    last = last_check_in(course) or course.enrolled
    return not over(course) and (course.as_of - last).days >= ANSWERING_DAYS
