"""What left a program in an earlier version and may come back: it keeps its meaning too, since
people were asked it, or drawn by it, under the same name."""

from collections.abc import Iterator
from dataclasses import replace

from program.adapt.rules import Randomise
from program.ids import ContentHash, RuleId
from program.modules.load import load_program
from program.modules.program import Program
from program.storage.ports import Archive, Damaged


def comes_anew(before: Program, after: Program) -> bool:
    """Whether there is a questionnaire or a draw that the version before did not have."""
    return bool(
        after.instruments.keys() - before.instruments.keys() or _drawn_anew(before, after)
    )


def _drawn_anew(before: Program, after: Program) -> set[RuleId]:
    had = {rule.id for rule in before.rules}
    return {rule.id for rule in after.rules if isinstance(rule.then, Randomise)} - had


def with_what_left(archive: Archive, current: Program) -> Program:
    """The current version, and beside it the questionnaires and rules of earlier ones that it
    has no more, each as it was last. Raises Unavailable."""
    instruments = dict(current.instruments)
    rules = {rule.id: rule for rule in current.rules}
    for old in earlier(archive, current.id, current.hash):
        instruments = {**old.instruments, **instruments}
        rules = {**{rule.id: rule for rule in old.rules}, **rules}
    return replace(current, instruments=instruments, rules=tuple(rules.values()))


def earlier(archive: Archive, program: str, current: ContentHash) -> Iterator[Program]:
    """Versions of a program beside the current one, the latest first; `audit verify` names
    those that cannot be read. Raises Unavailable."""
    kept = []
    for content in archive.all():
        try:
            found = archive.get(content)
        except Damaged:
            continue
        if found is not None and found.program == program and content != current:
            kept.append(found)
    for one in sorted(kept, key=lambda one: one.at, reverse=True):
        try:
            yield load_program(one)
        except ValueError:
            continue
