"""The script that Streamlit runs anew for whoever comes and whatever they touch."""

from program.ui.frame import run

run()
