"""For people close to me: one page to hand over, so that not all of it has to be said again."""

from collections.abc import Sequence

from program.exercises import _draw as draw
from program.exercises._kind import Entry, Kind, Picture, Spec, Summary, present, words
from program.exercises._sheet import Part, along_a_path, filled, own, table
from program.fields import Answers, Page, Pages
from program.words import N_

_PAGES: Pages = (
    Page(
        id="like",
        title=N_("What it is like"),
        lead=N_("You choose who reads this page. Leave out what is nobody's business."),
        fields=(
            own(
                "like",
                N_("What is pain like for you?"),
                N_("Like a radio that is never off, some days soft, some days loud"),
                rows=3,
            ),
            own(
                "unseen",
                N_("What can they not see?"),
                N_("When I smile at lunch I may have slept three hours"),
            ),
        ),
    ),
    Page(
        id="helps",
        title=N_("What helps, and what does not"),
        lead=N_("Most people want to help and do not know how. This tells them."),
        fields=(
            own(
                "helps",
                N_("What helps?"),
                N_("Sit with me, and let me go at my own pace"),
                optional=False,
            ),
            own(
                "helps_not",
                N_("What does not help, even if it is meant well?"),
                N_("New tips from the paper, or doing all of it for me"),
            ),
            own(
                "ask",
                N_("What is a good way to ask how you are?"),
                N_("“Is it a loud day or a soft one?” Then talk of other things"),
            ),
        ),
    ),
    Page(
        id="thanks",
        title=N_("And thank you"),
        fields=(
            own(
                "together",
                N_("What do you like to do with them?"),
                N_("Cards on Thursday, and a slow walk to the river"),
            ),
            own(
                "thanks",
                N_("What would you like to thank them for?"),
                N_("That you still ask me along, also when I say no"),
            ),
        ),
    ),
)


def pages(spec: Spec) -> Pages:
    return _PAGES


def _parts(answers: Answers) -> tuple[Part, ...]:
    return filled(
        Part(N_("What pain is like for me"), words(answers, "like")),
        Part(N_("What you may not see"), words(answers, "unseen")),
        Part(N_("What helps"), words(answers, "helps")),
        Part(N_("What does not help"), words(answers, "helps_not")),
        Part(N_("A good way to ask"), words(answers, "ask")),
        Part(N_("What I like to do with you"), words(answers, "together")),
        Part(N_("Thank you"), words(answers, "thanks")),
    )


def summarise(entries: Sequence[Entry]) -> Summary:
    written = len(_parts(entries[-1].answers))
    return Summary(
        N_("A page for people close. Parts written: {parts}"),
        {"parts": written},
        present(parts=written),
    )


def picture(entries: Sequence[Entry]) -> Picture | None:
    found = _parts(entries[-1].answers)
    if not found:
        return None
    page, end = along_a_path(104, found)
    return Picture(
        svg=draw.drawing(round(end), _two_cups(), page),
        sentence=N_("Your page for people close to you. Parts written: {parts}."),
        values={"parts": len(found)},
        head=(N_("Part"), N_("In my words")),
        rows=table(found),
    )


def _two_cups() -> str:
    """Two cups on one table."""
    cups = "".join(
        f'<path d="M{x} 46L{x + 52} 46C{x + 52} 76 {x + 40} 84 {x + 26} 84C{x + 12} 84 {x} 76 '
        f'{x} 46Z" fill="{draw.SOFT}" stroke="{draw.PRIMARY}" stroke-width="2"/>'
        f'<path d="M{handle} 54C{out} 54 {out} 72 {foot} 72" stroke="{draw.PRIMARY}" '
        'stroke-width="2"/>'
        f'<path d="M{x + 18} 38C{x + 12} 30 {x + 24} 26 {x + 18} 16M{x + 34} 38C{x + 28} 30 '
        f'{x + 40} 26 {x + 34} 16" stroke="{draw.MOSS}" stroke-width="2"/>'
        for x, handle, out, foot in ((92, 92, 72, 97), (196, 248, 268, 243))
    )
    return cups + draw.line(30, 86, 310, 86, draw.LINE, 4)


KIND = Kind(
    name="close_to_me",
    title=N_("For people close to me"),
    about=N_("One page that tells them how it is for you, and what helps."),
    mode="once",
    pages=pages,
    summarise=summarise,
    scores={
        "parts": "parts that were written",
    },
    picture=picture,
    example={
        "like": "Like a radio that is never off, some days soft, some days loud",
        "unseen": "When I smile at lunch I may have slept three hours",
        "helps": "Sit with me, and let me go at my own pace",
        "helps_not": "New tips from the paper, or doing all of it for me",
        "ask": "“Is it a loud day or a soft one?” Then talk of other things",
        "together": "Cards on Thursday, and a slow walk to the river",
        "thanks": "That you still ask me along, also when I say no",
    },
    tool=True,
)
