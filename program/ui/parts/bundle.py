"""Making the bundle of a study's data, with what it will hold, and taking it home."""

from html import escape
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import streamlit as st

from program.export.tables import TABLES
from program.service.bundles import KEPT, bundles, make_bundle
from program.service.clinic import Clinic, Signed
from program.storage.ports import Unavailable
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
CODEBOOK = N_("A codebook of every column, and a description of the data set.")
MAKE = N_("Make the bundle")
MAKING = N_("{done} of {of} people")
BEGINS = N_("Making the bundle …")
READY = N_("The bundle is ready. It is the first one below.")
NOT_MADE = N_(
    "The bundle could not be made: the clinic’s export folder could not be written. Nothing is "
    "lost and nothing is half there. Ask the operator to look at the disk, then try again."
)
EARLIER = N_("Bundles that are ready")
NONE = N_("None yet.")
SOME_KEPT = N_("The newest {n} are kept.")
SIZE = N_("{name}, {kb} kB, made {moment}")


def bundle(clinic: Clinic, by: Signed, locale: str) -> None:
    """Draw the choices, what the bundle holds, the button, and the bundles there are."""
    raw(f"<h2>{escape(say(locale, TITLE))}</h2>")
    left, right = st.columns(2, gap="large")
    with left:
        told = "".join(f"<li>{escape(say(locale, words))}</li>" for words in CHOICES)
        raw(f'<ul class="cairn-plainlist">{told}</ul>')
        if st.button(say(locale, MAKE), type="primary", key="make-bundle"):
            _make(clinic, by, locale)
        _ready(clinic, by, locale)
    with right:
        raw(_holds(locale))


def _make(clinic: Clinic, by: Signed, locale: str) -> None:
    bar = st.progress(0.0, say(locale, BEGINS))

    def progress(done: int, of: int) -> None:
        bar.progress(done / max(1, of), say(locale, MAKING, done=done, of=of))

    try:
        make_bundle(clinic, by, progress)
    except (OSError, Unavailable):
        bar.empty()
        st.error(say(locale, NOT_MADE))
        return
    bar.empty()
    st.success(say(locale, READY))


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
    return f'<p>{escape(told)}</p>'


def _holds(locale: str) -> str:
    tables = "".join(
        f"<div><dt>{escape(table.name)}</dt>"
        f"<dd>{escape(say(locale, ONE_ROW, what=table.one_row))}</dd></div>"
        for table in TABLES
    )
    return (
        f'<section class="cairn-card"><h3>{escape(say(locale, HOLDS))}</h3>'
        f'<dl class="cairn-holds">{tables}</dl><p>{escape(say(locale, CODEBOOK))}</p></section>'
    )
