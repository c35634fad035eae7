"""Published steps stay, or a migration says where their answers go."""

from collections.abc import Iterator, Mapping

from program.ids import ProgramId
from program.modules.checks.names import program_steps
from program.modules.draft import Draft
from program.modules.issues import Issue, nearest
from program.modules.program import Program
from program.modules.reach import module_ids
from program.modules.spec import ExerciseStep, PracticeStep, Step
from program.modules.strict_yaml import Place


def check_versions(draft: Draft, before: Mapping[ProgramId, Program]) -> Iterator[Issue]:
    """Compare the draft with what is published, and check migrations themselves."""
    for name, program in before.items():
        if name in draft.programs:
            yield from _steps(draft, name, program)
    for changed in draft.migrations:
        if changed in draft.programs:
            yield from _migrations(draft, changed)


def _steps(draft: Draft, name: str, before: Program) -> Iterator[Issue]:
    if program_steps(draft, name) is None:
        return
    now = {
        step.id: (module, n, step)
        for module in module_ids(draft.programs[name].value)
        for n, step in enumerate(draft.modules[module].value.steps)
    }
    carried = _carried(draft, name)
    for old in (step for module in before.modules.values() for step in module.steps):
        if old.id not in now and old.id not in carried:
            message = f"The published step {old.id} is gone, and people have answers on it."
            advice = f"put it back, or say in programs/{name}/migrations.yaml where it goes"
            yield draft.programs[name].issue("step-gone", message, advice, "core")
        elif old.id in now and _sort(now[old.id][2]) != _sort(old):
            module, n, step = now[old.id]
            message = f"The published step {old.id} was {_sort(old)} and is now {_sort(step)}."
            advice = "give the new step a new id, and name the old one in migrations.yaml"
            place = ("steps", n, "id")
            yield draft.modules[module].issue("step-changed", message, advice, *place)


def _sort(step: Step) -> str:
    """What answers of a step mean: its type, and which exercise or practice."""
    match step:
        case ExerciseStep():
            return f"exercise {step.exercise}"
        case PracticeStep():
            return f"practice {step.practice}"
        case _:
            return step.step


def _carried(draft: Draft, name: str) -> set[str]:
    if name not in draft.migrations:
        return set()
    found: set[str] = set()
    for migration in draft.migrations[name].value:
        found |= {*migration.moved, *migration.dropped}
    return found


def _migrations(draft: Draft, name: str) -> Iterator[Issue]:
    placed = draft.migrations[name]
    steps = program_steps(draft, name)
    if steps is None:
        return
    later: set[str] = set()
    for n, migration in reversed(list(enumerate(placed.value))):
        for old, new in migration.moved.items():
            if new not in steps | later:
                message = f"Answers of {old} would go to {new}, which is not here."
                advice = nearest(new, steps)
                yield placed.issue("unknown-step", message, advice, n, "moved", old)
        gone: list[tuple[Place, str]] = [(("moved", old), old) for old in migration.moved]
        gone += [(("dropped", at), old) for at, old in enumerate(migration.dropped)]
        for place, step in gone:
            if step in steps:
                message = f"The migration lets {step} go, but the step is still here."
                advice = "take it out of the migration, or give the new step another id"
                yield placed.issue("step-still-here", message, advice, n, *place)
        later |= {*migration.moved, *migration.dropped}
