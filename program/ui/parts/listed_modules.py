"""The modules of a program with their steps, for an author: each module one tap away."""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from urllib.parse import urlencode

from program.ids import ModuleId, StepId
from program.modules.program import Program
from program.modules.spec import (
    CheckInStep,
    ExerciseStep,
    LessonStep,
    Module,
    PracticeStep,
    Step,
)
from program.words import N_, in_language, say, say_count

CORE, BRANCHES = N_("On everybody’s path"), N_("Offered where it fits")
BOOSTERS = N_("Some weeks after the end")
OPTIONAL = N_("may be left out")
SORTS: Mapping[type, str] = {
    LessonStep: N_("lesson"),
    ExerciseStep: N_("exercise"),
    PracticeStep: N_("guided practice"),
    CheckInStep: N_("check-in"),
}


def listed_modules(program: Program, unfolded: str | None, locale: str) -> str:
    """All of them, by who comes to them; the one named `unfolded` is open."""
    parts = (
        f"<h3>{escape(say(locale, title))}</h3>"
        + "".join(_modules(program, modules, unfolded, locale))
        for title, modules in _parts(program)
        if modules
    )
    return "".join(parts)


def _parts(program: Program) -> Iterator[tuple[str, Sequence[ModuleId]]]:
    """The modules of a program, by who comes to them."""
    yield CORE, program.plan.core
    yield BRANCHES, [branch.module for branch in program.plan.branches]
    yield BOOSTERS, [booster.module for booster in program.plan.boosters]


def _modules(
    program: Program, modules: Sequence[ModuleId], unfolded: str | None, locale: str
) -> Iterator[str]:
    for name in modules:
        module = program.modules[name]
        title = escape(in_language(module.words, locale).title)
        steps = "".join(_step(program, module, step, locale) for step in module.steps)
        unfold = " open" if name == unfolded else ""
        yield (
            f'<details class="cairn-more"{unfold}><summary>{title}</summary>'
            f"<ul>{steps}</ul></details>"
        )


def _step(program: Program, module: Module, step: Step, locale: str) -> str:
    title = escape(step_title(module, step, locale))
    there = step_address(program, module, step.id)
    minutes = say_count(locale, "{n} minute", "{n} minutes", step.minutes)
    told = [say(locale, SORTS[type(step)]), minutes]
    told += [] if step.required else [say(locale, OPTIONAL)]
    return (
        f'<li><a href="{there}" target="_self" data-go>{title}</a> '
        f'<span class="cairn-when">{escape(", ".join(told))}</span></li>'
    )


def step_title(module: Module, step: Step, locale: str) -> str:
    """What a step is called: a lesson by its own title, all else by the module's words."""
    if isinstance(step, LessonStep):
        return in_language(module.lessons[step.lesson], locale).title
    return in_language(module.words, locale).steps[step.id].title


def step_address(
    program: Program, module: Module, step: StepId | None = None, **more: str
) -> str:
    """The address of an author's page of a module or a step; safe within HTML."""
    place = {"p": program.id, "m": module.id} | ({} if step is None else {"s": step})
    return escape(f"/lessons?{urlencode(place | more)}")
