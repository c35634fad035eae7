"""What people see whose role has no pages."""

import streamlit as st

from program.ui import session
from program.words import N_, say

NOTHING = N_("There are no pages for you here yet.")

st.title(say(session.locale(session.account(session.me())), NOTHING), anchor=False)
