"""The table of migrations: which enrolment followed which content from when on."""

from collections.abc import Iterator
from typing import NamedTuple

from program.events import Migrated
from program.export.columns import COUNT, Column, Table
from program.export.history import Person, Place
from program.export.shared import FACT, HASH, PLACE


class Went(NamedTuple):
    """One enrolment that went over to newer content."""

    place: Place
    fact: Migrated


def _rows(person: Person) -> Iterator[Went]:
    for place, _, fact, _ in person.of(Migrated):
        yield Went(place, fact)


MIGRATIONS: Table[Went] = Table(
    name="migrations",
    one_row="one enrolment that went over to newer content, between two modules",
    rows=_rows,
    key=FACT,
    columns=(
        *PLACE,
        Column("migration", "code", "Name of the migration.", lambda row: row.fact.migration),
        Column(
            "content_before",
            "code",
            "SHA-256 of the content followed until then.",
            lambda row: row.fact.before,
            shape=HASH,
        ),
        Column(
            "content_after",
            "code",
            "SHA-256 of the content followed from then on.",
            lambda row: row.fact.after,
            shape=HASH,
        ),
        Column(
            "steps_moved",
            "integer",
            "Steps whose answers another step has taken over.",
            lambda row: len(row.fact.moved),
            unit=COUNT,
        ),
        Column(
            "steps_dropped",
            "integer",
            "Steps that are gone; what was answered stays in the other tables.",
            lambda row: len(row.fact.dropped),
            unit=COUNT,
        ),
    ),
)
