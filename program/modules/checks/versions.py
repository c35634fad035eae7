"""What is published keeps its meaning, or a migration says where answers go."""

from collections.abc import Iterator, Mapping, Set
from typing import Any

from program.ids import ProgramId, StepId
from program.modules.change import Change, Parts
from program.modules.checks.names import program_steps
from program.modules.draft import Draft
from program.modules.issues import Issue, nearest
from program.modules.meaning import changed_meaning
from program.modules.migration import Migration
from program.modules.program import Program, parts
from program.modules.reach import instrument_ids, module_ids
from program.modules.strict_yaml import Place
from program.modules.typed import Placed


def check_versions(draft: Draft, before: Mapping[ProgramId, Program]) -> Iterator[Issue]:
    """Compare the draft with what is published, and check migrations themselves."""
    for name, program in before.items():
        if name in draft.programs:
            for change in changed_meaning(parts(program), draft_parts(draft, name)):
                if change.weight == "forbidden":
                    yield _issue(draft, change)
    for changed in draft.migrations:
        if changed in draft.programs:
            yield from _migrations(draft, changed)


def draft_parts(draft: Draft, name: str) -> Parts:
    """What holds meaning in a draft, as far as it can be read."""
    file = draft.programs[name].value
    modules = module_ids(file)
    whole = all(module in draft.modules for module in modules)
    asked = [one for one in instrument_ids(file) if one in draft.instruments]
    rules, migrations = draft.rules.get(name), draft.migrations.get(name)
    unread = f"programs/{name}/migrations.yaml" in draft.files
    return Parts(
        program=name,
        steps={module: draft.modules[module].value.steps for module in modules}
        if whole
        else None,
        instruments={one: draft.instruments[one].value for one in asked},
        words={
            one: {at: words.value for at, words in draft.instrument_words.get(one, {}).items()}
            for one in asked
        },
        rules=rules.value if rules is not None else None,
        migrations=migrations.value if migrations is not None else None if unread else (),
    )


def _issue(draft: Draft, change: Change) -> Issue:
    """A change that is refused, at the line it stands on."""
    message = f"{change.what[:-1]}: {change.why}."
    placed = _placed(draft, change.file)
    if placed is None:
        return Issue(change.file, 1, change.code, message, change.advice)
    return placed.issue(change.code, message, change.advice, *change.place)


def _placed(draft: Draft, path: str) -> Placed[Any] | None:
    folder, _, rest = path.partition("/")
    name, _, file = rest.removesuffix(".yaml").partition(
        "/" if folder != "instruments" else "."
    )
    if folder == "instruments" and file:
        return draft.instrument_words.get(name, {}).get(file)
    parts_by_file: Mapping[str, Mapping[str, Placed[Any]]] = {
        "modules/module": draft.modules,
        "programs/program": draft.programs,
        "programs/rules": draft.rules,
        "programs/migrations": draft.migrations,
        "instruments/": draft.instruments,
    }
    return parts_by_file.get(f"{folder}/{file}", {}).get(name)


def _migrations(draft: Draft, name: str) -> Iterator[Issue]:
    placed = draft.migrations[name]
    yield from _once(placed)
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
        yield from _let_go(placed, n, migration, steps)
        later |= {*migration.moved, *migration.dropped}


def _let_go(
    placed: Placed[Any], n: int, migration: Migration, steps: Set[str]
) -> Iterator[Issue]:
    gone: list[tuple[Place, StepId]] = [(("moved", old), old) for old in migration.moved]
    gone += [(("dropped", at), old) for at, old in enumerate(migration.dropped)]
    for place, step in gone:
        if step in steps:
            message = f"The migration lets {step} go, but the step is still here."
            advice = "take it out of the migration, or give the new step another id"
            yield placed.issue("step-still-here", message, advice, n, *place)
        if place[0] == "dropped" and step in migration.moved:
            message = f"The migration {migration.name} moves the step {step} and drops it."
            advice = "keep one of the two"
            yield placed.issue("moved-and-dropped", message, advice, n, *place)


def _once(placed: Placed[Any]) -> Iterator[Issue]:
    seen: set[str] = set()
    for n, migration in enumerate(placed.value):
        if migration.name in seen:
            message = f"Two migrations are called {migration.name}."
            yield placed.issue("migration-twice", message, "rename one", n, "name")
        seen.add(migration.name)
