"""The days of an activity log: what was done on each, whatever the order it was written in."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple, TypeVar

from program.exercises._kind import number
from program.exercises._pacing import exact
from program.fields import Answers
from program.record import Entry

Number = TypeVar("Number", float, Fraction)


class LoggedDay(NamedTuple):
    """One day that was written down. A day that was not is absent, never zero."""

    on: date
    amount: Fraction
    """All of it added up."""
    planned: bool = False
    """Whether the person called it a planned day."""
    effort: float | None = None
    """The hardest of the day, 0 to 10."""
    pain: float | None = None
    """The most pain after, 0 to 10."""
    quota: Fraction | None = None
    """What the plan for the day was, where there was one."""


def logged_days(entries: Sequence[Entry], unit: str = "") -> tuple[LoggedDay, ...]:
    """The days written down in a unit, that of the latest entry where none is given; oldest
    first."""
    counted = unit or (entries[-1].answers["unit"] if entries else "")
    days: dict[date, LoggedDay] = {}
    for entry in entries:
        if entry.answers["unit"] == counted:
            part = _part(entry.answers)
            before = days.get(part.on)
            days[part.on] = part if before is None else _together(before, part)
    return tuple([days[on] for on in sorted(days)])


def _part(answers: Answers) -> LoggedDay:
    quota = number(answers, "quota")
    return LoggedDay(
        on=date.fromisoformat(str(answers["day"])),
        amount=exact(number(answers, "amount") or 0),
        planned=answers.get("planned") == "yes",
        effort=number(answers, "effort"),
        pain=number(answers, "pain"),
        quota=None if quota is None else exact(quota),
    )


def _together(one: LoggedDay, other: LoggedDay) -> LoggedDay:
    return LoggedDay(
        on=one.on,
        amount=one.amount + other.amount,
        planned=one.planned or other.planned,
        effort=_most(one.effort, other.effort),
        pain=_most(one.pain, other.pain),
        quota=_most(one.quota, other.quota),
    )


def _most(one: Number | None, other: Number | None) -> Number | None:
    return max((value for value in (one, other) if value is not None), default=None)
