"""Which guided practice a person gets, and what is known of the times they practised."""

from collections.abc import Mapping
from dataclasses import dataclass

from program.ids import PracticeId, StepId
from program.modules.practice import PracticeFile
from program.modules.program import Program
from program.modules.reach import SAFE_PRACTICE, SOUNDS, named_practice
from program.modules.spec import PracticeStep, Step
from program.record import Record, Saved
from program.safety import cautions
from program.service.tool_steps import practice_tool
from program.words import in_language

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
    """The practice itself, or grounding where it looks inward or moves and caution is due."""
    file, care = program.practices[practice].file, cautions(record)
    waits = (file.mindful and care.no_meditation) or (file.moves and care.no_movement)
    return PracticeId(SAFE_PRACTICE) if waits else practice


def instead(practice: PracticeId, record: Record, program: Program) -> PracticeId | None:
    """What the person chose in place of a practice, the last time they said how it was."""
    told = _told(practice, record, program)
    if not told or told[-1].entry.answers["unsettling"] != "yes":
        return None
    chosen = GENTLER.get(str(told[-1].entry.answers.get("swap")))
    return chosen if chosen in program.practices and chosen != practice else None


@dataclass(frozen=True)
class Other:
    """Another practice to go to."""

    tool: StepId
    title: str


def passed_over(step: Step, record: Record, program: Program, locale: str) -> Other | None:
    """The practice a step names, where the person chose another in its place."""
    if not isinstance(step, PracticeStep):
        return None
    chosen = instead(step.practice, record, program) is not None
    open_to = allowed(step.practice, record, program) == step.practice
    return _other(step.practice, program, locale) if chosen and open_to else None


def gentler_now(record: Record, program: Program, locale: str) -> Other | None:
    """What the person chose the last time they practised and something unsettling came up."""
    practised = record.kind("practice_log")
    answers = practised[-1].entry.answers if practised else {}
    chosen = GENTLER.get(str(answers.get("swap")))
    if chosen is None or answers.get("unsettling") != "yes" or chosen not in program.practices:
        return None
    return _other(allowed(chosen, record, program), program, locale)


def _other(practice: PracticeId, program: Program, locale: str) -> Other:
    words = in_language(program.practices[practice].words, locale)
    return Other(practice_tool(practice), words.title)


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
