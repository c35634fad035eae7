"""What an invented person answers: the persona's levels where it has them, else believable."""

import random
from collections.abc import Mapping
from datetime import date
from itertools import cycle

from pydantic import JsonValue

from program.fields import Answers, AnyField, Pages, ScaleField, check, sample, shown
from program.safety import MOOD_ITEMS
from program.service.exercises import Task
from program.simulate.personas import Persona

_INTAKE: Mapping[str, JsonValue] = {
    "intake__red_flags": ["none"],
    "intake__mania": "0",
    "intake__voices": "0",
    "intake__flashbacks": "0",
    "intake__ending_life": "0",
}
_TRIES = 40


def check_in_answers(
    pages: Pages, persona: Persona, week: float, on: date, draw: random.Random
) -> Answers:
    """Answers to a check-in in some week; the intake is answered calmly and in full."""
    believable = sample(pages, draw, on)
    answers: Answers = {}
    for field in (field for page in pages for field in page.fields):
        if shown(field, answers):
            answers[field.id] = _answer(field, persona, week, draw, believable)
    return answers


def _answer(
    field: AnyField, persona: Persona, week: float, draw: random.Random, believable: Answers
) -> JsonValue:
    if field.id in _INTAKE:
        return _INTAKE[field.id]
    if field.id == "intake__crash":
        return "1" if persona.energy_limit else "0"
    if draw.random() < persona.declines:
        return None
    instrument, _, item = field.id.partition("__")
    if field.id == "area__most":
        return persona.area
    if instrument in ("phq8", "phq9", "gad7"):
        return _mood(item, persona, week, draw)
    level = _level(instrument, item, persona, week)
    if isinstance(field, ScaleField) and level is not None:
        return _whole(draw.gauss(level, 0.7), field.lowest, field.highest)
    return believable.get(field.id)


def _level(instrument: str, item: str, persona: Persona, week: float) -> float | None:
    eased = persona.eases * week
    match instrument:
        case "peg":
            return persona.pain + eased
        case "energy":
            return persona.energy - eased
        case "area":
            return persona.in_the_way + eased
        case "areas":
            return persona.in_the_way + eased if item == persona.area else persona.pain - 2
        case "credibility":
            return persona.trusts
        case "confidence":
            return 4 - 2 * eased
        case _:
            return None


def _mood(item: str, persona: Persona, week: float, draw: random.Random) -> JsonValue:
    level = max(0.0, persona.mood + persona.lifts * week) / len(MOOD_ITEMS)
    return "0" if item == "better_off" else str(_whole(draw.gauss(level, 0.45), 0, 3))


def _carried_on(begun: JsonValue, made: JsonValue) -> JsonValue:
    """What a form begins with; rows that it only begins are filled up from invented ones."""
    if not isinstance(begun, list) or not isinstance(made, list) or not made:
        return begun
    rows = zip(begun, cycle(made), strict=False)
    return [
        {**invented, **row} if isinstance(row, dict) and isinstance(invented, dict) else row
        for row, invented in rows
    ]


def _first(rows: JsonValue) -> JsonValue:
    return rows[:1] if isinstance(rows, list) else rows


def _whole(value: float, lowest: int, highest: int) -> int:
    return min(highest, max(lowest, round(value)))


def exercise_answers(task: Task, persona: Persona, on: date, draw: random.Random) -> Answers:
    """Answers to an exercise that would be kept: with what earlier exercises learned, where
    the form begins from it."""
    for _ in range(_TRIES):
        answers = sample(task.pages, draw, on)
        for name in task.begin.keys() & answers.keys():
            answers[name] = _carried_on(task.begin[name], answers[name])
        if task.kind.name == "weekly_plan":
            answers["plan"] = _first(answers["plan"])  # one small thing; the samples are alike
        if task.kind.name == "wrap_up":
            answers["useful"] = _whole(draw.gauss(persona.useful, 1.2), 0, 10)
        checked = check(task.pages, answers)
        if not checked.problems and not task.kind.problems(checked.answers):
            return checked.answers
    raise ValueError(f"found no answers that {task.kind.name} would keep")
