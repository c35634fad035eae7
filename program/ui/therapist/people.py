"""The therapist's people, those who need something first."""

from html import escape
from zoneinfo import ZoneInfo

import streamlit as st

from program.service.care import caseload
from program.ui import session
from program.ui.parts.cards import lead, note
from program.ui.parts.raw import raw
from program.ui.parts.staff_list import GROUPS, Group, group, segments, staff_list
from program.words import N_, say

TITLE = N_("Your people")
SEARCH = N_("Search by name")
HOW = N_("How this is decided")
DECIDED = (
    N_("Needs you: a risk answer, a red signal, or a history that is closed."),
    N_("Waiting: no program yet, amber signals or things to know only, or no visit for 14 days "
       "that has been noted."),
    N_("On track: nothing waits."),
    N_("Each signal compares a person with their own first answers. It waits until you note "
       "what was done."),
)  # fmt: skip
EMPTY = N_(
    "You have no people yet. The operator of this clinic adds them on the server with "
    "“python -m program user add --role patient --therapist {login}”. Then they stand here, "
    "and you assign a program."
)
NOBODY = {
    "needs": N_("Nobody needs you right now."),
    "waiting": N_("Nobody is waiting."),
    "track": N_("Nobody here yet. Everyone has something that waits."),
    "all": "",
}
AGREE = N_("You answered {weighed} proposals of the engine, and agreed with {agreed} of them.")
NO_NAME = N_("None of your people has “{name}” in their name.")


def show() -> None:
    by, clinic = session.me(), session.clinic()
    own = session.account(by)
    locale = session.locale(own)
    st.title(say(locale, TITLE), anchor=False)
    lines = caseload(clinic, by)
    if not lines:
        note(say(locale, EMPTY, login=own.login if own is not None else ""))
        return
    wanted = st.query_params.get("show", "needs")
    chosen: Group = wanted if wanted in GROUPS else "needs"
    raw(segments(lines, chosen, locale))
    typed = st.text_input(
        say(locale, SEARCH), type="search", live="300ms", key="people-search",
        persist_state="session", max_chars=80,
    )  # fmt: skip
    name = (typed or "").strip()
    found = [line for line in lines if name.casefold() in line.name.casefold()]
    if not name and chosen != "all":
        found = [line for line in lines if group(line) == chosen]
    if not found:
        lead(say(locale, NO_NAME, name=name) if name else say(locale, NOBODY[chosen]))
    now = clinic.moment().astimezone(ZoneInfo(clinic.settings.zone))
    page = st.query_params.get("page", "1")
    raw(staff_list(found, now, page, {"show": chosen}, locale))
    told = "".join(f"<li>{escape(say(locale, sentence))}</li>" for sentence in DECIDED)
    weighed = sum(line.weighed for line in lines)
    if weighed:
        agreed = say(locale, AGREE, weighed=weighed, agreed=sum(line.agreed for line in lines))
        told += f"<li>{escape(agreed)}</li>"
    summary = escape(say(locale, HOW))
    raw(f'<details class="cairn-more"><summary>{summary}</summary><ul>{told}</ul></details>')


show()
