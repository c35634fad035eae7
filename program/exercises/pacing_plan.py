"""My pace: on which days, how much, in how many parts, with what rest; or within a limit."""

from collections.abc import Mapping, Sequence

from pydantic import JsonValue

from program.exercises import _draw as draw
from program.exercises._kind import (
    Entry,
    Kind,
    Picture,
    Problem,
    Summary,
    chosen,
    number,
    present,
    words,
)
from program.exercises._pacing import (
    GENTLE,
    SIGNS,
    UNITS,
    Rising,
    in_figures,
    misfit,
    with_unit,
)
from program.exercises._sheet import Part
from program.exercises._within import within_a_limit
from program.fields import AmountField, Answers, ChoiceField, Option, Page, Pages, TextField
from program.words import N_

DAYS = {
    "mon": N_("Monday"),
    "tue": N_("Tuesday"),
    "wed": N_("Wednesday"),
    "thu": N_("Thursday"),
    "fri": N_("Friday"),
    "sat": N_("Saturday"),
    "sun": N_("Sunday"),
}
_SHORT = {
    "mon": N_("Mon"),
    "tue": N_("Tue"),
    "wed": N_("Wed"),
    "thu": N_("Thu"),
    "fri": N_("Fri"),
    "sat": N_("Sat"),
    "sun": N_("Sun"),
}
_HEADLINES = {
    "minutes": N_("Days a week: {days}. On each: {amount}\u00a0min"),
    "metres": N_("Days a week: {days}. On each: {amount}\u00a0m"),
    "times": N_("Days a week: {days}. On each: a count of {amount}"),
}

_ACTIVITY = TextField(
    id="activity",
    label=N_("What will you do?"),
    rows=1,
    longest=120,
    example=N_("Walk to the park"),
    carried="activity",
)
_AMOUNT = AmountField(
    id="amount",
    label=N_("How much on each of these days?"),
    help=N_("Your start from before is filled in. Less is fine."),
    by_hand=N_(
        "The first time, add up your tries and divide by how many there are; or take your "
        "guess. Begin with four fifths of it: with 8 where it comes to 10. Less is fine."
    ),
    lowest=0.25,
    highest=10_000,
    step=0.25,
    clock="minutes",
    clock_unit="unit",
    usual=8,
    carried="quota",
)
_WHICH_DAYS = ChoiceField(
    id="days",
    label=N_("On which days?"),
    help=N_("Three to five days a week is a good start."),
    options=tuple(Option(code=code, label=label) for code, label in DAYS.items()),
    many=True,
)
_PARTS = AmountField(
    id="parts",
    label=N_("In how many parts?"),
    help=N_("Two small parts with a rest between are often kinder than one."),
    lowest=1,
    highest=10,
    usual=2,
)
_REST = AmountField(
    id="rest",
    label=N_("How many minutes of rest between the parts?"),
    lowest=0,
    highest=240,
    usual=10,
)
_HOW_REST = TextField(
    id="how_rest",
    label=N_("How will you rest?"),
    rows=2,
    longest=300,
    example=N_("Lie down in the dark for ten minutes, no phone"),
)


def pages(spec: Rising) -> Pages:
    if spec.energy_limit:
        activity = _ACTIVITY.model_copy(update={"example": GENTLE})
        return (
            Page(
                id="what",
                title=N_("Within what today allows"),
                lead=N_("There is no amount to reach. Rest comes before you are worn out."),
                fields=(activity, SIGNS, _HOW_REST),
            ),
        )
    unit = ChoiceField(id="unit", label=N_("Counted in"), options=UNITS, carried="unit")
    return (
        Page(
            id="what", title=N_("The same amount each time"), fields=(_ACTIVITY, _AMOUNT, unit)
        ),
        Page(
            id="when",
            title=N_("Your days"),
            lead=N_(
                "The plan is the same on good days and bad days. On a bad day, half counts."
            ),
            fields=(_WHICH_DAYS,),
        ),
        Page(id="parts", title=N_("Small parts, with rest"), fields=(_PARTS, _REST)),
    )


def problems(answers: Answers) -> tuple[Problem, ...]:
    return misfit("amount", number(answers, "amount"), answers.get("unit"))


def summarise(entries: Sequence[Entry]) -> Summary:
    answers = entries[-1].answers
    amount, days = number(answers, "amount"), len(chosen(answers, "days"))
    if amount is None:
        return Summary(N_("Paces by what each day allows"))
    scores = present(
        amount=amount,
        days=days,
        parts=number(answers, "parts"),
        rest_minutes=number(answers, "rest"),
    )
    figures = in_figures(amount, str(answers["unit"]))
    values: dict[str, float | int | str] = {"amount": figures, "days": days}
    return Summary(_HEADLINES[str(answers["unit"])], values, scores)


def picture(entries: Sequence[Entry]) -> Picture | None:
    answers = entries[-1].answers
    amount, days = number(answers, "amount"), chosen(answers, "days")
    if amount is None:
        return within_a_limit(
            Part(N_("What I do"), words(answers, "activity")),
            Part(N_("Time to rest"), words(answers, "signs")),
            Part(N_("How I rest"), words(answers, "how_rest")),
        )
    unit = str(answers["unit"])
    figures, told = in_figures(amount, unit), with_unit(amount, unit)
    drawn = []
    for n, (code, label) in enumerate(_SHORT.items()):
        x = 38 + n * 44
        on = code in days
        drawn.append(draw.stone(x, 36, 38, 28) if on else draw.dot(x, 40, 3, draw.LINE))
        drawn.append(draw.written(x, 41, figures, size=13) if on else "")
        drawn.append(draw.said(x, 76, label, size=13))
    ground = draw.line(16, 56, draw.WIDTH - 16, 56, draw.LINE)
    return Picture(
        svg=draw.drawing(88, ground, *drawn),
        sentence=N_(
            "The same amount, {amount}, on each planned day. Days in the week: {days}."
        ),
        values={"amount": told, "days": len(days)},
        head=(N_("Day"), N_("How much?")),
        rows=tuple((DAYS[day], told) for day in days),
    )


def carries(entries: Sequence[Entry]) -> Mapping[str, JsonValue]:
    answers = entries[-1].answers
    activity = words(answers, "activity")
    carried: dict[str, JsonValue] = {"activity": activity} if activity else {}
    if "amount" in answers:
        names = {"quota": "amount", "unit": "unit", "planned_days": "days"}
        carried |= {name: answers[field] for name, field in names.items()}
    return carried


KIND = Kind(
    name="pacing_plan",
    title=N_("My pace"),
    about=N_("The same amount on good days and bad days, with rest built in."),
    mode="once",
    pages=pages,
    summarise=summarise,
    scores={
        "amount": "the amount for a planned day, in `unit`",
        "days": "planned days a week, 1 to 7",
        "parts": "parts the amount is done in, 1 to 10",
        "rest_minutes": "minutes of rest between parts, 0 to 240",
    },
    picture=picture,
    carries=carries,
    problems=problems,
    spec=Rising,
    example_spec=Rising(),
    example={
        "activity": "Walk to the park",
        "amount": 8,
        "unit": "minutes",
        "days": ["mon", "tue", "thu", "sat"],
        "parts": 2,
        "rest": 10,
    },
    moves=True,
)
