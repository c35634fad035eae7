"""Where something was written in a module, to go back to it."""

from typing import NamedTuple

from program.ids import ModuleId, StepId
from program.modules.program import Program
from program.record import Record


class Written(NamedTuple):
    """A step in which something was written."""

    module: ModuleId
    step: StepId


def where_written(kind: str, record: Record, program: Program) -> Written | None:
    """The step in which an exercise was last saved, to change it there; None where there is
    none, or its module is not open to the person."""
    saved = record.kind(kind)
    module = saved[-1].fact.module if saved else None
    if module is None or module not in record.modules or module not in program.modules:
        return None
    step = program.modules[module].step(saved[-1].fact.step)
    return Written(module, step.id) if step else None
