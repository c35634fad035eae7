"""What adds up over the days of a course: time practised, and the latest activity log."""

from dataclasses import dataclass, field

import z3

from program.adapt.verify.given import Given
from program.adapt.verify.moment import Formula
from program.adapt.verify.uses import Pattern, Uses
from program.exercises import PAIR_DAYS, USUAL_DAYS


@dataclass
class Sums:
    """The same up to the latest day."""

    uses: Uses
    _seconds: list[tuple[Formula, Formula]] = field(default_factory=list)
    """Day since enrolment, and seconds practised on it."""

    def __post_init__(self) -> None:
        never = z3.BoolVal(False)
        self._shape: dict[Pattern, Formula] = dict.fromkeys(self.uses.patterns, never)
        self._log_age: Formula = z3.IntVal(USUAL_DAYS)

    def patterns(self, later: Formula) -> dict[Pattern, tuple[Formula, Formula]]:
        """Of the log, some days later: whether each is known, and whether it is there."""
        known = self._log_age + later <= PAIR_DAYS
        return {of: (known, there) for of, there in self._shape.items()}

    def doses(self, today: Formula) -> dict[int, Formula]:
        """Days back from a day since enrolment -> seconds practised in them."""
        none = z3.IntVal(0)
        return {
            days: z3.Sum([none, *(z3.If(today - on < days, s, 0) for on, s in self._seconds)])
            for days in self.uses.doses
        }

    def add(self, day: Given, today: Formula) -> Formula:
        """One more day; what must hold of its log. Logs nearer to each other than that are
        taken together, and have another shape."""
        self._seconds.append((today, day.seconds))
        logs, age = z3.Or(list(day.log.values())), self._log_age + day.gap
        self._log_age = z3.If(logs, 0, age)
        for of, there in self._shape.items():
            self._shape[of] = z3.If(logs, day.log[of], there)
        return z3.Implies(logs, age >= USUAL_DAYS)
