"""Tables for staff that read as a list of facts on a phone."""

from collections.abc import Sequence
from html import escape

from program.words import say

NOTHING = "–"
"""A cell that holds nothing; a list of facts leaves it out."""
_NONE = ' class="cairn-none"'


def staff_table(
    caption: str, head: Sequence[str], rows: Sequence[Sequence[str]], locale: str
) -> str:
    """A table as HTML. head: msgids. Cells are HTML; escape what a person wrote."""
    names = [escape(say(locale, name)) for name in head]
    top = "".join(f'<th scope="col">{name}</th>' for name in names)
    body = "".join(_row(names, row) for row in rows)
    return (
        '<div class="cairn-wrap"><table class="cairn-table">'
        f'<caption class="cairn-hidden">{escape(caption)}</caption>'
        f"<thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _row(names: Sequence[str], row: Sequence[str]) -> str:
    cells = [
        f'<td{_NONE if cell == NOTHING else ""}><span class="cairn-label" aria-hidden="true">'
        f"{name}</span>{cell}</td>"
        for name, cell in zip(names[1:], row[1:], strict=True)
    ]
    return f'<tr><th scope="row">{row[0]}</th>{"".join(cells)}</tr>'
