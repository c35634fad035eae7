"""A step towards what matters: the step, what may come up, the way round, and willingness.

Committed action, from acceptance and commitment therapy (Hayes 2012): a small step for the
sake of a value, taken with the pain or doubt that may come along, never to be rid of them.
"""

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


def _text(name: str, label: str, example: str, help_: str = "", carried: str = "") -> TextField:
    return TextField(
        id=name,
        label=label,
        help=help_,
        rows=2,
        longest=300,
        example=example,
        optional=True,
        carried=carried,
    )


_PAGES: Pages = (
    Page(
        id="step",
        title=N_("A step towards what matters"),
        lead=N_("Small enough for a hard day. It counts because of where it points."),
        fields=(
            _text(
                "value",
                N_("What matters to you here?"),
                N_("To be a neighbour people can come to"),
                carried="value",
            ),
            TextField(
                id="step",
                label=N_("What is one small step towards it?"),
                help=N_("Something you do, so that others could see or hear it."),
                rows=2,
                longest=120,
                example=N_("Knock at Mr Silva's door and say hello"),
                carried="small_step",
            ),
            TextField(
                id="when",
                label=N_("When?"),
                rows=1,
                longest=120,
                example=N_("Thursday, after tea"),
                optional=True,
            ),
        ),
    ),
    Page(
        id="way",
        title=N_("What may come along"),
        lead=N_("Pain, doubt or a tired day may come too. You can plan for them now."),
        fields=(
            _text(
                "obstacle", N_("What might get in the way?"), N_("My hip aches on the stairs")
            ),
            _text(
                "way_round",
                N_("What is a way round, or a smaller way through?"),
                N_("Ring him from the chair instead"),
            ),
        ),
    ),
    Page(
        id="willing",
        title=N_("And now"),
        fields=(
            ScaleField(
                id="willing",
                label=N_("How willing are you to take this step, with whatever comes along?"),
                help=N_("Below 7? Go back and make the step smaller."),
                low=N_("Not at all"),
                high=N_("Fully"),
            ),
        ),
    ),
)


def pages(spec: Spec) -> Pages:
    return _PAGES


def summarise(entries: Sequence[Entry]) -> Summary:
    """`way_round` is 1 where an obstacle and a way round it are written down, else 0."""
    answers = entries[-1].answers
    willing = int(number(answers, "willing") or 0)
    planned = bool(words(answers, "obstacle") and words(answers, "way_round"))
    headline = N_("One step planned. Willing: {willing} of 10")
    with_way = N_("One step and a way round planned. Willing: {willing} of 10")
    return Summary(
        with_way if planned else headline,
        {"willing": willing},
        present(willing=willing, way_round=planned),
    )


def picture(entries: Sequence[Entry]) -> Picture | None:
    """From here, over the step, to what matters; an obstacle lies on the way."""
    answers = entries[-1].answers
    value, step = words(answers, "value"), words(answers, "step")
    obstacle, way_round = words(answers, "obstacle"), words(answers, "way_round")
    willing = int(number(answers, "willing") or 0)
    drawn = [_hill(), _path(bool(obstacle), bool(way_round))]
    y = 196
    told = (
        (N_("What matters"), value),
        (N_("The step"), step),
        (N_("In the way"), obstacle),
        (N_("The way round"), way_round),
    )
    for label, own in told:
        if own:
            lines = draw.in_lines(own, 42, 2)
            drawn.append(draw.said(16, y, label, anchor="start", size=12))
            for n, line in enumerate(lines, 1):
                drawn.append(draw.written(16, y + 18 * n, line, anchor="start"))
            y += 18 * len(lines) + 26
    return Picture(
        svg=draw.drawing(y - 8, *drawn),
        sentence=N_("One step from here towards what matters. Willing: {willing} of 10."),
        values={"willing": willing},
        head=(N_("Part"), N_("In your words")),
        rows=tuple((label, own or "–") for label, own in told),
    )


def _hill() -> str:
    """Here at the left, and a cairn on the hill at the right: what matters."""
    return (
        draw.curve("M16 150C90 150 130 138 180 112S270 66 324 62", draw.LINE)
        + draw.dot(34, 141, 7, draw.PRIMARY)
        + draw.said(34, 172, N_("Here"), size=13)
        + draw.stone(296, 55, 42, 22)
        + draw.stone(294, 36, 32, 18)
        + draw.stone(297, 20, 22, 15)
    )


def _path(obstacle: bool, way_round: bool) -> str:
    """The step as the first stone, and a boulder with the way round it where there are any."""
    parts = [
        draw.stone(100, 136, 38, 20, draw.MOSS),
        draw.said(100, 172, N_("The step"), size=13),
    ]
    if obstacle:
        parts.append(draw.stone(192, 90, 46, 40, draw.CARD))
        parts.append(draw.said(192, 158, N_("In the way"), size=13))
    if obstacle and way_round:
        parts.append(draw.curve("M124 126C140 60 190 30 262 48", draw.MOSS, dashed=True))
    return "".join(parts)


def carries(entries: Sequence[Entry]) -> Mapping[str, JsonValue]:
    """The step, and the step as a plan for the week to begin from."""
    answers = entries[-1].answers
    step, when = words(answers, "step"), words(answers, "when")
    if not step:
        return {}
    plan: dict[str, JsonValue] = {"what": step, **({"when": when} if when else {})}
    return {"brave_step": step, "plan": [plan]}


KIND = Kind(
    name="committed_action",
    title=N_("A step that counts"),
    about=N_("Take one small step towards what matters to you, with a way round ready."),
    mode="once",
    pages=pages,
    summarise=summarise,
    scores={
        "willing": "willingness to take the step with what comes along, 0 to 10",
        "way_round": "1 where an obstacle and a way round it are written down, else 0",
    },
    picture=picture,
    carries=carries,
    example={
        "value": "To be a neighbour people can come to",
        "step": "Knock at Mr Silva's door and say hello",
        "when": "Thursday, after tea",
        "obstacle": "My hip aches on the stairs",
        "way_round": "Ring him from the chair instead",
        "willing": 7,
    },
    tool=True,
)
