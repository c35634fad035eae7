"""Activity plan: ideas rated by enjoyment and importance, and the smallest step of one.

After behavioural activation as in BATD-R (Lejuez 2011): enjoyment and importance 0-10, begun
with what takes least, kept whatever the mood. With long-term pain it goes with pacing, so
nothing here asks for more than a small step.
"""

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
    rows,
    words,
)
from program.exercises._pacing import Paced
from program.exercises._picked import beyond, picked, picked_row, which
from program.fields import Answers, Page, Pages, RowsField, ScaleField, TextField
from program.words import N_

MOST = 4
_MIDDLE = 5
_LEFT, _TOP, _SIDE = 40, 30, 260
_NOTHING = N_("Not at all")
_MUCH = N_("Very much")

_IDEAS = Page(
    id="ideas",
    title=N_("Things worth your time"),
    lead=N_("Company, rest, play, making things. Think of what you used to like, too."),
    fields=(
        RowsField(
            id="ideas",
            label=N_("Your ideas"),
            help=N_("One is enough. Two or three give you a choice."),
            fields=(
                TextField(
                    id="what",
                    label=N_("An idea"),
                    rows=1,
                    longest=120,
                    example=N_("Tea with my sister"),
                ),
                ScaleField(
                    id="enjoy",
                    label=N_("How much might you enjoy it?"),
                    low=_NOTHING,
                    high=_MUCH,
                ),
                ScaleField(
                    id="matters",
                    label=N_("How much does it matter to you?"),
                    low=_NOTHING,
                    high=_MUCH,
                ),
            ),
            least=1,
            most=MOST,
            add=N_("Add another idea"),
        ),
    ),
)
_SMALL = N_("Something you could do in a few minutes. Half of that is fine too.")
_WITHIN_A_LIMIT = N_("Only what today would allow, with rest before and after.")
_WHY = Page(
    id="why",
    title=N_("What makes it worth it"),
    lead=N_("The wish to do things often comes after the start, not before it."),
    fields=(
        TextField(
            id="worth",
            label=N_("Why is it worth doing?"),
            rows=2,
            longest=300,
            example=N_("We laugh together, and I feel like myself"),
            optional=True,
            carried="value",
        ),
        ScaleField(
            id="confidence",
            label=N_("How sure are you that you can take this step?"),
            help=N_("Below 7? Go back and make the step smaller."),
            low=_NOTHING,
            high=N_("Fully"),
        ),
    ),
)


def _step(help_: str) -> Page:
    step = TextField(
        id="step",
        label=N_("What is the smallest step of it?"),
        help=help_,
        rows=2,
        longest=120,
        example=N_("Ask my sister if she is free on Friday"),
    )
    when = TextField(
        id="when",
        label=N_("When?"),
        rows=1,
        longest=120,
        example=N_("Today, after lunch"),
        optional=True,
    )
    title = N_("One idea, one small step")
    pick = which(N_("Which idea would you like to begin with?"), MOST)
    return Page(id="step", title=title, fields=(pick, step, when))


def pages(spec: Paced) -> Pages:
    return (_IDEAS, _step(_WITHIN_A_LIMIT if spec.energy_limit else _SMALL), _WHY)


def problems(answers: Answers) -> tuple[Problem, ...]:
    return beyond(answers, "ideas")


def summarise(entries: Sequence[Entry]) -> Summary:
    """`enjoyment` and `importance` are those of the idea that was picked, 0 to 10."""
    answers = entries[-1].answers
    row, ideas = picked_row(answers, "ideas"), len(rows(answers, "ideas"))
    enjoy, matters = number(row, "enjoy"), number(row, "matters")
    confidence = number(answers, "confidence")
    scores = present(ideas=ideas, enjoyment=enjoy, importance=matters, confidence=confidence)
    values: dict[str, float | int | str] = {"ideas": ideas, "sure": int(confidence or 0)}
    if enjoy is None or matters is None:
        return Summary(N_("Ideas: {ideas}. Sure of the step: {sure} of 10"), values, scores)
    return Summary(
        N_("Picked one: enjoy {enjoy}, matters {matters}, sure {sure} of 10"),
        {"enjoy": int(enjoy), "matters": int(matters), **values},
        scores,
    )


def picture(entries: Sequence[Entry]) -> Picture | None:
    answers = entries[-1].answers
    ideas, chosen_one = rows(answers, "ideas"), picked(answers, "ideas")
    low = _TOP + _SIDE
    drawn = [
        draw.bar(_LEFT + _SIDE / 2, _TOP, _SIDE / 2, _SIDE / 2, draw.SOFT),
        draw.line(_LEFT, _TOP, _LEFT, low, draw.LINE),
        draw.line(_LEFT, low, _LEFT + _SIDE, low, draw.LINE),
        draw.said(_LEFT, 20, N_("Matters more"), anchor="start", size=13),
        draw.said(_LEFT + _SIDE, low + 20, N_("Enjoy it more"), anchor="end", size=13),
        *_stones(ideas, chosen_one),
    ]
    for n, row in enumerate(ideas):
        y = low + 48 + 24 * n
        drawn.append(draw.written(16, y, f"{n + 1}", anchor="start"))
        drawn.append(draw.written(36, y, draw.shorten(words(row, "what"), 40), anchor="start"))
    cells = [
        (words(row, "what") or "–", f"{row['enjoy']}", f"{row['matters']}") for row in ideas
    ]
    unpicked = N_(
        "Your ideas, by how much you might enjoy them and how much they matter: {ideas}."
    )
    begun = N_(
        "Your ideas, by enjoyment and by how much they matter. You begin with number {n}."
    )
    return Picture(
        svg=draw.drawing(low + 40 + 24 * len(ideas), *drawn),
        sentence=unpicked if chosen_one is None else begun,
        values={"ideas": len(ideas), "n": (chosen_one or 0) + 1},
        head=(N_("An idea"), N_("Enjoyment, 0 to 10"), N_("Importance, 0 to 10")),
        rows=tuple(cells),
    )


def _stones(ideas: Sequence[Answers], chosen_one: int | None) -> list[str]:
    """A numbered stone for each idea; those with the same ratings stand side by side."""
    drawn, taken = list[str](), dict[tuple[float, float], int]()
    for n, row in enumerate(ideas):
        enjoy, matters = number(row, "enjoy") or 0, number(row, "matters") or 0
        beside = taken[enjoy, matters] = taken.get((enjoy, matters), -1) + 1
        inwards = 26 if enjoy < _MIDDLE else -26
        x = _LEFT + 20 + enjoy * (_SIDE - 40) / 10 + beside * inwards
        y = _TOP + _SIDE - 16 - matters * (_SIDE - 32) / 10
        if n == chosen_one:
            drawn.append(draw.dot(x, y, 20, draw.CARD, draw.MOSS))
        drawn.append(draw.stone(x, y, 30, 24, draw.CARD))
        drawn.append(draw.written(x, y + 5, f"{n + 1}"))
    return drawn


def carries(entries: Sequence[Entry]) -> Mapping[str, JsonValue]:
    """The step, and the step as a plan for the week to begin from."""
    answers = entries[-1].answers
    step, when = words(answers, "step"), words(answers, "when")
    if not step:
        return {}
    plan: dict[str, JsonValue] = {"what": step, **({"when": when} if when else {})}
    return {"small_step": step, "plan": [plan]}


KIND = Kind(
    name="activity_plan",
    title=N_("Worth my time"),
    about=N_("Find things that lift or matter, and take the smallest step of one."),
    mode="once",
    pages=pages,
    summarise=summarise,
    scores={
        "ideas": "ideas that were written down",
        "enjoyment": "enjoyment the picked idea may bring, 0 to 10",
        "importance": "importance of the picked idea, 0 to 10",
        "confidence": "how sure of the step, 0 to 10",
    },
    picture=picture,
    carries=carries,
    problems=problems,
    spec=Paced,
    example_spec=Paced(),
    example={
        "ideas": [
            {"what": "Tea with my sister", "enjoy": 8, "matters": 9},
            {"what": "Sort the photos from Lagos", "enjoy": 5, "matters": 7},
            {"what": "Listen to an old record", "enjoy": 7, "matters": 3},
        ],
        "pick": "1",
        "step": "Ask my sister if she is free on Friday",
        "when": "Today, after lunch",
        "worth": "We laugh together, and I feel like myself",
        "confidence": 8,
    },
    tool=True,
)
