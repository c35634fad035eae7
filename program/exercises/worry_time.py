"""Worry time: a quarter of an hour at a set time, and worries kept until then and sorted.

Stimulus control of worry (Borkovec 1983): put it off to a set time and place, not in the last
hour before bed; then sort what can be acted on from what cannot.
"""

from collections.abc import Mapping, Sequence

from pydantic import JsonValue

from program.exercises import _draw as draw
from program.exercises._kind import (
    Entry,
    Kind,
    Picture,
    Problem,
    Spec,
    Summary,
    present,
    rows,
    words,
)
from program.exercises._picked import with_words
from program.fields import (
    Answers,
    ChoiceField,
    Option,
    Page,
    Pages,
    RowsField,
    TextField,
    TimeField,
)
from program.words import N_

LONG = 15
"""Minutes of worry time."""
FREE = 60
"""Minutes before bed that worry time leaves free."""
AFTER_BED = 6 * 60
"""Minutes after bedtime that are night."""
_DAY = 24 * 60
MOST = 8
SORTS = {
    "later": N_("Not sorted yet"),
    "can": N_("I can do something about it"),
    "cannot": N_("I cannot change it"),
}

_SLOT = Page(
    id="slot",
    title=N_("A time for worry"),
    lead=N_("Fifteen minutes, the same time each day. Until then, worries can wait here."),
    fields=(
        TimeField(
            id="when",
            label=N_("When is your worry time?"),
            help=N_("Not in the last hour before bed, so that the night stays free."),
            usual="17:00",
            carried="worry_when",
        ),
        TimeField(
            id="bed",
            label=N_("When do you go to bed, more or less?"),
            usual="22:30",
            carried="worry_bed",
        ),
        TextField(
            id="where",
            label=N_("Where will you sit?"),
            help=N_("Not your bed, and not your favourite chair."),
            rows=1,
            longest=120,
            example=N_("At the kitchen table"),
            optional=True,
            carried="worry_where",
        ),
    ),
)
_LIST = Page(
    id="worries",
    title=N_("Write it down, come back to it"),
    lead=N_("Write a worry down when it comes. In your worry time, sort it."),
    fields=(
        RowsField(
            id="worries",
            label=N_("Your worries"),
            fields=(
                TextField(
                    id="worry",
                    label=N_("A worry, in a few words"),
                    rows=1,
                    longest=160,
                    example=N_("The letter from the housing office"),
                ),
                ChoiceField(
                    id="sort",
                    label=N_("What kind is it?"),
                    options=tuple(Option(code=c, label=label) for c, label in SORTS.items()),
                ),
                TextField(
                    id="next",
                    label=N_("What could you do, or how could you let it be?"),
                    rows=1,
                    longest=160,
                    example=N_("Ring them on Monday at ten"),
                    optional=True,
                ),
            ),
            least=0,
            most=MOST,
            add=N_("Add a worry"),
            optional=True,
            carried="worries",
        ),
    ),
)
_PAGES: Pages = (_SLOT, _LIST)


def pages(spec: Spec) -> Pages:
    return _PAGES


def _minute(answers: Answers, name: str) -> int:
    """Minutes after midnight."""
    hours, minutes = words(answers, name).split(":")
    return int(hours) * 60 + int(minutes)


def _until_bed(answers: Answers) -> int:
    """Minutes from the beginning of worry time to bed."""
    return (_minute(answers, "bed") - _minute(answers, "when")) % _DAY


def problems(answers: Answers) -> tuple[Problem, ...]:
    """Where worry time would reach into the last hour before bed, or lie in the night."""
    until = _until_bed(answers)
    if LONG + FREE <= until <= _DAY - AFTER_BED:
        return ()
    latest = (_minute(answers, "bed") - LONG - FREE) % _DAY
    message = N_("That is close to your night. Please choose {latest} at the latest.")
    return (Problem("when", message, {"latest": f"{latest // 60:02}:{latest % 60:02}"}),)


def _sorted(answers: Answers, sort: str) -> int:
    return sum(row.get("sort") == sort for row in rows(answers, "worries"))


def summarise(entries: Sequence[Entry]) -> Summary:
    """How many worries were written down in the last entry, and how they were sorted.

    `minutes_before_bed` is from the end of worry time to bed.
    """
    answers = entries[-1].answers
    worries, can, cannot = (
        len(rows(answers, "worries")),
        _sorted(answers, "can"),
        _sorted(answers, "cannot"),
    )
    scores = present(
        worries=worries,
        can_act=can,
        cannot_change=cannot,
        minutes_before_bed=_until_bed(answers) - LONG,
        entries=len(entries),
    )
    values: dict[str, float | int | str] = {
        "when": words(answers, "when"),
        "worries": worries,
        "can": can,
        "cannot": cannot,
    }
    if not worries:
        return Summary(N_("Worry time at {when}"), values, scores)
    return Summary(
        N_("At {when}. Worries: {worries}. Can act: {can}, cannot: {cannot}"), values, scores
    )


def picture(entries: Sequence[Entry]) -> Picture | None:
    """The day up to bed, with the worry time as a stone in it and the last hour left free."""
    answers = entries[-1].answers
    left, right = 24, draw.WIDTH - 24
    unit = (right - left) / (_DAY - AFTER_BED)
    x = right - (_until_bed(answers) - LONG / 2) * unit
    free = FREE * unit
    worries = rows(answers, "worries")
    drawn = [
        draw.said(x if x < 290 else 290, 20, N_("Worry time"), size=13),
        draw.written(x, 40, words(answers, "when"), size=16),
        draw.line(left, 78, right, 78, draw.LINE, 3),
        draw.bar(right - free, 66, free, 24, draw.SOFT, draw.MOSS),
        draw.stone(x, 66, 34, 24, draw.SOFT),
        _moon(right - 6, 40),
        draw.said(left, 112, N_("Your day"), anchor="start", size=13),
        draw.said(right, 112, N_("An hour free, then bed"), anchor="end", size=13),
    ]
    y = 146
    for row in worries:
        drawn.append(_kept(y, row))
        y += 28
    if worries:
        drawn.append(_legend(y + 6))
        y += 34
    head = (N_("A worry, in a few words"), N_("What kind is it?"), N_("Next"))
    cells = tuple(
        (words(row, "worry") or "–", SORTS[str(row["sort"])], words(row, "next") or "–")
        for row in worries
    )
    return Picture(
        svg=draw.drawing(y - 16, *drawn),
        sentence=N_("Your worry time is at {when}. Worries written down: {worries}."),
        values={"when": words(answers, "when"), "worries": len(worries)},
        head=head,
        rows=cells or (("–", "–", "–"),),
    )


def _moon(x: float, y: float) -> str:
    return draw.curve(f"M{x - 4:g} {y - 9:g}a10 10 0 1 0 10 14a8 8 0 0 1 -10 -14Z", draw.MOSS)


def _legend(y: float) -> str:
    return (
        _mark(28, y - 5, "can")
        + draw.said(46, y, N_("Something to do"), anchor="start", size=12)
        + _mark(178, y - 5, "cannot")
        + draw.said(194, y, N_("Not mine to change"), anchor="start", size=12)
    )


def _mark(x: float, y: float, sort: str) -> str:
    """A full stone where something can be done, a ring where it cannot be changed."""
    if sort == "can":
        return draw.stone(x, y, 20, 15, draw.MOSS)
    return draw.dot(x, y, *((7, draw.NONE, draw.CLAY) if sort == "cannot" else (4, draw.LINE)))


def _kept(y: float, row: Answers) -> str:
    own = draw.shorten(words(row, "worry"), 38)
    return _mark(28, y - 5, str(row["sort"])) + draw.written(48, y, own, anchor="start")


def carries(entries: Sequence[Entry]) -> Mapping[str, JsonValue]:
    """The time and place, and the worries that wait to be sorted."""
    answers = entries[-1].answers
    waiting: list[JsonValue] = [
        row
        for row in with_words(answers, "worries", "worry")
        if isinstance(row, dict) and row["sort"] == "later"
    ]
    where = words(answers, "where")
    return {
        "worry_when": words(answers, "when"),
        "worry_bed": words(answers, "bed"),
        **({"worry_where": where} if where else {}),
        **({"worries": waiting} if waiting else {}),
    }


KIND = Kind(
    name="worry_time",
    title=N_("Worry time"),
    about=N_("Give worry fifteen minutes of its own, so that it takes less of the day."),
    mode="log",
    pages=pages,
    summarise=summarise,
    scores={
        "worries": "worries on the list",
        "can_act": "worries something can be done about",
        "cannot_change": "worries that cannot be changed",
        "minutes_before_bed": "minutes from the end of worry time to bed",
        "entries": "entries so far",
    },
    picture=picture,
    carries=carries,
    problems=problems,
    example={
        "when": "17:30",
        "bed": "22:30",
        "where": "At the kitchen table",
        "worries": [
            {
                "worry": "The letter from the housing office",
                "sort": "can",
                "next": "Ring them on Monday at ten",
            },
            {"worry": "Will my hands get worse", "sort": "cannot", "next": None},
            {"worry": "My son sounded tired", "sort": "later", "next": None},
        ],
    },
    tool=True,
)
