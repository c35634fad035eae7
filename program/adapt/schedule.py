"""When the next check-in is due and what it asks. All counted in the person's own days."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from program.adapt import boosters
from program.adapt.plan import Asking, Occasion, Plan
from program.ids import InstrumentId, ScaleId
from program.record import Record

_WHOLE = ("gad7", "energy", "areas", "confidence", "credibility")
_ASKED: Mapping[Asking, tuple[str, ...]] = {
    "start": _WHOLE,
    "first_week": ("energy", "area", "credibility"),
    "weekly": ("energy", "area"),
    "middle": (*_WHOLE, "change"),
    "end": (*_WHOLE, "change"),
    "booster": ("energy", "area", "change"),
}
"""What is asked beside pain (PEG) and mood, which every check-in asks."""
_ALSO: frozenset[Asking] = frozenset(("start", "middle", "end"))
"""When a program's own instruments are asked."""


@dataclass(frozen=True)
class Ask:
    """One instrument of a check-in; `short` asks its first items and more only where needed."""

    instrument: InstrumentId
    short: bool = False
    after: str | None = None
    """Form field whose answer of 1 or more calls for this instrument; None: always asked."""


@dataclass(frozen=True)
class Due:
    """A check-in that may be answered now."""

    occasion: Occasion
    week: int
    asks: tuple[Ask, ...]


def week_of(record: Record, on: date) -> int:
    """Weeks since enrolment, from 0. Somebody whose zone became known after enrolment may be
    on the day before it."""
    return 0 if record.enrolled is None else max(0, (on - record.enrolled).days // 7)


def check_in(plan: Plan, record: Record, on: date, *, with_phq9: bool) -> Due | None:
    """The check-in that is due; None while the last one is fresh, while the first one, which
    is a step of the welcome, is still to come, and after the end but for one at each booster.

    Somebody who left the first one out is asked the short weekly one instead.

    `with_phq9`: a clinician is on duty and the person's contacts are on file.
    """
    last = _last(plan, record)
    if last is None or on < last + timedelta(days=plan.check_in_days):
        return None
    occasion = _occasion(plan, record, on)
    if occasion is None:
        return None
    return make_check_in(plan, record, on, occasion, with_phq9=with_phq9)


def _last(plan: Plan, record: Record) -> date | None:
    """The day of the latest check-in; of enrolment where the first was left out."""
    if record.check_ins:
        return record.check_ins[-1][0]
    welcome = record.modules.get(plan.core[0])
    return record.enrolled if welcome is not None and welcome.first_completed else None


def make_check_in(
    plan: Plan, record: Record, on: date, occasion: Occasion, *, with_phq9: bool
) -> Due:
    """What a check-in of this occasion asks."""
    week = week_of(record, on)
    mood = "phq9" if with_phq9 else "phq8"
    whole = occasion != "weekly" or _mood_due(plan, record, on)
    asks = [Ask(InstrumentId("peg")), Ask(InstrumentId(mood), short=not whole)]
    if with_phq9:
        asks.append(Ask(InstrumentId("safety"), after="phq9__better_off"))
    asking = asking_of(record, occasion)
    names = [*_ASKED[asking], *(plan.also_asked if asking in _ALSO else ())]
    asks += [Ask(InstrumentId(name)) for name in names]
    return Due(occasion, week, tuple(asks))


def overtaken(record: Record, occasion: Occasion, opened: date) -> bool:
    """Whether another check-in was answered in place of one inside a module, opened on a day,
    that was left out: how somebody is after weeks is not how they began, and nobody is asked
    twice on a day."""
    since = opened if occasion != "start" else date.min
    return any(day >= since for day, _ in record.check_ins)


def asked_at(instrument: InstrumentId, also: Collection[InstrumentId]) -> frozenset[Asking]:
    """The check-ins that ask an instrument; none for what is asked at enrolment alone. `also`:
    the instruments that a program asks beside the usual ones."""
    if instrument in ("peg", "phq8", "phq9"):
        return frozenset(_ASKED)
    found = frozenset(asking for asking, names in _ASKED.items() if instrument in names)
    return found | (_ALSO if instrument in also else frozenset())


def asking_of(record: Record, occasion: Occasion) -> Asking:
    """An occasion, with the first weekly one told from the others."""
    first = all(saved.occasion == "start" for _, saved in record.check_ins)
    return "first_week" if occasion == "weekly" and first else occasion


INTAKE = (
    Ask(InstrumentId("intake")),
    Ask(InstrumentId("safety"), after="intake__ending_life"),
)
"""What is asked at enrolment, before anything else."""


def _occasion(plan: Plan, record: Record, on: date) -> Occasion | None:
    """Which check-in it would be; None where nothing more is asked.

    Once a booster's day has come, its own check-in takes the place of a last one left out.
    """
    latest = boosters.come(plan, record, on)
    if latest is not None:
        return None if any(day >= latest[0] for day, _ in record.check_ins) else "booster"
    had = {saved.occasion for _, saved in record.check_ins}
    done = {m for m, state in record.modules.items() if state.first_completed}
    if all(module in done for module in plan.core) and "end" not in had:
        return "end"
    if record.finished is not None:
        return None
    if week_of(record, on) >= plan.middle_week and not had & {"middle", "end"}:
        return "middle"
    return "weekly"


def _mood_due(plan: Plan, record: Record, on: date) -> bool:
    asked = record.scales.get(ScaleId("phq8"), ())
    return not asked or on >= asked[-1].on + timedelta(weeks=plan.mood_weeks)
