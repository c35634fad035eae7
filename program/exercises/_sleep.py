"""The arithmetic of a sleep diary: time in bed, time asleep, and the part that is sleep.

Measures as the Consensus Sleep Diary defines them (Carney et al. 2012): TIB = out of bed -
into bed; TST = (final wake - tried to sleep) - time to fall asleep - time awake; SE = TST/TIB.
Diaries overstate sleep by half an hour or so: say "about".
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from pydantic import JsonValue

from program.record import Entry

LONGEST_IN_BED = 16 * 60
"""Minutes. More is taken for a slip of the pen."""
WINDOW = 7
NEEDED = 5
"""Nights of the last seven that an average needs."""


@dataclass(frozen=True)
class Night:
    """One night in minutes."""

    on: date
    """The day of getting up."""
    in_bed: int
    asleep: int

    @property
    def believable(self) -> bool:
        return 0 < self.in_bed <= LONGEST_IN_BED and self.asleep >= 0

    @property
    def efficiency(self) -> float:
        """Percent of the time in bed that was sleep. Only for a believable night."""
        return 100 * self.asleep / self.in_bed


@dataclass(frozen=True)
class Average:
    """The last seven nights, of which at least five are known."""

    nights: int
    last: date
    """The day of getting up from the latest."""
    in_bed: float
    asleep: float
    efficiency: float
    """Sum of sleep / sum of time in bed, in percent; not the mean of the nights' percents."""


def night(answers: Mapping[str, JsonValue], zone: tzinfo = UTC) -> Night:
    """Measure one night from a diary's answers.

    Times are read backwards from the day of getting up, each at its last occurrence before
    the next, so bedtimes before and after midnight and sleep by day all come right. With a
    zone, a night in which the clocks change has its true length; UTC leaves wall clocks alone.
    """
    day = date.fromisoformat(str(answers["night"]))
    up = datetime.combine(day, _time(answers["out_of_bed"]))
    woke = _latest(answers["woke"], up)
    tried = _latest(answers["tried"], woke)
    into = _latest(answers["into_bed"], tried)
    awake = int(str(answers["to_sleep"])) + int(str(answers["awake"]))
    return Night(day, _minutes(into, up, zone), _minutes(tried, woke, zone) - awake)


def nights(entries: Sequence[Entry]) -> list[Night]:
    """The nights of a diary, each by the clock of the zone it was written down in."""
    return [night(entry.answers, ZoneInfo(entry.zone)) for entry in entries]


def average(nights: Sequence[Night]) -> Average | None:
    """The seven days up to the latest night; None with fewer than five nights in them.

    Where a day was written down twice, the later one holds.
    """
    by_day = {night.on: night for night in nights if night.believable}
    if not by_day:
        return None
    last = max(by_day)
    first = last - timedelta(days=WINDOW - 1)
    recent = [night for night in by_day.values() if night.on >= first]
    if len(recent) < NEEDED:
        return None
    n, in_bed = len(recent), sum(night.in_bed for night in recent)
    asleep = sum(night.asleep for night in recent)
    return Average(n, last, in_bed / n, asleep / n, 100 * asleep / in_bed)


def _time(value: JsonValue) -> time:
    return time.fromisoformat(str(value))


def _latest(value: JsonValue, before: datetime) -> datetime:
    """That time of day, on the last occasion not after `before`."""
    at = datetime.combine(before.date(), _time(value))
    return at if at <= before else at - timedelta(days=1)


def _minutes(start: datetime, end: datetime, zone: tzinfo) -> int:
    real = end.replace(tzinfo=zone).astimezone(UTC) - start.replace(tzinfo=zone).astimezone(UTC)
    return int(real.total_seconds() // 60)
