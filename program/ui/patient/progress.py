"""Progress: the cairn, how it has gone, and what was done."""

import streamlit as st

from program.ui.patient.entering import BEGIN, come_in, here
from program.ui.patient.kindly import kindly
from program.ui.patient.progress_shown import show

me = here()
with kindly(me):
    found = come_in(me)
    if found.enrolled and not (found.consented and found.intake_done):
        st.switch_page(BEGIN)
    show(me, found)
