"""Letting a thought be: how much it pulls, one way to give it room, and how much it pulls then.

Cognitive defusion, from acceptance and commitment therapy (Hayes 2012): the thought may stay
and may be true; what changes is how tightly it is held. All ways here are in our own images.
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
from program.fields import ChoiceField, Option, Page, Pages, ScaleField, TextField
from program.words import N_

WAYS = {
    "having": N_("Say: I am having the thought that ..."),
    "stone": N_("Lay it on a stone and look at it from a step away"),
    "radio": N_("Hear it as a radio in the next room"),
    "paper": N_("Write it on paper, and keep it in a pocket"),
    "thanks": N_("Say to it: thank you for trying to look after me"),
    "own": N_("A way of my own"),
}
SHOWN = 4
_LOW, _HIGH = N_("Not at all"), N_("All of me")

_PAGES: Pages = (
    Page(
        id="thought",
        title=N_("A thought that keeps coming"),
        lead=N_("It may be true, or partly true. Here you do not have to find out."),
        fields=(
            TextField(
                id="thought",
                label=N_("What does the thought say?"),
                help=N_("You can also keep the words to yourself."),
                rows=2,
                longest=300,
                example=N_("I will never be the person I was"),
                optional=True,
                carried="thought",
            ),
            ScaleField(
                id="before",
                label=N_("How much does it pull at you right now?"),
                low=_LOW,
                high=_HIGH,
            ),
        ),
    ),
    Page(
        id="way",
        title=N_("A little room around it"),
        lead=N_("Stay with one way for about a minute. The thought may stay too."),
        fields=(
            ChoiceField(
                id="way",
                label=N_("Which way would you like to try?"),
                help=N_("If it gets too much, stop, look round and feel your feet."),
                options=tuple(Option(code=code, label=label) for code, label in WAYS.items()),
            ),
        ),
    ),
    Page(
        id="after",
        title=N_("And now"),
        lead=N_("It does not have to go. A bit less pull is room for something else."),
        fields=(
            ScaleField(
                id="after",
                label=N_("How much does it pull at you now?"),
                help=N_("The same, or more, can happen. Both are fine to write down."),
                low=_LOW,
                high=_HIGH,
            ),
            TextField(
                id="next",
                label=N_("What would you like to turn to now?"),
                rows=1,
                longest=120,
                example=N_("Water the plants with the radio on"),
                optional=True,
            ),
        ),
    ),
)


def pages(spec: Spec) -> Pages:
    return _PAGES


def _pulls(entry: Entry) -> tuple[int, int]:
    return int(number(entry.answers, "before") or 0), int(number(entry.answers, "after") or 0)


def summarise(entries: Sequence[Entry]) -> Summary:
    """`change` is the pull after - before, 0 to 10 each: below zero is less pull."""
    before, after = _pulls(entries[-1])
    return Summary(
        N_("Let a thought be. Pull {before}, then {after} of 10"),
        {"before": before, "after": after},
        present(before=before, after=after, change=after - before, times=len(entries)),
    )


def picture(entries: Sequence[Entry]) -> Picture | None:
    """A line for each of the last times, a stone at each end: the larger, the more pull."""
    before, after = _pulls(entries[-1])
    recent = entries[-SHOWN:]
    drawn = [
        draw.said(76, 20, N_("Before"), anchor="start", size=13),
        draw.said(draw.WIDTH - 48, 20, N_("After"), anchor="end", size=13),
        *(_time(58 + 52 * n, entry) for n, entry in enumerate(recent)),
    ]
    return Picture(
        svg=draw.drawing(40 + 52 * len(recent), *drawn),
        sentence=N_("The thought pulled at you {before} of 10 before, and {after} after."),
        values={"before": before, "after": after},
        head=(N_("Day"), N_("The way"), N_("Before"), N_("After")),
        rows=tuple(
            (entry.on, WAYS[str(entry.answers["way"])], *map(str, _pulls(entry)))
            for entry in recent
        ),
    )


def _time(y: float, entry: Entry) -> str:
    before, after = _pulls(entry)
    ends = ((100, before, draw.NONE), (draw.WIDTH - 72, after, draw.SOFT))
    return (
        draw.dated(16, y + 5, entry.on, anchor="start", size=13)
        + draw.arrow(140, y, draw.WIDTH - 112, y, draw.LINE)
        + "".join(draw.stone(x, y, 24 + 3 * pull, 20 + 2 * pull, c) for x, pull, c in ends)
        + "".join(draw.written(x, y + 5, pull) for x, pull, _ in ends)
    )


def carries(entries: Sequence[Entry]) -> Mapping[str, JsonValue]:
    """The thought, and the way after which one pulled least beside before."""
    named = [entry for entry in entries if entry.answers["way"] != "own"]
    best = min(named, key=lambda entry: _pulls(entry)[1] - _pulls(entry)[0], default=None)
    thought = words(entries[-1].answers, "thought")
    return {
        **({"thought": thought} if thought else {}),
        **({"letting_way": WAYS[str(best.answers["way"])]} if best else {}),
    }


KIND = Kind(
    name="letting_be",
    title=N_("Letting a thought be"),
    about=N_("Give a sticky thought some room, so that it holds you a little less."),
    mode="log",
    pages=pages,
    summarise=summarise,
    scores={
        "before": "pull of the thought before, 0 to 10",
        "after": "pull of it after, 0 to 10",
        "change": "after less before: below zero is less pull",
        "times": "entries so far",
    },
    picture=picture,
    carries=carries,
    example={
        "thought": "I will never be the person I was",
        "before": 8,
        "way": "having",
        "after": 6,
        "next": "Water the plants with the radio on",
    },
    tool=True,
)
