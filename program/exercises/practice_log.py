"""A guided practice, with how tense the person was before and after."""

from collections.abc import Iterator, Sequence

from pydantic import Field

from program.exercises import _draw as draw
from program.exercises._kind import Entry, Kind, Picture, Spec, Summary, number, present
from program.fields import ChoiceField, Option, Page, Pages, PracticeField, ScaleField, Shown
from program.words import N_

SHOWN = 4


class Practised(Spec):
    """Which practice, and how long it is offered for."""

    practice: str
    """Id of a practice in content/practices/."""
    minutes: int = Field(ge=1, le=40)
    first: bool = True
    """Ask at the end whether anything unsettling came up. Later the question waits behind a
    button: people are asked once with each practice, and may always tell."""
    at_once: bool = False
    """Begin with the practice itself, for somebody who needs it right now: how tense they were
    is not asked first."""


def _tension(name: str, label: str) -> ScaleField:
    return ScaleField(id=name, label=label, low=N_("At ease"), high=N_("Very tense"))


_BEFORE = Page(
    id="before",
    title=N_("Before you begin"),
    lead=N_("There is no right way to feel."),
    fields=(_tension("before", N_("How tense do you feel right now?")),),
)


def pages(spec: Practised) -> Pages:
    return (
        *(() if spec.at_once else (_BEFORE,)),
        Page(
            id="practice",
            title=N_("The practice"),
            lead=N_("You can stop at any time. Any part of it counts."),
            fields=(
                PracticeField(
                    id="seconds",
                    label=N_("Begin when you like"),
                    practice=spec.practice,
                    minutes=spec.minutes,
                ),
            ),
        ),
        Page(
            id="after",
            title=N_("And after"),
            fields=(
                _tension("after", N_("How tense do you feel now?")),
                _unsettling(spec),
                ChoiceField(
                    id="swap",
                    label=N_("What would you like here next time?"),
                    help=N_("Your therapist is told that this one was hard for you."),
                    optional=True,
                    options=(
                        Option(code="grounding", label=N_("Grounding: look at the room")),
                        Option(code="sounds", label=N_("Noticing sounds around you")),
                        Option(code="keep", label=N_("This one again")),
                    ),
                    shown=Shown(fields=("unsettling",), code="yes"),
                ),
            ),
        ),
    )


def _unsettling(spec: Practised) -> ChoiceField:
    return ChoiceField(
        id="unsettling",
        label=N_("Did anything come up that upset you?"),
        help=N_("It can happen. If so, open your eyes, look round, feel your feet."),
        optional=not spec.first,
        behind="" if spec.first else N_("Something came up"),
        options=(
            Option(code="no", label=N_("No")),
            Option(code="yes", label=N_("Yes")),
            Option(code="rather_not", label=N_("I would rather not say")),
        ),
    )


def _minutes(entry: Entry) -> float:
    return (number(entry.answers, "seconds") or 0) / 60


def _tensions(entry: Entry) -> tuple[int | None, int]:
    """Before, where it was asked, and after."""
    before = number(entry.answers, "before")
    return None if before is None else int(before), int(number(entry.answers, "after") or 0)


def summarise(entries: Sequence[Entry]) -> Summary:
    """`change` is tension after - before: below zero is more at ease."""
    last = entries[-1]
    before, after = _tensions(last)
    unsettling = {"yes": 1.0, "no": 0.0}.get(str(last.answers.get("unsettling")))
    scores = present(
        minutes=_minutes(last),
        change=None if before is None else after - before,
        before=before,
        after=after,
        unsettling=unsettling,
        practised=len(entries),
        minutes_total=sum(map(_minutes, entries)),
    )
    minutes = max(1, round(_minutes(last)))
    if before is None:
        headline = N_("Practised {minutes}\u00a0min. Tense {after} of 10 after it")
        return Summary(headline, {"minutes": minutes, "after": after}, scores)
    return Summary(
        N_("Practised {minutes}\u00a0min. Tense {before}, then {after} of 10"),
        {"minutes": minutes, "before": before, "after": after},
        scores,
    )


def picture(entries: Sequence[Entry]) -> Picture | None:
    recent = entries[-SHOWN:]
    drawn = [
        draw.line(16, 140, draw.WIDTH - 16, 140, draw.LINE),
        draw.line(16, 30, draw.WIDTH - 16, 30, draw.LINE),
        draw.said(16, 20, N_("Very tense"), anchor="start", size=12),
        draw.said(16, 158, N_("At ease"), anchor="start", size=12),
    ]
    room = (draw.WIDTH - 96) / len(recent)
    for n, entry in enumerate(recent):
        x = 80 + room * (n + 0.5)
        drawn += [*_drawn(x, *_tensions(entry)), draw.dated(x, 158, entry.on)]
    before, after = _tensions(entries[-1])
    both = N_("Your tension was {before} of 10 before the last practice, {after} after.")
    one = N_("Your tension was {after} of 10 after the last practice.")
    return Picture(
        svg=draw.drawing(168, *drawn),
        sentence=one if before is None else both,
        values={"after": after} if before is None else {"before": before, "after": after},
        head=(N_("Day"), N_("Before"), N_("After"), N_("Minutes")),
        rows=tuple(
            (
                entry.on,
                *("–" if one is None else str(one) for one in _tensions(entry)),
                f"{_minutes(entry):.1f}",
            )
            for entry in recent
        ),
    )


def _drawn(x: float, before: int | None, after: int) -> Iterator[str]:
    """One practice: a line from before to after; a dot where it began at once."""
    low = 135 - after * 10
    if before is not None:
        top = 135 - before * 10
        yield draw.line(x - 10, top, x + 10, low, draw.PRIMARY)
        yield draw.dot(x - 10, top, 5, draw.SOFT, draw.PRIMARY)
        yield draw.written(x - 16, top + 4, before, anchor="end", size=12)
    yield draw.dot(x + 10, low, 5, draw.PRIMARY)
    yield draw.written(x + 16, low + 4, after, anchor="start", size=12)


KIND = Kind(
    name="practice_log",
    title=N_("Practice"),
    about=N_("A short guided practice, as often as you like."),
    mode="log",
    pages=pages,
    summarise=summarise,
    scores={
        "minutes": "minutes of this practice",
        "change": "tension after less before: below zero is more at ease",
        "before": "tension before, 0 to 10",
        "after": "tension after, 0 to 10",
        "unsettling": "1 where something upsetting came up, 0 where nothing did",
        "practised": "practices so far",
        "minutes_total": "minutes of all practices so far",
    },
    picture=picture,
    spec=Practised,
    example_spec=Practised(practice="slow-breathing", minutes=2),
    example={"before": 6, "seconds": 120, "after": 4, "unsettling": "no"},
    tool=True,
)
