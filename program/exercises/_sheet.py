"""A sheet in somebody's own words: headings along a path, what was written under each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from program.exercises import _draw as draw
from program.fields import Option, TextField

LETTERS = 38
"""That fit on one line beside the path."""
_MOST_LINES = 4
"""Of one part in the drawing; the table has everything."""
NOTHING = "–"


def own(
    name: str,
    label: str,
    example: str,
    *,
    hint: str = "",
    rows: int = 2,
    longest: int = 500,
    optional: bool = True,
    carried: str = "",
) -> TextField:
    """A question for the person's own words; mostly it may be left out."""
    return TextField(
        id=name,
        label=label,
        help=hint,
        example=example,
        rows=rows,
        longest=longest,
        optional=optional,
        carried=carried,
    )


def options(labels: Mapping[str, str]) -> tuple[Option, ...]:
    """Code -> msgid, as what can be chosen."""
    return tuple(Option(code=code, label=label) for code, label in labels.items())


@dataclass(frozen=True)
class Part:
    """One heading and what stands under it."""

    heading: str
    """A msgid."""
    words: str = ""
    """The person's own."""
    ours: tuple[str, ...] = ()
    """Msgids that were chosen."""


def filled(*parts: Part) -> tuple[Part, ...]:
    """Those that say something."""
    return tuple(part for part in parts if part.words.strip() or part.ours)


def along_a_path(top: float, parts: Sequence[Part]) -> tuple[str, float]:
    """The drawing of the parts from `top` down, each with a stone, and where it ends."""
    drawn, stones, y = list[str](), list[float](), top + 18
    for part in parts:
        stones.append(y - 5)
        drawn.append(draw.said(42, y, part.heading, anchor="start", size=13))
        lines = [
            *(draw.said(42, 0, label, anchor="start", size=15) for label in part.ours),
            *(
                draw.written(42, 0, line, anchor="start", size=15)
                for line in draw.in_lines(part.words, LETTERS, _MOST_LINES)
            ),
        ]
        for line in lines:
            y += 20
            drawn.append(line.replace('y="0"', f'y="{y:g}"', 1))
        y += 34
    path = draw.line(18, stones[0], 18, stones[-1], draw.LINE, 3) if stones else ""
    dots = "".join(draw.stone(18, at, 22, 15) for at in stones)
    return path + dots + "".join(drawn), y - 16


def table(parts: Iterable[Part]) -> tuple[tuple[str, str], ...]:
    """The same as rows: a heading, and one thing that stands under it."""
    return tuple(
        (part.heading, cell) for part in parts for cell in (*part.ours, part.words) if cell
    )


Lines = tuple[str, ...]
"""One thing in a list: its first line, and what goes on below it."""


def listed(
    top: float, heading: str, block: Sequence[Lines], below: int = 13
) -> tuple[str, float]:
    """A heading over a line and what belongs to it, and where it ends. below: font size of
    the lines after the first."""
    if not block:
        return "", top
    y = top + 26
    drawn = [
        draw.said(10, y, heading, anchor="start", size=13),
        draw.line(10, y + 8, draw.WIDTH - 10, y + 8, draw.LINE),
    ]
    y += 12
    for first, *others in block:
        y += 22
        drawn.append(draw.dot(16, y - 5, 4, draw.PRIMARY))
        drawn.append(draw.written(30, y, draw.shorten(first, LETTERS), anchor="start", size=15))
        for other in others:
            y += 18
            text = draw.shorten(other, LETTERS + 4)
            drawn.append(draw.written(30, y, text, anchor="start", size=below))
    return "".join(drawn), y + 16


def in_full(text: str) -> list[Lines]:
    """A text as one thing in a list, on up to three lines."""
    found = tuple(draw.in_lines(text, LETTERS, 3))
    return [found] if found else []
