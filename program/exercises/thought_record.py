"""Thought record: what happened, the thought, the feeling; in full a kinder, truer thought too.

Three columns first, then the whole, as cognitive therapy teaches it (Beck 1979). A thought
about a real limit or a loss is not argued with: then letting it be is the better exercise.
"""

from collections.abc import Mapping, Sequence
from typing import Literal

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
from program.fields import ChoiceField, Option, Page, Pages, ScaleField, Shown, TextField
from program.words import N_, Cell


class Columns(Spec):
    """How much of the record is asked."""

    columns: Literal["three", "full"] = "three"
    """`three`: what happened, the thought, the feeling. `full`: more sides, too."""


_NOT_A_LIMIT = Shown(fields=("real",), at_least=1)
_FEELING_LOW, _FEELING_HIGH = N_("Barely there"), N_("As strong as can be")


def _text(name: str, label: str, example: str, help_: str = "") -> TextField:
    return TextField(
        id=name,
        label=label,
        help=help_,
        rows=2,
        longest=500,
        example=example,
        optional=True,
        shown=_NOT_A_LIMIT,
    )


_THREE: Pages = (
    Page(
        id="happened",
        title=N_("Catching a thought"),
        lead=N_("Think of a moment when your mood went down. A few words do."),
        fields=(
            TextField(
                id="happened",
                label=N_("What happened?"),
                help=N_("Where were you, and what was going on?"),
                rows=2,
                longest=300,
                example=N_("I had to cancel lunch with Amal"),
                optional=True,
            ),
            TextField(
                id="thought",
                label=N_("What went through your mind?"),
                help=N_("In the words it came in, or as a picture you saw."),
                rows=2,
                longest=300,
                example=N_("Nobody will ask me again"),
            ),
        ),
    ),
    Page(
        id="feeling",
        title=N_("What you felt"),
        fields=(
            TextField(
                id="feeling",
                label=N_("What did you feel?"),
                help=N_("Sad, cross, scared, ashamed, empty. One word is enough."),
                rows=1,
                longest=80,
                example=N_("Sad and a bit ashamed"),
                optional=True,
            ),
            ScaleField(
                id="strength",
                label=N_("How strong was the feeling?"),
                low=_FEELING_LOW,
                high=_FEELING_HIGH,
            ),
        ),
    ),
)
_REST: Pages = (
    Page(
        id="real",
        title=N_("What kind of thought is it?"),
        lead=N_("Some thoughts are about a real limit or a loss. Those need no argument."),
        fields=(
            ChoiceField(
                id="real",
                label=N_("Is this one about a real limit or a loss?"),
                help=N_("If so, you can stop here. Letting a thought be may fit it better."),
                options=(
                    Option(code="0", label=N_("Yes, and I will leave it at that")),
                    Option(code="1", label=N_("No, or not only")),
                    Option(code="2", label=N_("I am not sure")),
                ),
            ),
        ),
    ),
    Page(
        id="sides",
        title=N_("From more than one side"),
        lead=N_("You do not have to win here. You look at all that is so."),
        fields=(
            _text("speaks_for", N_("What speaks for it?"), N_("I have cancelled twice")),
            _text(
                "also_true",
                N_("What else may be true?"),
                N_("Amal wrote back that she hopes I feel better soon"),
                N_("What would you say to a good friend who thought this?"),
            ),
        ),
    ),
    Page(
        id="kinder",
        title=N_("A kinder and truer thought"),
        fields=(
            _text(
                "kinder",
                N_("What thought is kinder, and truer to all of it?"),
                N_("I cancelled, and she still wants to see me"),
                N_("One you can believe, at least in part. It need not be bright."),
            ),
            ScaleField(
                id="after",
                label=N_("How strong is the feeling now?"),
                help=N_("The same number is a good answer too."),
                low=_FEELING_LOW,
                high=_FEELING_HIGH,
                shown=_NOT_A_LIMIT,
            ),
        ),
    ),
)


def pages(spec: Columns) -> Pages:
    return _THREE if spec.columns == "three" else (*_THREE, *_REST)


def _strengths(entry: Entry) -> tuple[int, int | None]:
    """The feeling then, and now where it was rated again."""
    then, now = number(entry.answers, "strength"), number(entry.answers, "after")
    return int(then or 0), None if now is None else int(now)


def summarise(entries: Sequence[Entry]) -> Summary:
    """`strength`, `after`: 0 to 10; `change` is after - strength: below zero is weaker."""
    answers = entries[-1].answers
    then, now = _strengths(entries[-1])
    real = answers.get("real")
    scores = present(
        strength=then,
        after=now,
        change=None if now is None else now - then,
        real_limit={"0": 1.0, "1": 0.0}.get(str(real)),
        records=len(entries),
    )
    values = {"then": then, "now": now or 0}
    if now is not None:
        return Summary(N_("A thought caught. Feeling {then}, then {now} of 10"), values, scores)
    if real == "0":
        return Summary(
            N_("A real limit, not argued with. Feeling {then} of 10"), values, scores
        )
    return Summary(N_("A thought caught. Feeling {then} of 10"), values, scores)


def picture(entries: Sequence[Entry]) -> Picture | None:
    answers = entries[-1].answers
    then, now = _strengths(entries[-1])
    kinder = words(answers, "kinder")
    drawn = [
        draw.said(24, 20, N_("The thought"), anchor="start", size=13),
        draw.note(30, words(answers, "thought"), draw.CARD, draw.LINE),
    ]
    y = 100
    if kinder:
        drawn += [
            draw.arrow(draw.WIDTH / 2, 88, draw.WIDTH / 2, 110, draw.MOSS),
            draw.said(24, 110, N_("Kinder and truer"), anchor="start", size=13),
            draw.note(120, kinder, draw.SOFT, draw.MOSS),
        ]
        y = 190
    marks = [(then, draw.NONE)] + ([] if now is None else [(now, draw.SOFT)])
    drawn.append(draw.said(24, y + 14, N_("The feeling"), anchor="start", size=13))
    drawn.append(draw.scale_track(y + 56, _FEELING_LOW, _FEELING_HIGH, *marks))
    drawn.append("" if now is None else draw.moved(y + 56, then, now))
    once = N_("You caught a thought. The feeling with it was {then} of 10.")
    again = N_("You caught a thought. The feeling was {then} of 10, and {now} after.")
    return Picture(
        svg=draw.drawing(y + 100, *drawn),
        sentence=once if now is None else again,
        values={"then": then, "now": now or 0},
        head=(N_("Day"), N_("The thought"), N_("Feeling then"), N_("Feeling after")),
        rows=tuple(map(_row, entries)),
    )


def _row(entry: Entry) -> tuple[Cell, ...]:
    then, now = _strengths(entry)
    thought = words(entry.answers, "thought") or "–"
    return entry.on, thought, str(then), "–" if now is None else str(now)


def carries(entries: Sequence[Entry]) -> Mapping[str, JsonValue]:
    """The thought caught last, and the last kinder one that was found."""
    kinder = [found for entry in entries if (found := words(entry.answers, "kinder"))]
    thought = words(entries[-1].answers, "thought")
    return {
        **({"thought": thought} if thought else {}),
        **({"kinder_thought": kinder[-1]} if kinder else {}),
    }


KIND = Kind(
    name="thought_record",
    title=N_("A thought, caught"),
    about=N_("Write down a thought that pulls you down, and look at it in daylight."),
    mode="log",
    pages=pages,
    summarise=summarise,
    scores={
        "strength": "strength of the feeling, 0 to 10",
        "after": "strength after a kinder thought, 0 to 10",
        "change": "after less before: below zero is weaker",
        "real_limit": "1 where the thought is about a real limit, else 0",
        "records": "entries so far",
    },
    picture=picture,
    carries=carries,
    spec=Columns,
    example_spec=Columns(columns="full"),
    example={
        "happened": "I had to cancel lunch with Amal",
        "thought": "Nobody will ask me again",
        "feeling": "Sad and a bit ashamed",
        "strength": 8,
        "real": "1",
        "speaks_for": "I have cancelled twice",
        "also_true": "Amal wrote back that she hopes I feel better soon",
        "kinder": "I cancelled, and she still wants to see me",
        "after": 5,
    },
    tool=True,
)
