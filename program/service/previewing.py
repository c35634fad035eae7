"""What a step asks of somebody who has just begun: for authors, who answer nothing."""

from datetime import date
from typing import Literal

from program.adapt.plan import Occasion
from program.adapt.schedule import INTAKE, make_check_in
from program.fields import Pages
from program.modules.program import Program
from program.modules.spec import Step
from program.record import Record
from program.service.check_in import pages_asked
from program.service.exercises import Asking, asking

AskedAt = Occasion | Literal["intake"]


def exercise_at_first(step: Step, program: Program, on: date) -> Asking:
    """An exercise or a practice as it is on the first day. Raises NotOpen for other steps."""
    return asking(step, Record(), program, on)


def check_in_at_first(at: AskedAt, program: Program, on: date, locale: str) -> Pages:
    """The questions of a check-in as they are on the first day."""
    if at == "intake":
        return pages_asked(program, INTAKE, locale)
    due = make_check_in(program.plan, Record(), on, at, with_phq9=False)
    return pages_asked(program, due.asks, locale)
