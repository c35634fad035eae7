"""The table of exercise kinds that docs/authors.md shows (`python -m tests.doc_tables`)."""

import random
from collections.abc import Iterator
from datetime import date

from program.exercises import KINDS, Entry, Kind
from program.fields import sample
from program.modules.checks.numbers import score_range

_SOME_DAY = date(2026, 1, 5)
_PEOPLE = 12


def table() -> str:
    """A row for every kind there is."""
    head = "| kind | what it is for | options | begins from | others learn from it | scores |"
    rows = [_row(kind) for kind in KINDS.values()]
    return "\n".join([head, "|---|---|---|---|---|---|", *rows])


def _row(kind: Kind) -> str:
    cells = (
        _named([kind.name]),
        kind.about,
        _options(kind),
        _begins(kind),
        _learned(kind),
        ", ".join(_scores(kind)),
    )
    return f"| {' | '.join(cell or '–' for cell in cells)} |"


def _named(names) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _options(kind: Kind) -> str:
    return _named(name for name in kind.spec.model_fields if name not in kind.learned)


def _begins(kind: Kind) -> str:
    fields = [field for page in kind.pages(kind.example_spec) for field in page.fields]
    return _named(sorted({field.carried for field in fields if field.carried}))


def _learned(kind: Kind) -> str:
    """From the example, and from made-up people who answered in other ways."""
    pages, found = kind.pages(kind.example_spec), set(kind.carries([_entry(kind.example)]))
    for seed in range(_PEOPLE):
        answers = sample(pages, random.Random(seed), _SOME_DAY)
        if not kind.problems(answers):
            found |= set(kind.carries([_entry(answers)]))
    return _named(sorted(found))


def _scores(kind: Kind) -> Iterator[str]:
    for name in kind.scores:
        found = score_range(kind, name)
        yield f"`{name}` ({found[0]} to {found[1]})" if found else f"`{name}`"


def _entry(answers) -> Entry:
    return Entry(_SOME_DAY, answers)
