"""The arithmetic of pacing: what somebody can do on ordinary days, and where to begin.

Amounts are exact fractions, in minutes, metres or times. A start at 80% of tolerance and a
weekly rise in steps of the first tolerance follow the Australian Therapeutic Guidelines
(160 m of 200 m, then 20 m more a week) and i-Engage (three measures, 0.8 of their mean);
the idea of quotas set below tolerance is Fordyce's. Limits as in the clinical rules of Cairn.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache
from math import sqrt
from statistics import median
from typing import Literal

from pydantic import JsonValue

from program.exercises._kind import Problem, Spec
from program.fields import Option, TextField
from program.words import N_, Told

Unit = Literal["minutes", "metres", "times"]

UNITS = (
    Option(code="minutes", label=N_("Minutes")),
    Option(code="metres", label=N_("Metres")),
    Option(code="times", label=N_("Times (count)")),
)
_WITH_UNIT = {
    "minutes": N_("{amount}\u00a0min"),
    "metres": N_("{amount}\u00a0m"),
    "times": N_("{amount}\u00a0times"),
}
SIGNS = TextField(
    id="signs",
    label=N_("What tells you that it is time to rest?"),
    help=N_("Early signs help most: before you are worn out."),
    rows=2,
    longest=300,
    example=N_("My legs feel heavy and I lose my words"),
)
"""Asked where pacing keeps within an energy limit."""
GENTLE = N_("Sit by the open window")
"""The example of something to do there: nothing to count, and nothing that builds up."""

MINUTES_OF_A_DAY = 24 * 60

START = Fraction(8, 10)
"""Part of the tolerance the first quota is."""
MOST_PERCENT = 20
"""No week adds more of the tolerance than this."""
TRIALS = 3
TRIALS_WHEN_UNEVEN = 5

Amount = int | float | Fraction


def misfit(path: str, amount: float | None, unit: JsonValue) -> tuple[Problem, ...]:
    """What is wrong with the amount of a day in its unit. What was kept before stands."""
    if amount is None or unit is None:
        return ()
    if unit != "minutes":
        message = N_("Please give a whole number here.")
        return (Problem(path, message),) if amount % 1 else ()
    message = N_("That is more than the 1,440 minutes of a day. How much was it?")
    return (Problem(path, message),) if amount > MINUTES_OF_A_DAY else ()


class Paced(Spec):
    """Options of the kinds that pace."""

    energy_limit: bool = False
    """For people who feel much worse after small efforts: no quota, no rise, no minimum."""


class Rising(Paced):
    """Options of the plan whose amount may rise."""

    rise: Literal[5, 10] = 10
    """Percent of the first tolerance that a good week adds."""


@dataclass(frozen=True)
class Trial:
    on: date
    amount: Amount


@dataclass(frozen=True)
class Tolerance:
    """What somebody can do on an ordinary day."""

    value: Fraction
    two_more: bool
    """The trials lie far apart: two more are asked for, and the value is for now."""


@dataclass(frozen=True)
class Start:
    """Where somebody begins."""

    unit: Unit
    trials: tuple[Trial, ...]
    tolerance: Fraction
    quota: Fraction
    guess: bool
    """From a guess at a bad day, until there are trials on three days."""
    two_more: bool
    """The trials lie far apart; two more are asked for."""


@lru_cache(maxsize=4096)
def exact(amount: Amount) -> Fraction:
    """The fraction a stored number stands for: trials are quarters, and means of a few."""
    return Fraction(amount).limit_denominator(1000)


def in_figures(amount: Amount, unit: str) -> str:
    """The amount as people write it: 8:15 for eight minutes and a quarter, 160, 12."""
    minutes, part = divmod(exact(amount), 1)
    if unit == "minutes" and part:
        return f"{minutes}:{round(part * 60):02}"
    return f"{float(amount):g}"


def with_unit(amount: Amount, unit: str) -> Told:
    """The amount with what it counts: 8:15 min, 160 m, 12 times."""
    return Told(_WITH_UNIT[unit], {"amount": in_figures(amount, unit)})


def tolerance(trials: Sequence[Trial]) -> Tolerance | None:
    """The mean of at least three trials on at least three days; None while there are fewer.

    The median instead where the largest is more than twice the smallest, or the coefficient
    of variation (sample standard deviation / mean) is over 0.5. Fewer than five trials then
    call for two more.
    """
    if len({trial.on for trial in trials}) < TRIALS:
        return None
    amounts = [exact(trial.amount) for trial in trials]
    mean = sum(amounts, Fraction(0)) / len(amounts)
    if not uneven(amounts):
        return Tolerance(mean, two_more=False)
    return Tolerance(median(amounts), two_more=len(amounts) < TRIALS_WHEN_UNEVEN)


def begin(unit: Unit, trials: tuple[Trial, ...], guess: Amount | None) -> Start | None:
    """Tolerance and first quota from trials, or from a guess until there are enough trials.

    None where there are neither.
    """
    measured = tolerance(trials)
    if measured is None and guess is None:
        return None
    value = exact(guess or 0) if measured is None else measured.value
    two_more = measured is not None and measured.two_more
    first = quota(value, 0, unit)
    return Start(unit, trials, value, first, measured is None, two_more)


def variation(amounts: Sequence[Fraction]) -> float:
    """The coefficient of variation: sample standard deviation / mean. Two amounts or more."""
    return sqrt(_squared_variation(amounts))


def uneven(amounts: Sequence[Fraction]) -> bool:
    """Whether trials lie too far apart for their mean to tell much."""
    too_wide = max(amounts) > 2 * min(amounts)
    return too_wide or _squared_variation(amounts) > Fraction(1, 4)


def quota(tolerance: Amount, k: int, unit: Unit, percent: int = 10) -> Fraction:
    """What to do on a planned day after k advances; k = 0 is the start.

    (0.8 + k * percent / 100) * tolerance, each time from the tolerance itself, rounded down
    to the unit, at least one unit. Raises ValueError unless tolerance > 0, k >= 0 and
    0 < percent <= 20.
    """
    if tolerance <= 0 or k < 0 or not 0 < percent <= MOST_PERCENT:
        raise ValueError(f"no quota for tolerance {tolerance}, advance {k}, {percent}% a week")
    wanted = exact(tolerance) * (START + Fraction(percent, 100) * k)
    return to_unit(wanted, unit)


def to_unit(wanted: Fraction, unit: Unit) -> Fraction:
    """An amount rounded down to the unit, at least one unit."""
    step = smallest_step(wanted, unit)
    return max(wanted // step * step, step)


def smallest_step(amount: Fraction, unit: Unit) -> Fraction:
    """One unit: 15 seconds for minutes under 10, else a minute, a metre or a repetition."""
    return Fraction(1, 4) if unit == "minutes" and amount < 10 else Fraction(1)


def _squared_variation(amounts: Sequence[Fraction]) -> Fraction:
    mean = sum(amounts, Fraction(0)) / len(amounts)
    variance = sum(((amount - mean) ** 2 for amount in amounts), Fraction(0))
    return variance / (len(amounts) - 1) / mean**2
