"""A module's way: session grammar, minutes and parts, its design page; and that a program asks
at its start and in its middle."""

from collections import Counter
from collections.abc import Iterator
from math import ceil
from typing import get_args

from program.modules.draft import Draft
from program.modules.issues import Issue
from program.modules.reading import plain, words
from program.modules.spec import (
    CheckInStep,
    LessonStep,
    ModuleFile,
    PracticeStep,
    ProgramFile,
    Role,
    Step,
)
from program.modules.typed import Placed
from program.words import SOURCE

LONGEST_WEEK = 20
"""Required minutes of a module: rules.md, "Required minutes stay at 20 a week or less"."""
LONGEST_PART = 7
"""Required minutes of one part."""
GRAMMAR: tuple[str, ...] = tuple(role for role in get_args(Role) if role != "extra")
"""Roles in the order of a session."""
READ = 180
"""Words that a tired person reads in a minute."""


def check_path(draft: Draft) -> Iterator[Issue]:
    """Every module on its own, and the two check-ins of every program."""
    for name, placed in draft.modules.items():
        yield from _minutes(placed)
        yield from _parts(placed)
        yield from _told_too_short(draft, name, placed)
        if placed.value.grammar == "session":
            yield from _grammar(placed)
        if not draft.files.get(f"modules/{name}/design.md", "").strip():
            message = "This module has no design.md: its aims, evidence and what is left out."
            advice = "write design.md beside module.yaml"
            yield placed.issue("missing-design", message, advice, unfinished=True)
    for program in draft.programs.values():
        yield from _start(draft, program)
        yield from _middle(program)


def _start(draft: Draft, program: Placed[ProgramFile]) -> Iterator[Issue]:
    """What everything later is compared with is asked in the first module."""
    first = program.value.core[0]
    steps = draft.modules[first].value.steps if first in draft.modules else None
    if steps is not None and not any(map(_asks_at_start, steps)):
        message = f"Nobody is asked anything at the start: {first} has no first check-in."
        advice = "add a step to it with `step: check_in` and `occasion: start`"
        yield program.issue("no-first-check-in", message, advice, "core", 0)


def _asks_at_start(step: Step) -> bool:
    return isinstance(step, CheckInStep) and step.occasion == "start"


def _middle(program: Placed[ProgramFile]) -> Iterator[Issue]:
    cadence, core = program.value.cadence, len(program.value.core)
    if cadence.middle_week * 7 > core * cadence.module_days:
        weeks = core * cadence.module_days / 7
        message = (
            f"The middle check-in comes in week {cadence.middle_week}, "
            f"and the core takes {weeks:.3g} weeks."
        )
        advice = "write `middle_week` under `cadence`: 2, or about half of the weeks"
        yield program.issue(
            "middle-too-late", message, advice, "cadence", "middle_week", note=True
        )


def _minutes(placed: Placed[ModuleFile]) -> Iterator[Issue]:
    required = [step for step in placed.value.steps if step.required]
    if not required:
        message = "Nothing in this module is required, so there is no next step to lead to."
        yield placed.issue("nothing-required", message, "require a step at least", "steps")
    minutes = sum(step.minutes for step in required)
    if minutes > LONGEST_WEEK:
        message = f"What is required takes {minutes} minutes; {LONGEST_WEEK} are the most."
        advice = "shorten a step, or mark one `required: false`"
        yield placed.issue("too-long", message, advice, "steps")


def _told_too_short(draft: Draft, name: str, placed: Placed[ModuleFile]) -> Iterator[Issue]:
    """Steps that take longer than the minutes people are told."""
    for n, step in enumerate(placed.value.steps):
        place = ("steps", n, "minutes")
        if isinstance(step, PracticeStep) and step.length > step.minutes:
            message = (
                f"The practice takes {step.length} minutes, and {step.id} says {step.minutes}."
            )
            advice = f"write `minutes: {step.length}` or more, or a shorter `length`"
            yield placed.issue("minutes-too-few", message, advice, *place)
        if isinstance(step, LessonStep):
            lesson = draft.lessons.get(f"{name}/{step.lesson}", {}).get(SOURCE)
            count = words(plain(lesson.value.body)) if lesson is not None else 0
            if count > READ * step.minutes:
                message = f"{step.lesson} has {count} words, and {step.id} says {step.minutes}."
                advice = f"write `minutes: {ceil(count / READ)}`"
                yield placed.issue("minutes-too-few", message, advice, *place, note=True)


def _parts(placed: Placed[ModuleFile]) -> Iterator[Issue]:
    minutes: Counter[int] = Counter()
    latest = 1
    for n, step in enumerate(placed.value.steps):
        if step.part < latest:
            message = f"Part {step.part} comes after part {latest}."
            advice = "number the parts in the order of the steps"
            yield placed.issue("part-order", message, advice, "steps", n, "part")
        latest = max(latest, step.part)
        before = minutes[step.part]
        minutes[step.part] += step.minutes if step.required else 0
        if before <= LONGEST_PART < minutes[step.part]:
            message = f"Part {step.part} takes more than {LONGEST_PART} minutes here."
            advice = "let this step begin the next part"
            yield placed.issue("part-too-long", message, advice, "steps", n)


def _grammar(placed: Placed[ModuleFile]) -> Iterator[Issue]:
    latest = 0
    for n, step in enumerate(placed.value.steps):
        if step.role == "extra":
            continue
        at = GRAMMAR.index(step.role)
        if at < latest:
            message = f"{step.role} comes after {GRAMMAR[latest]} in this module."
            advice = f"the order is {', '.join(GRAMMAR)}; extra may stand anywhere"
            yield placed.issue("grammar", message, advice, "steps", n, "role")
        latest = max(latest, at)
    there = {step.role for step in placed.value.steps}
    for role in GRAMMAR:
        if role not in there:
            message = f"No step of this module has the role {role}."
            advice = f"every session has {', '.join(GRAMMAR)}"
            yield placed.issue("grammar", message, advice, "steps")
