"""Where a person's pace stands today, from their facts, and the sentence that says why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import cast

from program.exercises import (
    KINDS,
    Baseline,
    Facts,
    Level,
    PacePlan,
    Span,
    Unit,
    exact,
    level,
    logged_days,
    with_unit,
)
from program.ids import StepId
from program.modules.program import Program
from program.modules.spec import ExerciseStep
from program.record import Entry, Record
from program.safety import cautions
from program.service.tool_steps import has_met, kind_tool
from program.service.written import Written, where_written
from program.words import N_, Told

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_WHY = {
    "start": N_("Your start is {amount}. The same on good days and bad days; half counts."),
    "advanced": N_("Up a little, to {amount}: you did {done} of {planned} planned days."),
    "some_done": N_("The same as last week, {amount}: {done} of {planned} planned days."),
    "little_done": N_(
        "The same as last week, {amount}: {done} of {planned} planned days. There is time."
    ),
    "nothing_written": N_("The same as last week, {amount}: nothing was written down."),
    "effort": N_("The same as last week, {amount}: a day was hard work."),
    "over": N_("The same as last week, {amount}: a day went well above it."),
    "flare": N_("The same as before, {amount}: there was a flare."),
    "light_week": N_("The same as before, {amount}: it was a light week."),
    "reduced": N_("A smaller step for now, {amount}. It is ground to build on."),
}
_FLARE = {
    "on": N_("While the flare is on, half is plenty: {amount}. Rest counts too."),
    "back": N_("Back step by step after the flare: {amount} today."),
}

_BELOW = N_("{why} Your plan says {wanted}: steady weeks can bring you there.")


def pace_today(record: Record, program: Program, on: date) -> Level | None:
    """Today's level; None before there is a start, where energy is the limit, and while new
    warning signs wait for a look."""
    care = cautions(record)
    if care.energy_limit or care.no_movement:
        return None
    return _level(pace_facts(record, _rise(record, program)), on)


_level = lru_cache(maxsize=1024)(level)
"""A page that runs again asks the same again, and weeks of a pace are walked day by day."""


def pace_facts(record: Record, percent: int = 10) -> Facts:
    """What a record says of a pace. percent: of the tolerance that each advance adds."""
    baselines = tuple(_baselines(_entries(record, "pacing_baseline")))
    plans = tuple(_plan(entry) for entry in _entries(record, "pacing_plan"))
    set_out = [*((b.on, b.unit) for b in baselines), *((p.on, p.unit) for p in plans)]
    unit = max(set_out, key=lambda one: one[0])[1] if set_out else ""
    return Facts(
        baselines=baselines,
        plans=plans,
        logged=logged_days(_entries(record, "activity_log"), unit),
        flares=tuple(Span(first, end) for first, end in record.flares),
        light_weeks=tuple(
            Span(first, last + timedelta(days=1)) for first, last in record.light_weeks
        ),
        percent=percent,
    )


def why(found: Level, record: Record) -> Told:
    """What today asks for, and what decided it; also where the person's plan asks for more."""
    sentence = _FLARE[found.flare] if found.flare else _WHY[found.because]
    said = Told(
        sentence,
        {"amount": amount(found), "done": found.done, "planned": found.planned},
    )
    wanted = _wanted(found, record)
    return Told(_BELOW, {"why": said, "wanted": wanted}) if wanted else said


def _wanted(found: Level, record: Record) -> Told | None:
    """The amount of the latest plan, where the level is below it and no flare is the reason."""
    plans = [_plan(entry) for entry in _entries(record, "pacing_plan")[-1:]]
    above = [p for p in plans if p.unit == found.unit and p.amount > found.full]
    return with_unit(above[0].amount, found.unit) if above and not found.flare else None


def amount(found: Level) -> Told:
    """Today's amount with its unit."""
    return with_unit(found.amount, found.unit)


@dataclass(frozen=True)
class PaceLine:
    """The pace as one card shows it, in the reader's language."""

    activity: str
    """The person's own words; empty where they have been removed."""
    amount: str
    days: tuple[int, ...]
    """Weekdays of the plan, Monday is 0."""
    why: str
    log: StepId | None
    """The tool to write a day down with, where it was met."""
    plan: Written | None
    """Where the plan can be changed."""
    tries: Written | None
    """Where tries can be added, while the start is a guess or the tries lie far apart."""


def pace_line(record: Record, program: Program, on: date, locale: str) -> PaceLine | None:
    """What the plan asks for today; None before there is a plan."""
    found = pace_today(record, program, on)
    if found is None or not found.days:
        return None
    log = "activity_log"
    return PaceLine(
        activity=str(record.kind("pacing_plan")[-1].entry.answers.get("activity", "")),
        amount=amount(found).said(locale),
        days=tuple(sorted(found.days)),
        why=why(found, record).said(locale),
        log=kind_tool(log) if has_met(log, record, program) else None,
        plan=where_written("pacing_plan", record, program),
        tries=_where_tries_are_wanted(record, program),
    )


def _where_tries_are_wanted(record: Record, program: Program) -> Written | None:
    kind = "pacing_baseline"
    kept = _entries(record, kind)
    scores = KINDS[kind].summarise(kept).scores if kept else {}
    wanted = scores.get("guess") or scores.get("two_more")
    return where_written(kind, record, program) if wanted else None


def _baselines(entries: Iterable[Entry]) -> Iterable[Baseline]:
    for entry in entries:
        carried = KINDS["pacing_baseline"].carries([entry])
        if "tolerance" in carried:
            unit = cast("Unit", carried["unit"])
            yield Baseline(entry.on, unit, exact(float(str(carried["tolerance"]))))


def _plan(entry: Entry) -> PacePlan:
    answers = entry.answers
    days = answers["days"]
    chosen = days if isinstance(days, list) else []
    return PacePlan(
        entry.on,
        cast("Unit", answers["unit"]),
        exact(float(str(answers["amount"]))),
        frozenset(WEEKDAYS.index(str(day)) for day in chosen),
    )


def _entries(record: Record, kind: str) -> list[Entry]:
    """The entries of a kind with an amount in them: within an energy limit there is none."""
    found = [saved.entry for saved in record.kind(kind)]
    return [entry for entry in found if "unit" in entry.answers]


def _rise(record: Record, program: Program) -> int:
    """What the author of the step the plan was made in chose; 10% where nothing was."""
    saved = record.kind("pacing_plan")
    module = saved[-1].fact.module if saved else None
    found = program.modules.get(module) if module else None
    step = found.step(saved[-1].fact.step) if found else None
    rise = step.options.get("rise") if isinstance(step, ExerciseStep) else None
    return rise if isinstance(rise, int) else 10
