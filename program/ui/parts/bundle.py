"""Making the bundle of a study's data, with what it will hold, and taking it home."""

from html import escape
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import streamlit as st

from program.export.tables import TABLES
from program.service.bundles import KEPT, bundles
from program.service.clinic import Clinic, Signed
from program.service.making import Making, begin_bundle, latest_making
from program.ui import session
from program.ui.parts.raw import raw
from program.ui.parts.staff_words import moment
from program.words import N_, say, say_count

TITLE = N_("The data")
CHOICES = (
    N_("Everyone with a history, and every module planned for them, whatever happened."),
    N_("De-identified: no names, no contacts, no free text, no dates. Days count from the day "
       "of enrolment."),
    N_("Codes are made anew for each bundle, so that two bundles cannot be joined."),
    N_("Who made a bundle, and when, is written into the journal of access."),
)  # fmt: skip
HOLDS = N_("What the bundle will hold")
ONE_ROW = N_("one row: {what}")
CODEBOOK = N_(
    "A codebook of every column and code, and a description of the data set that R and Python "
    "can read too."
)
CONTENT = N_(
    "The content that people followed: lessons, rules and questionnaires. Words of "
    "questionnaires that belong to somebody are left out."
)
MAKE = N_("Make the bundle")
MAKING = N_("{done} of {of} people")
BEGINS = N_("Making the bundle …")
GOES_ON = N_("It goes on by itself: you may leave this page, or load it again.")
READY = N_("The bundle is ready. It is the first one below.")
NOT_MADE = N_(
    "The bundle could not be made. Nothing is lost and nothing is half there. Ask the "
    "operator: the log says why. Most often the clinic’s export folder could not be written."
)
EARLIER = N_("Bundles that are ready")
NONE = N_("None yet.")
SOME_KEPT = N_("The newest {n} are kept.")
SIZE = N_("{name}, {kb} kB, made {moment}")
_LOOK_AGAIN = 1
"""Seconds between two looks at how far a bundle is."""
_FOLLOWED = "bundle"
"""Of a bundle this browser has seen in the making: that it is ready is said once."""


def bundle(clinic: Clinic, by: Signed, locale: str) -> None:
    """Draw the choices, what the bundle holds, the button, and the bundles there are."""
    raw(f"<h2>{escape(say(locale, TITLE))}</h2>")
    left, right = st.columns(2, gap="large")
    with left:
        told = "".join(f"<li>{escape(say(locale, words))}</li>" for words in CHOICES)
        raw(f'<ul class="cairn-plainlist">{told}</ul>')
        _make(clinic, by, locale)
        _ready(clinic, by, locale)
    with right:
        raw(_holds(locale))


def _make(clinic: Clinic, by: Signed, locale: str) -> None:
    making = latest_making(clinic, by)
    going_on = making is not None and not making.ended.is_set()
    st.button(
        say(locale, MAKE), type="primary", key="make-bundle", disabled=going_on,
        on_click=_begin, args=(clinic, by),
    )  # fmt: skip
    with st.container():
        if making is None:
            return
        if going_on:
            session.remember(_FOLLOWED, True)
            _follow(making, locale)
        elif making.made is None:
            st.error(say(locale, NOT_MADE))
        elif session.once(_FOLLOWED):
            st.success(say(locale, READY))


def _begin(clinic: Clinic, by: Signed) -> None:
    begin_bundle(clinic, by)
    session.remember(_FOLLOWED, True)


@st.fragment(run_every=_LOOK_AGAIN)
def _follow(making: Making, locale: str) -> None:
    """How far a bundle is; the page is drawn anew once it has ended."""
    if making.ended.is_set():
        st.rerun()
    told = say(locale, MAKING, done=making.done, of=making.of) if making.of else ""
    st.progress(making.done / max(1, making.of), told or say(locale, BEGINS))
    raw(f'<p class="cairn-when">{escape(say(locale, GOES_ON))}</p>')


def _ready(clinic: Clinic, by: Signed, locale: str) -> None:
    there = bundles(clinic, by)
    zone = ZoneInfo(clinic.settings.zone)
    links = ""
    for one in there:
        words = say(
            locale, SIZE, name=one.name, kb=-(-one.size // 1024),
            moment=moment(one.made, zone, locale),
        )  # fmt: skip
        address = escape("/download/bundle?" + urlencode({"name": one.name}))
        links += (
            f'<li><a href="{address}" target="_self" download>{escape(words)}</a>'
            f"{_without(one.left_out, locale)}</li>"
        )
    none = escape(say(locale, NONE))
    inside = f"<ul>{links}</ul>" if links else f"<p>{none}</p>"
    kept = escape(say(locale, SOME_KEPT, n=KEPT))
    raw(
        f'<div class="cairn-ready"><h3>{escape(say(locale, EARLIER))}</h3>'
        f'<p class="cairn-when">{kept}</p>{inside}</div>'
    )


def _without(n: int, locale: str) -> str:
    if not n:
        return ""
    told = say_count(
        locale,
        "Without {n} person who had to be left out; dataset_description.json in it says why.",
        "Without {n} people who had to be left out; dataset_description.json in it says why.",
        n,
    )
    return f"<p>{escape(told)}</p>"


def _holds(locale: str) -> str:
    tables = "".join(
        f"<div><dt>{escape(table.name)}</dt>"
        f"<dd>{escape(say(locale, ONE_ROW, what=table.one_row))}</dd></div>"
        for table in TABLES
    )
    return (
        f'<section class="cairn-card"><h3>{escape(say(locale, HOLDS))}</h3>'
        f'<dl class="cairn-holds">{tables}</dl><p>{escape(say(locale, CODEBOOK))}</p>'
        f"<p>{escape(say(locale, CONTENT))}</p></section>"
    )
