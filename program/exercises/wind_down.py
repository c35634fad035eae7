"""My last hour: when the day ends, what its last hour holds, and a way round what disturbs it.

Winding down without bright light before bed: Irish LA and others, Sleep Medicine Reviews, 2015
(weak evidence on its own, kind to most people; the rhythm of the sleep module does more).
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
    chosen,
    present,
    words,
)
from program.exercises._sheet import Part, along_a_path, filled, options, own, table
from program.fields import Answers, ChoiceField, Page, Pages, TimeField
from program.words import N_

SCREENS = {
    "away": N_("Away for the whole hour"),
    "dim": N_("Dim, and with calm things on them"),
    "not_yet": N_("Not yet"),
}
CALM = {
    "light": N_("Low light"),
    "wash": N_("A wash or a warm bath"),
    "stretch": N_("A gentle stretch, as far as it is kind"),
    "breath": N_("Slow breaths"),
    "read": N_("A book, music or a calm voice"),
    "list": N_("Tomorrow on paper, out of my head"),
    "drink": N_("Something warm without caffeine"),
    "pray": N_("A prayer, or a thank you"),
}


_PAGES: Pages = (
    Page(
        id="hour",
        title=N_("The last hour"),
        lead=N_("Sleep cannot be made to come. You can make room for it. Half an hour counts."),
        fields=(
            TimeField(id="start", label=N_("When does your last hour begin?"), usual="21:30"),
            ChoiceField(
                id="screens",
                label=N_("Where are bright screens in that hour?"),
                options=options(SCREENS),
                optional=True,
            ),
        ),
    ),
    Page(
        id="calm",
        title=N_("What fills it"),
        lead=N_("Two or three are plenty. The same ones each night tell your body what comes."),
        fields=(
            ChoiceField(
                id="calm",
                label=N_("What is calm for you?"),
                options=options(CALM),
                many=True,
                optional=True,
            ),
            own(
                "ritual",
                N_("Your own ritual, in its order"),
                N_("Lamp on, wash, roll my shoulders, four pages"),
                rows=2,
            ),
        ),
    ),
    Page(
        id="if_then",
        title=N_("If something gets in the way"),
        fields=(
            own(
                "obstacle",
                N_("If this gets in the way ..."),
                N_("The pain is loud, or a film goes on late"),
            ),
            own(
                "then",
                N_("... then I will"),
                N_("Sit in my chair in low light, and do the last ten minutes"),
            ),
        ),
    ),
)


def pages(spec: Spec) -> Pages:
    return _PAGES


def summarise(entries: Sequence[Entry]) -> Summary:
    answers = entries[-1].answers
    things = len(chosen(answers, "calm"))
    hours, minutes = map(int, str(answers["start"]).split(":"))
    screens = answers.get("screens")
    return Summary(
        N_("Last hour from {start}. Calm things in it: {things}"),
        {"start": str(answers["start"]), "things": things},
        present(
            start_minutes=60 * hours + minutes,
            calm_things=things,
            screens_away=None if screens is None else screens == "away",
            if_then=bool(words(answers, "obstacle") and words(answers, "then")),
        ),
    )


def _parts(answers: Answers) -> tuple[Part, ...]:
    screens = SCREENS.get(str(answers.get("screens")))
    return filled(
        Part(N_("It begins at"), str(answers["start"])),
        Part(N_("Bright screens"), ours=(screens,) if screens else ()),
        Part(N_("Calm things"), ours=tuple(CALM[code] for code in chosen(answers, "calm"))),
        Part(N_("My ritual"), words(answers, "ritual")),
        Part(N_("If this gets in the way"), words(answers, "obstacle")),
        Part(N_("Then I will"), words(answers, "then")),
    )


def picture(entries: Sequence[Entry]) -> Picture | None:
    answers = entries[-1].answers
    found = _parts(answers)
    plan, end = along_a_path(112, found[1:])
    return Picture(
        svg=draw.drawing(round(end), _evening(str(answers["start"])), plan),
        sentence=N_("Your last hour, from {start}. Parts of your plan: {parts}."),
        values={"start": str(answers["start"]), "parts": len(found)},
        head=(N_("Part"), N_("My plan")),
        rows=table(found),
    )


def _evening(start: str) -> str:
    """The hour from lamp to moon, over one line."""
    hours, minutes = map(int, start.split(":"))
    moon = (
        '<path d="M294 22A24 24 0 1 0 314 56A19 19 0 0 1 294 22Z" '
        f'fill="{draw.SOFT}" stroke="{draw.PRIMARY}" stroke-width="2"/>'
    )
    lamp = (
        f'<path d="M30 52L42 24L66 24L78 52Z" fill="{draw.SOFT}" stroke="{draw.PRIMARY}" '
        f'stroke-width="2"/><path d="M54 52L54 78M40 78L68 78" stroke="{draw.PRIMARY}" '
        'stroke-width="2"/>'
    )
    stones = "".join(draw.stone(114 + 44 * n, 74 + n, 30 - 3 * n, 20 - 2 * n) for n in range(4))
    ends = draw.written(54, 104, start) + draw.written(
        296, 104, f"{(hours + 1) % 24:02}:{minutes:02}"
    )
    stars = draw.dot(226, 26, 2, draw.MOSS) + draw.dot(250, 44, 2, draw.MOSS)
    return lamp + moon + stars + stones + draw.line(16, 84, 324, 84, draw.LINE) + ends


def carries(entries: Sequence[Entry]) -> Mapping[str, JsonValue]:
    ritual = words(entries[-1].answers, "ritual")
    return {"wind_down": ritual} if ritual else {}


KIND = Kind(
    name="wind_down",
    title=N_("My last hour of the day"),
    about=N_("Make room for sleep: the same calm hour, most nights."),
    mode="once",
    pages=pages,
    summarise=summarise,
    scores={
        "start_minutes": "when the last hour begins, in minutes after midnight",
        "calm_things": "calm things that were chosen",
        "screens_away": "1 where bright screens are put away, else 0",
        "if_then": "1 where an obstacle and a way round it are written down, else 0",
    },
    picture=picture,
    carries=carries,
    example={
        "start": "21:30",
        "screens": "away",
        "calm": ["light", "wash", "stretch"],
        "ritual": "Lamp on, wash, roll my shoulders, four pages",
        "obstacle": "The pain is loud, or a film goes on late",
        "then": "Sit in my chair in low light, and do the last ten minutes",
    },
    tool=True,
)
