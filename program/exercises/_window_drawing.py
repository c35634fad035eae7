"""The drawing of a night between two times."""

from program.exercises import _draw as draw
from program.words import N_


def night_line(rise: str, bed: str | None, hours: str) -> str:
    """An SVG of the time to get up; where there is a window, of the whole night.

    rise, bed: `HH:MM`. hours: the time in bed in figures.
    """
    ground = draw.line(24, 60, draw.WIDTH - 24, 60, draw.LINE, 3)
    up = draw.stone(draw.WIDTH - 60, 50, 46, 28)
    ends = draw.said(draw.WIDTH - 60, 96, N_("Up"), size=13)
    ends += draw.written(draw.WIDTH - 60, 26, rise, size=16)
    if bed is None:
        return draw.drawing(108, ground, up, ends)
    night = draw.bar(60, 46, draw.WIDTH - 120, 14, draw.SOFT, draw.PRIMARY)
    ends += draw.said(60, 96, N_("To bed"), size=13) + draw.written(60, 26, bed, size=16)
    ends += draw.written(draw.WIDTH / 2, 40, f"{hours} h", size=14)
    return draw.drawing(108, ground, night, up, draw.stone(60, 50, 46, 28), ends)
