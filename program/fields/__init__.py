"""Forms as data: what can be asked, and the check of what comes back."""

from program.fields._check import LONGEST_PRACTICE, Checked, Problem, check, shown
from program.fields._declare import (
    AmountField,
    Answers,
    AnyField,
    ChoiceField,
    DateField,
    Option,
    Page,
    Pages,
    PlainField,
    PracticeField,
    RowsField,
    ScaleField,
    Shown,
    TextField,
    TimeField,
)
from program.fields._sample import sample
from program.fields._texts import join, split

__all__ = [
    "AmountField", "Answers", "AnyField", "ChoiceField", "DateField", "Option", "Page", "Pages",
    "PlainField", "PracticeField", "RowsField", "ScaleField", "Shown", "TextField", "TimeField",
    "LONGEST_PRACTICE", "Checked", "Problem", "check", "shown", "split", "join", "sample",
]  # fmt: skip
