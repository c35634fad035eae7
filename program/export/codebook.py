"""The codebook, from the declarations the files are written from."""

from collections.abc import Iterator

from program.export.columns import Column
from program.export.tables import TABLES

HEAD = ("file", "column", "type", "unit", "codes", "missing", "identifying", "meaning")


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
        column.unit,
        "; ".join(f"{code} = {meaning}" for code, meaning in column.codes.items()),
        column.missing,
        "yes" if column.identifying else "no",
        column.meaning,
    )


def _md_lines(prefix: str) -> Iterator[str]:
    yield from (
        "Files are UTF-8 CSV with a head line. An empty cell is missing, for the reason its",
        "column gives. `boolean` is true or false; `json` is JSON in one cell; `code` is a",
        "fixed name. No column identifies anyone.",
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
