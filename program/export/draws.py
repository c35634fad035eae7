"""The table of draws: a decision point of a rule that leaves something to chance, once."""

from collections.abc import Iterator
from typing import NamedTuple

from program.events import Decision, Drawn
from program.export.columns import FROM_ONE, Column, Table, Unit
from program.export.history import Person, Place
from program.export.shared import DAY, FACT, PLACE

_NOTHING_DRAWN = "not available: nothing was drawn"
_NOT_DECISIVE = (
    "another draw would have changed nothing: another rule came first, the branch could not "
    "open then, or the arms only say something"
)


class Point(NamedTuple):
    """One rule at one decision point, however often it was decided there."""

    place: Place
    """Of the first decision there at which the rule held, else of the first one there."""
    drawn: Drawn
    decisive: Place | None = None
    """Of the first decision that a draw made what it was."""


def _points(person: Person) -> Iterator[Point]:
    found: dict[tuple[object, ...], Point] = {}
    for place, _, decision, _ in person.of(Decision):
        for drawn in decision.draws:
            key = (place.enrolment, drawn.rule, drawn.policy, drawn.seed, drawn.point)
            point = found.get(key)
            if point is None or (drawn.available and not point.drawn.available):
                point = Point(place, drawn)
            if point.decisive is None and drawn.available and decision.probability < 1:
                point = point._replace(decisive=place)
            found[key] = point
    yield from found.values()


DRAWS: Table[Point] = Table(
    name="draws",
    one_row="one decision point of one rule that draws between arms (micro-randomisation)",
    rows=_points,
    columns=(
        *PLACE,
        Column("rule", "code", "The rule.", lambda row: row.drawn.rule),
        Column(
            "rule_version",
            "integer",
            "Version of that rule: its arms and their chances.",
            lambda row: row.drawn.policy,
            unit=FROM_ONE,
        ),
        Column(
            "seed",
            "text",
            "Name of the draw; another name is another set of draws.",
            lambda row: row.drawn.seed,
        ),
        Column(
            "point",
            "integer",
            "The decision point: modules that were opened before it. Until the next is opened "
            "the draw stays the same, however often it was decided.",
            lambda row: row.drawn.point,
            unit=Unit("count", least=0),
        ),
        Column(
            "available",
            "boolean",
            "Whether the rule held at any decision of this point. seq and study_day are those "
            "of the first at which it did, else of the first at this point.",
            lambda row: row.drawn.available,
        ),
        Column(
            "arm",
            "code",
            "The arm that was drawn.",
            lambda row: row.drawn.arm,
            missing=_NOTHING_DRAWN,
        ),
        Column(
            "probability",
            "number",
            "Chance of that arm.",
            lambda row: row.drawn.probability,
            unit=Unit("above 0, below 1", above=0, below=1),
            missing=_NOTHING_DRAWN,
        ),
        Column(
            "decisive_seq",
            "integer",
            "seq of the first decision of this point, with this rule available, whose outcome "
            "another draw would have changed. Where several rules draw, it may be another's.",
            lambda row: row.decisive.seq if row.decisive else None,
            unit=Unit("place in the history", least=1),
            missing=_NOT_DECISIVE,
        ),
        Column(
            "decisive_day",
            "integer",
            "Day of that decision.",
            lambda row: row.decisive.day if row.decisive else None,
            unit=DAY,
            missing=_NOT_DECISIVE,
        ),
    ),
    key=(*FACT, "rule"),
)
