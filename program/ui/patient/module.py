"""A module, one step a page."""

from program.ui.patient.entering import here
from program.ui.patient.kindly import kindly
from program.ui.patient.player import show

me = here()
with kindly(me):
    show(me)
