"""Where I start: what I can do on ordinary days, and a first amount a little below it."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import chain
from typing import cast

from pydantic import JsonValue

from program.exercises import _draw as draw
from program.exercises._kind import (
    Entry,
    Kind,
    Picture,
    Problem,
    Summary,
    number,
    present,
    rows,
    words,
)
from program.exercises._pacing import (
    GENTLE,
    SIGNS,
    UNITS,
    Paced,
    Start,
    Trial,
    Unit,
    begin,
    exact,
    in_figures,
    misfit,
    variation,
    with_unit,
)
from program.exercises._sheet import Part
from program.exercises._within import within_a_limit
from program.fields import (
    AmountField,
    Answers,
    ChoiceField,
    DateField,
    Page,
    Pages,
    RowsField,
    TextField,
)
from program.words import N_

_HEADLINES: dict[Unit, str] = {
    "minutes": N_("Start with {quota}\u00a0min"),
    "metres": N_("Start with {quota}\u00a0m"),
    "times": N_("Start with a count of {quota}"),
}
_GUESSED: dict[Unit, str] = {
    "minutes": N_("Start with {quota}\u00a0min, from a guess"),
    "metres": N_("Start with {quota}\u00a0m, from a guess"),
    "times": N_("Start with a count of {quota}, from a guess"),
}
_LIMIT = N_("Stays within what each day allows")


def _activity(label: str, example: str, help: str = "") -> TextField:
    return TextField(
        id="activity",
        label=label,
        help=help,
        rows=1,
        longest=120,
        example=example,
        carried="activity",
    )


def pages(spec: Paced) -> Pages:
    if spec.energy_limit:
        activity = _activity(N_("What would you like to save some energy for?"), GENTLE)
        return (
            Page(id="what", title=N_("One thing you care about"), fields=(activity, SIGNS)),
        )
    activity = _activity(
        N_("What would you like to do more of?"),
        N_("Walk to the park"),
        N_("One thing you can count or time."),
    )
    unit = ChoiceField(
        id="unit", label=N_("How will you count it?"), options=UNITS, carried="unit"
    )
    return (
        Page(id="what", title=N_("One thing to build up"), fields=(activity, unit)),
        _TRIALS,
        _GUESS,
    )


_TRIALS = Page(
    id="trials",
    title=N_("How much on an ordinary day?"),
    lead=N_("Go on until it feels like enough. Not your best day, not your worst."),
    fields=(
        RowsField(
            id="trials",
            label=N_("Your tries"),
            help=N_(
                "Three tries on three days are best. None yet? Leave this empty and go on."
            ),
            fields=(
                DateField(id="day", label=N_("Day")),
                AmountField(
                    id="amount",
                    label=N_("How much?"),
                    lowest=0.25,
                    highest=10_000,
                    step=0.25,
                    clock="minutes",
                    clock_unit="unit",
                    usual=12,
                ),
            ),
            optional=True,
            least=0,
            most=14,
            add=N_("Add a try"),
        ),
    ),
)
_GUESS = Page(
    id="guess",
    title=N_("A guess will do for now"),
    lead=N_("If you have three tries, leave this empty. Your tries count more than a guess."),
    fields=(
        AmountField(
            id="guess",
            label=N_("How much could you do on a bad day?"),
            help=N_("In the same count as before."),
            lowest=0.25,
            highest=10_000,
            step=0.25,
            clock="minutes",
            clock_unit="unit",
            usual=6,
            optional=True,
        ),
    ),
)


def start(answers: Answers) -> Start | None:
    """Tolerance and first quota; None for the energy-limit version, which has neither."""
    if "unit" not in answers:
        return None
    trials = tuple(
        Trial(date.fromisoformat(str(row["day"])), float(str(row["amount"])))
        for row in rows(answers, "trials")
    )
    return begin(cast("Unit", answers["unit"]), trials, number(answers, "guess"))


def problems(answers: Answers) -> tuple[Problem, ...]:
    if "unit" not in answers:
        return ()
    unit, tries = answers["unit"], enumerate(rows(answers, "trials"))
    found = [misfit(f"trials.{n}.amount", number(row, "amount"), unit) for n, row in tries]
    found.append(misfit("guess", number(answers, "guess"), unit))
    if any(found):
        return tuple(chain.from_iterable(found))
    if start(answers) is None:
        message = N_(
            "Three tries on three days, or one guess for a bad day: one of them will do."
        )
        return (Problem("guess", message),)
    return ()


def summarise(entries: Sequence[Entry]) -> Summary:
    found = start(entries[-1].answers)
    if found is None:
        return Summary(_LIMIT)
    headline = (_GUESSED if found.guess else _HEADLINES)[found.unit]
    amounts = [exact(trial.amount) for trial in found.trials]
    scores = present(
        tolerance=float(found.tolerance),
        quota=float(found.quota),
        trials=len(amounts),
        guess=found.guess,
        two_more=found.two_more,
        variation=variation(amounts) if len(amounts) > 1 else None,
    )
    return Summary(headline, {"quota": in_figures(found.quota, found.unit)}, scores)


def picture(entries: Sequence[Entry]) -> Picture | None:
    answers = entries[-1].answers
    found = start(answers)
    if found is None:
        return within_a_limit(
            Part(N_("What I would like more of"), words(answers, "activity")),
            Part(N_("Time to rest"), words(answers, "signs")),
        )
    amount = with_unit(found.quota, found.unit)
    shown = sorted(found.trials, key=lambda trial: trial.on)[-7:]
    tries = [(trial.amount, trial.on) for trial in shown]
    bars: list[tuple[float, str, str | date]] = [
        (float(n), in_figures(n, found.unit), on) for n, on in tries
    ]
    if found.guess:
        bars.append((float(found.tolerance), in_figures(found.tolerance, found.unit), "?"))
    top = max(value for value, *_ in bars)
    drawn = draw.columns(bars, top, lambda label: draw.NONE if label == "?" else draw.SOFT)
    sentence = N_("Start with {quota}. That is a bit less than you can do on most days.")
    if found.guess:
        sentence = N_("Start with {quota}, from your guess. Three tries will make it surer.")
    if found.two_more:
        sentence = N_("Your tries lie far apart. Start with {quota}, and add two more tries.")
    return Picture(
        svg=draw.drawing(168, drawn, draw.level(float(found.quota), top)),
        sentence=sentence,
        values={"quota": amount},
        head=(N_("Day"), N_("How much?")),
        rows=(
            *((on, with_unit(n, found.unit)) for n, on in tries),
            (N_("Start"), amount),
        ),
    )


def carries(entries: Sequence[Entry]) -> Mapping[str, JsonValue]:
    answers = entries[-1].answers
    activity = words(answers, "activity")
    carried: dict[str, JsonValue] = {"activity": activity} if activity else {}
    found = start(answers)
    if found is None:
        return carried
    return {
        **carried,
        "unit": found.unit,
        "tolerance": float(found.tolerance),
        "quota": float(found.quota),
        "guess": found.guess,
    }


KIND = Kind(
    name="pacing_baseline",
    title=N_("Where I start"),
    about=N_("Find an amount you can do on good days and on bad days."),
    mode="once",
    pages=pages,
    summarise=summarise,
    scores={
        "tolerance": "what can be done on good and bad days, in `unit`",
        "quota": "the amount to begin with, in `unit`",
        "trials": "trials that were made",
        "guess": "1 where the tolerance is a guess, 0 where trials were measured",
        "two_more": "1 where trials differ so much that two more are asked for, else 0",
        "variation": "standard deviation of the trials / their mean",
    },
    picture=picture,
    carries=carries,
    problems=problems,
    spec=Paced,
    example_spec=Paced(),
    example={
        "activity": "Walk to the park",
        "unit": "minutes",
        "trials": [
            {"day": "2026-01-05", "amount": 12},
            {"day": "2026-01-06", "amount": 9},
            {"day": "2026-01-08", "amount": 10.5},
        ],
        "guess": None,
    },
    moves=True,
)
