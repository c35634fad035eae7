"""A published step keeps its meaning: answers hang on its id and on those of its questions."""

import json
from collections.abc import Iterator, Mapping

from pydantic import ValidationError

from program.exercises import KINDS
from program.fields import AmountField, AnyField, ChoiceField, Pages, RowsField, ScaleField
from program.ids import StepId
from program.modules.change import Change, Parts
from program.modules.edits import Edit, edits
from program.modules.migration import goes_on
from program.modules.spec import CheckInStep, ExerciseStep, PracticeStep, Step
from program.modules.strict_yaml import Place

_There = Mapping[StepId, tuple[str, int, Step]]
"""Step -> the module it stands in now, its place there, and the step."""


def changed_steps(
    before: Mapping[str, tuple[Step, ...]], after: Mapping[str, tuple[Step, ...]], now: Parts
) -> Iterator[Change]:
    """Steps that are gone, elsewhere, or come to ask for something else."""
    there = {
        step.id: (module, n, step)
        for module, steps in after.items()
        for n, step in enumerate(steps)
    }
    for module, old in ((module, step) for module, steps in before.items() for step in steps):
        if old.id in there:
            yield from _kept(module, old, *there[old.id])
        else:
            yield from _gone(module, old, there, now)


def _kept(module: str, old: Step, home: str, n: int, step: Step) -> Iterator[Change]:
    file, place = f"modules/{home}/module.yaml", ("steps", n, "id")
    if _sort(step) != _sort(old):
        yield Change(
            "forbidden", "step", old.id, "step-changed",
            f"The published step {old.id} was {_sort(old)} and is now {_sort(step)}.",
            "answers that were given to one would be read as answers to the other",
            "give the new step a new id, and name the old one in migrations.yaml",
            file, place, module, edits(old, step),
        )  # fmt: skip
    elif home != module:
        yield Change(
            "needs_migration", "step", old.id, "step-elsewhere",
            f"The step {old.id} has gone from {module} to {home}.",
            f"what was done of it stays with {module}", "", file, place, module,
            edits(module, home, "module") + edits(old, step),
        )  # fmt: skip
    yield from _fields(old, step, file, n, module)


def _gone(module: str, old: Step, there: _There, now: Parts) -> Iterator[Change]:
    home, migrations = f"programs/{now.program}", now.migrations or ()
    goes, by = goes_on(old.id, migrations)
    if by is None:
        yield Change(
            "forbidden", "step", old.id, "step-gone",
            f"The published step {old.id} is gone, and people have answers on it.",
            "their answers would hang on nothing",
            f"put it back, or say in {home}/migrations.yaml where it goes",
            f"{home}/program.yaml", ("core",), module,
        )  # fmt: skip
        return
    file, place = f"{home}/migrations.yaml", (migrations.index(by), "moved", old.id)
    if goes is not None and goes in there:
        yield from _taken_over(module, old, there[goes], file, place)
    code = "step-dropped" if goes is None else "step-moved"
    where = "is dropped" if goes is None else f"goes on as {goes}"
    yield Change(
        "needs_migration", "step", old.id, code,
        f"The step {old.id} {where} (migration {by.name}).",
        by.why, "", file, place, module,
    )  # fmt: skip


def _taken_over(
    module: str, old: Step, now: tuple[str, int, Step], file: str, place: Place
) -> Iterator[Change]:
    """What forbids that a step takes over the answers of another one."""
    home, n, step = now
    if _sort(step) != _sort(old):
        yield Change(
            "forbidden", "step", old.id, "moved-to-another",
            f"Answers of {old.id} would go to {step.id}, which is {_sort(step)} and not "
            f"{_sort(old)}.",
            "answers that were given to one would be read as answers to the other",
            "move them to a step of the same sort, or name the old step under `dropped`",
            file, place, module, edits(old, step),
        )  # fmt: skip
    yield from _fields(old, step, f"modules/{home}/module.yaml", n, module)


def _sort(step: Step) -> str:
    """What answers of a step mean: its type, and which exercise, practice or check-in."""
    match step:
        case ExerciseStep():
            return f"exercise {step.exercise}"
        case PracticeStep():
            return f"practice {step.practice}"
        case CheckInStep():
            return f"check_in {step.occasion}"
        case _:
            return step.step


def _fields(old: Step, step: Step, file: str, n: int, module: str) -> Iterator[Change]:
    """Questions of an exercise that its options turn into other questions."""
    if not isinstance(old, ExerciseStep) or not isinstance(step, ExerciseStep):
        return
    was, now = _asked(old), _asked(step)
    for name in sorted(was.keys() & now.keys()) if old.exercise == step.exercise else ():
        if was[name] != now[name]:
            yield Change(
                "forbidden", "step", old.id, "field-changed",
                f"The question {name} of the published step {old.id} asks for something else.",
                f"it was {was[name]} and is {now[name]}: old answers would be misread",
                "take the old options back, or give the new step a new id",
                file, ("steps", n, "options"), module,
                (Edit(name, was[name], now[name]), *edits(old, step)),
            )  # fmt: skip


def _asked(step: ExerciseStep) -> dict[str, str]:
    """Question -> what its answers mean; nothing where kind or options do not fit."""
    kind = KINDS.get(step.exercise)
    if kind is None:
        return {}
    try:
        spec = kind.spec.model_validate_json(json.dumps(step.options), strict=True)
    except ValidationError:
        return {}  # told with the names of options
    return meanings(kind.pages(spec))


def meanings(pages: Pages) -> dict[str, str]:
    """Question -> what its answers mean, whatever its words; inside a list `list.question`."""
    fields = (field for page in pages for field in page.fields)
    return {name: meant for field in fields for name, meant in _meant(field, "")}


def _meant(field: AnyField, under: str) -> Iterator[tuple[str, str]]:
    name = f"{under}{field.id}"
    match field:
        case RowsField():
            yield name, "rows"
            for inner in field.fields:
                yield from _meant(inner, f"{name}.")
        case ScaleField():
            yield name, f"scale {field.lowest} to {field.highest}"
        case AmountField():
            yield name, " ".join(("amount", field.unit, field.clock)).strip()
        case ChoiceField():
            yield name, "several of a choice" if field.many else "one of a choice"
        case _:
            yield name, field.type
