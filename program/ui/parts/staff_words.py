"""What staff read about signals, days and where a person stands, in words."""

from collections.abc import Mapping
from datetime import date, datetime, tzinfo

from babel.dates import format_date, format_datetime

from program.events import SignalRaised
from program.record import Raised
from program.words import N_, say, say_count

AREAS = {
    "activity": N_("getting active"),
    "sleep": N_("sleep"),
    "mood": N_("mood"),
    "people": N_("people"),
    "work": N_("work and chores"),
    "thinking": N_("thinking clearly"),
}
GONE_CONTENT = N_(
    "The program this person follows is not whole in the archive, so their page cannot be "
    "drawn. Nothing of theirs is lost. Ask the operator to run "
    "“python -m program audit verify” and to bring back the archive from a backup."
)
CANNOT_SIGN_IN = N_(
    "Their account is closed, so they cannot sign in. The operator can open it again."
)
SINCE = N_("Since {day}.")
RESPOND_BY = N_("Make contact by {moment}, weekends included.")
WANTED_BY = N_("Contact was wanted by {moment}. Nobody has noted any yet.")
SILENT = N_("No visit for {days} days; that has been noted.")
ON_HOLD = N_("On hold since {day}: nothing new opens.")
ABOUT = N_("about {value}")
_FINE = 1e-6
"""Differences below this come from how numbers are kept."""
NEVER = N_("never")
TODAY = N_("today")
YESTERDAY = N_("yesterday")


def reason(signal: SignalRaised, locale: str) -> str:
    """Why a signal was raised: the stored sentence with the stored values in their places."""
    return say(locale, signal.reason, **_in_words(signal.values, locale))


def since(signal: SignalRaised, raised: Raised | None, now: datetime, locale: str) -> str:
    """Since when a signal waits, and by when contact is or was wanted; empty where it comes
    from time going by. now: where the clinic is."""
    said = []
    if raised is not None:
        on = raised.at.astimezone(now.tzinfo).date()
        said.append(say(locale, SINCE, day=day(on, locale)))
    if signal.respond_by is not None:
        wanted = WANTED_BY if signal.respond_by < now else RESPOND_BY
        by = moment(signal.respond_by, now.tzinfo, locale)
        said.append(say(locale, wanted, moment=by))
    return " ".join(said)


def _in_words(values: Mapping[str, float | str], locale: str) -> dict[str, str]:
    return {
        name: _number(value, locale)
        if isinstance(value, float | int)
        else say(locale, AREAS.get(value, value))
        for name, value in values.items()
    }


def _number(value: float, locale: str) -> str:
    """A number to one decimal; where that is not all of it, it says so: a score that was made
    up from the other items seldom is whole."""
    shown = round(value, 1)
    exact = abs(value - shown) < _FINE
    return f"{shown:g}" if exact else say(locale, ABOUT, value=f"{shown:g}")


def day(on: date, locale: str) -> str:
    """A day as people write it: 5 Jan 2026."""
    return str(format_date(on, "d MMM y", locale=locale))


def moment(at: datetime, zone: tzinfo | None, locale: str) -> str:
    """A day and time in a zone; in UTC where there is none."""
    return str(format_datetime(at, "d MMM y, HH:mm", tzinfo=zone, locale=locale))


def clock(at: datetime, locale: str) -> str:
    """The time of day of a moment, where it stands: 14:05."""
    return str(format_datetime(at, "HH:mm", tzinfo=at.tzinfo, locale=locale))


def ago(on: date | None, today: date, locale: str) -> str:
    """How long ago a day was: today, yesterday, 5 days ago; never where there is none."""
    if on is None:
        return say(locale, NEVER)
    days = max(0, (today - on).days)
    if days < 2:
        return say(locale, YESTERDAY if days else TODAY)
    return say_count(locale, "{n} day ago", "{n} days ago", days)
