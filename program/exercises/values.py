"""What matters: up to six areas in own words, how much each matters and how it is going.

Ratings side by side and the gap between them are an idea of values work in long-term pain
(McCracken and Yang 2006); the areas and all words here are our own.
"""

from collections.abc import Mapping, Sequence
from statistics import mean

from pydantic import JsonValue

from program.exercises import _draw as draw
from program.exercises._kind import (
    Entry,
    Kind,
    Picture,
    Problem,
    Spec,
    Summary,
    number,
    present,
    rows,
    words,
)
from program.exercises._picked import beyond, picked, picked_row, which
from program.fields import Answers, Page, Pages, RowsField, ScaleField, TextField
from program.words import N_

MOST = 6
_FULL = 244
"""Units a rating of 10 is long in the drawing."""

_PAGES: Pages = (
    Page(
        id="areas",
        title=N_("Parts of your life"),
        lead=N_("People, work, body and care, play, learning, faith or nature: or yours."),
        fields=(
            RowsField(
                id="areas",
                label=N_("What matters to you"),
                help=N_("One is enough for today. There is room for six."),
                fields=(
                    TextField(
                        id="area",
                        label=N_("A part of life, in your words"),
                        rows=1,
                        longest=80,
                        example=N_("My children"),
                    ),
                    ScaleField(
                        id="matters",
                        label=N_("How much does it matter to you?"),
                        low=N_("Not much"),
                        high=N_("As much as can be"),
                    ),
                    ScaleField(
                        id="going",
                        label=N_("How is it going at the moment?"),
                        low=N_("Not at all"),
                        high=N_("As I would like"),
                    ),
                ),
                least=1,
                most=MOST,
                add=N_("Add another part"),
            ),
        ),
    ),
    Page(
        id="value",
        title=N_("One to tend"),
        lead=N_("A gap is no fault of yours. Pain takes room, and some can be won back."),
        fields=(
            which(N_("Which one would you like to give some care to?"), MOST),
            TextField(
                id="value",
                label=N_("How would you like to be there?"),
                help=N_("What you would want them to see in you, with pain or without."),
                rows=2,
                longest=300,
                example=N_("A father who listens, also from the sofa"),
                optional=True,
            ),
        ),
    ),
)


def pages(spec: Spec) -> Pages:
    return _PAGES


def problems(answers: Answers) -> tuple[Problem, ...]:
    return beyond(answers, "areas")


def _ratings(row: Answers) -> tuple[int, int]:
    """How much it matters, and how it is going."""
    return int(number(row, "matters") or 0), int(number(row, "going") or 0)


def _gap(row: Answers) -> int:
    """How far it lags behind how much it matters; never below 0."""
    matters, going = _ratings(row)
    return max(matters - going, 0)


def summarise(entries: Sequence[Entry]) -> Summary:
    """`gap` is importance - how it is going, never below 0: of the picked area; `gap_mean`
    and `gap_most` are of all areas that were named. All from 0 to 10."""
    answers = entries[-1].answers
    areas, tended = rows(answers, "areas"), picked_row(answers, "areas")
    gaps = [_gap(row) for row in areas]
    scores = present(
        areas=len(areas),
        gap_mean=mean(gaps),
        gap_most=max(gaps),
        importance=number(tended, "matters"),
        going=number(tended, "going"),
        gap=_gap(tended) if tended else None,
    )
    values: dict[str, float | int | str] = {"areas": len(areas), "gap": max(gaps)}
    if not tended:
        return Summary(N_("Areas: {areas}. Widest gap: {gap} of 10"), values, scores)
    matters, going = _ratings(tended)
    return Summary(
        N_("Areas: {areas}. Picked: matters {matters}, going {going}"),
        {**values, "matters": matters, "going": going},
        scores,
    )


def picture(entries: Sequence[Entry]) -> Picture | None:
    answers = entries[-1].answers
    areas, tended = rows(answers, "areas"), picked(answers, "areas")
    legend = (
        draw.bar(16, 8, 22, 12, draw.SOFT, draw.PRIMARY),
        draw.said(46, 19, N_("How much it matters"), anchor="start", size=13),
        draw.bar(16, 30, 22, 12, draw.PRIMARY),
        draw.said(46, 41, N_("How it is going"), anchor="start", size=13),
        draw.said(draw.WIDTH - 16, 41, N_("Gap"), anchor="end", size=13),
    )
    drawn = [_area(68 + 62 * n, row, n == tended) for n, row in enumerate(areas)]
    widest = max(_gap(row) for row in areas)
    cells = [
        (words(row, "area") or "–", *map(str, (*_ratings(row), _gap(row)))) for row in areas
    ]
    return Picture(
        svg=draw.drawing(64 + 62 * len(areas), *legend, *drawn),
        sentence=N_(
            "What matters to you, and how it is going. Areas: {areas}. The widest gap: {gap}."
        ),
        values={"areas": len(areas), "gap": widest},
        head=(N_("Part of life"), N_("How much it matters"), N_("How it is going"), N_("Gap")),
        rows=tuple(cells),
    )


def _area(y: float, row: Answers, tended: bool) -> str:
    """The name, a bar for each rating, and the gap as a dashed line with its size."""
    matters, going = _ratings(row)
    unit, gap = _FULL / 10, _gap(row)
    ends = [(matters, y + 19), (going, y + 37)]
    drawn = [
        draw.written(16, y + 6, draw.shorten(words(row, "area"), 36), anchor="start"),
        draw.bar(16, y + 12, max(matters * unit, 3), 13, draw.SOFT, draw.PRIMARY),
        draw.bar(16, y + 31, max(going * unit, 3), 11, draw.PRIMARY),
    ]
    if gap > 1:  # a shorter line would touch the number at its start
        drawn.append(
            draw.dashed(40 + going * unit, y + 37, 16 + matters * unit, y + 37, draw.CLAY)
        )
    drawn += [
        draw.written(22 + max(value * unit, 3), at + 4, value, anchor="start", size=12)
        for value, at in ends
    ]
    drawn.append(draw.written(draw.WIDTH - 24, y + 32, gap, size=16))
    if tended:
        drawn.append(draw.dot(draw.WIDTH - 24, y + 27, 15, draw.NONE, draw.MOSS))
    return "".join(drawn)


def carries(entries: Sequence[Entry]) -> Mapping[str, JsonValue]:
    """The area that was picked, and what matters there: its name where no more was said."""
    answers = entries[-1].answers
    area = words(picked_row(answers, "areas"), "area")
    value = words(answers, "value") or area
    return {
        **({"value": value} if value else {}),
        **({"value_area": area} if area else {}),
    }


KIND = Kind(
    name="values",
    title=N_("What matters to me"),
    about=N_("See which parts of life matter most to you, and which want some care."),
    mode="once",
    pages=pages,
    summarise=summarise,
    scores={
        "areas": "areas of life that were named",
        "gap_mean": "mean over the areas of importance less how it is going, never below 0",
        "gap_most": "the widest of these gaps, 0 to 10",
        "importance": "importance of the picked area, 0 to 10",
        "going": "how the picked area is going, 0 to 10",
        "gap": "gap of the picked area, 0 to 10",
    },
    picture=picture,
    carries=carries,
    problems=problems,
    example={
        "areas": [
            {"area": "My children", "matters": 10, "going": 5},
            {"area": "My work at the library", "matters": 6, "going": 6},
            {"area": "Prayer", "matters": 8, "going": 3},
            {"area": "Time outdoors", "matters": 7, "going": 2},
        ],
        "pick": "1",
        "value": "A father who listens, also from the sofa",
    },
    tool=True,
)
