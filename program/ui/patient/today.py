"""Today: one clear next step, why this one, and what comes after."""

from program.ui.patient.entering import here
from program.ui.patient.kindly import kindly
from program.ui.patient.today_shown import show

me = here()
with kindly(me):
    show(me)
