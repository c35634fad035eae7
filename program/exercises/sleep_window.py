"""My time in bed: a steady time to get up, and where it is safe, a somewhat shorter night.

Questions come before any window: with mania, seizures, driving or machines for work, untreated
apnoea, falls or something that makes sleepy, answered yes or not sure, there is none, and the
getting-up time alone helps. Where a therapist has opened restriction, the form says what it is.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from pydantic import Field, JsonValue

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
from program.exercises._window_drawing import night_line
from program.exercises._window_questions import QUESTIONS
from program.fields import AmountField, Page, Pages, Shown, TimeField
from program.words import N_

LONGEST = 16 * 60
"""Minutes."""


class Windowed(Spec):
    """Filled from the person's own diary."""

    suggested: int | None = Field(default=None, ge=FLOOR, le=LONGEST)
    """The shortest window to offer, in minutes; None where none may be."""
    restricted: bool = False
    """Whether a therapist has opened restriction to this person."""


NAMES = tuple(question.id for question in QUESTIONS)

_FIRST = Page(
    id="first",
    title=N_("First, what is safe for you"),
    lead=N_("Less time in bed is not for everyone. A yes goes to your therapist, as help."),
    fields=QUESTIONS[:3],
)
_MORE = Page(id="more", title=N_("Three more"), fields=QUESTIONS[3:])
_RISE = TimeField(
    id="rise",
    label=N_("When would you like to get up, each day?"),
    help=N_("A time you can keep, also after a bad night."),
    usual="07:00",
)


def _in_bed(suggested: int, help: str) -> AmountField:
    return AmountField(
        id="in_bed",
        label=N_("How many hours in bed?"),
        help=help,
        lowest=suggested / 60,
        highest=LONGEST / 60,
        step=GRAIN / 60,
        clock="hours",
        usual=suggested / 60,
        carried="sleep_window",
        shown=Shown(fields=NAMES, code="no"),
    )


_NIGHT = N_("My time in bed")
_NIGHT_LEAD = N_(
    "Get up at one time. Go to bed when you feel sleepy, and not before your time."
)
_NIGHT_HELP = N_("What your diary suggests is filled in. More is fine.")
_SHORTER = N_("My shorter night")
_SHORTER_LEAD = N_(
    "For some weeks, you are in bed about as long as you sleep. Sleep can grow deeper that "
    "way. You may be tired at first. Your diary shows when it can grow again."
)
_SHORTER_HELP = N_(
    "More is fine. Very sleepy by day, or low? Go back to your longer night, and tell your "
    "therapist. Speeded up? Stop, and call your doctor that day. Do not drive when sleepy."
)


def pages(spec: Windowed) -> Pages:
    if spec.suggested is None:
        lead = N_("Getting up at one time sets your body clock. The rest can follow.")
        return (Page(id="when", title=N_("A steady start"), lead=lead, fields=(_RISE,)),)
    title, lead, help = _NIGHT, _NIGHT_LEAD, _NIGHT_HELP
    if spec.restricted:
        title, lead, help = _SHORTER, _SHORTER_LEAD, _SHORTER_HELP
    fields = (_RISE, _in_bed(spec.suggested, help))
    return (_FIRST, _MORE, Page(id="when", title=title, lead=lead, fields=fields))


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
    head, up = (N_("What"), N_("When")), (N_("Up"), rise)
    if bed is None:
        return Picture(
            svg=night_line(rise, None, ""),
            sentence=N_("Up at {rise} each day. Go to bed when you feel sleepy."),
            values={"rise": rise},
            head=head,
            rows=(up,),
        )
    hours = in_hours((number(answers, "in_bed") or 0) * 60)
    return Picture(
        svg=night_line(rise, bed, hours),
        sentence=N_("To bed from {bed} on, when you feel sleepy. Up at {rise} each day."),
        values={"bed": bed, "rise": rise},
        head=head,
        rows=((N_("To bed"), bed), up, (N_("Hours in bed"), hours)),
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
    scores={
        "rise": "time to get up, in hours after midnight",
        "window": "hours in bed",
        "careful": "1 where an answer keeps a shorter time in bed back, else 0",
    },
    picture=picture,
    carries=carries,
    spec=Windowed,
    example_spec=Windowed(suggested=450),
    learned=frozenset({"suggested", "restricted"}),
    example={
        "mania": "no",
        "seizures": "no",
        "driving": "no",
        "apnoea": "no",
        "falls": "no",
        "medicines": "no",
        "rise": "07:00",
        "in_bed": 7.5,
    },
    tool=True,
)
