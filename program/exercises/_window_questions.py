"""What is asked before any window: each yes and each "not sure" leaves the night as it is.

The list is the clinical rules' (mania, seizures, driving for work, untreated apnoea, falls),
and what makes sleepy: less sleep and a sedative add up (clinical judgement).
"""

from program.fields import ChoiceField, Option
from program.words import N_

_ANSWERS = (
    Option(code="no", label=N_("No")),
    Option(code="yes", label=N_("Yes")),
    Option(code="unsure", label=N_("I am not sure")),
)


def _question(name: str, label: str, help: str = "") -> ChoiceField:
    return ChoiceField(id=name, label=label, help=help, options=_ANSWERS)


QUESTIONS = (
    _question(
        "mania", N_("Have you had days of feeling very high, with little need to sleep?")
    ),
    _question("seizures", N_("Do you have fits or seizures?")),
    _question("driving", N_("Do you drive or run machines for work?")),
    _question(
        "apnoea",
        N_("Do you stop breathing in your sleep, with no treatment for it?"),
        N_("Loud snores and waking up with a gasp can be signs."),
    ),
    _question("falls", N_("Do you fall at times, or fear a fall when you get up at night?")),
    _question(
        "medicines",
        N_("Do you take anything that can make you sleepy?"),
        N_(
            "Some pills for sleep, pain, mood, fits or allergies do, and alcohol and cannabis. "
            "Ask your pharmacist or doctor. Please change nothing on your own."
        ),
    ),
)
