"""The codebook, from the declarations the files are written from."""

from collections.abc import Iterator, Mapping

from program.export.columns import NEVER, Column
from program.export.tables import TABLES

MEANS: Mapping[str, tuple[str, str]] = {
    "file": ("The table.", NEVER),
    "column": ("A column of it.", NEVER),
    "type": ("What its cells are.", NEVER),
    "unit": ("Unit or range.", "the codes or the meaning say all"),
    "codes": (
        "Code = what it stands for; codes are parted by a semicolon and a space.",
        "no code, or more than fit here: see codelist",
    ),
    "missing": ("What an empty cell means.", NEVER),
    "identifying": ("yes where the column alone could tell who somebody is.", NEVER),
    "meaning": ("What the column holds.", NEVER),
}
"""Column of the codebook -> what it holds, and what an empty cell of it means."""

HEAD = tuple(MEANS)


def codebook() -> Iterator[tuple[str, ...]]:
    """One row for every column of every file, in the order of the files."""
    for table in TABLES:
        for column in table.columns:
            yield (table.name, *_row(column))


def codebook_md(prefix: str = "") -> str:
    """The codebook to be read by a person: one section a file. `prefix` is the files' own."""
    return "\n".join(["# Codebook", "", *_md_lines(prefix)])


def _row(column: Column[object]) -> tuple[str, ...]:
    return (
        column.name,
        column.type,
        column.unit.words,
        "; ".join(f"{code} = {meaning}" for code, meaning in column.codes.items()),
        column.missing,
        "yes" if column.identifying else "no",
        column.meaning,
    )


def _md_lines(prefix: str) -> Iterator[str]:
    yield from (
        "Files are UTF-8 CSV with a head line. An empty cell is missing, for the reason its",
        "column gives. `boolean` is true or false; `array` and `object` are JSON in one cell;",
        "`code` is a fixed name. No column identifies anyone.",
        "",
    )
    for table in TABLES:
        yield from (f"## {prefix}{table.name}.csv", "", f"One row: {table.one_row}.", "")
        yield from (
            "| column | type | unit or codes | missing | meaning |",
            "|---|---|---|---|---|",
        )
        for column in table.columns:
            name, kind, unit, codes, missing, _, meaning = map(_plain, _row(column))
            allowed = "; ".join(filter(None, (unit, codes)))
            yield f"| {name} | {kind} | {allowed} | {missing} | {meaning} |"
        yield ""


def _plain(text: str) -> str:
    return text.replace("|", "\\|")
