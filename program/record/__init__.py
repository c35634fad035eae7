"""What the events add up to: a participant's record, rebuilt by a pure fold."""

from program.record._fold import apply, apply_stamp, fold, whole
from program.record._untold import UNTOLD, log_untold
from program.record._values import (
    Entry,
    Made,
    ModuleState,
    Observed,
    Raised,
    Record,
    Saved,
    Weighed,
)
from program.record._weighing import agreed, proposes

__all__ = [
    "UNTOLD", "Entry", "Made", "ModuleState", "Observed", "Raised", "Record", "Saved",
    "Weighed", "agreed", "apply", "apply_stamp", "fold", "log_untold", "proposes", "whole",
]  # fmt: skip
