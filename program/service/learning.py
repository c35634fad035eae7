"""What a person's own facts say today: what exercises begin from, and options they fill."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from pydantic import JsonValue

from program.exercises import (
    KINDS,
    Average,
    Entry,
    kept_window,
    nights,
    suggest_window,
    week_of,
    windows,
)
from program.modules.program import Program
from program.record import Record
from program.safety import cautions
from program.service import restriction
from program.service.pace import pace_today, why
from program.words import N_, Told

DIARY = N_("Your last week: about {asleep} hours asleep, {in_bed} hours in bed.")
_BOTH = N_("{week} {night}")
_PACE = frozenset({"quota", "tolerance", "guess"})
"""Known today only where there is a pace today: nowhere within an energy limit."""

NO_WEEK = N_(
    "Five nights of one week in your sleep diary show what fits you. Until then, one time to "
    "get up is a good start."
)


@dataclass(frozen=True)
class Learned:
    """What is known of a person when they come to an exercise."""

    begin: Mapping[str, JsonValue]
    """Name that a question may begin from -> value."""
    options: Mapping[str, JsonValue] = field(default_factory=dict)
    """Options of a kind that a person's own facts fill."""
    told: Told | None = None


def carried(record: Record) -> Mapping[str, JsonValue]:
    """What exercises have learned so far: name -> value, the latest of each."""
    learned: dict[str, JsonValue] = {}
    for name in record.kinds:
        if name in KINDS:
            learned.update(KINDS[name].carries(_entries(record, name)))
    return learned


def learned(kind: str, record: Record, program: Program, on: date) -> Learned:
    """What an exercise of this kind begins from on a day."""
    known = carried(record)
    pace = pace_today(record, program, on)
    begin = {name: value for name, value in known.items() if name not in _PACE or pace}
    if pace is not None:
        begin |= {"unit": pace.unit, "quota": float(pace.amount)}
    if kind == "sleep_window":
        return _sleep(begin, record, on)
    if pace is not None and kind in ("activity_log", "pacing_plan"):
        return Learned(begin, told=why(pace, record))
    return Learned(begin)


def _sleep(begin: Mapping[str, JsonValue], record: Record, on: date) -> Learned:
    week = week_of(nights(_entries(record, "sleep_diary")), on)
    told = Told(NO_WEEK) if week is None else _diary(week)
    if restriction.stands(record):
        return _restricted(begin, record, on, told)
    if week is None or cautions(record).no_window:
        return Learned(begin, told=told)
    chosen = windows(_entries(record, "sleep_window"))
    flare = record.flare_since is not None
    suggested = (kept_window if flare else suggest_window)(week, chosen, on)
    if flare:
        told = Told(_BOTH, {"week": told, "night": restriction.in_flare(suggested)})
    if suggested is None:
        return Learned(begin, told=told)
    return Learned({**begin, "sleep_window": suggested / 60}, {"suggested": suggested}, told)


def _diary(week: Average) -> Told:
    asleep, in_bed = f"{week.asleep / 60:.1f}", f"{week.in_bed / 60:.1f}"
    return Told(DIARY, {"asleep": asleep, "in_bed": in_bed})


def _restricted(
    begin: Mapping[str, JsonValue], record: Record, on: date, diary: Told
) -> Learned:
    night = restriction.restricted_night(record, on)
    told = restriction.told(night, record)
    if told is None:
        return Learned(begin, told=diary)
    both = Told(_BOTH, {"week": diary, "night": told}) if diary.sentence == DIARY else told
    if night is None:
        return Learned(begin, told=both)
    hours, options = night.minutes / 60, {"suggested": night.least, "restricted": True}
    return Learned({**begin, "sleep_window": hours}, options, both)


def _entries(record: Record, kind: str) -> list[Entry]:
    return [saved.entry for saved in record.kind(kind)]
