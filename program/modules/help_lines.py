"""Where to turn: the lines of one region."""

from datetime import date

from pydantic import Field

from program.modules.written import Written


class Line(Written):
    """A place to turn to."""

    name: str
    phone: str = ""
    text: str = ""
    """How to reach it by text message or chat."""
    hours: str
    source: str
    checked: date
    emergency: bool = False


class HelpFile(Written):
    """content/help/<region>.yaml. Never pinned: everyone sees today's numbers."""

    region: str
    lines: tuple[Line, ...] = Field(min_length=1)
