"""Everything that is named exists, and nothing is named twice."""

import json
from collections.abc import Iterator
from itertools import pairwise

from pydantic import ValidationError

from program.exercises import KINDS
from program.ids import checked
from program.instruments.spec import InstrumentFile
from program.modules.draft import Draft
from program.modules.issues import Issue, nearest
from program.modules.reach import ASKED, module_ids, named_practice
from program.modules.spec import ExerciseStep, ModuleFile, PracticeStep, ProgramFile, Step
from program.modules.strict_yaml import Place
from program.modules.typed import Placed
from program.words import SOURCE


def check_names(draft: Draft) -> Iterator[Issue]:
    """Modules, kinds, options, practices and instruments that are named, and step ids."""
    yield from _homes(draft)
    yield from _programs(draft)
    yield from _steps_once(draft)
    for placed in draft.modules.values():
        for n, step in enumerate(placed.value.steps):
            if isinstance(step, ExerciseStep):
                yield from _exercise(placed, n, step)
            yield from _practice(draft, placed, n, step)
    for name in ASKED:
        if f"instruments/{name}.yaml" not in draft.files:
            message = f"Check-ins use the instrument {name}, and it is not here."
            advice = "copy it from the content that Cairn comes with, its words too"
            yield Issue(f"instruments/{name}.yaml", 1, "missing-file", message, advice)


def _homes(draft: Draft) -> Iterator[Issue]:
    """No program at all, or a folder without its structure file."""
    if not draft.names("programs", "program.yaml"):
        message = "There is no program in this content."
        yield Issue("programs", 1, "no-program", message, "write programs/<id>/program.yaml")
    for folder, file in (("programs", "program.yaml"), ("modules", "module.yaml")):
        there = {
            p.split("/")[1]
            for p in draft.files
            if p.startswith(f"{folder}/") and p.count("/") > 1
        }
        for name in sorted(there):
            path = f"{folder}/{name}/{file}"
            try:
                checked(name)
            except ValueError as problem:
                message = f"This folder cannot have its name: {problem}."
                yield Issue(path, 1, "wrong-name", message, "rename the folder")
                continue
            if name not in draft.names(folder, file):
                message = f"{file} is missing in this folder."
                yield Issue(path, 1, "missing-file", message, "add it")


def _programs(draft: Draft) -> Iterator[Issue]:
    known = draft.names("modules", "module.yaml")
    for placed in [p for p in draft.programs.values() if p.value.default][1:]:
        message = "Another program is the default already."
        advice = "write `default: true` in one program only"
        yield placed.issue("two-defaults", message, advice, "default")
    for placed in draft.programs.values():
        yield from _after(placed)
        yield from _booster_weeks(placed)
        yield from _also_asked(draft, placed)
        seen: set[str] = set()
        for module, at in _named(placed.value):
            if module not in known:
                message = f"There is no module {module}."
                there = any(path.startswith(f"modules/{module}/") for path in draft.files)
                advice = "add its module.yaml" if there else nearest(module, known)
                yield placed.issue("unknown-module", message, advice, *at)
            if module in seen:
                message = f"The module {module} is in this program twice."
                yield placed.issue("module-twice", message, "keep one of the two", *at)
            seen.add(module)


def _also_asked(draft: Draft, placed: Placed[ProgramFile]) -> Iterator[Issue]:
    """Further instruments: there are such, none is asked already, and their wording is here.
    One that is here and cannot be read is told in its own file."""
    known = draft.names("instruments")
    for n, name in enumerate(placed.value.also_asked):
        found = draft.instruments.get(name)
        if name in ASKED or name in placed.value.also_asked[:n]:
            message = f"Check-ins ask {name} already."
            yield placed.issue("asked-twice", message, "take it out", "also_asked", n)
        elif name not in known:
            message = f"There is no instrument {name}."
            advice = nearest(name, known)
            yield placed.issue("unknown-instrument", message, advice, "also_asked", n)
        elif found is not None and _wants_a_pack(draft, found.value):
            message = f"The wording of {name} is not here: it belongs to its owners."
            advice = f"with their leave, write instruments/{name}.{SOURCE}.yaml"
            yield placed.issue("needs-a-pack", message, advice, "also_asked", n)


def _wants_a_pack(draft: Draft, file: InstrumentFile) -> bool:
    return file.wording == "pack" and f"instruments/{file.id}.{SOURCE}.yaml" not in draft.files


def _named(program: ProgramFile) -> Iterator[tuple[str, Place]]:
    """Every module a program names, with its place in the file."""
    for n, module in enumerate(program.core):
        yield module, ("core", n)
    for n, branch in enumerate(program.branches):
        yield branch.module, ("branches", n, "module")
    for n, booster in enumerate(program.boosters):
        yield booster.module, ("boosters", n, "module")


def _after(placed: Placed[ProgramFile]) -> Iterator[Issue]:
    """A branch comes after a core module, or after a branch above it."""
    before = [*placed.value.core]
    for n, branch in enumerate(placed.value.branches):
        if branch.after is not None and branch.after not in before:
            message = f"{branch.after} is no core module of this program, nor a branch above."
            place = ("branches", n, "after")
            advice = nearest(branch.after, before)
            yield placed.issue("unknown-module", message, advice, *place)
        before.append(branch.module)


def _booster_weeks(placed: Placed[ProgramFile]) -> Iterator[Issue]:
    """Later boosters stand below sooner ones."""
    weeks = [booster.weeks for booster in placed.value.boosters]
    for n, (sooner, later) in enumerate(pairwise(weeks), start=1):
        if later <= sooner:
            message = f"This booster comes {later} weeks after the end, the one above {sooner}."
            advice = "write the boosters in the order in which they come"
            yield placed.issue("booster-order", message, advice, "boosters", n, "weeks")


def _steps_once(draft: Draft) -> Iterator[Issue]:
    seen: dict[str, str] = {}
    for name in sorted(draft.modules):
        placed = draft.modules[name]
        for n, step in enumerate(placed.value.steps):
            if step.id in seen:
                message = f"The step id {step.id} is taken already, in {seen[step.id]}."
                advice = "give this step an id of its own; answers hang on it"
                yield placed.issue("step-twice", message, advice, "steps", n, "id")
            seen.setdefault(step.id, placed.file)


def _exercise(placed: Placed[ModuleFile], n: int, step: ExerciseStep) -> Iterator[Issue]:
    kind = KINDS.get(step.exercise)
    if kind is None:
        message = f"There is no exercise kind {step.exercise}."
        advice = nearest(step.exercise, KINDS)
        yield placed.issue("unknown-kind", message, advice, "steps", n, "exercise")
        return
    for name in sorted(kind.learned & set(step.options)):
        message = f"The option {name} of {step.exercise} is filled from a person's own answers."
        place = ("steps", n, "options", name)
        yield placed.issue("wrong-options", message, "take it out here", *place)
    try:
        kind.spec.model_validate_json(json.dumps(step.options), strict=True)
    except ValidationError as problem:
        for error in problem.errors(include_url=False):
            name = ".".join(str(part) for part in error["loc"])
            message = f"{step.exercise} does not take this option: {name}."
            advice = nearest(name, kind.spec.model_fields.keys() - kind.learned)
            if error["type"] != "extra_forbidden":
                message = f"The option {name} of {step.exercise} does not fit."
                advice = error["msg"].removeprefix("Input ")
            yield placed.issue(
                "wrong-options", message, advice, "steps", n, "options", *error["loc"]
            )


def _practice(draft: Draft, placed: Placed[ModuleFile], n: int, step: Step) -> Iterator[Issue]:
    known, name = draft.names("practices"), named_practice(step)
    if name is not None and name not in known:
        place = ("practice",) if isinstance(step, PracticeStep) else ("options", "practice")
        message = f"There is no practice {name}."
        yield placed.issue(
            "unknown-practice", message, nearest(name, known), "steps", n, *place
        )
    elif isinstance(step, PracticeStep) and step.practice in draft.practices:
        offered = draft.practices[step.practice].value.minutes
        if step.length not in offered:
            message = f"{step.practice} is not offered in {step.length} minutes."
            advice = f"there are: {', '.join(str(m) for m in offered)}"
            yield placed.issue("unknown-length", message, advice, "steps", n, "length")


def program_steps(draft: Draft, program: str) -> set[str] | None:
    """The ids of a program's steps; None where a module of it could not be read."""
    modules = module_ids(draft.programs[program].value)
    if any(module not in draft.modules for module in modules):
        return None
    return {step.id for module in modules for step in draft.modules[module].value.steps}
