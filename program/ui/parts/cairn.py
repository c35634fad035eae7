"""The cairn: a stone for each module, a pebble for each day of practice."""

from dataclasses import dataclass
from functools import cache, lru_cache
from html import escape
from math import cos, pi, sin
from textwrap import wrap

_WIDTH = 240
_ROOT = 18
"""CSS px of one rem at the normal text size: the drawing grows with the text."""
_GROUND = 26
"""Height of the ground below the lowest stone, where the pebbles lie."""
_COLOURS = 4
_ICON = {1: "#8f9a92", 2: "#a89c8a", 3: "#7f9396", 4: "#b3a58f"}
_MOST_PEBBLES = 12
_GROUP = 10
"""Beyond twelve, one larger pebble stands for ten days."""


@dataclass(frozen=True)
class _Stone:
    n: int
    x: float
    y: float
    """Centre; y grows downwards, 0 is the ground."""
    wide: float
    high: float


@lru_cache(maxsize=1024)
def cairn_svg(
    stones: int, pebbles: int, next_label: str | None, size: int = 240, *, sentence: str = ""
) -> str:
    """The drawing as inline SVG in the colours of the page.

    stones: finished modules. pebbles: practised days, grouped beyond 12.
    next_label: name of the next module, written above its outline; None when all is done.
    size: width in CSS px at the normal text size.
    sentence: alternative text; without it the drawing is decorative.
    """
    drawn = _pile(stones + (next_label is not None))
    lines = wrap(next_label, 26)[:2] if next_label else []
    top = min((stone.y - stone.high / 2 for stone in drawn), default=0) - 8 - 17 * len(lines)
    height = _GROUND - top + 8
    inside = [_ground(), *(_stone(stone) for stone in drawn[:stones])]
    if next_label is not None:
        inside.append(_outline(drawn[-1]))
    inside += [_label(line, top + 13 + 17 * n) for n, line in enumerate(lines)]
    inside += _pebbles(pebbles)
    named = f'role="img" aria-label="{escape(sentence)}"' if sentence else 'aria-hidden="true"'
    return (
        f'<svg class="cairn" {named} width="{size}" height="{size * height / _WIDTH:.0f}" '
        f'style="width: {size / _ROOT:.2f}rem; max-width: 100%; height: auto" '
        f'viewBox="0 {top:.1f} {_WIDTH} {height:.1f}" fill="none">{"".join(inside)}</svg>'
    )


def _pile(count: int) -> list[_Stone]:
    """Stones from the ground up: each a little smaller, a little aside, never past balance."""
    pile: list[_Stone] = []
    top, wide = 0.0, 148.0
    shrink = 0.86 if count <= 6 else 0.92
    for n in range(count):
        high = wide * (0.27 + 0.05 * _chance(n, 1)) + 5
        aside = (_chance(n, 2) - 0.5) * wide * 0.13
        pile.append(_Stone(n, _WIDTH / 2 + aside, top - high / 2, wide, high))
        top -= high - 2.5
        wide *= shrink - 0.05 * _chance(n, 3)
    return pile


def _chance(n: int, which: int) -> float:
    """From 0 to 1, the same for the same stone in every drawing."""
    return (sin(n * 12.9898 + which * 78.233) * 43758.5453) % 1


def _shape(stone: _Stone) -> str:
    """A closed, rounded, slightly uneven line around a stone."""
    points = []
    corners = 9
    for k in range(corners):
        turn = 2 * pi * k / corners + 0.3 * _chance(stone.n, 4)
        far = 1 + 0.09 * (_chance(stone.n, 10 + k) - 0.5)
        flat = abs(sin(turn)) ** 0.72 * (1 if sin(turn) > 0 else -1)
        broad = abs(cos(turn)) ** 0.78 * (1 if cos(turn) > 0 else -1)
        points.append((stone.x + broad * far * stone.wide / 2, stone.y + flat * stone.high / 2))
    return _smooth(points)


def _smooth(points: list[tuple[float, float]]) -> str:
    """A closed curve through the points (Catmull-Rom as Bezier curves)."""
    count = len(points)
    path = f"M{points[0][0]:.1f} {points[0][1]:.1f}"
    for k in range(count):
        (ax, ay), (bx, by) = points[k - 1], points[k]
        (cx, cy), (dx, dy) = points[(k + 1) % count], points[(k + 2) % count]
        path += (
            f"C{bx + (cx - ax) / 6:.1f} {by + (cy - ay) / 6:.1f} "
            f"{cx - (dx - bx) / 6:.1f} {cy - (dy - by) / 6:.1f} {cx:.1f} {cy:.1f}"
        )
    return path + "Z"


def _stone(stone: _Stone) -> str:
    colour = stone.n % _COLOURS + 1
    left, right = stone.x - stone.wide * 0.36, stone.x + stone.wide * 0.38
    low = stone.y + stone.high * 0.22
    vein = stone.y - stone.high * (0.12 + 0.12 * _chance(stone.n, 5))
    return (
        f'<path d="{_shape(stone)}" fill="var(--cairn-stone-{colour}, {_ICON[colour]})" '
        'stroke="var(--cairn-stone-shade, #5d6a66)" stroke-width="1.8"/>'
        f'<path d="M{left:.1f} {low:.1f}Q{stone.x:.1f} {low + stone.high * 0.3:.1f} '
        f'{right:.1f} {low - 1:.1f}" stroke="var(--cairn-stone-shade, #5d6a66)" '
        'stroke-width="1.6" stroke-linecap="round" opacity=".55"/>'
        f'<path d="M{left + 6:.1f} {vein:.1f}q{stone.wide * 0.12:.1f} -3 '
        f'{stone.wide * 0.26:.1f} -1" stroke="#fff" stroke-width="1.6" '
        'stroke-linecap="round" opacity=".35"/>'
    )


def _outline(stone: _Stone) -> str:
    return (
        f'<path d="{_shape(stone)}" stroke="var(--cairn-link, #0b5c6b)" stroke-width="2" '
        'stroke-dasharray="5 5" stroke-linecap="round"/>'
    )


def _label(line: str, y: float) -> str:
    return (
        f'<text x="{_WIDTH / 2}" y="{y:.1f}" text-anchor="middle" font-size="14" '
        f'fill="var(--cairn-link, #0b5c6b)">{escape(line)}</text>'
    )


def _ground() -> str:
    return (
        '<path d="M14 1.5C52 -1.5 88 2.5 124 1S196 -1.5 226 2" '
        'stroke="var(--cairn-stone-shade, #5d6a66)" stroke-width="1.8" stroke-linecap="round"/>'
    )


def _pebbles(days: int) -> list[str]:
    """Pebbles in two uneven rows in front of the lowest stone."""
    groups, ones = divmod(days, _GROUP) if days > _MOST_PEBBLES else (0, days)
    sizes = [10.0] * min(groups, _MOST_PEBBLES) + [6.0] * ones
    drawn = []
    for n, wide in enumerate(sizes):
        across = (n * 0.618 + 0.31) % 1
        x = 26 + across * (_WIDTH - 52)
        y = 8 + 9 * (n % 2) + 3 * _chance(n, 7)
        pebble = _Stone(n + 40, x, y, wide * (1.25 + 0.4 * _chance(n, 8)), wide * 0.85)
        colour = n % _COLOURS + 1
        drawn.append(
            f'<path d="{_shape(pebble)}" fill="var(--cairn-stone-{colour}, {_ICON[colour]})" '
            'stroke="var(--cairn-stone-shade, #5d6a66)" stroke-width="1.2"/>'
        )
    return drawn


@cache
def icon_svg() -> str:
    """The same drawing, small: the icon of the site (image/svg+xml)."""
    pile = _pile(3)
    top = min(stone.y - stone.high / 2 for stone in pile)
    side = 160
    inside = "".join(_stone(stone) for stone in pile)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64" fill="none" '
        f'viewBox="{(_WIDTH - side) / 2} {top - (side + top) / 2:.1f} {side} {side}">'
        f"{inside}</svg>"
    )
