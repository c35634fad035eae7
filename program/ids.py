"""Identifiers, checked before they ever become part of a file name."""

import re
from functools import lru_cache
from typing import NewType

from pydantic import AfterValidator

ParticipantId = NewType("ParticipantId", str)
EnrolmentId = NewType("EnrolmentId", str)
AccountId = NewType("AccountId", str)
ProgramId = NewType("ProgramId", str)
ModuleId = NewType("ModuleId", str)
StepId = NewType("StepId", str)
RuleId = NewType("RuleId", str)
SignalId = NewType("SignalId", str)
EventId = NewType("EventId", str)
ScaleId = NewType("ScaleId", str)
InstrumentId = NewType("InstrumentId", str)
PracticeId = NewType("PracticeId", str)
ContentHash = NewType("ContentHash", str)

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST = 80


@lru_cache(maxsize=8192)  # one decision names the same few rules and modules fifty times
def checked(text: str) -> str:
    """Return the text unchanged if it is a safe identifier.

    Lower-case letters, digits and single hyphens, at most 80 characters: it can stand in a
    file name, an address or a table. Raises ValueError otherwise.
    """
    if len(text) > LONGEST:
        raise ValueError(
            f"{text[:LONGEST]!r}... is too long for an identifier: {LONGEST} characters are "
            "the most"
        )
    if not _SLUG.fullmatch(text):
        raise ValueError(f"{text!r} is not an identifier: use a-z, 0-9 and single hyphens")
    return text


Slug = AfterValidator(checked)
"""Marks a field of a model as a checked identifier: `Annotated[ModuleId, Slug]`."""
