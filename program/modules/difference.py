"""What a change of content does: everything that differs between two versions of a program."""

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from program.modules.change import Change, Part, Weight
from program.modules.edits import Edit, edits
from program.modules.meaning import changed_meaning
from program.modules.program import Program, parts
from program.modules.spec import Module

_ORDER: Mapping[Weight, int] = {"forbidden": 0, "needs_migration": 1, "compatible": 2}
_LIMITS = ("movable", "needs", "also_asked", "cadence", "limits", "invariants", "default")
"""Keys of program.yaml that say how far and how fast."""


def difference(before: Program, after: Program) -> tuple[Change, ...]:
    """Every change, weightiest first; empty where nothing differs."""
    weighty = tuple(changed_meaning(parts(before), parts(after)))
    told = {(change.part, change.name) for change in weighty}
    light = chain(
        _path(before, after),
        _modules(before, after),
        _rules(before, after),
        _instruments(before, after),
        _limits(before, after),
        _texts(before, after),
    )
    rest = (one for one in light if one.part == "text" or (one.part, one.name) not in told)
    return tuple(sorted([*weighty, *rest], key=lambda change: _ORDER[change.weight]))


def _fine(
    part: Part,
    name: str,
    code: str,
    what: str,
    module: str | None = None,
    values: tuple[Edit, ...] = (),
) -> Change:
    return Change("compatible", part, name, code, what, module=module, values=values)


def _path(before: Program, after: Program) -> Iterator[Change]:
    """Core, branches and boosters: what came, what left, what stands elsewhere."""
    was, now = before.plan.modules, after.plan.modules
    for name in (one for one in now if one not in was):
        yield _fine("module", name, "module-added", f"The module {name} is new.", name)
    for name in (one for one in was if one not in now):
        branch = any(one.module == name for one in before.plan.branches)
        list_of = "core" if name in before.plan.core else "branches" if branch else "boosters"
        yield Change(
            "needs_migration", "module", name, "module-gone", f"The module {name} is gone.",
            "who has opened it stays on the content they have", "",
            f"programs/{after.id}/program.yaml", (list_of,), name,
        )  # fmt: skip
    shared = [
        [one for one in plan.core if one in was and one in now]
        for plan in (before.plan, after.plan)
    ]
    if shared[0] != shared[1]:
        order = ", ".join(after.plan.core)
        cores = edits(before.plan.core, after.plan.core, "core")
        what = f"The core is now {order}."
        yield _fine("program", after.id, "core-order", what, values=cores)
    for key in ("branches", "boosters"):
        values = edits(getattr(before.file, key), getattr(after.file, key), key)
        if values:
            listed = ", ".join(one.module for one in getattr(after.file, key)) or "none"
            what = f"{key} are now: {listed}.".capitalize()
            yield _fine("program", after.id, f"{key}-changed", what, values=values)


def _modules(before: Program, after: Program) -> Iterator[Change]:
    for name in (one for one in after.modules if one in before.modules):
        yield from _module(before.modules[name], after.modules[name])


def _module(old: Module, new: Module) -> Iterator[Change]:
    was = {step.id: step for step in old.steps}
    for step in new.steps:
        if step.id not in was:
            what = f"The step {step.id} is new in {new.id}."
            yield _fine("step", step.id, "step-added", what, new.id)
        elif was[step.id] != step:
            values = edits(was[step.id], step)
            what = f"{step.id} differs in {_keys(values)}."
            yield _fine("step", step.id, "step-edited", what, new.id, values)
    order = [[s.id for s in one.steps if s.id in was] for one in (old, new)]
    if order[0] != order[1] and set(order[0]) == set(order[1]):
        what = f"Steps of {new.id} are in another order."
        yield _fine(
            "module", new.id, "step-order", what, new.id, edits(order[0], order[1], "steps")
        )
    if old.area != new.area:
        what = f"{new.id} is for {new.area or 'every area'} now."
        yield _fine("module", new.id, "area", what, new.id, edits(old.area, new.area, "area"))


def _keys(values: tuple[Edit, ...]) -> str:
    """The keys at the top that differ, each once."""
    return ", ".join(dict.fromkeys(value.where.split(".")[0] for value in values))


def _rules(before: Program, after: Program) -> Iterator[Change]:
    was, now = ({rule.id: rule for rule in one.rules} for one in (before, after))
    for name in [*now, *(gone for gone in was if gone not in now)]:
        if name not in was:
            yield _fine("rule", name, "rule-added", f"The rule {name} is new.")
        elif name not in now:
            yield _fine("rule", name, "rule-gone", f"The rule {name} is gone.")
        elif was[name] != now[name]:
            values = edits(was[name], now[name])
            keys = _keys(values)
            same = was[name].version == now[name].version
            hint = "; its version is the same" if same and keys != "source" else ""
            what = f"The rule {name} differs in {keys}{hint}."
            yield _fine("rule", name, "rule-edited", what, values=values)
    kept = [[rule for rule in one if rule in was and rule in now] for one in (was, now)]
    if kept[0] != kept[1]:
        what, values = "Rules are asked in another order.", edits(kept[0], kept[1], "rules")
        yield _fine("rule", after.id, "rule-order", what, values=values)


def _instruments(before: Program, after: Program) -> Iterator[Change]:
    was, now = before.instruments, after.instruments
    for name in [*now, *(gone for gone in was if gone not in now)]:
        if name not in was:
            yield _fine("instrument", name, "instrument-added", f"{name} is new.")
        elif name not in now:
            yield _fine("instrument", name, "instrument-gone", f"{name} is asked no more.")
        elif was[name].file != now[name].file:
            values = edits(was[name].file, now[name].file)
            what = f"{name} is another one, in version {now[name].file.version}."
            yield _fine("instrument", name, "instrument-edited", what, values=values)
    for practice in (one for one in after.practices if one in before.practices):
        values = edits(before.practices[practice].file, after.practices[practice].file)
        if values:
            what = f"The practice {practice} has other cues, lengths or cautions."
            yield _fine("practice", practice, "practice-edited", what, values=values)


def _limits(before: Program, after: Program) -> Iterator[Change]:
    was, now = before.file.model_dump(mode="json"), after.file.model_dump(mode="json")
    for key in _LIMITS:
        yield from _limit(key, was[key], now[key])


def _limit(key: str, was: Any, now: Any) -> Iterator[Change]:
    if isinstance(was, dict) and isinstance(now, dict) and key != "needs":
        for inner in now:
            yield from _limit(f"{key}.{inner}", was[inner], now[inner])
    elif was != now:
        yield _fine("limit", key, "limit", f"{key} differs.", values=edits(was, now, key))


def _texts(before: Program, after: Program) -> Iterator[Change]:
    """Words that are other ones, came or left: each file once, by its name below content/."""
    was, now = dict(_words(before)), dict(_words(after))
    for file, (module, words) in now.items():
        if file not in was:
            yield _fine("text", file, "text-added", f"{file} is new.", module)
        elif was[file][1] != words:
            what, values = f"{file} has other words.", edits(was[file][1], words)
            yield _fine("text", file, "text-edited", what, module, values)
    for file in (one for one in was if one not in now):
        yield _fine("text", file, "text-gone", f"{file} is gone.", was[file][0])


def _words(program: Program) -> Iterator[tuple[str, tuple[str | None, Any]]]:
    """File -> the module it belongs to, and its words."""
    home = f"programs/{program.id}"
    yield f"{home}/program.yaml", (None, {"intended_use": program.file.intended_use})
    for at, said in program.words.items():
        yield f"{home}/program.{at}.yaml", (None, said.model_dump())
    for at, told in program.rule_words.items():
        yield f"{home}/rules.{at}.yaml", (None, told)
    for name, module in program.modules.items():
        for at, words in module.words.items():
            yield f"modules/{name}/module.{at}.yaml", (name, words)
        for stem, lesson in module.lessons.items():
            for at, text in lesson.items():
                yield f"modules/{name}/{stem}.{at}.md", (name, text)
    for practice in program.practices.values():
        for at, spoken in practice.words.items():
            yield f"practices/{practice.id}.{at}.yaml", (None, spoken)
    for instrument in program.instruments.values():
        for at, asked in instrument.words.items():
            yield f"instruments/{instrument.file.id}.{at}.yaml", (None, asked)
