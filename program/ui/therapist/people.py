"""The therapist's people, those who need something first."""

from collections.abc import Sequence
from html import escape
from unicodedata import combining, normalize
from zoneinfo import ZoneInfo

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from program.ids import ParticipantId
from program.service.care import Line, caseload
from program.storage.ports import Unavailable
from program.ui import session
from program.ui.leaving import to_sign_in
from program.ui.parts.cards import lead, note
from program.ui.parts.raw import raw
from program.ui.parts.reading import reading
from program.ui.parts.staff_list import (
    GROUPS,
    Group,
    group,
    group_url,
    looked_up,
    segments,
    staff_list,
)
from program.ui.trouble import say_sorry
from program.words import N_, say, say_count

TITLE = N_("Your people")
SEARCH = N_("Search by name")
HOW = N_("How this is decided")
DECIDED = (
    N_("Needs you: a risk answer, a red signal, or a history that is closed."),
    N_("Waiting: no program yet, amber signals or things to know only, a path on hold, or no "
       "visit for 14 days that has been noted."),
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
AGREE = N_("Proposals of the engine that you answered: {weighed}. You agreed with {agreed}.")
FOUND = N_("With “{name}” in their name: {n} of your {of} people.")
CLEAR = N_("Clear the search")
AWAY = N_(
    "We cannot reach the place where your list is kept right now. What you saved is safe. The "
    "list looks again by itself. If it stays away, tell the operator this number: {reference}"
)
NO_NAME = N_("None of your people has “{name}” in their name.")

_LOOK_AGAIN = 30
"""Seconds between two looks at the list; a look reads what is new of each person, no more."""
_NEEDED = "needed"
"""Of those who needed somebody when the page was come to."""

Query = dict[str, str]


def show() -> None:
    locale = session.locale(session.account(session.me()))
    st.title(say(locale, TITLE), anchor=False)
    session.remember(_NEEDED, None)
    _people(locale)


@st.fragment(run_every=_LOOK_AGAIN)
def _people(locale: str) -> None:
    """The list, which is looked up again by itself. The browser changes what is no longer so
    and nothing else."""
    above = st.container()
    try:
        with above:
            lines, login = _looked_up(locale)
    except Unavailable as problem:
        _typed(locale)  # the same field: the name half typed in it stays
        with above:
            say_sorry(problem, AWAY)
        return
    if not lines:
        note(say(locale, EMPTY, login=login))
        return
    _shown(lines, above, locale)


def _looked_up(locale: str) -> tuple[Sequence[Line], str]:
    """The people of whoever is here, and the name they sign in with. Raises Unavailable."""
    by = session.here()
    if by is None:
        to_sign_in(locale)
    own = session.account(by)
    with reading(locale) as progress:
        lines = caseload(session.clinic(), by, progress)
    return lines, own.login if own is not None else ""


def _shown(lines: Sequence[Line], above: DeltaGenerator, locale: str) -> None:
    """The groups, the search and the people that were asked for."""
    wanted = st.query_params.get("show", "needs")
    chosen: Group = wanted if wanted in GROUPS else "needs"
    clinic = session.clinic()
    now = clinic.moment().astimezone(ZoneInfo(clinic.settings.zone))
    name, here, cleared = _typed(locale)
    with above:
        raw(segments(lines, "all" if name else chosen, cleared, locale))
        raw(looked_up(now, _newly_needing(lines), locale))
    if name:
        found = [line for line in lines if _letters(name) in _letters(line.name)]
        _searched(name, len(found), len(lines), group_url(chosen, cleared), locale)
    else:
        found = [line for line in lines if chosen in ("all", group(line))]
        _nobody(lines, found, chosen, locale)
    several = len({line.program for line in lines if line.program is not None}) > 1
    page, query = st.query_params.get("page", "1"), {"show": chosen, **here}
    raw(staff_list(found, now, page, query, locale, several=several))
    _how(lines, locale)


def _newly_needing(lines: Sequence[Line]) -> list[Line]:
    """Who needs somebody now and did not when the page was come to."""
    needing = [line for line in lines if group(line) == "needs"]
    before: frozenset[ParticipantId] | None = session.recall(_NEEDED)
    if before is None:
        before = frozenset(line.who for line in needing)
        session.remember(_NEEDED, before)
    return [line for line in needing if line.who not in before]


def _typed(locale: str) -> tuple[str, Query, Query]:
    """The name that is looked for; what an address holds for the field to stay as it is, and
    what for an empty one. Two fields take turns: each begins empty when its turn comes."""
    turned = "turned" in st.query_params
    typed = st.text_input(
        say(locale, SEARCH), type="search", live="300ms", key=f"people-search-{turned}",
        max_chars=80,
    )  # fmt: skip
    name = (typed or "").strip()
    one: Query = {"turned": "1"} if turned else {}
    other: Query = {} if turned else {"turned": "1"}
    return name, one, other if name else one


def _letters(name: str) -> str:
    """A name as it is looked for: Müller is found as muller, however it was typed."""
    apart = normalize("NFKD", " ".join(name.split()).casefold())
    return "".join(letter for letter in apart if not combining(letter))


def _searched(name: str, n: int, of: int, back: str, locale: str) -> None:
    told = say(locale, FOUND if n else NO_NAME, name=name, n=n, of=of)
    clear = f'<a href="{back}" target="_self" data-go>{escape(say(locale, CLEAR))}</a>'
    raw(f'<p class="cairn-lead" role="status">{escape(told)} {clear}</p>')


def _nobody(lines: Sequence[Line], found: Sequence[Line], chosen: Group, locale: str) -> None:
    if found:
        return
    told = say(locale, NOBODY[chosen])
    waiting = sum(group(line) == "waiting" for line in lines)
    if chosen == "needs" and waiting:
        told += " " + say_count(locale, "{n} person waits.", "{n} people wait.", waiting)
    lead(told)


def _how(lines: Sequence[Line], locale: str) -> None:
    told = "".join(f"<li>{escape(say(locale, sentence))}</li>" for sentence in DECIDED)
    weighed = sum(line.weighed for line in lines)
    if weighed:
        agreed = say(locale, AGREE, weighed=weighed, agreed=sum(line.agreed for line in lines))
        told += f"<li>{escape(agreed)}</li>"
    summary = escape(say(locale, HOW))
    raw(f'<details class="cairn-more"><summary>{summary}</summary><ul>{told}</ul></details>')


show()
