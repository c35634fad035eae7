"""The days of an activity log: what was done on each, whatever the order it was written in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import groupby

from program.exercises._kind import number
from program.exercises._pacing import exact
from program.record import Entry


@dataclass(frozen=True)
class LoggedDay:
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
    fitting = [entry for entry in entries if entry.answers["unit"] == counted]
    fitting.sort(key=_day)
    return tuple(_whole_day(on, list(of_day)) for on, of_day in groupby(fitting, key=_day))


def _day(entry: Entry) -> date:
    return date.fromisoformat(str(entry.answers["day"]))


def _whole_day(on: date, entries: Sequence[Entry]) -> LoggedDay:
    quota = _most(entries, "quota")
    first, *more = (exact(number(e.answers, "amount") or 0) for e in entries)
    return LoggedDay(
        on=on,
        amount=sum(more, first),
        planned=any(e.answers.get("planned") == "yes" for e in entries),
        effort=_most(entries, "effort"),
        pain=_most(entries, "pain"),
        quota=None if quota is None else exact(quota),
    )


def _most(entries: Sequence[Entry], name: str) -> float | None:
    given = [number(entry.answers, name) for entry in entries]
    return max((value for value in given if value is not None), default=None)
