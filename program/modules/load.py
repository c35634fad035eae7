"""Content in, programs out: from a mapping of path -> bytes to typed values, or to issues."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from program.ids import ContentHash, InstrumentId, ModuleId, PracticeId, ProgramId, RuleId
from program.modules.check import check
from program.modules.draft import Draft, read_draft
from program.modules.hash import content_hash
from program.modules.help_lines import HelpFile
from program.modules.issues import Issue, errors, withheld
from program.modules.practice import Practice
from program.modules.program import Instrument, Program, make_plan
from program.modules.reach import (
    instrument_ids,
    lesson_stems,
    module_ids,
    practice_ids,
    reach,
)
from program.modules.spec import Module


class Kept(Protocol):
    """One version of a program as the archive keeps it."""

    @property
    def program(self) -> str: ...

    @property
    def content(self) -> ContentHash: ...

    @property
    def files(self) -> Mapping[str, str]: ...


@dataclass(frozen=True)
class Loaded:
    """What a content folder holds."""

    programs: Mapping[ProgramId, Program]
    """Those without errors in anything they reach."""
    files: Mapping[ProgramId, Mapping[str, str]]
    """Program -> the files it reaches, as they are archived."""
    help: Mapping[str, HelpFile]
    """Region -> its lines."""
    issues: tuple[Issue, ...]
    unfinished: frozenset[ProgramId] = frozenset()
    """Programs that may be played, and not published."""


def load(
    files: Mapping[str, bytes],
    *,
    today: date | None = None,
    before: Mapping[ProgramId, Program] | None = None,
) -> Loaded:
    """Read and check everything. `files` is path below content/ -> bytes.

    `today` ages the phone numbers of help; `before` is what is published now, whose steps
    may not vanish. Every problem is found at once; nothing is raised for bad content.
    """
    draft, unread = read_draft(files)
    issues = tuple(sorted({*unread, *check(draft, today=today, before=before or {})}))
    bad, open_ = errors(issues), withheld(issues)
    clean = [ProgramId(name) for name in draft.programs if not _faults(draft, name, bad)]
    return Loaded(
        programs={name: _program(draft, name) for name in clean},
        files={name: reach(draft, name) for name in clean},
        help={region: placed.value for region, placed in draft.help.items()},
        issues=issues,
        unfinished=frozenset(name for name in clean if _faults(draft, name, open_)),
    )


def load_program(published: Kept) -> Program:
    """A program from the archive. Texts are not judged again: they were when it was published.

    Raises ValueError when the files are not the ones its hash was made of, or cannot be read.
    """
    if content_hash(published.files) != published.content:
        raise ValueError(f"archived {published.program} is not what its hash says")
    files = {path: text.encode() for path, text in published.files.items()}
    draft, issues = read_draft(files)
    if issues:
        raise ValueError(f"archived {published.program} cannot be read: {issues[0]}")
    try:
        return _program(draft, ProgramId(published.program))
    except KeyError as missing:
        raise ValueError(f"archived {published.program} lacks {missing}") from missing


def _faults(draft: Draft, program: str, issues: tuple[Issue, ...]) -> bool:
    """Whether one stands in anything the program is made of, or should be made of."""
    file = draft.programs[program].value
    modules = module_ids(file)
    homes = [f"programs/{program}/", *(f"modules/{module}/" for module in modules)]
    homes += [f"practices/{practice}." for practice in practice_ids(draft, modules)]
    homes += [f"instruments/{instrument}." for instrument in instrument_ids(file)]
    return any(issue.file.startswith(tuple(homes)) for issue in issues)


def _program(draft: Draft, name: ProgramId) -> Program:
    file = draft.programs[name].value
    modules = {ModuleId(m): _module(draft, m) for m in module_ids(file)}
    practices = {
        PracticeId(p): _practice(draft, p)
        for p in sorted(practice_ids(draft, module_ids(file)))
    }
    instruments = {InstrumentId(i): _instrument(draft, i) for i in instrument_ids(file)}
    rules = draft.rules[name].value if name in draft.rules else ()
    return Program(
        id=name,
        hash=content_hash(reach(draft, name)),
        file=file,
        words={at: placed.value for at, placed in draft.program_words[name].items()},
        rules=rules,
        rule_words={
            at: {RuleId(rule): said for rule, said in placed.value.items()}
            for at, placed in draft.rule_words.get(name, {}).items()
        },
        modules=modules,
        practices=practices,
        instruments=instruments,
        plan=make_plan(file, rules, modules, instruments),
        migrations=draft.migrations[name].value if name in draft.migrations else (),
    )


def _module(draft: Draft, name: str) -> Module:
    file = draft.modules[name].value
    lessons = {stem: draft.lessons[f"{name}/{stem}"] for stem in lesson_stems(file)}
    return Module(
        id=file.id,
        area=file.area,
        steps=file.steps,
        words={at: placed.value for at, placed in draft.module_words[name].items()},
        lessons={
            stem: {at: placed.value for at, placed in lesson.items()}
            for stem, lesson in lessons.items()
        },
    )


def _practice(draft: Draft, name: str) -> Practice:
    file = draft.practices[name].value
    words = {at: placed.value for at, placed in draft.practice_words[name].items()}
    return Practice(file.id, file, words)


def _instrument(draft: Draft, name: str) -> Instrument:
    words = {at: placed.value for at, placed in draft.instrument_words[name].items()}
    return Instrument(draft.instruments[name].value, words)
