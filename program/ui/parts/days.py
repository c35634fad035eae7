"""Days as people say them."""

from datetime import date, timedelta

from babel.dates import format_date

from program.words import N_, say


def day_in_words(locale: str, day: date, on: date) -> str:
    """`tomorrow`, `Thursday` within a week of `on`, else `Thursday 12 February`."""
    if day - on == timedelta(days=1):
        return say(locale, N_("tomorrow"))
    near = timedelta() < day - on < timedelta(days=7)
    return format_date(day, "EEEE" if near else "EEEE d MMMM", locale)
