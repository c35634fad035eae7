"""Making room: what the struggle with pain costs, and one small thing to do beside it."""

from collections.abc import Sequence

from program.exercises import _draw as draw
from program.exercises._kind import Entry, Kind, Picture, Spec, Summary, number, present
from program.fields import Page, Pages, ScaleField, TextField
from program.words import N_

_PAGES: Pages = (
    Page(
        id="struggle",
        title=N_("The struggle"),
        lead=N_("Nobody asks you to like pain. This looks at the work of fighting it."),
        fields=(
            ScaleField(
                id="struggle",
                label=N_("How hard have you been fighting the pain today?"),
                low=N_("Not at all"),
                high=N_("With all I have"),
            ),
            TextField(
                id="cost",
                label=N_("What does the fight cost you?"),
                help=N_("Time, sleep, people, things you love."),
                rows=3,
                longest=500,
                example=N_("I am worn out by noon and snap at my son"),
                optional=True,
            ),
        ),
    ),
    Page(
        id="room",
        title=N_("A little room"),
        lead=N_("Room does not make pain go. It leaves some space for you as well."),
        fields=(
            TextField(
                id="room",
                label=N_("What could you let be there for a short while?"),
                rows=2,
                longest=300,
                example=N_("The ache in my back while I drink my tea"),
                optional=True,
            ),
            TextField(
                id="step",
                label=N_("One small thing you will do, with the pain beside you"),
                help=N_("Something that matters to you and takes ten minutes or less."),
                rows=2,
                longest=300,
                example=N_("Read one story to my son"),
                carried="small_step",
            ),
        ),
    ),
    Page(
        id="willing",
        title=N_("And now"),
        fields=(
            ScaleField(
                id="willing",
                label=N_("How willing are you to try this?"),
                help=N_("A low number is fine. Then make the step smaller."),
                low=N_("Not at all"),
                high=N_("Fully"),
            ),
        ),
    ),
)


def pages(spec: Spec) -> Pages:
    return _PAGES


def _ratings(entries: Sequence[Entry]) -> tuple[int, int]:
    answers = entries[-1].answers
    return int(number(answers, "struggle") or 0), int(number(answers, "willing") or 0)


def summarise(entries: Sequence[Entry]) -> Summary:
    struggle, willing = _ratings(entries)
    return Summary(
        N_("Struggle {struggle}, willing {willing} of 10"),
        {"struggle": struggle, "willing": willing},
        present(struggle=struggle, willing=willing),
    )


def picture(entries: Sequence[Entry]) -> Picture | None:
    struggle, willing = _ratings(entries)
    return Picture(
        svg=draw.drawing(
            176,
            draw.said(24, 20, N_("Struggle"), anchor="start", size=15),
            draw.scale_track(60, "", "", (struggle, draw.NONE)),
            draw.said(24, 102, N_("Willing"), anchor="start", size=15),
            draw.scale_track(144, "", "", (willing, draw.SOFT)),
        ),
        sentence=N_("Your struggle was {struggle} of 10. You are willing to try at {willing}."),
        values={"struggle": struggle, "willing": willing},
        head=(N_("Day"), N_("Struggle"), N_("Willing")),
        rows=tuple(
            (entry.on, *(str(rating) for rating in _ratings([entry]))) for entry in entries
        ),
    )


KIND = Kind(
    name="willingness",
    title=N_("Making room"),
    about=N_("Spend less on the fight, and do one small thing that matters to you."),
    mode="once",
    pages=pages,
    summarise=summarise,
    scores={
        "struggle": "how hard the pain was fought that day, 0 to 10",
        "willing": "willingness to try making room, 0 to 10",
    },
    picture=picture,
    example={
        "struggle": 8,
        "cost": "I am worn out by noon and snap at my son",
        "room": "The ache in my back while I drink my tea",
        "step": "Read one story to my son",
        "willing": 6,
    },
    tool=True,
)
