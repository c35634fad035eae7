"""Which files a program reaches: what its hash covers and an archive keeps."""

from program.modules.draft import Draft
from program.modules.spec import (
    ExerciseStep,
    LessonStep,
    ModuleFile,
    PracticeStep,
    ProgramFile,
    Step,
)

ASKED = (
    "peg",
    "phq8",
    "phq9",
    "gad7",
    "energy",
    "area",
    "areas",
    "credibility",
    "confidence",
    "change",
    "intake",
    "safety",
)
"""Instruments a check-in may use, whatever the program."""

SAFE_PRACTICE = "grounding"
"""What everyone may do in place of a practice that looks inward."""

SOUNDS = "observing-sounds"
"""What a person may choose in place of a practice that was unsettling; it looks outward."""


def instrument_ids(program: ProgramFile) -> tuple[str, ...]:
    """Every instrument a program's check-ins may ask."""
    return (*ASKED, *program.also_asked)


def module_ids(program: ProgramFile) -> tuple[str, ...]:
    """Core, branches and boosters, in order."""
    branches = (branch.module for branch in program.branches)
    return (*program.core, *branches, *(booster.module for booster in program.boosters))


def practice_ids(draft: Draft, modules: tuple[str, ...]) -> set[str]:
    """Practices that steps name, and what a mindful one may be swapped for."""
    known = (draft.modules[m].value for m in modules if m in draft.modules)
    named = {name for m in known for s in m.steps if (name := named_practice(s)) is not None}
    found = (draft.practices[name].value for name in named if name in draft.practices)
    gentler = {SAFE_PRACTICE} | ({SOUNDS} & draft.practices.keys())
    return named | gentler if any(file.mindful for file in found) else named


def named_practice(step: Step) -> str | None:
    """The practice a step leads to: its own, or an option of its exercise."""
    if isinstance(step, PracticeStep):
        return step.practice
    option = step.options.get("practice") if isinstance(step, ExerciseStep) else None
    return option if isinstance(option, str) else None


def reach(draft: Draft, program: str) -> dict[str, str]:
    """Path -> text of everything the program is made of. Help is never part of it."""
    file = draft.programs[program].value
    modules = module_ids(file)
    own = ("program", "rules", "migrations")
    homes = [f"programs/{program}/{name}." for name in own]
    homes += [f"modules/{module}/module." for module in modules]
    homes += [
        f"modules/{module}/{stem}."
        for module in modules
        if module in draft.modules
        for stem in lesson_stems(draft.modules[module].value)
    ]
    homes += [f"practices/{practice}." for practice in practice_ids(draft, modules)]
    homes += [f"instruments/{instrument}." for instrument in instrument_ids(file)]
    return {path: text for path, text in draft.files.items() if path.startswith(tuple(homes))}


def lesson_stems(module: ModuleFile) -> tuple[str, ...]:
    """The lessons a module's steps name."""
    return tuple(step.lesson for step in module.steps if isinstance(step, LessonStep))
