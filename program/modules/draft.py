"""Content files as typed values, each with its file and lines; nothing compared yet."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache
from typing import Any, TypeVar

from pydantic import TypeAdapter

from program.adapt.rules import RULES, Rule
from program.instruments.spec import InstrumentFile, InstrumentWords
from program.modules.hash import normal
from program.modules.help_lines import HelpFile
from program.modules.issues import Issue
from program.modules.lesson import read_lesson
from program.modules.migration import MIGRATIONS, Migration
from program.modules.practice import PracticeFile, PracticeWords
from program.modules.spec import (
    Lesson,
    ModuleFile,
    ModuleWords,
    ProgramFile,
    ProgramWords,
    RuleWords,
)
from program.modules.strict_yaml import read_yaml
from program.modules.typed import Placed, apart, typed
from program.words import SOURCE

T = TypeVar("T")
ByLocale = dict[str, Placed[T]]


@dataclass
class Draft:
    """Every file that could be read, by the name its path gives it."""

    files: dict[str, str] = field(default_factory=dict)
    """Path below content/ -> normal text; also of files that could not be read further."""
    programs: dict[str, Placed[ProgramFile]] = field(default_factory=dict)
    program_words: dict[str, ByLocale[ProgramWords]] = field(default_factory=dict)
    rules: dict[str, Placed[tuple[Rule, ...]]] = field(default_factory=dict)
    sound_rules: dict[str, Placed[tuple[Rule, ...]]] = field(default_factory=dict)
    """Of files of rules with mistakes: the rules that can be read all the same."""
    unsound_rules: dict[str, Placed[tuple[Any, ...]]] = field(default_factory=dict)
    """Of the same files: the others, as they are written."""
    rule_words: dict[str, ByLocale[dict[str, RuleWords]]] = field(default_factory=dict)
    migrations: dict[str, Placed[tuple[Migration, ...]]] = field(default_factory=dict)
    modules: dict[str, Placed[ModuleFile]] = field(default_factory=dict)
    module_words: dict[str, ByLocale[ModuleWords]] = field(default_factory=dict)
    lessons: dict[str, ByLocale[Lesson]] = field(default_factory=dict)
    """`<module>/<stem>` -> locale -> lesson."""
    practices: dict[str, Placed[PracticeFile]] = field(default_factory=dict)
    practice_words: dict[str, ByLocale[PracticeWords]] = field(default_factory=dict)
    instruments: dict[str, Placed[InstrumentFile]] = field(default_factory=dict)
    instrument_words: dict[str, ByLocale[InstrumentWords]] = field(default_factory=dict)
    help: dict[str, Placed[HelpFile]] = field(default_factory=dict)

    def names(self, folder: str, file: str = "") -> set[str]:
        """What there is by path, readable or not: `names("modules", "module.yaml")`."""
        whole = re.compile(rf"{folder}/([^/.]+){_tail(file)}")
        within = (path for path in self.files if path.startswith(f"{folder}/"))
        return {match[1] for path in within if (match := whole.fullmatch(path))}

    def words(self) -> Iterator[tuple[Placed[Any], str]]:
        """Every file of sentences and every lesson, with its language."""
        parts: tuple[Mapping[str, Mapping[str, Placed[Any]]], ...] = (
            self.program_words,
            self.rule_words,
            self.module_words,
            self.lessons,
            self.practice_words,
            self.instrument_words,
        )
        for by_locale in (by for part in parts for by in part.values()):
            yield from ((placed, locale) for locale, placed in by_locale.items())


def _tail(file: str) -> str:
    return f"/{re.escape(file)}" if file else r"\.yaml"


_RULE: TypeAdapter[Rule] = TypeAdapter(Rule)
_ID = r"(?P<id>[^/.]+)"
_LOCALE = r"(?P<locale>[a-z]{2}(?:-[A-Z]{2})?)"
_FOLDERS: tuple[tuple[str, str, TypeAdapter[Any]], ...] = (
    (rf"programs/{_ID}/program\.yaml", "programs", TypeAdapter(ProgramFile)),
    (rf"programs/{_ID}/program\.{_LOCALE}\.yaml", "program_words", TypeAdapter(ProgramWords)),
    (rf"programs/{_ID}/rules\.yaml", "rules", RULES),
    (
        rf"programs/{_ID}/rules\.{_LOCALE}\.yaml",
        "rule_words",
        TypeAdapter(dict[str, RuleWords]),
    ),
    (rf"programs/{_ID}/migrations\.yaml", "migrations", MIGRATIONS),
    (rf"modules/{_ID}/module\.yaml", "modules", TypeAdapter(ModuleFile)),
    (rf"modules/{_ID}/module\.{_LOCALE}\.yaml", "module_words", TypeAdapter(ModuleWords)),
    (rf"practices/{_ID}\.yaml", "practices", TypeAdapter(PracticeFile)),
    (rf"practices/{_ID}\.{_LOCALE}\.yaml", "practice_words", TypeAdapter(PracticeWords)),
    (rf"instruments/{_ID}\.yaml", "instruments", TypeAdapter(InstrumentFile)),
    (rf"instruments/{_ID}\.{_LOCALE}\.yaml", "instrument_words", TypeAdapter(InstrumentWords)),
    (rf"help/{_ID}\.yaml", "help", TypeAdapter(HelpFile)),
)
_LESSON = re.compile(rf"modules/(?P<id>[^/.]+/[^/.]+)\.{_LOCALE}\.md")
_DESIGN = re.compile(r"modules/[^/.]+/design\.md")
_PLACES = ("program.yaml", "module.yaml", "rules.yaml", "migrations.yaml", "design.md")


def read_draft(files: Mapping[str, bytes]) -> tuple[Draft, tuple[Issue, ...]]:
    """Read every file; return what could be read and everything that was wrong."""
    draft = Draft()
    issues: list[Issue] = []
    for path in sorted(files):
        try:
            draft.files[path] = normal(files[path].decode("utf-8"))
        except UnicodeDecodeError as problem:
            line = files[path].count(b"\n", 0, problem.start) + 1
            message = "This file is not text in UTF-8."
            issues.append(Issue(path, line, "not-text", message, "save it again as UTF-8"))
            draft.files[path] = normal(files[path].decode("utf-8", "replace"))
            continue
        issues += _read_one(draft, path, draft.files[path])
    return draft, tuple(issues)


def _read_one(draft: Draft, path: str, text: str) -> tuple[Issue, ...]:
    for n, (pattern, part, _) in enumerate(_FOLDERS):
        if match := re.fullmatch(pattern, path):
            value, issues = _typed(n, path, text)
            _keep(getattr(draft, part), match.groupdict(), value)
            if part == "rules" and value is None:
                good, bad = apart(_RULE, path, read_yaml(path, text))
                draft.sound_rules[match["id"]], draft.unsound_rules[match["id"]] = good, bad
            return issues or _named(path, match["id"], value)
    if match := _LESSON.fullmatch(path):
        lesson, issues = _lesson(path, text)
        _keep(draft.lessons, match.groupdict(), lesson)
        return issues
    return () if _DESIGN.fullmatch(path) else (_stray(path),)


# A file is read again where it has changed, and never else: content is looked at when the app
# starts, when it is published, when a person's program is loaded and whenever an author asks.
# What is read is frozen, so that all may share it.


@lru_cache(maxsize=2048)
def _typed(n: int, path: str, text: str) -> tuple[Placed[Any] | None, tuple[Issue, ...]]:
    return typed(_FOLDERS[n][2], path, read_yaml(path, text))


@lru_cache(maxsize=1024)
def _lesson(path: str, text: str) -> tuple[Placed[Lesson] | None, tuple[Issue, ...]]:
    return read_lesson(path, text)


def _keep(into: dict[str, Any], name: Mapping[str, str], value: Placed[Any] | None) -> None:
    if value is None:
        return
    if "locale" in name:
        into.setdefault(name["id"], {})[name["locale"]] = value
    else:
        into[name["id"]] = value


def _named(path: str, name: str, value: Placed[Any] | None) -> tuple[Issue, ...]:
    """A file's own id is the name of its folder or file."""
    key = "region" if path.startswith("help/") else "id"
    own = getattr(value.value, key, name) if value is not None else name
    if value is None or own == name:
        return ()
    message = f"This says {key}: {own}, but stands under the name {name}."
    return (value.issue("wrong-id", message, f"write `{key}: {name}`, or rename", key),)


def _stray(path: str) -> Issue:
    message = "No part of the program reads a file of this name."
    return Issue(path, 1, "stray-file", message, _instead(path.rpartition("/")[2]))


def _instead(name: str) -> str:
    """What to do with a file that nothing reads."""
    close = get_close_matches(name, _PLACES, n=1)
    if close:
        return f"did you mean {close[0]}?"
    stem, _, ending = name.rpartition(".")
    if ending == "md" and "." not in stem:
        return f"a lesson has its language in its name: {stem}.{SOURCE}.md"
    return "take it out of the folder"
