"""What is not written yet: a draft with it can be played, and nobody enrolled meets it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from pydantic import BaseModel

from program.adapt.variables import FAMILIES
from program.modules.checks.rules import leaves_at
from program.modules.draft import Draft
from program.modules.issues import Issue
from program.modules.spec import Lesson
from program.modules.strict_yaml import Place
from program.modules.typed import Placed
from program.words import SOURCE

_ANYWHERE = r"\b(?:TBD|FIXME)\b|\b[xX]{3,}\b|[Ll]orem ipsum|\[(?:[Ii]nsert|INSERT)\b|\?{3}"
_MARK = re.compile(rf"\b(?:TODO|TBC)\b|{_ANYWHERE}")
"""What people write where something is still to come."""
_ELSEWHERE = re.compile(rf"\b(?:TODO|TBC):|{_ANYWHERE}")
"""The same in other languages, where TODO can be all of something, and TBC an illness."""
_BY_LINE: tuple[Place, ...] = (("body",), ("short",))
"""Texts of a lesson, which stand in their file as they are read."""


def check_unfinished(draft: Draft) -> Iterator[Issue]:
    """Every text that somebody reads, and where each rule's number comes from. What stands
    behind # in a YAML file or in design.md is the author's own."""
    for placed, locale in _placed(draft):
        mark = _MARK if locale == SOURCE else _ELSEWHERE
        for place, text in _texts(placed.value, ()):
            yield from _marks(placed, place, text, mark)
    for rules in draft.rules.values():
        for n, rule in enumerate(rules.value):
            asks = (leaf for _, leaf in leaves_at(rule.when, ()))
            numbers = any("op" in FAMILIES[type(leaf)].compared for leaf in asks)
            if numbers and not rule.source.strip():
                message = f"Nothing says where the number in the rule {rule.id} comes from."
                advice = "write it as `source:`; clinical judgement is a source, too"
                yield rules.issue("no-source", message, advice, n, "id", unfinished=True)


def _placed(draft: Draft) -> Iterator[tuple[Placed[Any], str]]:
    structure: tuple[Mapping[str, Placed[Any]], ...] = (
        draft.programs,
        draft.rules,
        draft.modules,
        draft.practices,
        draft.instruments,
        draft.help,
    )
    for part in structure:
        yield from ((placed, SOURCE) for placed in part.values())
    yield from draft.words()


def _texts(value: object, place: Place) -> Iterator[tuple[Place, str]]:
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, tuple):
        for n, part in enumerate(value):
            yield from _texts(part, (*place, n))
    elif isinstance(value, dict | BaseModel):
        for key, part in dict(value).items():
            yield from _texts(part, (*place, key))
    elif isinstance(value, Lesson):
        for key, part in vars(value).items():
            yield from _texts(part, (key,))


def _marks(
    placed: Placed[Any], place: Place, text: str, mark: re.Pattern[str]
) -> Iterator[Issue]:
    """Each mark on the line where it stands, as far as lines are known within a text."""
    for down, line in enumerate(text.split("\n")):
        if written := mark.search(line):
            message = f"{written[0].rstrip(':')} stands where something is still to be written."
            aside = "into design.md" if placed.file.endswith(".md") else "behind #"
            advice = f"write it; a note to yourself goes {aside}"
            found = placed.issue("unfinished", message, advice, *place, unfinished=True)
            yield found if place not in _BY_LINE else replace(found, line=found.line + down)
