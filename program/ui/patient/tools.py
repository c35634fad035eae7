"""Tools: everything met so far, to use again; one of them, or a lesson to read."""

import streamlit as st

from program.ids import ModuleId, StepId
from program.ui.patient.branch_page import show_branch
from program.ui.patient.entering import BEGIN, come_in, here
from program.ui.patient.kindly import kindly
from program.ui.patient.read_again import show_reading
from program.ui.patient.tool_page import show_tool
from program.ui.patient.tools_shown import show_tools

me = here()
with kindly(me):
    found = come_in(me)
    if found.enrolled and not (found.consented and found.intake_done):
        st.switch_page(BEGIN)
    elif "t" in st.query_params:
        show_tool(me, StepId(st.query_params["t"]), found.on)
    elif "b" in st.query_params:
        show_branch(me, ModuleId(st.query_params["b"]))
    elif "r" in st.query_params:
        show_reading(me, StepId(st.query_params["r"]))
    else:
        show_tools(me)
