"""Tables of the content that is there: the programs, and every module of theirs."""

from collections.abc import Iterable
from pathlib import Path

from program.modules.folder import read_folder
from program.modules.load import load
from program.modules.program import Program
from program.modules.reading import grade, plain
from program.modules.spec import Lesson, Module

_FOUND = load(read_folder(Path(__file__).parent.parent / "content")).programs
PROGRAMS = dict(sorted(_FOUND.items(), key=lambda one: not one[1].file.default))
"""The default first."""


def programs() -> str:
    """A row for every program."""
    head = "| program | weeks | core | branches | boosters | for whom |"
    rows = [_program(one) for one in PROGRAMS.values()]
    return "\n".join([head, "|---|---|---|---|---|---|", *rows])


def _program(program: Program) -> str:
    plan, title = program.plan, program.words["en"].title
    weeks = len(plan.core) * plan.module_days / 7
    cells = (
        f"{title} (`{program.id}`)",
        f"{weeks:g}",
        _named(plan.core),
        _named(branch.module for branch in plan.branches),
        ", ".join(f"`{b.module}` after {b.weeks} weeks" for b in plan.boosters),
        program.file.intended_use.partition(". ")[0] + ".",
    )
    return f"| {' | '.join(cells)} |"


def modules() -> str:
    """A row for every module that a program reaches, in the order in which they do."""
    head = "| module | steps | minutes | grade | sources |"
    found = {name: module for p in PROGRAMS.values() for name, module in p.modules.items()}
    order = [name for p in PROGRAMS.values() for name in p.plan.modules]
    rows = [_module(found[name]) for name in sorted(set(order), key=order.index)]
    return "\n".join([head, "|---|---|---|---|---|", *rows])


def _module(module: Module) -> str:
    more = len(module.steps) - len(module.required)
    lessons = [lesson["en"] for lesson in module.lessons.values()]
    hardest = max((_grade(lesson) for lesson in lessons), default=0.0)
    cells = (
        f"{module.words['en'].title} (`{module.id}`)",
        f"{len(module.required)} and {more} more" if more else f"{len(module.required)}",
        f"{module.minutes} of {sum(step.minutes for step in module.steps)}",
        f"{hardest:.1f}",
        ", ".join(sorted({s.partition(",")[0] for one in lessons for s in one.sources})),
    )
    return f"| {' | '.join(cell or '–' for cell in cells)} |"


def _grade(lesson: Lesson) -> float:
    """Of the harder of its two forms."""
    return max(grade(plain(lesson.body)), grade(plain(lesson.short)))


def _named(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
