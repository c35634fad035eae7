"""The table of single answers: every item of the questionnaires that give a score."""

from collections.abc import Iterator
from typing import NamedTuple

from pydantic import JsonValue

from program.events import InstrumentAnswered
from program.export.columns import Cell, Column, Table, Unit
from program.export.history import Person, Place
from program.export.shared import FACT, OCCASIONS, PLACE
from program.export.writing import as_json


class Answered(NamedTuple):
    """One item of one answered questionnaire."""

    place: Place
    fact: InstrumentAnswered
    item: str

    @property
    def value(self) -> Cell:
        given: JsonValue = self.fact.items.get(self.item)
        return given if isinstance(given, str | int | None) else as_json(given)

    @property
    def missing(self) -> str | None:
        if self.item not in self.fact.items:
            return "not_asked"
        return "declined" if self.fact.items[self.item] is None else None


def _answers(person: Person) -> Iterator[Answered]:
    for place, event, fact, course in person.of(InstrumentAnswered):
        pinned = course.pinned(event).instruments.get(fact.instrument) if course else None
        scored = pinned.file.scales if pinned else fact.scores
        items = [item.id for item in pinned.file.items] if pinned else [*fact.items]
        for item in items if scored else ():
            yield Answered(place, fact, item)


ANSWERS: Table[Answered] = Table(
    name="answers",
    one_row="one item of one answered questionnaire that gives a score",
    rows=_answers,
    key=(*FACT, "item"),
    columns=(
        *PLACE,
        Column("instrument", "code", "The questionnaire.", lambda row: row.fact.instrument),
        Column(
            "occasion",
            "code",
            "When it was asked.",
            lambda row: row.fact.occasion,
            codes=OCCASIONS,
        ),
        Column("item", "code", "The question.", lambda row: row.item),
        Column(
            "value",
            "code",
            "The answer, as it was given: not turned round, and nothing made up for it.",
            lambda row: row.value,
            unit=Unit("a number where the item counts towards a score"),
            missing="see missing_reason; never zero",
        ),
        Column(
            "missing_reason",
            "code",
            "Why there is no answer.",
            lambda row: row.missing,
            codes={
                "declined": "the person would rather not say",
                "not_asked": "it was not shown: the first items did not call for the rest",
            },
            missing="there is an answer",
        ),
    ),
)
