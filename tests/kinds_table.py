"""The table of exercise kinds in docs/authors.md: `python -m tests.kinds_table` writes it."""

import random
import sys
from datetime import date
from pathlib import Path

from program.exercises import KINDS, Entry, Kind
from program.fields import sample

PAGE = Path(__file__).parent.parent / "docs" / "authors.md"
BEGIN, END = "<!-- kinds: made by python -m tests.kinds_table -->", "<!-- end of kinds -->"
_SOME_DAY = date(2026, 1, 5)
_PEOPLE = 12


def table() -> str:
    """A row for every kind there is."""
    head = "| kind | what it is for | options | begins from | others learn from it |"
    rows = [_row(kind) for kind in KINDS.values()]
    return "\n".join([head, "|---|---|---|---|---|", *rows])


def _row(kind: Kind) -> str:
    cells = (_named([kind.name]), kind.about, _options(kind), _begins(kind), _learned(kind))
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


def _entry(answers) -> Entry:
    return Entry(_SOME_DAY, answers)


def written() -> str:
    """The page as it is to be."""
    page = PAGE.read_text("utf-8")
    before, _, rest = page.partition(BEGIN)
    return f"{before}{BEGIN}\n{table()}\n{END}{rest.partition(END)[2]}"


if __name__ == "__main__":
    changed = written() != PAGE.read_text("utf-8")
    PAGE.write_text(written(), "utf-8")
    sys.stdout.write("docs/authors.md: " + ("written\n" if changed else "as it was\n"))
