"""Two shapes that logged days can have. Shown without blame; never a verdict.

No published rule is validated. Prolonged activity that is followed by much more pain is what
overactivity looks like in diaries and accelerometers (Andrews et al. 2015); the numbers below
are clinical judgement and want a clinician's review.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from statistics import median

from program.exercises._logged import LoggedDay

LEAST_DAYS = 7
"""Logged days before either shape is looked for."""
USUAL_DAYS = 28
"""Days up to the latest logged one from which a person's median is taken."""
PAIR_DAYS = 14
"""Days up to the latest logged one in which pairs count."""
PAIRS = 2
HIGH, LOW = Fraction(3, 2), Fraction(1, 2)
"""Of the person's own median."""
WITHIN = 2
"""Days after a high day in which a low one, or more pain, belongs to it."""
PAIN_UP = 2
MOSTLY = Fraction(6, 10)
"""Part of the days under the plan that is most of them."""


@dataclass(frozen=True)
class Patterns:
    """What the logged days look like. None where too few are known to tell."""

    boom_bust: bool | None
    under_activity: bool | None
    latest: date | None
    """The latest day that was looked at."""


def patterns(days: Sequence[LoggedDay]) -> Patterns:
    """Look for both shapes in days that come oldest first, each once."""
    if not days:
        return Patterns(None, None, None)
    latest = days[-1].on
    recent = [day for day in days if day.on > latest - timedelta(days=USUAL_DAYS)]
    if len(recent) < LEAST_DAYS:
        return Patterns(None, None, latest)
    high = HIGH * median(day.amount for day in recent)
    highs = {day.on for day in recent if high > 0 and day.amount >= high}
    return Patterns(_boom_bust(recent, highs, high), _under(recent, highs), latest)


def _boom_bust(days: Sequence[LoggedDay], highs: set[date], high: Fraction) -> bool:
    """Each low day belongs to one high day, so that no day is counted twice."""
    low, since = high / HIGH * LOW, days[-1].on - timedelta(days=PAIR_DAYS)
    pairs, taken = 0, set[date]()
    for day in days:
        if day.on not in highs or day.on <= since:
            continue
        after = (one for one in days if 0 < (one.on - day.on).days <= WITHIN)
        paid = (one.on for one in after if one.amount <= low or _more_pain(day, one))
        found = next((on for on in paid if on not in taken), None)
        if found is not None:
            taken.add(found)
            pairs += 1
    return pairs >= PAIRS


def _more_pain(before: LoggedDay, after: LoggedDay) -> bool:
    if before.pain is None or after.pain is None:
        return False
    return after.pain - before.pain >= PAIN_UP


def _under(days: Sequence[LoggedDay], highs: set[date]) -> bool | None:
    planned = [day for day in days if day.quota is not None]
    if len(planned) < LEAST_DAYS:
        return None
    under = sum(day.quota is not None and day.amount < day.quota for day in planned)
    return not highs and Fraction(under, len(planned)) >= MOSTLY
