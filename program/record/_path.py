"""What facts about modules and their steps change in a record."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from program.events import LessonRead, Migrated, ModuleCompleted, ModuleOpened
from program.ids import ModuleId, StepId
from program.record._values import ModuleState, Rated, Record, Saved

Changes = Mapping[str, Any]
"""Fields of the record that a fact changes, with their new values."""


def migrated(record: Record, fact: Migrated) -> Changes:
    """What was done stays done, on the day it was done; a step that moved is known by its new
    id from here on."""

    def now(step: StepId) -> StepId:
        return fact.moved.get(step, step)

    exercises: dict[StepId, tuple[Saved, ...]] = {}
    for step, saved in record.exercises.items():
        before = exercises.get(now(step))
        both = sorted((*before, *saved), key=lambda one: one.on) if before else saved
        exercises[now(step)] = tuple(both)
    modules = {}
    for module, state in record.modules.items():
        done = frozenset(map(now, state.done))
        skipped = frozenset(map(now, state.skipped)) - done
        modules[module] = replace(state, done=done, skipped=skipped)
    return {"content": fact.after, "exercises": exercises, "modules": modules}


def opened(record: Record, fact: ModuleOpened, on: date) -> Changes:
    """Begun, or once more; a pin of it has done its work."""
    earlier = record.modules.get(fact.module)
    state = ModuleState(
        opened=on,
        variant=fact.variant,
        iteration=fact.iteration,
        before=earlier.first_completed if earlier is not None else None,
        lately=earlier.last_completed if earlier is not None else None,
    )
    kept = record.pinned is not None and record.pinned.module != fact.module
    return {
        "modules": {**record.modules, fact.module: state},
        "pinned": record.pinned if kept else None,
    }


def completed(record: Record, fact: ModuleCompleted, on: date) -> Changes:
    """All of it is done or left out. Raises KeyError where it was never opened."""
    state = record.modules[fact.module]
    state = replace(state, completed=on, useful=fact.useful, variant=fact.variant)
    rated = record.rated
    if fact.useful is not None:
        rated = (*rated, Rated(on, fact.module, fact.useful))
    return {"modules": {**record.modules, fact.module: state}, "rated": rated}


def read(record: Record, fact: LessonRead) -> Changes:
    """A lesson is done, in the form it was read in."""
    state = record.modules.get(fact.module)
    if state is None:
        return {}
    state = replace(
        state,
        done=state.done | {fact.step},
        skipped=state.skipped - {fact.step},
        read={**state.read, fact.step: fact.variant},
    )
    return {"modules": {**record.modules, fact.module: state}}


def settled(
    record: Record,
    module: ModuleId | None,
    *,
    done: StepId | None = None,
    skipped: StepId | None = None,
) -> Changes:
    """A step is done or left out; what is done later is no longer left out."""
    if module is None or module not in record.modules:
        return {}
    state = record.modules[module]
    if done is not None:
        state = replace(state, done=state.done | {done}, skipped=state.skipped - {done})
    if skipped is not None:
        state = replace(state, skipped=state.skipped | {skipped})
    return {"modules": {**record.modules, module: state}}
