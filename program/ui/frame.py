"""Who is here, which pages are theirs, and the one that is open, in its frame."""

from copy import copy
from functools import cache
from urllib.parse import urlencode

import streamlit as st

from program.events import Role
from program.service.clinic import Signed
from program.service.my_plans import has_flare_plan
from program.ui import session
from program.ui.leaving import sign_out_link, to_sign_in
from program.ui.pages import PAGES, Page
from program.ui.parts.look import dress
from program.ui.parts.raw import raw
from program.ui.parts.tabs import Tab, header, tabs
from program.words import N_, say

SIMULATED = N_("Made-up data. Nobody here is real.")
NOTHING_YET = (Page(N_("Welcome"), "", "nothing_yet.py"),)
"""For roles that have no pages: Streamlit must be told which pages there are, always."""
_WITH_A_WAY_OUT = ("/", "/settings")
"""Pages of patients that end with a way to sign out; on the others there is one thing to do."""


def run() -> None:
    """One run of the app, from who is here to the foot of the page."""
    with session.one_run() as who:
        if who is None:
            st.set_page_config(page_title="Cairn")
            to_sign_in(session.locale())
        else:
            _show(who)


def _show(who: Signed) -> None:
    own = session.account(who)
    locale = session.locale(own)
    theirs = PAGES[who.role] or NOTHING_YET
    pages = dict(zip(map(copy, _made(who.role, locale)), theirs, strict=True))
    chosen = st.navigation(list(pages), position="hidden")
    st.set_page_config(page_title=f"{chosen.title} · Cairn")
    page = pages[chosen]
    look = dress(
        own.preferences if own is not None else {},
        locale,
        page=f"{page.url}?{urlencode(st.query_params.to_dict())}#{session.turns()}",
        wide=who.role != "patient",
        session=who.session,
    )
    raw(look + _way_around(who, page, locale))  # before the page, which may break: this stays
    chosen.run()
    if who.role != "patient" or page.url in _WITH_A_WAY_OUT:
        sign_out_link(locale)


def _way_around(who: Signed, page: Page, locale: str) -> str:
    theirs = PAGES[who.role]
    simulated = session.clinic().stores.mode == "simulated"
    top = header(
        locale,
        settings="/settings" if any(p.url == "/settings" for p in theirs) else None,
        notice=SIMULATED if simulated else "",
        flare_plan=has_flare_plan(session.clinic(), who),
    )
    with_tab = [Tab(p.url, p.title, p.icon) for p in theirs if p.icon is not None]
    return top + tabs(with_tab, page.url, locale) if len(with_tab) > 1 else top


@cache
def _made(role: Role, locale: str) -> tuple[st.Page, ...]:
    """The pages of a role as Streamlit has them. Making one looks for its file on the disk; a
    run is given copies, because Streamlit notes in a page whether it may be run now."""
    return tuple(
        st.Page(
            page.script, title=say(locale, page.title), url_path=page.url_path, default=not n
        )
        for n, page in enumerate(PAGES[role] or NOTHING_YET)
    )
