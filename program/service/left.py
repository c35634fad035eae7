"""What earlier versions of a program had and what may come back, under a name or a version of
long ago: it keeps its meaning too, since people were asked it, or drawn by it."""

from collections.abc import Iterator
from dataclasses import replace

from program.adapt.rules import Randomise
from program.ids import ContentHash
from program.modules.change import Change
from program.modules.load import load_program
from program.modules.meaning import changed_meaning
from program.modules.program import Program, parts
from program.storage.ports import Archive, Damaged


def comes_back(before: Program, after: Program) -> bool:
    """Whether a questionnaire or a draw has a version that the program before did not have: a
    new one, or one of long ago."""
    return bool(_asked(after) - _asked(before) or _drawn(after) - _drawn(before))


def came_back(archive: Archive, current: Program, draft: Program) -> tuple[Change, ...]:
    """What comes back in a draft and would mean something else than it did before the current
    version. Raises Unavailable."""
    if not comes_back(current, draft):
        return ()
    now = parts(draft)
    told = tuple(changed_meaning(parts(current), now))
    back = changed_meaning(parts(as_met(archive, current, draft)), now)
    return tuple(change for change in back if change not in told)


def _asked(program: Program) -> set[tuple[str, str]]:
    return {(name, one.file.version) for name, one in program.instruments.items()}


def _drawn(program: Program) -> set[tuple[str, int]]:
    draws = (rule for rule in program.rules if isinstance(rule.then, Randomise))
    return {(rule.id, rule.version) for rule in draws}


def as_met(archive: Archive, current: Program, draft: Program) -> Program:
    """The current version with the questionnaires and rules of earlier ones: those that carry
    the draft's version, and those it has no more, each as it was last. Raises Unavailable."""
    instruments, rules = dict(current.instruments), {rule.id: rule for rule in current.rules}
    named = {rule.id: rule.version for rule in draft.rules}
    for old in earlier(archive, current.id, current.hash):
        for name, one in old.instruments.items():
            met = instruments.setdefault(name, one)
            wanted = draft.instruments.get(name, met).file.version
            if met.file.version != wanted == one.file.version:
                instruments[name] = one
        for rule in old.rules:
            last = rules.setdefault(rule.id, rule)
            if last.version != named.get(rule.id) == rule.version:
                rules[rule.id] = rule
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
