"""A small line of how it has gone, as inline SVG: for Today and the check-in."""

from program.charts.figure import rounded
from program.exercises import Picture
from program.exercises import _draw as draw
from program.record import Observed, Record
from program.words import N_

SHOWN = 12
"""Latest values that are drawn."""
_HIGH = 84
_ONE = N_("You gave {now} of {highest} the first time.")
_MANY = N_("You gave {first} of {highest} at first, and {now} the last time.")


def sparkline(
    record: Record, scale: str = "peg", *, lowest: float = 0, highest: float = 10
) -> Picture | None:
    """How one scale has gone; None before there is any answer.

    lowest, highest: the ends of the scale. Missing answers leave no mark and no gap in time:
    values stand at their days.
    """
    seen = record.values(scale)
    if not seen:
        return None
    shown = seen[-SHOWN:]
    return Picture(
        svg=draw.drawing(_HIGH, *_marks(shown, lowest, highest)),
        sentence=_ONE if len(seen) == 1 else _MANY,
        values={
            "first": rounded(seen[0]),
            "now": rounded(seen[-1]),
            "highest": f"{highest:g}",
        },
        head=(N_("Day"), N_("Value")),
        rows=tuple((one.on, rounded(one)) for one in seen),
    )


def _marks(seen: tuple[Observed, ...], lowest: float, highest: float) -> list[str]:
    points = _points(seen, lowest, highest)
    (first_x, first_y), (last_x, last_y) = points[0], points[-1]
    path = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    marks = [
        draw.line(16, _HIGH - 8, draw.WIDTH - 16, _HIGH - 8, draw.LINE),
        f'<path d="M{path}" stroke="{draw.PRIMARY}" stroke-width="2.5"/>',
        draw.dot(last_x, last_y, 5, draw.PRIMARY),
        draw.written(last_x, last_y - 11, rounded(seen[-1])),
    ]
    if len(points) > 1:
        marks += [
            draw.dot(first_x, first_y, 4, draw.SOFT, draw.PRIMARY),
            draw.written(first_x, first_y - 11, rounded(seen[0])),
        ]
    return marks


def _points(
    seen: tuple[Observed, ...], lowest: float, highest: float
) -> list[tuple[float, float]]:
    days = max((seen[-1].on - seen[0].on).days, 1)
    low, high = _HIGH - 16, 24
    points = []
    for one in seen:
        across = (one.on - seen[0].on).days / days if len(seen) > 1 else 0.5
        share = ((one.value or 0.0) - lowest) / (highest - lowest)
        points.append((28 + across * (draw.WIDTH - 56), low - share * (low - high)))
    return points
