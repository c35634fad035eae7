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
from program.exercises._pacing import UNITS, Paced, in_figures
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
    "minutes": N_("Did {amount} min. Effort {effort}, pain after {pain}"),
    "metres": N_("Did {amount} m. Effort {effort}, pain after {pain}"),
    "times": N_("Did a count of {amount}. Effort {effort}, pain after {pain}"),
}
_DONE = (
    DateField(id="day", label=N_("Which day?")),
    TextField(
        id="activity",
        label=N_("What did you do?"),
        rows=1,
        longest=120,
        example=N_("Walk to the park"),
        carried="activity",
    ),
    AmountField(
        id="amount",
        label=N_("How much?"),
        help=N_("All parts of the day added up. A little counts, and so does 0."),
        highest=10_000,
        step=0.25,
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
            help=N_("Leave this empty if there was none."),
            lowest=0.25,
            highest=10_000,
            step=0.25,
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
    done = Page(id="done", title=N_("What you did"), fields=_DONE)
    return (done, _AFTER) if spec.energy_limit else (done, _PLAN, _AFTER)


def problems(answers: Answers) -> tuple[Problem, ...]:
    if answers["unit"] == "minutes":
        return ()
    message = N_("Please give a whole number here.")
    parts = ("amount", "quota")
    return tuple(Problem(name, message) for name in parts if (number(answers, name) or 0) % 1)


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


def by_day(entries: Sequence[Entry]) -> dict[str, float]:
    """Day -> all that was done on it, oldest first, in the unit of the latest entry."""
    unit = entries[-1].answers["unit"]
    days: dict[str, float] = {}
    for answers in (entry.answers for entry in entries if entry.answers["unit"] == unit):
        day = str(answers["day"])
        days[day] = days.get(day, 0) + (number(answers, "amount") or 0)
    return dict(sorted(days.items()))


def picture(entries: Sequence[Entry]) -> Picture | None:
    answers = entries[-1].answers
    quota, unit = number(answers, "quota"), str(answers["unit"])
    days = list(by_day(entries).items())[-DAYS_SHOWN:]
    top = max(0.25, quota or 0, *(amount for _, amount in days))
    rows = [(day, in_figures(amount, unit)) for day, amount in days]
    bars = [(amount, in_figures(amount, unit), f"{int(day[-2:])}") for day, amount in days]
    parts = [draw.columns(bars, top)]
    sentence = N_("Your last days as you wrote them down. The latest: {amount}.")
    if quota is not None:
        parts.append(draw.level(quota, top))
        sentence = N_(
            "Your last days as you wrote them down. The latest: {amount}. The dashed line is "
            "your plan, {quota}."
        )
    return Picture(
        svg=draw.drawing(168, *parts),
        sentence=sentence,
        values={"amount": rows[-1][1], "quota": in_figures(quota or 0, unit)},
        head=(N_("Day"), N_("How much?")),
        rows=tuple(rows),
    )


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
