"""The sleep diary on Today, for as long as somebody keeps it."""

from datetime import date, timedelta

from program.exercises import nights
from program.ids import StepId
from program.modules.program import Program
from program.record import Record
from program.service.tool_steps import has_met, kind_tool

_KIND = "sleep_diary"
_LATELY = timedelta(days=7)
"""A diary without a night for so long is not being kept; it stays in Tools."""


def night_to_note(record: Record, program: Program, on: date) -> StepId | None:
    """The tool that last night can be written down with; None where it is in the diary already,
    or none of the last seven is."""
    noted = {night.on for night in nights([saved.entry for saved in record.kind(_KIND)])}
    kept = any(on - _LATELY <= day < on for day in noted) and has_met(_KIND, record, program)
    return kind_tool(_KIND) if kept and on not in noted else None
