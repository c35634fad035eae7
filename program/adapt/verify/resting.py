"""The light weeks in a row on a day of a course: how long a module stays open is unknown, and a
row ends while one does."""

from dataclasses import dataclass, replace

import z3

from program.adapt.verify.moment import Formula


@dataclass(frozen=True)
class Row:
    """The latest light weeks that followed each other."""

    weeks: int = 0
    begun: Formula = 0
    """Days from enrolment to the beginning of the last of them."""
    over: bool = False
    """Whether a module was opened after them."""

    def moved(self) -> "Row":
        """After a module opens."""
        return replace(self, over=True)

    def running(self, today: Formula, days: int) -> Formula:
        """How many run on a day: none once a module was opened and as many days as a light week
        has lie behind the last of them. `days`: of a light week."""
        if not self.over:
            return z3.IntVal(self.weeks)
        return z3.If(today - self.begun >= 2 * days - 1, 0, z3.IntVal(self.weeks))
