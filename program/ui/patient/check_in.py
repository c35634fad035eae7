"""The check-in that is due, one question a page."""

from program.ui.patient.asked_now import show
from program.ui.patient.entering import here, kindly

me = here()
with kindly(me):
    show(me)
