"""Tables of what was answered: scores and check-ins."""

from collections.abc import Iterator
from typing import NamedTuple

from program.events import CheckInSaved, InstrumentAnswered, ScoreValue
from program.export.columns import COUNT, Column, Table, Unit
from program.export.history import Person, Place
from program.export.shared import FACT, OCCASIONS, PLACE
from program.modules.program import Program


class Scored(NamedTuple):
    """One score of one answered instrument."""

    place: Place
    fact: InstrumentAnswered
    score: ScoreValue
    baseline: bool
    """Whether it is the first value of its scale in the enrolment."""


class CheckedIn(NamedTuple):
    """One whole check-in."""

    place: Place
    fact: CheckInSaved


def _scores(person: Person) -> Iterator[Scored]:
    begun: set[tuple[str | None, str]] = set()
    for place, event, fact, course in person.of(InstrumentAnswered):
        unpicked = _unpicked(fact, course.pinned(event)) if course else ()
        for score in (*fact.scores, *unpicked):
            series = (place.enrolment, score.scale)
            first = course is not None and score.value is not None and series not in begun
            begun |= {series} if first else set()
            yield Scored(place, fact, score, first)


def _unpicked(fact: InstrumentAnswered, program: Program) -> Iterator[ScoreValue]:
    """A scale that is named by an answer has no name where that answer was declined, and so no
    stored score; it is missing all the same."""
    instrument = program.instruments.get(fact.instrument)
    for scale in instrument.file.scales if instrument else ():
        declined = scale.items[0] in fact.items and fact.items[scale.items[0]] is None
        if scale.method == "picked" and declined:
            answered = sum(fact.items.get(item) is not None for item in scale.items)
            yield ScoreValue(scale=scale.id, value=None, answered=answered, of=len(scale.items))


def _check_ins(person: Person) -> Iterator[CheckedIn]:
    for place, _, fact, _ in person.of(CheckInSaved):
        yield CheckedIn(place, fact)


SCORES: Table[Scored] = Table(
    name="scores",
    one_row="one score of one answered questionnaire, missing scores included",
    rows=_scores,
    key=(*FACT, "scale"),
    columns=(
        *PLACE,
        Column("instrument", "code", "The questionnaire.", lambda row: row.fact.instrument),
        Column(
            "scale",
            "code",
            "The scale of the score; `area` alone where the area most in the way was asked for "
            "and not named.",
            lambda row: row.score.scale,
        ),
        Column(
            "occasion",
            "code",
            "When it was asked.",
            lambda row: row.fact.occasion,
            codes=OCCASIONS,
        ),
        Column(
            "value",
            "number",
            "The score as it was computed then.",
            lambda row: row.score.value,
            unit=Unit("points of the scale"),
            missing="too few items were answered (see n_answered); never zero",
        ),
        Column(
            "baseline",
            "boolean",
            "Whether the program counts changes from this value: the first that is known of "
            "its scale in the enrolment, whatever the occasion.",
            lambda row: row.baseline,
        ),
        Column(
            "n_answered",
            "integer",
            "Items that were answered.",
            lambda row: row.score.answered,
            unit=COUNT,
        ),
        Column(
            "n_items",
            "integer",
            "Items of the scale.",
            lambda row: row.score.of,
            unit=COUNT,
        ),
        Column(
            "prorated",
            "boolean",
            "Whether missing items were made up from the mean of the others.",
            lambda row: row.score.prorated,
        ),
        Column(
            "band",
            "code",
            "The severity band the value fell into.",
            lambda row: row.score.band,
            missing="no value, or the scale has no bands",
        ),
        Column(
            "scorer", "code", "Version of the scoring that was used.", lambda r: r.fact.scorer
        ),
    ),
)

CHECK_INS: Table[CheckedIn] = Table(
    name="check_ins",
    one_row="one whole check-in",
    rows=_check_ins,
    key=FACT,
    columns=(
        *PLACE,
        Column(
            "occasion", "code", "Which one.", lambda row: row.fact.occasion, codes=OCCASIONS
        ),
        Column(
            "week",
            "integer",
            "Week since enrolment.",
            lambda row: row.fact.week,
            unit=Unit("weeks, from 0", least=0),
        ),
        Column(
            "module",
            "code",
            "The module it was a step of.",
            lambda row: row.fact.module,
            missing="a check-in of its own",
        ),
    ),
)
