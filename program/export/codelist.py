"""What every code in the tables stands for: fixed ones, and those of the content followed."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from program.adapt.rules import ArmAction, Randomise, Say, UseLightVariant
from program.exercises import KINDS
from program.export import questionnaire_codes
from program.export.columns import NEVER
from program.export.questionnaire_codes import Coded
from program.export.signal_kinds import SIGNAL_KINDS
from program.export.tables import TABLES
from program.modules.program import Program
from program.modules.spec import LessonStep
from program.words import SOURCE

Where = tuple[str, str]
"""A table and a column of it."""

MEANS: Mapping[str, tuple[str, str]] = {
    "file": ("The table.", NEVER),
    "column": ("A column of it.", NEVER),
    "code": ("A code that the column may hold.", NEVER),
    "within": ("What the code belongs to.", "it stands for the same wherever it is"),
    "meaning": ("What it stands for.", "words that belong to somebody and are not given on"),
    "content_hash": ("Whose content it is from.", "the engine has it, whatever the content"),
}
"""Column of the list -> what it holds, and what an empty cell of it means."""

HEAD = tuple(MEANS)


def codelist(programs: Iterable[Program]) -> Iterator[tuple[str, ...]]:
    """A row for every code, file by file. `programs`: every content that somebody followed."""
    followed = tuple(programs)
    for table in TABLES:
        for column in table.columns:
            rows = [Coded(code, meaning) for code, meaning in column.codes.items()]
            rows += _ENGINE.get((table.name, column.name), tuple)()
            told = _CONTENT.get((table.name, column.name)) or _CONTENT.get(("", column.name))
            if told and column.type == "code":
                rows += [
                    one._replace(content=program.hash)
                    for program in followed
                    for one in told(program)
                ]
            for one in rows:
                yield (
                    table.name,
                    column.name,
                    one.code,
                    one.within,
                    one.meaning,
                    one.content,
                )


def _kinds() -> list[Coded]:
    return [Coded(name, kind.title) for name, kind in KINDS.items()]


def _scores() -> list[Coded]:
    return [
        Coded(score, meaning, name)
        for name, kind in KINDS.items()
        for score, meaning in kind.scores.items()
    ]


def _program(program: Program) -> Iterator[Coded]:
    yield Coded(program.id, program.words[SOURCE].title)


def _modules(program: Program) -> Iterator[Coded]:
    for name in program.plan.modules:
        yield Coded(name, program.module_words(name, SOURCE).title)


def _steps(program: Program) -> Iterator[Coded]:
    """Of modules, and the practices and kinds that are used from Tools under their own name."""
    for name, module in program.modules.items():
        for step in module.steps:
            words = (
                module.lessons[step.lesson][SOURCE]
                if isinstance(step, LessonStep)
                else program.module_words(name, SOURCE).steps[step.id]
            )
            yield Coded(step.id, words.title, name)
    for practice in program.practices.values():
        yield Coded(practice.id, practice.words[SOURCE].title)
    yield from _kinds()


def _rules(program: Program) -> Iterator[Coded]:
    for rule, words in program.rule_said(SOURCE).items():
        yield Coded(rule, words.therapist)


def _asking(program: Program) -> Iterator[Coded]:
    """A signal that a rule asks for is named after the rule."""
    for rule in _rules(program):
        yield rule._replace(code=f"rule-{rule.code}")


def _arms(program: Program) -> Iterator[Coded]:
    for rule in program.rules:
        if isinstance(rule.then, Randomise):
            for arm in rule.then.arms:
                yield Coded(arm.id, f"{_does(arm.then)}; chance {arm.chance:g}", rule.id)


def _does(action: ArmAction | None) -> str:
    """What an arm does, in the words that a rule is written in."""
    if action is None:
        return "nothing"
    module = "" if isinstance(action, UseLightVariant | Say) else f" {action.module}"
    return f"{action.do}{module}"


_ENGINE: Mapping[Where, Callable[[], list[Coded]]] = {
    ("exercises", "kind"): _kinds,
    ("exercises", "score"): _scores,
    ("signals", "kind"): lambda: [Coded(*one) for one in SIGNAL_KINDS.items()],
}
"""Codes that the engine has, too many to stand in the codebook."""

_CONTENT: Mapping[Where, Callable[[Program], Iterator[Coded]]] = {
    ("", "program"): _program,
    ("", "module"): _modules,
    ("", "step"): _steps,
    ("", "rule"): _rules,
    ("", "instrument"): questionnaire_codes.instruments,
    ("", "scale"): questionnaire_codes.scales,
    ("", "band"): questionnaire_codes.bands,
    ("", "item"): questionnaire_codes.items,
    ("", "value"): questionnaire_codes.values,
    ("signals", "kind"): _asking,
    ("draws", "arm"): _arms,
}
"""Codes that come from the content. Without a table: in every table with such a column."""
