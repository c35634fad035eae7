"""The table of people."""

from program.export.columns import Column, Table
from program.export.history import Person
from program.export.shared import MODES

PARTICIPANTS: Table[Person] = Table(
    name="participants",
    one_row="one person with a history",
    rows=lambda person: (person,),
    columns=(
        Column(
            "participant_code",
            "code",
            "The person, by a random code made for this bundle alone.",
            lambda person: person.code,
        ),
        Column(
            "mode",
            "code",
            "Whether this is a real person.",
            lambda person: person.mode,
            codes=MODES,
        ),
        Column(
            "enrolments",
            "integer",
            "Programs that were assigned.",
            lambda person: len(person.courses),
            unit="count",
        ),
        Column(
            "visits",
            "integer",
            "Times the person signed in and arrived, before enrolment too.",
            lambda person: person.visits,
            unit="count",
        ),
        Column(
            "facts",
            "integer",
            "Facts stored in the person's history.",
            lambda person: len(person.events),
            unit="count",
        ),
    ),
)
