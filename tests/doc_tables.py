"""The generated tables in docs/authors.md: `python -m tests.doc_tables` writes them all."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from tests import content_tables, kinds_table, rule_examples, scales_table, variables_table

PAGE = Path(__file__).parent.parent / "docs" / "authors.md"
COMMAND = "python -m tests.doc_tables"
TABLES: Mapping[str, Callable[[], str]] = {
    "programs": content_tables.programs,
    "modules": content_tables.modules,
    "kinds": kinds_table.table,
    "variables": variables_table.table,
    "asks": rule_examples.asks,
    "does": rule_examples.does,
    "scales": scales_table.table,
}
"""Name in the page -> what makes the table."""


def written() -> str:
    """The page as it is to be. Raises ValueError where the place of a table is gone."""
    page = PAGE.read_text("utf-8")
    for name, make in TABLES.items():
        begin, end = f"<!-- {name}: made by {COMMAND} -->", f"<!-- end of {name} -->"
        if begin not in page or end not in page:
            raise ValueError(f"docs/authors.md has no place for the table {name}: {begin}")
        before, _, rest = page.partition(begin)
        page = f"{before}{begin}\n{make()}\n{end}{rest.partition(end)[2]}"
    return page


if __name__ == "__main__":
    changed = written() != PAGE.read_text("utf-8")
    PAGE.write_text(written(), "utf-8")
    sys.stdout.write("docs/authors.md: " + ("written\n" if changed else "as it was\n"))
