"""Tables of visits, exercises and directives."""

from collections.abc import Iterator
from typing import NamedTuple

from program.events import (
    Decision,
    DirectiveGiven,
    ExerciseSaved,
    Visited,
)
from program.export.columns import FROM_ONE, Column, Table, Unit
from program.export.history import Person, Place
from program.export.shared import FACT, PLACE, VARIANTS
from program.ids import EventId
from program.record import agreed, proposes


class Visit(NamedTuple):
    """One arrival."""

    place: Place


class Score(NamedTuple):
    """One number an exercise came to; an entry without numbers is one row without any."""

    place: Place
    fact: ExerciseSaved
    name: str | None
    value: float | None

    @property
    def unit(self) -> str | None:
        """What an amount is counted in, as the person chose it."""
        unit = self.fact.answers.get("unit")
        return unit if self.name in _AMOUNTS and isinstance(unit, str) else None


_AMOUNTS = {"amount", "quota", "tolerance"}
_UNITS = {"minutes": "minutes", "metres": "metres", "times": "repetitions"}


class Directed(NamedTuple):
    """One directive of a therapist, and the proposal it answers."""

    place: Place
    fact: DirectiveGiven
    decision: int | None
    """Its place in the history."""
    agreed: bool | None


def _visits(person: Person) -> Iterator[Visit]:
    for place, _, _, _ in person.of(Visited):
        yield Visit(place)


def _exercises(person: Person) -> Iterator[Score]:
    for place, _, fact, _ in person.of(ExerciseSaved):
        for name, value in sorted(fact.scores.items()):
            yield Score(place, fact, name, value)
        if not fact.scores:
            yield Score(place, fact, None, None)


def _directives(person: Person) -> Iterator[Directed]:
    made: dict[EventId, tuple[int, Decision]] = {
        event.id: (event.seq, fact) for _, event, fact, _ in person.of(Decision)
    }
    for place, _, fact, _ in person.of(DirectiveGiven):
        proposed = made.get(fact.decision) if fact.decision is not None else None
        weighs = proposed and fact.action != "lift" and proposes(proposed[1])
        yield Directed(
            place,
            fact,
            proposed[0] if proposed else None,
            agreed(proposed[1].outcome, fact) if proposed and weighs else None,
        )


VISITS: Table[Visit] = Table(
    name="visits",
    one_row="one arrival of a signed-in person",
    rows=_visits,
    columns=PLACE,
    key=FACT,
)

EXERCISES: Table[Score] = Table(
    name="exercises",
    one_row="one number of one saved exercise or log entry; no answers in words",
    rows=_exercises,
    unique=(*FACT, "score"),
    columns=(
        *PLACE,
        Column(
            "module",
            "code",
            "The module it was done in.",
            lambda row: row.fact.module,
            missing="done from Tools",
        ),
        Column("step", "code", "The step it belongs to.", lambda row: row.fact.step),
        Column("kind", "code", "The kind of exercise.", lambda row: row.fact.kind),
        Column(
            "iteration",
            "integer",
            "Iteration of the module.",
            lambda row: row.fact.iteration,
            unit=FROM_ONE,
        ),
        Column(
            "variant",
            "code",
            "The form it was done in.",
            lambda row: row.fact.variant,
            codes=VARIANTS,
        ),
        Column(
            "score",
            "code",
            "Which number of the kind this is.",
            lambda row: row.name,
            missing="this entry gave no number",
        ),
        Column(
            "value",
            "number",
            "The number, as it was computed then. Hours of the night and evening that people "
            "keep are among them (`rise` in hours and `start_minutes` in minutes after "
            "midnight); no time at which anything was entered is.",
            lambda row: row.value,
            unit=Unit("see unit, else as the kind defines it"),
            missing="this entry gave no number",
        ),
        Column(
            "unit",
            "code",
            "What an `amount`, `quota` or `tolerance` is counted in, as the person chose it.",
            lambda row: row.unit,
            codes=_UNITS,
            missing="another score, or no unit was chosen",
        ),
    ),
)

DIRECTIVES: Table[Directed] = Table(
    name="directives",
    one_row="one directive of a therapist; their words are free text and are not here",
    rows=_directives,
    key=FACT,
    columns=(
        *PLACE,
        Column(
            "action",
            "code",
            "What was done.",
            lambda row: row.fact.action,
            codes={
                "accept": "agreed with what the engine proposed",
                "pin": "chose the next module",
                "hold": "put the path on hold",
                "lift": "lifted what held",
            },
        ),
        Column(
            "module",
            "code",
            "The module that was pinned.",
            lambda row: row.fact.module,
            missing="not a pin",
        ),
        Column(
            "decision_seq",
            "integer",
            "seq of the decision that stood when it was given.",
            lambda row: row.decision,
            unit=Unit("place in the history", least=1),
            missing="none stood, or an engine that did not keep it",
        ),
        Column(
            "agreed",
            "boolean",
            "Whether it agrees with that decision: accepted, a pin of what would have come "
            "next, or a hold of a held path.",
            lambda row: row.agreed,
            missing="a lift, or no proposal of the engine to agree with",
        ),
    ),
)
