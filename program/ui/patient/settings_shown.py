"""What stands on Settings; each choice holds at once and is kept with the account."""

from collections.abc import Sequence
from html import escape
from zoneinfo import ZoneInfo, available_timezones

import streamlit as st
from babel import Locale
from babel.dates import format_time

from program.service.contacts import contact_pages
from program.service.own_settings import set_preferences
from program.service.path import set_zone
from program.service.progress import progress
from program.storage.ports import Account
from program.ui import session
from program.ui.parts.cards import lead, note
from program.ui.parts.look import CHOICES
from program.ui.parts.raw import raw
from program.ui.patient.contacts import ask_contacts
from program.ui.patient.entering import Here, kept
from program.web.own_data import ADDRESS
from program.words import N_, locales

TITLE = N_("Settings")
LOOK, LANGUAGE, ZONE = N_("How it looks"), N_("Language"), N_("Time zone")
NAMES = {"text": N_("Text size"), "contrast": N_("Contrast"), "motion": N_("Motion")}
OPTIONS = {
    ("text", "normal"): N_("Normal"),
    ("text", "large"): N_("Large"),
    ("text", "larger"): N_("Larger"),
    ("contrast", "normal"): N_("Normal"),
    ("contrast", "high"): N_("High"),
    ("motion", "full"): N_("As usual"),
    ("motion", "still"): N_("Still: nothing moves"),
}
AT_ONCE = N_("What you choose holds at once, and on each device you sign in on.")
ZONE_LEAD = N_("Your days begin and end by this zone. It is {time} for you now.")
ZONE_LABEL = N_("Type a city to search")
CONTACTS = N_("How someone can reach you")
CONTACTS_LEAD = N_(
    "We ask so that a person can call you, or send help to you, if we are worried about you. "
    "Only the people who care for you see this. You can leave any of it empty."
)
SAVED = N_("Saved. Thank you.")
DATA = N_("Your data")
DATA_LEAD = N_(
    "You can take home everything that is kept about you: your answers, your words, and what "
    "was decided and why. It is one file. Other programs can read it."
)
DOWNLOAD = N_("Download my data")
ERASE_TITLE = N_("Having it removed")
ERASE = N_(
    "You can ask for everything about you to be removed, at any time. Tell your therapist or "
    "your clinic: “Please remove my data from Cairn.” They do it for good, so it cannot come "
    "back. Download it first if you want to keep it. Your care stays the same."
)

_PLACE = "setting-"


def show(me: Here) -> None:
    """The page."""
    st.title(me.say(TITLE), anchor=False)
    own = session.account(me.by)
    if own is None:
        return
    _look(me, own)
    if len(locales()) > 1:
        _language(me)
    _zone(me)
    _contacts(me, own)
    _data(me)


def _look(me: Here, own: Account) -> None:
    st.header(me.say(LOOK), anchor=False)
    lead(me.say(AT_ONCE))
    for name, offered in CHOICES.items():
        held = own.preferences.get(name, offered[0])
        held = held if held in offered else offered[0]
        words = {code: me.say(OPTIONS[name, code]) for code in offered}
        chosen = _one_of(me.say(NAMES[name]), offered, held, words, name)
        _prefer(me, name, held, chosen)


def _language(me: Here) -> None:
    st.header(me.say(LANGUAGE), anchor=False)
    words = {code: Locale.parse(code).get_display_name(code) or code for code in locales()}
    chosen = _one_of(me.say(LANGUAGE), locales(), me.locale, words, "language")
    _prefer(me, "language", me.locale, chosen)


def _one_of(
    label: str, offered: Sequence[str], held: str, words: dict[str, str], name: str
) -> str:
    """A choice that begins at what is kept, also when it was changed from elsewhere."""
    chosen = st.radio(
        label,
        offered,
        index=offered.index(held),
        format_func=words.__getitem__,
        key=_place(name, held),
        horizontal=True,
    )
    return chosen or held


def _place(name: str, held: str) -> str:
    """Key of a choice: a new one, which begins at what is kept, once that was changed from
    elsewhere; else the same, so that whoever goes through it by arrow keys stays in it."""
    n, before = session.recall(_PLACE + name) or (0, held)
    n += before != held
    session.remember(_PLACE + name, (n, held))
    return f"{_PLACE}{name}-{n}"


def _held_here(name: str, chosen: str) -> None:
    """What is kept changes from here; noted first, because the next key press ends the run."""
    n, _ = session.recall(_PLACE + name)
    session.remember(_PLACE + name, (n, chosen))


def _prefer(me: Here, name: str, held: str, chosen: str) -> None:
    if chosen == held:
        return
    _held_here(name, chosen)
    if kept(me, lambda: _keep_preference(me, name, chosen)):
        st.rerun()


def _keep_preference(me: Here, name: str, chosen: str) -> None:
    set_preferences(me.clinic, me.by, {name: chosen})


def _zone(me: Here) -> None:
    found = progress(me.clinic, me.by, me.who, me.locale)
    if found is None:
        return
    held = found.record.zone or me.clinic.settings.zone
    st.header(me.say(ZONE), anchor=False)
    now = me.clinic.moment().astimezone(ZoneInfo(held))
    lead(me.say(ZONE_LEAD, time=format_time(now, "short", locale=me.locale)))
    offered = _zones(held)
    chosen = st.selectbox(
        me.say(ZONE_LABEL),
        offered,
        index=offered.index(held),
        format_func=_zone_name,
        key=_place("zone", held),
    )
    if not chosen or chosen == held:
        return
    _held_here("zone", chosen)
    if kept(me, lambda: set_zone(me.clinic, me.by, me.who, chosen)):
        st.rerun()


def _zones(held: str) -> list[str]:
    """Zones named after places, and the one that holds."""
    old = ("Etc/", "US/", "posix/", "right/", "SystemV/", "Mexico/", "Brazil/", "Chile/")
    places = {
        name for name in available_timezones() if "/" in name and not name.startswith(old)
    }
    return sorted(places | {held, "UTC"}, key=_zone_name)


def _zone_name(zone: str) -> str:
    """`Madrid (Europe)`"""
    region, _, place = zone.partition("/")
    return f"{place} ({region})".replace("_", " ") if place else zone


def _contacts(me: Here, own: Account) -> None:
    st.space("small")
    if ask_contacts(me, own, contact_pages(CONTACTS, CONTACTS_LEAD)):
        note(me.say(SAVED), news=True)


def _data(me: Here) -> None:
    st.header(me.say(DATA), anchor=False)
    lead(me.say(DATA_LEAD))
    raw(
        f'<p><a class="cairn-button cairn-quiet" href="{ADDRESS}" target="_self">'
        f"{escape(me.say(DOWNLOAD))}</a></p>"
    )
    st.subheader(me.say(ERASE_TITLE), anchor=False)
    st.markdown(me.say(ERASE))
