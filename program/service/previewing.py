"""What a step asks of somebody who has just begun: for authors, who answer nothing."""

from datetime import date

from program.adapt.schedule import make_check_in
from program.fields import Pages
from program.modules.program import Program
from program.modules.spec import CheckInStep, Step
from program.record import Record
from program.service.check_in import pages_asked
from program.service.exercises import Asking, asking


def exercise_at_first(step: Step, program: Program, on: date) -> Asking:
    """An exercise or a practice as it is on the first day. Raises NotOpen for other steps."""
    return asking(step, Record(), program, on)


def check_in_at_first(step: CheckInStep, program: Program, on: date, locale: str) -> Pages:
    """The questions of a check-in as they are on the first day."""
    due = make_check_in(program.plan, Record(), on, step.occasion, with_phq9=False)
    return pages_asked(program, due.asks, locale)
