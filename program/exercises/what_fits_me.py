"""What fits me: what sounds like you, and which parts of the program speak to it.

No test: nothing is scored, added up or compared, and nobody gets a label or a type from it.
"""

from collections.abc import Sequence

from program.exercises import _draw as draw
from program.exercises._kind import Entry, Kind, Picture, Spec, Summary, chosen, words
from program.exercises._sheet import options, own
from program.fields import Answers, ChoiceField, Page, Pages
from program.words import N_

SOUNDS = {
    "much": N_("On good days I do too much, and pay for it"),
    "less": N_("I do less and less"),
    "mood": N_("Little gives me joy"),
    "thoughts": N_("My thoughts go round and round"),
    "fight": N_("I fight the pain all day long"),
    "tense": N_("My body is tense, or on guard"),
    "nights": N_("My nights are bad"),
    "tired": N_("I am tired to the bone"),
    "hard": N_("I am hard on myself"),
    "others": N_("It is hard to ask, or to say no"),
    "work": N_("Work or chores take all I have"),
    "care": N_("Many doctors, many things to take"),
    "flares": N_("Flares knock me over"),
}
"""Code -> what somebody may say of themselves."""
SPEAKS = {
    "much": (N_("Finding your pace"), N_("The same amount on good days and bad")),
    "less": (N_("Doing what matters"), N_("The smallest step towards what you love")),
    "mood": (N_("Lifting mood"), N_("A little joy, planned and noticed")),
    "thoughts": (N_("Flexible thinking"), N_("Catch a thought, test it or let it be")),
    "fight": (N_("Making room"), N_("Less fight, and more of your day")),
    "tense": (N_("A calmer body"), N_("Breath, soft muscles, a quiet moment")),
    "nights": (N_("Sleep and your body clock"), N_("Light, a calm hour, a bed for sleep")),
    "tired": (N_("Energy, food, movement"), N_("A small stove, and what to put on it")),
    "hard": (N_("Kinder to yourself"), N_("As you would be to a friend")),
    "others": (N_("People around you"), N_("Words to ask, and words to say no")),
    "work": (N_("Work and chores"), N_("Some of you left over at the end")),
    "care": (N_("Your care team"), N_("One list, and your own questions")),
    "flares": (N_("A flare plan"), N_("Made on a calm day, one tap away")),
}
"""Code -> the part of the program that speaks to it, and what it holds."""

_PAGES: Pages = (
    Page(
        id="sounds",
        title=N_("What sounds like you?"),
        lead=N_(
            "This is no test. There is no score and no type. It shows you where to find "
            "things. What is not in your program, your therapist can tell you about."
        ),
        fields=(
            ChoiceField(
                id="sounds",
                label=N_("Choose as many as fit"),
                options=options(SOUNDS),
                many=True,
                optional=True,
            ),
            own(
                "else",
                N_("Anything else that sounds like you?"),
                N_("I miss my work more than anything"),
            ),
        ),
    ),
)


def pages(spec: Spec) -> Pages:
    return _PAGES


def summarise(entries: Sequence[Entry]) -> Summary:
    """How many were chosen; no score reaches anybody."""
    fits = len(chosen(entries[-1].answers, "sounds"))
    return Summary(N_("Chose what sounds like me: {fits}"), {"fits": fits})


def picture(entries: Sequence[Entry]) -> Picture | None:
    answers = entries[-1].answers
    fits = chosen(answers, "sounds")
    rows = _table(answers)
    if not rows:
        return None
    stones = [_stepping_stone(n, code) for n, code in enumerate(fits)]
    path = draw.line(28, 30, 28, 30 + 62 * (len(fits) - 1), draw.LINE, 3) if fits else ""
    end = 62 * len(fits) + 12
    heard = draw.in_lines(words(answers, "else"), 38, 3)
    own_words = [
        draw.written(14, end + 18 + 20 * n, line, anchor="start", size=15)
        for n, line in enumerate(heard)
    ]
    return Picture(
        svg=draw.drawing(end + 24 * len(heard), path, *stones, *own_words),
        sentence=N_("What sounds like you, and what here may help. Chosen: {fits}."),
        values={"fits": len(fits)},
        head=(N_("What sounds like me"), N_("Part of the program"), N_("What is in it")),
        rows=rows,
    )


def _stepping_stone(n: int, code: str) -> str:
    y = 30 + 62 * n
    part, holds = SPEAKS[code]
    return (
        draw.stone(28, y, 40, 28)
        + draw.said(62, y - 2, part, anchor="start", size=16)
        + draw.said(62, y + 18, holds, anchor="start", size=13)
    )


def _table(answers: Answers) -> tuple[tuple[str, ...], ...]:
    heard = words(answers, "else")
    return (
        *((SOUNDS[code], *SPEAKS[code]) for code in chosen(answers, "sounds")),
        *(((heard, "–", "–"),) if heard else ()),
    )


KIND = Kind(
    name="what_fits_me",
    title=N_("What fits me?"),
    about=N_("Say what sounds like you, and see what here may help with it."),
    mode="once",
    pages=pages,
    summarise=summarise,
    scores={},
    picture=picture,
    example={
        "sounds": ["much", "thoughts", "nights", "others"],
        "else": "I miss my work more than anything",
    },
    tool=True,
)
