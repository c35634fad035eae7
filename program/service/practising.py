"""Which guided practice a person gets, and what is known of the times they practised."""

from collections.abc import Mapping

from program.ids import PracticeId, StepId
from program.modules.program import Program
from program.modules.reach import SAFE_PRACTICE, SOUNDS, named_practice
from program.modules.spec import PracticeFile
from program.record import Record, Saved
from program.safety import cautions
from program.service.tool_steps import practice_tool

GENTLER: Mapping[str, PracticeId] = {
    "grounding": PracticeId(SAFE_PRACTICE),
    "sounds": PracticeId(SOUNDS),
}
"""What somebody may choose for next time, where a practice was unsettling -> the practice."""


def practice_of(practice: PracticeId, record: Record, program: Program) -> PracticeId:
    """The practice a person gets where a step names one: what they chose in its place when it
    was unsettling, and grounding in place of a meditation where caution is due."""
    return allowed(instead(practice, record, program) or practice, record, program)


def allowed(practice: PracticeId, record: Record, program: Program) -> PracticeId:
    """The practice itself, or grounding where it looks inward and caution is due."""
    mindful = program.practices[practice].file.mindful
    return PracticeId(SAFE_PRACTICE) if mindful and cautions(record).no_meditation else practice


def instead(practice: PracticeId, record: Record, program: Program) -> PracticeId | None:
    """What the person chose in place of a practice, the last time they said how it was."""
    told = _told(practice, record, program)
    if not told or told[-1].entry.answers["unsettling"] != "yes":
        return None
    chosen = GENTLER.get(str(told[-1].entry.answers.get("swap")))
    return chosen if chosen in program.practices and chosen != practice else None


def asks(practice: PracticeId, record: Record, program: Program) -> bool:
    """Whether to ask if anything unsettling came up: the first time with each practice, and
    again after a yes."""
    told = _told(practice, record, program)
    return not told or told[-1].entry.answers["unsettling"] == "yes"


def length_of(file: PracticeFile, minutes: int) -> int:
    """The length that is offered and comes nearest to so many minutes."""
    return min(file.minutes, key=lambda offered: (abs(offered - minutes), offered))


def _told(practice: PracticeId, record: Record, program: Program) -> list[Saved]:
    """The times somebody did this practice and answered whether anything came up."""
    return [
        saved
        for saved in record.kind("practice_log")
        if saved.entry.answers.get("unsettling") is not None
        and practice_done(saved, program) == practice
    ]


def practice_done(saved: Saved, program: Program) -> PracticeId | None:
    """Which practice an entry is of. Entries from before it was noted: the one of the step."""
    return saved.fact.practice or _named(saved.fact.step, program)


def _named(step: StepId, program: Program) -> PracticeId | None:
    for practice in program.practices:
        if practice_tool(practice) == step:
            return practice
    found = (module.step(step) for module in program.modules.values())
    name = next((named_practice(each) for each in found if each is not None), None)
    return PracticeId(name) if name is not None else None
