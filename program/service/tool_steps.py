"""What a person has met in modules, as steps of its own that can be done at any time."""

from program.exercises import KINDS, Kind
from program.ids import PracticeId, StepId
from program.modules.program import Program
from program.modules.reach import SAFE_PRACTICE
from program.modules.spec import ExerciseStep, PracticeStep, Step
from program.record import Record
from program.safety import Cautions

ToolStep = ExerciseStep | PracticeStep


def kind_tool(kind: str) -> StepId:
    """The step of the tool that is an exercise kind: `tool-my-goal`."""
    return StepId(f"tool-{kind.replace('_', '-')}")


def practice_tool(practice: str) -> StepId:
    """The step of the tool that is a guided practice: `tool-practice-log-grounding`.

    Each has its own, so that the record knows which one was done.
    """
    return StepId(f"{kind_tool('practice_log')}-{practice}")


GROUNDING = practice_tool(SAFE_PRACTICE)
"""There for everyone, whatever they have met."""


def met(record: Record, program: Program) -> dict[StepId, ToolStep]:
    """Every tool of the modules that were opened, in the order they were first met, and every
    practice of the program: those need no module before them."""
    found: dict[StepId, ToolStep] = {}
    if SAFE_PRACTICE in program.practices:
        found[GROUNDING] = _practice(PracticeId(SAFE_PRACTICE), program)
    for module in record.modules:
        for step in program.modules[module].steps:
            made = _as_tool(step)
            if made is not None:
                found.setdefault(made.id, made)
    for practice in program.practices:
        found.setdefault(practice_tool(practice), _practice(practice, program))
    return found


def has_met(kind: str, record: Record, program: Program) -> bool:
    """Whether the tool of an exercise kind was met in a module that was opened."""
    return KINDS[kind].tool and any(
        isinstance(step, ExerciseStep) and step.exercise == kind
        for module in record.modules
        for step in program.modules[module].steps
    )


def asks_for(kind: str, program: Program) -> bool:
    """Whether a step on everybody's path is of an exercise kind."""
    steps = (step for module in program.file.core for step in program.modules[module].steps)
    return any(isinstance(step, ExerciseStep) and step.exercise == kind for step in steps)


def kind_of(step: ToolStep) -> Kind:
    """The exercise kind that a tool's answers are kept with."""
    return KINDS["practice_log" if isinstance(step, PracticeStep) else step.exercise]


def waits(step: ToolStep, care: Cautions, program: Program) -> bool:
    """Whether a tool waits for a therapist: movement after new warning signs, meditation
    where it may not be safe."""
    if isinstance(step, PracticeStep):
        inward = care.no_meditation and program.practices[step.practice].file.mindful
        return inward or rests(step, care, program)
    return rests(step, care, program)


def rests(step: ToolStep, care: Cautions, program: Program) -> bool:
    """Whether a tool is movement that waits until new warning signs have been looked at."""
    if isinstance(step, PracticeStep):
        return care.no_movement and program.practices[step.practice].file.moves
    return care.no_movement and kind_of(step).moves


def _practice(practice: PracticeId, program: Program) -> PracticeStep:
    length = program.practices[practice].file.minutes[0]
    return PracticeStep(
        id=practice_tool(practice),
        step="practice",
        role="extra",
        minutes=length,
        practice=practice,
        length=length,
    )


def _as_tool(step: Step) -> ToolStep | None:
    if isinstance(step, PracticeStep):
        return step.model_copy(update={"id": practice_tool(step.practice)})
    if isinstance(step, ExerciseStep) and KINDS[step.exercise].tool:
        return step.model_copy(update={"id": kind_tool(step.exercise)})
    return None
