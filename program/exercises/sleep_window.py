"""My time in bed: a steady time to get up, and where it is safe, a somewhat shorter night.

Questions come before any window: with mania, seizures, driving or machines for work, untreated
apnoea or falls, answered yes or not sure, there is none, and the getting-up time alone helps.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from pydantic import Field, JsonValue

from program.exercises import _draw as draw
from program.exercises._kind import (
    Entry,
    Kind,
    Picture,
    Spec,
    Summary,
    number,
    present,
    words,
)
from program.exercises._window import FLOOR, GRAIN
from program.fields import AmountField, ChoiceField, Option, Page, Pages, Shown, TimeField
from program.words import N_

LONGEST = 16 * 60
"""Minutes."""

_ANSWERS = (
    Option(code="no", label=N_("No")),
    Option(code="yes", label=N_("Yes")),
    Option(code="unsure", label=N_("I am not sure")),
)


class Windowed(Spec):
    """Filled from the person's own diary."""

    suggested: int | None = Field(default=None, ge=FLOOR, le=LONGEST)
    """The shortest window to offer, in minutes; None where none may be."""


def _question(name: str, label: str, help: str = "") -> ChoiceField:
    return ChoiceField(id=name, label=label, help=help, options=_ANSWERS)


QUESTIONS = (
    _question(
        "mania", N_("Have you had days of feeling very high, with little need to sleep?")
    ),
    _question("seizures", N_("Do you have fits or seizures?")),
    _question("driving", N_("Do you drive or run machines for work?")),
    _question(
        "apnoea",
        N_("Do you stop breathing in your sleep, with no treatment for it?"),
        N_("Loud snores and waking up with a gasp can be signs."),
    ),
    _question("falls", N_("Do you fall at times, or fear a fall when you get up at night?")),
)
NAMES = tuple(question.id for question in QUESTIONS)

_FIRST = Page(
    id="first",
    title=N_("First, what is safe for you"),
    lead=N_("Less time in bed is not for everyone. A yes goes to your therapist, as help."),
    fields=QUESTIONS[:3],
)
_MORE = Page(id="more", title=N_("Two more"), fields=QUESTIONS[3:])
_RISE = TimeField(
    id="rise",
    label=N_("When would you like to get up, each day?"),
    help=N_("A time you can keep, also after a bad night."),
    usual="07:00",
)


def _in_bed(suggested: int) -> AmountField:
    return AmountField(
        id="in_bed",
        label=N_("How many hours in bed?"),
        help=N_("What your diary speaks for stands here. More is fine."),
        lowest=suggested / 60,
        highest=LONGEST / 60,
        step=GRAIN / 60,
        clock="hours",
        usual=suggested / 60,
        carried="sleep_window",
        shown=Shown(fields=NAMES, code="no"),
    )


def pages(spec: Windowed) -> Pages:
    if spec.suggested is None:
        lead = N_("Getting up at one time sets your body clock. The rest can follow.")
        return (Page(id="when", title=N_("A steady start"), lead=lead, fields=(_RISE,)),)
    lead = N_("Get up at one time. Go to bed when you feel sleepy, and not before your time.")
    when = Page(
        id="when",
        title=N_("My time in bed"),
        lead=lead,
        fields=(_RISE, _in_bed(spec.suggested)),
    )
    return (_FIRST, _MORE, when)


def careful(answers: Mapping[str, JsonValue]) -> tuple[str, ...]:
    """The questions that were asked and not answered with no: they forbid a window."""
    return tuple(name for name in NAMES if name in answers and answers[name] != "no")


def bedtime(answers: Mapping[str, JsonValue]) -> str | None:
    """When the window opens, `HH:MM`; None where there is none."""
    hours = number(answers, "in_bed")
    if hours is None:
        return None
    rise = datetime.fromisoformat(f"2000-01-02T{answers['rise']}")
    return (rise - timedelta(hours=hours)).strftime("%H:%M")


def in_hours(minutes: float) -> str:
    """Minutes as hours people read: 6:15 for six hours and a quarter."""
    hours, rest = divmod(round(minutes), 60)
    return f"{hours}:{rest:02}" if rest else f"{hours}"


def summarise(entries: Sequence[Entry]) -> Summary:
    """Hours in `window`; `rise` in hours after midnight; `careful` where there is no window
    because of an answer."""
    answers = entries[-1].answers
    rise, hours = str(answers["rise"]), number(answers, "in_bed")
    at = int(rise[:2]) + int(rise[3:]) / 60
    asked = NAMES[0] in answers
    scores = present(rise=at, window=hours, careful=bool(careful(answers)) if asked else None)
    bed = bedtime(answers)
    if bed is None or hours is None:
        return Summary(N_("Up at {rise} each day; no window"), {"rise": rise}, scores)
    values: dict[str, float | int | str] = {
        "bed": bed,
        "rise": rise,
        "hours": in_hours(hours * 60),
    }
    return Summary(N_("In bed from {bed} to {rise}, {hours} hours"), values, scores)


def picture(entries: Sequence[Entry]) -> Picture | None:
    answers = entries[-1].answers
    rise, bed = str(answers["rise"]), bedtime(answers)
    ground = draw.line(24, 60, draw.WIDTH - 24, 60, draw.LINE, 3)
    up = draw.stone(draw.WIDTH - 60, 50, 46, 28)
    ends = draw.said(draw.WIDTH - 60, 96, N_("Up"), size=13)
    ends += draw.written(draw.WIDTH - 60, 26, rise, size=16)
    if bed is None:
        return Picture(
            svg=draw.drawing(108, ground, up, ends),
            sentence=N_("Up at {rise} each day. Go to bed when you feel sleepy."),
            values={"rise": rise},
            head=(N_("What"), N_("When")),
            rows=((N_("Up"), rise),),
        )
    hours = in_hours((number(answers, "in_bed") or 0) * 60)
    night = draw.bar(60, 46, draw.WIDTH - 120, 14, draw.SOFT, draw.PRIMARY)
    ends += draw.said(60, 96, N_("To bed"), size=13) + draw.written(60, 26, bed, size=16)
    ends += draw.written(draw.WIDTH / 2, 40, f"{hours} h", size=14)
    return Picture(
        svg=draw.drawing(108, ground, night, up, draw.stone(60, 50, 46, 28), ends),
        sentence=N_("To bed from {bed} on, when you feel sleepy. Up at {rise} each day."),
        values={"bed": bed, "rise": rise},
        head=(N_("What"), N_("When")),
        rows=((N_("To bed"), bed), (N_("Up"), rise), (N_("Hours in bed"), hours)),
    )


def carries(entries: Sequence[Entry]) -> Mapping[str, JsonValue]:
    answers = entries[-1].answers
    bed = bedtime(answers)
    carried: dict[str, JsonValue] = {"sleep_rise": words(answers, "rise")}
    return {**carried, "sleep_bedtime": bed} if bed else carried


KIND = Kind(
    name="sleep_window",
    title=N_("My time in bed"),
    about=N_("A steady time to get up, and a night that fits your sleep."),
    mode="once",
    pages=pages,
    summarise=summarise,
    picture=picture,
    carries=carries,
    spec=Windowed,
    example_spec=Windowed(suggested=450),
    learned=frozenset({"suggested"}),
    example={
        "mania": "no",
        "seizures": "no",
        "driving": "no",
        "apnoea": "no",
        "falls": "no",
        "rise": "07:00",
        "in_bed": 7.5,
    },
    tool=True,
)
