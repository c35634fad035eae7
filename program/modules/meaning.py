"""What may not change between two versions of a program, because of what people have done.

Answers hang on ids. An id that comes to mean something else would make old answers say what
nobody said; an id that is gone leaves them nowhere, unless a migration says where they go.
"""

import json
from collections.abc import Iterator, Mapping

from pydantic import ValidationError

from program.adapt.rules import Randomise, Rule
from program.exercises import KINDS
from program.fields import AmountField, AnyField, ChoiceField, Pages, RowsField, ScaleField
from program.modules.change import Change, Parts
from program.modules.edits import Edit, edits
from program.modules.meaning_instruments import changed_instruments
from program.modules.migration import Migration
from program.modules.spec import CheckInStep, ExerciseStep, PracticeStep, Step


def changed_meaning(before: Parts, after: Parts) -> Iterator[Change]:
    """Everything that is forbidden or needs a migration."""
    if before.steps is not None and after.steps is not None:
        yield from _steps(before.steps, after.steps, after)
    yield from changed_instruments(before, after)
    if before.rules is not None and after.rules is not None:
        yield from _policies(before.rules, after.rules, after.program)
    if before.migrations and after.migrations is not None:
        yield from _migrations(before.migrations, after.migrations, after.program)


def _steps(
    before: Mapping[str, tuple[Step, ...]], after: Mapping[str, tuple[Step, ...]], now: Parts
) -> Iterator[Change]:
    there = {
        step.id: (module, n, step)
        for module, steps in after.items()
        for n, step in enumerate(steps)
    }
    for module, old in ((module, step) for module, steps in before.items() for step in steps):
        if old.id not in there:
            yield _gone(module, old, now)
            continue
        home, n, step = there[old.id]
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


def _gone(module: str, old: Step, now: Parts) -> Change:
    home = f"programs/{now.program}"
    for migration in now.migrations or ():
        goes = migration.moved.get(old.id)
        if goes is not None or old.id in migration.dropped:
            code = "step-dropped" if goes is None else "step-moved"
            where = "is dropped" if goes is None else f"goes on as {goes}"
            return Change(
                "needs_migration", "step", old.id, code,
                f"The step {old.id} {where} (migration {migration.name}).",
                migration.why, "", f"{home}/migrations.yaml", (), module,
            )  # fmt: skip
    return Change(
        "forbidden", "step", old.id, "step-gone",
        f"The published step {old.id} is gone, and people have answers on it.",
        "their answers would hang on nothing",
        f"put it back, or say in {home}/migrations.yaml where it goes",
        f"{home}/program.yaml", ("core",), module,
    )  # fmt: skip


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


def _policies(
    before: tuple[Rule, ...], after: tuple[Rule, ...], program: str
) -> Iterator[Change]:
    """The arms and chances of a draw are known by the rule's version alone."""
    was = {rule.id: rule for rule in before}
    for n, rule in enumerate(after):
        old = was.get(rule.id)
        if old is None or old.version != rule.version or not isinstance(old.then, Randomise):
            continue
        if (old.when, old.then) != (rule.when, rule.then):
            yield Change(
                "forbidden", "rule", rule.id, "policy-changed",
                f"The draw of {rule.id} is another one under the same version {rule.version}.",
                "an analysis could not tell draws of the two policies apart",
                "raise `version` of the rule", f"programs/{program}/rules.yaml", (n, "id"),
                values=edits(old, rule),
            )  # fmt: skip


def _migrations(
    before: tuple[Migration, ...], after: tuple[Migration, ...], program: str
) -> Iterator[Change]:
    now = {migration.name: (n, migration) for n, migration in enumerate(after)}
    for old in before:
        n, migration = now.get(old.name, (0, None))
        ways = (old.moved, old.dropped)
        if migration is None or (migration.moved, migration.dropped) != ways:
            yield Change(
                "forbidden", "program", old.name, "migration-changed",
                f"The published migration {old.name} is gone or leads elsewhere.",
                "people have gone that way, or still have to",
                "put it back as it was, and write a new one below it",
                f"programs/{program}/migrations.yaml", (n,),
                values=edits(old, migration, old.name),
            )  # fmt: skip
