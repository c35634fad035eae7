"""The first visit: consent in plain words, a few questions, how to reach the person."""

from program.ui.patient.entering import here, kindly
from program.ui.patient.first_visit import show

me = here()
with kindly(me):
    show(me)
