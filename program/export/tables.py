"""The files of a bundle, in the order a reader meets them."""

from typing import Any

from program.export.answers import ANSWERS
from program.export.columns import Table
from program.export.decision_columns import DECISIONS
from program.export.doings import DIRECTIVES, EXERCISES, VISITS
from program.export.draws import DRAWS
from program.export.enrolments import ENROLMENTS
from program.export.migrations import MIGRATIONS
from program.export.people import PARTICIPANTS
from program.export.progress_columns import MODULE_PROGRESS
from program.export.scores import CHECK_INS, SCORES
from program.export.signals import SIGNALS

TABLES: tuple[Table[Any], ...] = (
    PARTICIPANTS,
    ENROLMENTS,
    MODULE_PROGRESS,
    CHECK_INS,
    SCORES,
    ANSWERS,
    DECISIONS,
    DRAWS,
    DIRECTIVES,
    SIGNALS,
    EXERCISES,
    VISITS,
    MIGRATIONS,
)
