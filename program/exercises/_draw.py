"""Line drawings and small charts as inline SVG: currentColor and the colours of the page."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from html import escape, unescape

PRIMARY = "var(--cairn-primary, #0B5C6B)"
MOSS = "var(--cairn-moss, #4F6B3A)"
CLAY = "var(--cairn-clay, #9A4B2E)"
LINE = "var(--cairn-line, #D9D3C7)"
SOFT = "var(--cairn-soft, #DCEBEC)"
CARD = "var(--cairn-card, #FFFFFF)"
NONE = "none"

WIDTH = 340
"""Units across; a phone shows a drawing at about one unit a pixel."""
_DAYS_NAMED = 7
"""Days for whose names there is room beside each other."""


def drawing(height: int, *parts: str) -> str:
    """A whole picture. Whoever shows it adds the sentence as its aria-label."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'fill="none" stroke-linecap="round" stroke-linejoin="round" '
        f'font-family="inherit" font-size="14">{"".join(parts)}</svg>'
    )


def said(x: float, y: float, msgid: str, *, anchor: str = "middle", size: int = 14) -> str:
    """One of our own words, marked so that `in_words` can put it into another language."""
    return (
        f'<text data-say="" x="{x:g}" y="{y:g}" text-anchor="{anchor}" font-size="{size}" '
        f'fill="currentColor">{escape(msgid)}</text>'
    )


def written(
    x: float, y: float, words: object, *, anchor: str = "middle", size: int = 14
) -> str:
    """The person's own words, or a number."""
    return (
        f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}" font-size="{size}" '
        f'fill="currentColor">{escape(_printable(str(words)))}</text>'
    )


def dated(x: float, y: float, on: date, *, anchor: str = "middle", size: int = 12) -> str:
    """A day, marked so that `in_words` can write it as the reader does: 12 Nov."""
    return (
        f'<text data-day="" x="{x:g}" y="{y:g}" text-anchor="{anchor}" font-size="{size}" '
        f'fill="currentColor">{on.isoformat()}</text>'
    )


def in_words(
    svg: str, say: Callable[[str], str], day: Callable[[date], str] = date.isoformat
) -> str:
    """The drawing with our own words and its days put into the reader's language."""

    def worded(found: re.Match[str]) -> str:
        inside = unescape(found[3])
        said = say(inside) if found[2] == "say" else day(date.fromisoformat(inside))
        return found[1] + escape(said)

    return re.sub(r'(<text data-(say|day)="" [^>]*>)([^<]*)(?=</text>)', worded, svg)


def shorten(words: str, letters: int) -> str:
    """The beginning of what was written, cut between words where that can be."""
    words = " ".join(words.split())
    if len(words) <= letters:
        return words
    cut = words[: letters - 1]
    head = cut.rsplit(" ", 1)[0] if " " in cut[letters // 2 :] else cut
    return head.rstrip(" ,;.·") + "…"


def in_lines(words: str, letters: int, most: int) -> list[str]:
    """What was written on at most so many lines; the last one is cut where more follows."""
    rest, found = " ".join(words.split()), list[str]()
    while rest and len(found) < most - 1 and len(rest) > letters:
        at = rest.rfind(" ", 0, letters + 1)
        cut = at if at > 0 else letters
        found.append(rest[:cut])
        rest = rest[cut:].lstrip()
    return [*found, shorten(rest, letters)] if rest else found


def line(x1: float, y1: float, x2: float, y2: float, colour: str, width: float = 2) -> str:
    return (
        f'<path d="M{x1:g} {y1:g}L{x2:g} {y2:g}" stroke="{colour}" stroke-width="{width:g}"/>'
    )


def curve(path: str, colour: str, *, dashed: bool = False) -> str:
    """A free line along an SVG path."""
    dashes = ' stroke-dasharray="6 5"' if dashed else ""
    return f'<path d="{path}" stroke="{colour}" stroke-width="2.5"{dashes}/>'


def dashed(x1: float, y1: float, x2: float, y2: float, colour: str) -> str:
    return line(x1, y1, x2, y2, colour).replace("/>", ' stroke-dasharray="6 5"/>')


def level(value: float, top: float) -> str:
    """A dashed line across `columns` at a value."""
    y = 140 - 110 * value / top
    return dashed(16, y, WIDTH - 16, y, MOSS)


def bar(x: float, y: float, width: float, height: float, fill: str, stroke: str = NONE) -> str:
    return (
        f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{max(height, 0):g}" rx="4" '
        f'fill="{fill}" stroke="{stroke}" stroke-width="2"/>'
    )


def dot(x: float, y: float, r: float, fill: str, stroke: str = NONE) -> str:
    return (
        f'<circle cx="{x:g}" cy="{y:g}" r="{r:g}" fill="{fill}" stroke="{stroke}" '
        'stroke-width="2"/>'
    )


def note(y: float, words: str, fill: str, ring: str) -> str:
    """What was written, on at most two lines in a box of 50 units across the drawing."""
    own = in_lines(words, 42, 2)
    first = y + (30 if len(own) < 2 else 21)
    return bar(16, y, WIDTH - 32, 50, fill, ring) + "".join(
        written(WIDTH / 2, first + 19 * n, line) for n, line in enumerate(own)
    )


def stone(x: float, y: float, width: float, height: float, fill: str = SOFT) -> str:
    """A stone as on the cairn: rounder below than above. x, y is its middle."""
    w, h = width / 2, height / 2
    left, right, top, low = x - w, x + w, y - h, y + h
    return (
        f'<path d="M{left:g} {y + h * 0.35:g}C{left:g} {top:g} {x - w * 0.4:g} {top:g} '
        f"{x:g} {top:g}C{x + w * 0.55:g} {top:g} {right:g} {y - h * 0.7:g} "
        f"{right:g} {y + h * 0.25:g}C{right:g} {low:g} {left:g} {low:g} "
        f'{left:g} {y + h * 0.35:g}Z" fill="{fill}" stroke="{PRIMARY}" stroke-width="2"/>'
    )


def arrow(x1: float, y1: float, x2: float, y2: float, colour: str, bend: float = 0) -> str:
    """An arrow that leaves and arrives as told, bent to its left by `bend` units."""
    dx, dy = x2 - x1, y2 - y1
    length = max((dx * dx + dy * dy) ** 0.5, 1)
    cx, cy = (x1 + x2) / 2 + dy / length * bend, (y1 + y2) / 2 - dx / length * bend
    ex, ey = x2 - cx, y2 - cy
    end = max((ex * ex + ey * ey) ** 0.5, 1)
    ux, uy = ex / end * 9, ey / end * 9
    tips = (x2 - ux - uy * 0.6, y2 - uy + ux * 0.6, x2 - ux + uy * 0.6, y2 - uy - ux * 0.6)
    return (
        f'<path d="M{x1:.1f} {y1:.1f}Q{cx:.1f} {cy:.1f} {x2:.1f} {y2:.1f}'
        f'M{tips[0]:.1f} {tips[1]:.1f}L{x2:.1f} {y2:.1f}L{tips[2]:.1f} {tips[3]:.1f}" '
        f'stroke="{colour}" stroke-width="2.5"/>'
    )


def scale_track(y: float, low: str, high: str, *marks: tuple[float, str]) -> str:
    """The line from 0 to 10 with its end words and a stone at each (value, fill)."""
    at = [(24 + value * (WIDTH - 48) / 10, fill) for value, fill in marks]
    ends = said(24, y + 34, low, anchor="start", size=13)
    ends += said(WIDTH - 24, y + 34, high, anchor="end", size=13)
    ticks = "".join(dot(24 + n * (WIDTH - 48) / 10, y, 2, LINE) for n in range(11))
    return (
        line(24, y, WIDTH - 24, y, LINE, 3)
        + ticks
        + "".join(stone(x, y - 5, 30, 20, fill) for x, fill in at)
        + "".join(
            written(x, y - 22, f"{value:g}")
            for (x, _), (value, _) in zip(at, marks, strict=True)
        )
        + ends
    )


def moved(y: float, before: float, after: float) -> str:
    """An arrow from one number to the other above the track of `scale_track`."""
    if abs(after - before) < 2:
        return ""
    unit, side = (WIDTH - 48) / 10, 14 if after > before else -14
    x1, x2 = 24 + before * unit + side, 24 + after * unit - side
    return arrow(x1, y - 27, x2, y - 27, MOSS)


def columns(
    bars: Sequence[tuple[float, str, str | date]],
    top: float,
    fill: Callable[[str | date], str] = lambda _: SOFT,
) -> str:
    """Upright bars on a ground line, each (value, figures in it, label below). Where there are
    too many for all days to be named, the last is, and every so many before it.

    `top` is the value that reaches 110 units above the ground at 140.
    """
    room = (WIDTH - 32) / max(len(bars), 1)
    width = min(room * 0.75, 40)
    every = -(-len(bars) // _DAYS_NAMED)
    parts = [line(16, 140, WIDTH - 16, 140, LINE, 2)]
    for n, (value, figures, label) in enumerate(bars):
        middle = 16 + room * (n + 0.5)
        height = 0 if top <= 0 else 110 * value / top
        parts.append(bar(middle - width / 2, 140 - height, width, height, fill(label), PRIMARY))
        parts.append(written(middle, 133, figures, size=12))
        if isinstance(label, str):
            parts.append(written(middle, 158, label, size=12))
        elif (len(bars) - 1 - n) % every == 0:
            parts.append(dated(middle, 158, label))
    return "".join(parts)


def _printable(words: str) -> str:
    """Without the characters XML cannot hold."""
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]", "", words)
