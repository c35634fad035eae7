"""Activity log: what was done on a day, how hard it was, and how the pain was after."""

from collections.abc import Mapping, Sequence

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
    words,
)
from program.exercises._logged import LoggedDay, logged_days
from program.exercises._pacing import GENTLE, UNITS, Paced, in_figures, misfit, with_unit
from program.exercises._patterns import PAIR_DAYS, patterns
from program.fields import (
    AmountField,
    Answers,
    ChoiceField,
    DateField,
    Option,
    Page,
    Pages,
    ScaleField,
    TextField,
)
from program.words import N_

DAYS_SHOWN = 7

_HEADLINES = {
    "minutes": N_("Did {amount}\u00a0min. Effort {effort}, pain after {pain}"),
    "metres": N_("Did {amount}\u00a0m. Effort {effort}, pain after {pain}"),
    "times": N_("Did a count of {amount}. Effort {effort}, pain after {pain}"),
}
_DAY = DateField(id="day", label=N_("Which day?"))
_ACTIVITY = TextField(
    id="activity",
    label=N_("What did you do?"),
    rows=1,
    longest=120,
    example=N_("Walk to the park"),
    carried="activity",
)
_HOW_MUCH = (
    AmountField(
        id="amount",
        label=N_("How much?"),
        help=N_("All parts of the day added up. A little counts, and so does 0."),
        highest=10_000,
        step=0.25,
        clock="minutes",
        clock_unit="unit",
        usual=8,
    ),
    ChoiceField(id="unit", label=N_("Counted in"), options=UNITS, carried="unit"),
)
_PLAN = Page(
    id="plan",
    title=N_("And your plan"),
    fields=(
        ChoiceField(
            id="planned",
            label=N_("Was it a planned day?"),
            options=(Option(code="yes", label=N_("Yes")), Option(code="no", label=N_("No"))),
        ),
        AmountField(
            id="quota",
            label=N_("How much was the plan for a day?"),
            help=N_("If you have a pace, its amount is filled in."),
            lowest=0.25,
            highest=10_000,
            step=0.25,
            clock="minutes",
            clock_unit="unit",
            usual=8,
            optional=True,
            carried="quota",
        ),
    ),
)
_AFTER = Page(
    id="after",
    title=N_("How it was"),
    fields=(
        ScaleField(
            id="effort",
            label=N_("How hard was it?"),
            low=N_("No effort"),
            high=N_("All I had"),
        ),
        ScaleField(
            id="pain",
            label=N_("How was the pain after?"),
            low=N_("No pain"),
            high=N_("As bad as it can be"),
        ),
    ),
)


def pages(spec: Paced) -> Pages:
    limited = spec.energy_limit
    activity = _ACTIVITY.model_copy(update={"example": GENTLE}) if limited else _ACTIVITY
    done = Page(id="done", title=N_("What you did"), fields=(_DAY, activity, *_HOW_MUCH))
    return (done, _AFTER) if limited else (done, _PLAN, _AFTER)


def problems(answers: Answers) -> tuple[Problem, ...]:
    amount, quota = (
        misfit(name, number(answers, name), answers["unit"]) for name in ("amount", "quota")
    )
    return (*amount, *quota)


def summarise(entries: Sequence[Entry]) -> Summary:
    answers = entries[-1].answers
    amount, effort, pain = (number(answers, name) or 0 for name in ("amount", "effort", "pain"))
    planned = answers.get("planned")
    scores = present(
        amount=amount,
        effort=effort,
        pain_after=pain,
        quota=number(answers, "quota"),
        planned=None if planned is None else planned == "yes",
        entries=len(entries),
    )
    figures = in_figures(amount, str(answers["unit"]))
    values: dict[str, float | int | str] = {
        "amount": figures,
        "effort": int(effort),
        "pain": int(pain),
    }
    return Summary(_HEADLINES[str(answers["unit"])], values, scores)


def picture(entries: Sequence[Entry]) -> Picture | None:
    answers = entries[-1].answers
    quota, unit = number(answers, "quota"), str(answers["unit"])
    logged = logged_days(entries)
    days = logged[-DAYS_SHOWN:]
    if "planned" in answers and (said := _pattern(logged)):
        sentence, days = said, logged[-PAIR_DAYS:]
    elif quota is not None:
        sentence = N_(
            "Your last days as you wrote them down. The latest: {amount}. The dashed line is "
            "your plan, {quota}."
        )
    else:
        sentence = N_("Your last days as you wrote them down. The latest: {amount}.")
    figures = [in_figures(day.amount, unit) for day in days]
    top = max(0.25, quota or 0, *(float(day.amount) for day in days))
    few = len(days) <= DAYS_SHOWN
    bars = [
        (float(day.amount), said if few else "", day.on)
        for day, said in zip(days, figures, strict=True)
    ]
    plan = draw.level(quota, top) if quota is not None else ""
    return Picture(
        svg=draw.drawing(168, draw.columns(bars, top), plan),
        sentence=sentence,
        values={
            "amount": with_unit(days[-1].amount, unit),
            "quota": with_unit(quota or 0, unit),
        },
        head=(N_("Day"), N_("How much?")),
        rows=tuple((day.on, with_unit(day.amount, unit)) for day in days),
    )


def _pattern(days: Sequence[LoggedDay]) -> str | None:
    """What the days look like, never a verdict."""
    found = patterns(days)
    if found.boom_bust:
        return N_(
            "Your last two weeks as you wrote them down. After big days came small ones, or "
            "more pain. Many people know such waves. The same amount each day can calm them."
        )
    if found.under_activity:
        return N_(
            "Your last two weeks as you wrote them down. Most days were a bit under your plan. "
            "A smaller plan that fits most days is a good plan too."
        )
    return None


def carries(entries: Sequence[Entry]) -> Mapping[str, JsonValue]:
    answers = entries[-1].answers
    activity = words(answers, "activity")
    carried: dict[str, JsonValue] = {"unit": answers["unit"]}
    return {**carried, "activity": activity} if activity else carried


KIND = Kind(
    name="activity_log",
    title=N_("What I did"),
    about=N_("Write down what you did, so that you can see your own pattern."),
    mode="log",
    pages=pages,
    summarise=summarise,
    scores={
        "amount": "what was done, in `unit`",
        "effort": "how much effort it took, 0 to 10",
        "pain_after": "pain after it, 0 to 10",
        "quota": "the amount that was planned, in `unit`",
        "planned": "1 where it was a planned day, else 0",
        "entries": "entries so far",
    },
    picture=picture,
    carries=carries,
    problems=problems,
    spec=Paced,
    example_spec=Paced(),
    example={
        "day": "2026-01-06",
        "activity": "Walk to the park",
        "amount": 8,
        "unit": "minutes",
        "planned": "yes",
        "quota": 8,
        "effort": 4,
        "pain": 5,
    },
    tool=True,
    moves=True,
)
