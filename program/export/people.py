"""The table of people."""

from program.export.columns import COUNT, Column, Table
from program.export.history import Person
from program.export.shared import MODES, PERSON

PARTICIPANTS: Table[Person] = Table(
    name="participants",
    one_row="one person with a history",
    rows=lambda person: (person,),
    key=("participant_code",),
    columns=(
        Column(
            "participant_code",
            "code",
            "The person, by a random code made for this bundle alone.",
            lambda person: person.code,
            shape=PERSON,
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
            unit=COUNT,
        ),
        Column(
            "visits",
            "integer",
            "Times the person signed in and arrived, before enrolment too.",
            lambda person: person.visits,
            unit=COUNT,
        ),
        Column(
            "facts",
            "integer",
            "Facts stored in the person's history.",
            lambda person: len(person.events),
            unit=COUNT,
        ),
    ),
)
