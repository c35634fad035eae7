"""Answers to exercises, made once for many invented people and moved to each one's own day."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from pydantic import JsonValue

from program.events import keep_text
from program.exercises import Kind, Spec
from program.fields import Answers, DateField, Pages, RowsField, split
from program.ids import PracticeId
from program.service.exercise_kept import Answered
from program.simulate.answering import plausible

MADE_ON = date(2026, 1, 5)
"""The day the answers made ahead are for, until they are moved."""
SETS = 8
"""Sets of answers for each exercise as it may be asked."""


@dataclass(frozen=True)
class Made(Answered):
    """One set of answers."""

    def but(self, own: Answers) -> "Made":
        """The same with some facts answered otherwise."""
        if not own:
            return self
        return Made({**self.answers, **own}, {**self.plain, **own}, self.texts)


@dataclass(frozen=True)
class MadeAhead:
    """An exercise as it is asked, with sets of answers that would be kept."""

    kind: Kind
    practice: PracticeId | None
    sets: tuple[Made, ...]
    dated: tuple[tuple[str, str | None], ...]
    """Questions that hold a day: field, and field inside its rows."""

    def on(self, made: Made, day: date) -> Made:
        """A set moved so that it is answered on a day."""
        if not self.dated:
            return made
        days = (day - MADE_ON).days
        return Made(self._moved(made.answers, days), self._moved(made.plain, days), made.texts)

    def _moved(self, answers: Answers, days: int) -> Answers:
        moved = dict(answers)
        for name, inner in self.dated:
            moved[name] = _later(moved.get(name), inner, days)
        return moved


def made_ahead(kind: Kind, spec: Spec, seed: str) -> MadeAhead:
    """Answers to one exercise. The same seed makes the same, in whatever process."""
    draw = random.Random(f"{seed}/{kind.name}/{spec.model_dump_json()}")  # noqa: S311
    pages = kind.pages(spec)
    named = getattr(spec, "practice", None)
    practice = PracticeId(named) if named is not None else None
    sets = tuple(_made(kind, pages, draw) for _ in range(SETS))
    return MadeAhead(kind, practice, sets, tuple(_dated(pages)))


def _made(kind: Kind, pages: Pages, draw: random.Random) -> Made:
    answers = plausible(kind, pages, {}, MADE_ON, draw)
    plain, words = split(pages, answers)
    texts = {
        path: keep_text(text, f"{draw.getrandbits(128):032x}") for path, text in words.items()
    }
    return Made(answers, plain, texts)


def _dated(pages: Pages) -> list[tuple[str, str | None]]:
    found: list[tuple[str, str | None]] = []
    for question in (question for page in pages for question in page.fields):
        if isinstance(question, DateField):
            found.append((question.id, None))
        elif isinstance(question, RowsField):
            found += [(question.id, q.id) for q in question.fields if isinstance(q, DateField)]
    return found


def _later(value: JsonValue, inner: str | None, days: int) -> JsonValue:
    if isinstance(value, str):
        return (date.fromisoformat(value) + timedelta(days=days)).isoformat()
    if isinstance(value, list) and inner is not None:
        return [
            {**row, inner: _later(row.get(inner), None, days)} if isinstance(row, dict) else row
            for row in value
        ]
    return value
