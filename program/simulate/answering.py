"""What an invented person answers: the persona's levels where it has them, else believable."""

import random
from collections.abc import Mapping
from datetime import date
from itertools import cycle

from pydantic import JsonValue

from program.exercises import Kind
from program.fields import (
    Answers,
    AnyField,
    ChoiceField,
    Pages,
    ScaleField,
    check,
    sample,
    shown,
)
from program.instruments.questions import parted
from program.safety import MOOD_ITEMS
from program.service.exercises import Task
from program.simulate.weather import Weather

_INTAKE: Mapping[str, JsonValue] = {
    "intake__red_flags": ["none"],
    "intake__mania": "0",
    "intake__voices": "0",
    "intake__flashbacks": "0",
}
_TRIES = 40


def check_in_answers(pages: Pages, weather: Weather, draw: random.Random) -> Answers:
    """Answers to a check-in; the intake is answered calmly and in full."""
    answers: Answers = {}
    for field in (field for page in pages for field in page.fields):
        if shown(field, answers):
            answers[field.id] = item_answer(field, weather, draw)
    return answers


def item_answer(field: AnyField, weather: Weather, draw: random.Random) -> JsonValue:
    """The answer to one question of a check-in; None where the person would rather not say."""
    persona = weather.persona
    instrument, item = parted(field.id)
    if field.id in _INTAKE:
        return _INTAKE[field.id]
    if field.id == "intake__crash":
        return "1" if persona.energy_limit else "0"
    if item in ("ending_life", "better_off"):
        return "1" if draw.random() < persona.thoughts else "0"
    if instrument == "safety":
        return "1" if item == "safe" else "0"
    if draw.random() < persona.declines:
        return None
    if field.id == "area__most":
        return persona.area
    if instrument in ("phq8", "phq9", "gad7"):
        return str(_whole(draw.gauss(weather.mood / len(MOOD_ITEMS), 0.45), 0, 3))
    level = _level(instrument, item, weather)
    if isinstance(field, ScaleField) and level is not None:
        return _whole(draw.gauss(level, 0.7), field.lowest, field.highest)
    return _any(field, draw)


def _any(field: AnyField, draw: random.Random) -> JsonValue:
    """For an instrument no persona says anything of: any answer."""
    if isinstance(field, ScaleField):
        return draw.randint(field.lowest, field.highest)
    if isinstance(field, ChoiceField):
        code = draw.choice(field.options).code
        return [code] if field.many else code
    raise ValueError(f"no check-in asks a question such as {field.id}")


def _level(instrument: str, item: str, weather: Weather) -> float | None:
    persona = weather.persona
    eased = weather.pain - persona.pain
    match instrument:
        case "peg":
            return weather.pain
        case "energy":
            return persona.energy - eased
        case "area":
            return persona.in_the_way + eased
        case "areas":
            return (persona.in_the_way if item == persona.area else persona.pain - 2) + eased
        case "credibility":
            return persona.trusts
        case "confidence":
            return 4 - 2 * eased
        case _:
            return None


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


def exercise_answers(task: Task, weather: Weather, on: date, draw: random.Random) -> Answers:
    """Answers to an exercise that would be kept: with what earlier exercises learned, where
    the form begins from it."""
    answers = plausible(task.kind, task.pages, task.begin, on, draw)
    return rated(task.kind, answers, weather, draw)


_UPSET = 9
"""Tension after a practice, 0 to 10, from which it may have been upsetting: 3 in 100."""


def plausible(
    kind: Kind, pages: Pages, begin: Mapping[str, JsonValue], on: date, draw: random.Random
) -> Answers:
    """Answers that an exercise of a kind would keep. begin: field -> what it begins from."""
    for _ in range(_TRIES):
        answers = sample(pages, draw, on)
        if "unit" in answers:
            answers["unit"] = "minutes"  # as the amounts are: nobody walks 4 metres to a park
        for name in begin.keys() & answers.keys():
            answers[name] = _carried_on(begin[name], answers[name])
        if kind.name == "weekly_plan":
            answers["plan"] = _first(answers["plan"])  # one small thing; the samples are alike
        if kind.name == "practice_log" and int(str(answers["after"])) < _UPSET:
            answers["unsettling"] = "no"  # else every second practice would be upsetting
        checked = check(pages, answers)
        if not checked.problems and not kind.problems(checked.answers):
            return checked.answers
    raise ValueError(f"found no answers that {kind.name} would keep")


def rated(kind: Kind, answers: Answers, weather: Weather, draw: random.Random) -> Answers:
    """The same, with how useful this person found the module where the exercise asks it."""
    return {**answers, **_useful(weather, draw)} if kind.name == "wrap_up" else answers


def lived(kind: Kind, asked: Answers, weather: Weather, n: int, draw: random.Random) -> Answers:
    """What a person answers out of their own life: how useful the module was to them, and what
    they did on their n-th day. asked: any answers to the same questions."""
    if kind.name == "wrap_up":
        return _useful(weather, draw)
    if kind.name != "activity_log":
        return {}
    day = weather.activity.on(n)
    pain = _whole(draw.gauss(weather.pain + day.costs, 0.7), 0, 10)
    did: Answers = {
        "amount": day.minutes,
        "unit": "minutes",
        "effort": day.effort,
        "pain": pain,
    }
    if asked.get("quota") is not None:
        did["quota"] = max(1, int(0.8 * weather.activity.usual))
    return did


def _useful(weather: Weather, draw: random.Random) -> Answers:
    return {"useful": _whole(draw.gauss(weather.persona.useful, 1.2), 0, 10)}
