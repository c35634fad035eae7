"""The first visit: consent in plain words, a few questions, how to reach the person."""

from program.ui.patient.entering import here
from program.ui.patient.first_visit import show
from program.ui.patient.kindly import kindly

me = here()
with kindly(me):
    show(me)
