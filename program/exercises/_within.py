"""What somebody wrote who paces within an energy limit: no amount, and rest in good time."""

from program.exercises import _draw as draw
from program.exercises._kind import Picture
from program.exercises._sheet import Part, along_a_path, filled, table
from program.words import N_


def within_a_limit(*parts: Part) -> Picture | None:
    """The drawing of these words; None where all of them have been removed."""
    found = filled(*parts)
    if not found:
        return None
    plan, end = along_a_path(0, found)
    return Picture(
        svg=draw.drawing(round(end), plan),
        sentence=N_("You stay within what each day allows, and rest before you are worn out."),
        head=(N_("Part"), N_("My plan")),
        rows=table(found),
    )
