"""My safer-time plan: for times when life feels too dark, in the person's own words.

The idea of a plan that goes step by step from the own signs to other people is that of Stanley
B and Brown GK, Cognitive and Behavioral Practice, 2012. Their form is not used; every sentence
here is our own. It wants a clinician's review. Nothing of it goes on to other exercises.
"""

from collections.abc import Sequence

from program.exercises import _draw as draw
from program.exercises._kind import Entry, Kind, Picture, Spec, Summary, present, words
from program.exercises._sheet import Part, along_a_path, filled, own, table
from program.fields import Answers, Page, Pages
from program.words import N_

_PAGES: Pages = (
    Page(
        id="signs",
        title=N_("A plan for dark times"),
        lead=N_(
            "Best made on a calmer day, with someone you trust if you like. If you are not "
            "safe now, stop here and call: Help now is on every page."
        ),
        fields=(
            own(
                "signs",
                N_("How do you know that it is getting dark?"),
                N_("I stop answering the phone, and the nights get very long"),
            ),
        ),
    ),
    Page(
        id="through",
        title=N_("What carries you through an hour"),
        lead=N_("Dark times rise and fall, as waves do. These help you stay until one falls."),
        fields=(
            own(
                "alone",
                N_("What can you do on your own?"),
                N_("Cold water on my hands, the blue blanket, old comedies"),
            ),
            own(
                "around",
                N_("Which people and places take your mind off it?"),
                N_("The café by the station, or chess with Amir"),
                hint=N_("You do not have to talk about it there."),
            ),
        ),
    ),
    Page(
        id="ask",
        title=N_("Who you can ask for help"),
        lead=N_("You may say: it is a dark time, please stay with me. That is enough."),
        fields=(
            own(
                "people",
                N_("Which people can you tell?"),
                N_("Amir, day or night, 555 0142. Then my aunt"),
                hint=N_("Names and numbers, the nearest first."),
            ),
            own(
                "helpers",
                N_("Which doctors, helpers or lines will you call?"),
                N_("My doctor in the day, 555 0199. At night the help line"),
                hint=N_("The lines of your region always stand below your plan."),
            ),
        ),
    ),
    Page(
        id="place",
        title=N_("A safer place, and what holds you"),
        lead=N_("What is further away gives you time. Someone you trust can keep it for you."),
        fields=(
            own(
                "place",
                N_("How can the place where you are be made safer?"),
                N_("My aunt keeps what I do not want near me"),
                hint=N_("A pharmacist or a doctor can help with this too."),
            ),
            own(
                "worth",
                N_("What makes life worth it to you, even a little?"),
                N_("My daughter's voice. The dog. To see the sea again"),
            ),
        ),
    ),
)


def pages(spec: Spec) -> Pages:
    return _PAGES


def _parts(answers: Answers) -> tuple[Part, ...]:
    return filled(
        Part(N_("My signs that it is getting dark"), words(answers, "signs")),
        Part(N_("What I can do alone"), words(answers, "alone")),
        Part(N_("People and places that take my mind off it"), words(answers, "around")),
        Part(N_("People I can ask for help"), words(answers, "people")),
        Part(N_("Doctors, helpers and lines"), words(answers, "helpers")),
        Part(N_("How my place is made safer"), words(answers, "place")),
        Part(N_("What makes life worth it"), words(answers, "worth")),
    )


def summarise(entries: Sequence[Entry]) -> Summary:
    written = len(_parts(entries[-1].answers))
    return Summary(
        N_("Safer-time plan. Parts written: {parts} of 7"),
        {"parts": written},
        present(parts=written),
    )


def picture(entries: Sequence[Entry]) -> Picture | None:
    found = _parts(entries[-1].answers)
    if not found:
        return None
    plan, end = along_a_path(112, found)
    return Picture(
        svg=draw.drawing(round(end), _lantern(), plan),
        sentence=N_("Your plan for dark times, one step after the other. Steps: {parts}."),
        values={"parts": len(found)},
        head=(N_("Step"), N_("In my words")),
        rows=table(found),
    )


def _lantern() -> str:
    """A lantern that stands on a path."""
    rays = "".join(
        draw.line(*ends, draw.MOSS)
        for ends in (
            (128, 40, 112, 32), (126, 58, 108, 58), (212, 40, 228, 32), (214, 58, 232, 58),
        )
    )  # fmt: skip
    house = (
        f'<path d="M144 34L196 34L204 84L136 84Z" fill="{draw.SOFT}" stroke="{draw.PRIMARY}" '
        f'stroke-width="2"/><path d="M144 34L170 20L196 34M160 12C160 4 180 4 180 12" '
        f'stroke="{draw.PRIMARY}" stroke-width="2"/>'
    )
    flame = (
        '<path d="M170 46C182 58 180 72 170 74C160 72 158 58 170 46Z" '
        f'stroke="{draw.CLAY}" stroke-width="2"/>'
    )
    ground = draw.line(20, 94, 320, 94, draw.LINE, 4)
    stones = "".join(draw.stone(x, 87, 30, 16) for x in (40, 78, 262, 300))
    return rays + house + flame + draw.stone(170, 89, 84, 14) + ground + stones


KIND = Kind(
    name="safer_time",
    title=N_("My safer-time plan"),
    about=N_("For times when life feels too dark: steps in your own words, close at hand."),
    mode="once",
    pages=pages,
    summarise=summarise,
    scores={
        "parts": "parts that were written, of 7",
    },
    picture=picture,
    example={
        "signs": "I stop answering the phone, and the nights get very long",
        "alone": "Cold water on my hands, the blue blanket, old comedies",
        "around": "The café by the station, or chess with Amir",
        "people": "Amir, day or night, 555 0142. Then my aunt",
        "helpers": "My doctor in the day, 555 0199. At night the help line",
        "place": "My aunt keeps what I do not want near me",
        "worth": "My daughter's voice. The dog. To see the sea again",
    },
    tool=True,
    lines=True,
)
