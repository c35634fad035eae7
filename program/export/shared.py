"""Columns that several tables begin with."""

from typing import Protocol

from program.export.columns import Column, Unit
from program.export.history import Place

DAY = Unit("study day, 1 = day of enrolment, 0 = the day before")
PERSON = "p[a-z2-7]{12}"
ENROLMENT = f"{PERSON}-[1-9][0-9]*"
HASH = "[0-9a-f]{64}"
MODES = {"live": "real people", "simulated": "invented people"}
VARIANTS = {"full": "full form", "light": "short form for a bad day, which counts the same"}
OCCASIONS = {
    "intake": "before the program begins",
    "start": "the first check-in",
    "weekly": "a weekly check-in",
    "middle": "the check-in in the middle of the program",
    "end": "the check-in at the end",
    "booster": "the check-in at a booster, some weeks after the end",
}


FACT = ("participant_code", "seq")
"""What names one fact, where a table has a row for each."""


class Placed(Protocol):
    """A row that happened at some place of the study."""

    @property
    def place(self) -> Place: ...


PLACE: tuple[Column[Placed], ...] = (
    Column(
        "participant_code",
        "code",
        "The person, by a random code made for this bundle alone.",
        lambda row: row.place.participant,
        shape=PERSON,
        refers="participants",
    ),
    Column(
        "enrolment_code",
        "code",
        "The enrolment: participant code and number of the enrolment.",
        lambda row: row.place.enrolment,
        missing="happened before a program was assigned",
        shape=ENROLMENT,
        refers="enrolments",
    ),
    Column(
        "seq",
        "integer",
        "Place in the person's history; order is seq, not the day.",
        lambda row: row.place.seq,
        unit=Unit("from 1, unique within a participant", least=1),
    ),
    Column(
        "study_day",
        "integer",
        "When, in the person's own calendar days. Before a program was assigned it counts to "
        "the first enrolment.",
        lambda row: row.place.day,
        unit=DAY,
        missing="the person was never enrolled",
    ),
)
