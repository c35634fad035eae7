"""Settings: how it looks, language and zone, how to reach me, my data."""

from program.ui.patient.entering import come_in, here
from program.ui.patient.kindly import kindly
from program.ui.patient.settings_shown import show

me = here()
with kindly(me):
    come_in(me)
    show(me)
