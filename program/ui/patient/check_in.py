"""The check-in that is due, one question a page."""

from program.ui.patient.asked_now import show
from program.ui.patient.entering import here
from program.ui.patient.kindly import kindly

me = here()
with kindly(me):
    show(me)
