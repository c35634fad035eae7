"""What is still to come on a path, and what would open each part of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date

from program.adapt.view import View
from program.events import Hold, Wait
from program.ids import InstrumentId, ModuleId
from program.modules.program import Program
from program.modules.spec import ExerciseStep, Module
from program.record import Record
from program.service.path import may_open
from program.service.tool_steps import kind_tool
from program.words import N_, in_language, say, say_count

NOW = N_("Open to you now.")
TALK = N_("Opens once your therapist and you have talked.")
ON = N_("Opens on {day}.")
SOON = N_("Comes next.")
AFTER = N_("Opens once “{module}” is done.")
OFFERED_AFTER = N_("May be offered once “{module}” is done.")
OFFERED_LATER = N_("May be offered after your next step.")
IN_TOOLS = N_("Waits for you in Tools.")
CALLED_BY_AREA = N_("Is offered when you say this gets in your way: {area}.")
CALLED = N_("Is offered when your answers ask for it.")


@dataclass(frozen=True)
class Ahead:
    """A part of the path that is still closed, and its key."""

    module: ModuleId
    title: str
    opens: str
    """What would open it, in a sentence for the person."""
    core: bool
    now: bool = False
    """Whether nothing is left to wait for: it was not begun yet."""


def ahead(record: Record, program: Program, on: date, locale: str) -> tuple[Ahead, ...]:
    """Every module that was not opened yet: the core in its order, branches, boosters."""
    view = View(program.plan, record, on)
    return tuple(
        Ahead(
            module,
            program.module_words(module, locale).title,
            _opens(module, view, program, locale),
            module in program.plan.core,
            module in may_open(record),
        )
        for module in program.plan.modules
        if module not in record.modules
    )


def on_hold(record: Record) -> bool:
    """Whether nothing new opens before a talk with the therapist."""
    held_by_rule = record.latest is not None and isinstance(
        record.latest.decision.outcome, Hold
    )
    return record.held is not None or held_by_rule


def leading_to(name: str, found: Sequence[Ahead], program: Program) -> Ahead | None:
    """The closed part with this name, or the first with a step or tool of this name; None for
    one that was met already."""
    closed = {one.module: one for one in found}
    holding = [m for m in program.plan.modules if name in _names(program.modules[m])]
    return closed[holding[0]] if holding and closed.keys() >= set(holding) else None


def _names(module: Module) -> set[str]:
    """Its own, those of its steps, and of the tools in them; a practice needs no module."""
    tools = {kind_tool(s.exercise) for s in module.steps if isinstance(s, ExerciseStep)}
    return {module.id, *(step.id for step in module.steps), *tools}


def _opens(module: ModuleId, view: View, program: Program, locale: str) -> str:
    if module in may_open(view.record):
        return say(locale, NOW)
    if module in view.branches:
        return _branch(module, view, program, locale)
    if module not in view.plan.core:
        weeks = next(b.weeks for b in view.plan.boosters if b.module == module)
        return say_count(
            locale, "Comes {n} week after the end.", "Comes {n} weeks after the end.", weeks
        )
    if module != view.next_core:
        core = view.plan.core
        before = core[max(0, core.index(module) - 1)]
        return say(locale, AFTER, module=program.module_words(before, locale).title)
    if on_hold(view.record):
        return say(locale, TALK)
    outcome = view.record.latest.decision.outcome if view.record.latest else None
    if isinstance(outcome, Wait) and view.on < outcome.until:
        return say(locale, ON, day=format_date(outcome.until, "EEEE d MMMM", locale))
    return say(locale, SOON)


def _branch(module: ModuleId, view: View, program: Program, locale: str) -> str:
    branch = view.branches[module][1]
    why_not = view.barred[module]
    if why_not == "before_its_time" and branch.after is not None:
        title = program.module_words(branch.after, locale).title
        return say(locale, OFFERED_AFTER, module=title)
    if branch.in_tools or why_not in ("declined", "limit_in_course"):
        return say(locale, IN_TOOLS)
    if why_not == "limit_between":
        return say(locale, OFFERED_LATER)
    if branch.area is None:
        return say(locale, CALLED)
    words = in_language(program.instruments[InstrumentId("area")].words, locale)
    area = words.items["most"].options.get(branch.area, branch.area)
    return say(locale, CALLED_BY_AREA, area=area.lower())
