"""Sleep restriction for one person: what forbids it, whether it stands, and the night it says.

Compression is for everyone for whom it is safe; restriction only where a therapist has opened
it, and never against an answer of the person (Schutte-Rodin 2008, doi 10.5664/jcsm.27286).
"""

from datetime import date

from program.exercises import Entry, Restricted, nights, restrict, windows
from program.exercises.sleep_window import NAMES, careful, in_hours
from program.record import Record, Saved
from program.safety import cautions
from program.words import N_, Told

EXCLUSIONS = (*NAMES, "sleepiness", "sleepwalking", "pregnancy")
"""What a therapist rules out first: what the person is asked too, and three more."""

_WHY = {
    "start": N_(
        "Your therapist opened the shorter night to you. It begins with about as long in bed "
        "as you sleep: {hours} hours."
    ),
    "longer": N_(
        "Most of your time in bed was sleep. You can take a little more: {hours} hours."
    ),
    "same": N_("Your night stays as it is this week: {hours} hours."),
    "shorter": N_("A little shorter this week: {hours} hours. You can also keep it as it was."),
    "early": N_("Your night stays as it is until the week is over: {hours} hours."),
    "unknown": N_("Five nights in your diary show what is next. Until then: {hours} hours."),
    "flare": N_("A flare is no time to change a night. Keep it as it is: {hours} hours."),
}


_FIRST_FLARE = N_("A flare is no time for a shorter night. Begin once it has passed.")


def told(night: Restricted | None, record: Record) -> Told | None:
    """The night, and what decided it; None while the diary has too few nights."""
    if night is not None:
        return Told(_WHY[night.because], {"hours": in_hours(night.minutes)})
    return in_flare(None) if record.flare_since is not None else None


def in_flare(minutes: int | None) -> Told:
    """What is said of a night while a flare goes on: the one to keep, or that none begins."""
    if minutes is None:
        return Told(_FIRST_FLARE)
    return Told(_WHY["flare"], {"hours": in_hours(minutes)})


def answers_on_safety(record: Record) -> Saved | None:
    """The latest answers to the questions that come before a window; None before the first."""
    asked = [saved for saved in record.kind("sleep_window") if _asked(saved)]
    return asked[-1] if asked else None


def forbidden(record: Record) -> tuple[str, ...]:
    """What the person's own answers name of what forbids restriction, as far as they were
    asked. Mania counts until it was ruled out at the start."""
    latest = answers_on_safety(record)
    named = set(careful(latest.entry.answers)) if latest is not None else set()
    if cautions(record).no_window:
        named.add("mania")
    return tuple(name for name in NAMES if name in named)


def since_opened(record: Record) -> tuple[Entry, ...]:
    """The windows saved since restriction was opened, oldest first; none where it is closed."""
    if record.restriction is None:
        return ()
    _, fact = record.restriction
    saved = record.kind("sleep_window")
    seen = [n for n, one in enumerate(saved) if one.event == fact.answers]
    return tuple(one.entry for one in saved[seen[-1] + 1 if seen else 0 :])


def stands(record: Record) -> bool:
    """Whether a therapist's opening holds. An answer since then that forbids it ends it, until
    a therapist has looked and opens it anew."""
    if record.restriction is None or cautions(record).no_window:
        return False
    return not any(careful(entry.answers) for entry in since_opened(record))


def restricted_night(record: Record, on: date) -> Restricted | None:
    """The night that restriction says on a day, for somebody for whom it stands."""
    diary = nights([saved.entry for saved in record.kind("sleep_diary")])
    flare = record.flare_since is not None
    return restrict(diary, windows(since_opened(record)), on, flare=flare)


def _asked(saved: Saved) -> bool:
    return any(name in saved.entry.answers for name in NAMES)
