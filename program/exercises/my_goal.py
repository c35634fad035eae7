"""My goal: one thing that matters, how it goes now (0-10), rated again later."""

from collections.abc import Mapping, Sequence

from pydantic import JsonValue

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
from program.fields import Page, Pages, ScaleField, TextField
from program.words import N_

_PAGES: Pages = (
    Page(
        id="goal",
        title=N_("Something that matters to you"),
        lead=N_("Small and real is good. You can change it at any time."),
        fields=(
            TextField(
                id="goal",
                label=N_("What do you want more of in your life, with or without pain?"),
                help=N_("Something you would see or hear, if it went well."),
                rows=2,
                longest=300,
                example=N_("Cook with my daughter on Sundays"),
                carried="goal",
            ),
            ScaleField(
                id="rating",
                label=N_("How is it going at the moment?"),
                low=N_("Not at all"),
                high=N_("As I would like"),
            ),
        ),
    ),
)


def pages(spec: Spec) -> Pages:
    return _PAGES


def _first_and_last(entries: Sequence[Entry]) -> tuple[float, float]:
    ends = [number(entry.answers, "rating") for entry in (entries[0], entries[-1])]
    first, last = (rating for rating in ends if rating is not None)  # never left empty
    return first, last


def summarise(entries: Sequence[Entry]) -> Summary:
    first, last = _first_and_last(entries)
    scores = present(goal_rating=last, goal_change=last - first)
    if len(entries) == 1:
        return Summary(N_("Goal rated {now} of 10"), {"now": int(last)}, scores)
    values = {"first": int(first), "now": int(last)}
    return Summary(N_("Goal rated {now} of 10, first {first}"), values, scores)


def picture(entries: Sequence[Entry]) -> Picture | None:
    first, last = _first_and_last(entries)
    goal = draw.shorten(words(entries[-1].answers, "goal"), 42)
    marks = [(last, draw.SOFT)]
    if first != last:
        marks.insert(0, (first, draw.NONE))
    drawn = draw.scale_track(72, N_("Not at all"), N_("As I would like"), *marks)
    once = N_("You rated your goal {now} of 10.")
    again = N_("You rated your goal {first} of 10 at first, and {now} now.")
    return Picture(
        svg=draw.drawing(116, draw.written(draw.WIDTH / 2, 20, goal), drawn),
        sentence=once if len(entries) == 1 else again,
        values={"first": int(first), "now": int(last)},
        head=(N_("Day"), N_("Rating, 0 to 10")),
        rows=tuple((entry.on, f"{number(entry.answers, 'rating'):g}") for entry in entries),
    )


def carries(entries: Sequence[Entry]) -> Mapping[str, JsonValue]:
    goal = words(entries[-1].answers, "goal")
    return {"goal": goal} if goal else {}


KIND = Kind(
    name="my_goal",
    title=N_("My goal"),
    about=N_("Say what matters to you, and look back at it later."),
    mode="log",
    pages=pages,
    summarise=summarise,
    scores={
        "goal_rating": "how it is going with the goal, 0 to 10",
        "goal_change": "the rating less the first one",
    },
    picture=picture,
    carries=carries,
    example={"goal": "Cook with my daughter on Sundays", "rating": 3},
    tool=True,
)
