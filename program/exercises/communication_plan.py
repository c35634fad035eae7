"""A talk I plan: asking, saying no, being believed: to whom, what, when, in my own words.

What is asked follows the usual parts of assertive talk (Speed BC and others, Clinical
Psychology: Science and Practice, 2018): the moment, what is so, what is wanted, own words.
"""

from collections.abc import Mapping, Sequence

from pydantic import JsonValue

from program.exercises import _draw as draw
from program.exercises._kind import Entry, Kind, Picture, Spec, Summary, number, present, words
from program.exercises._sheet import Part, along_a_path, filled, options, own
from program.fields import ChoiceField, Page, Pages, ScaleField
from program.words import N_

ABOUT = {
    "ask": N_("Asking for something"),
    "no": N_("Saying no"),
    "believed": N_("Being believed"),
    "other": N_("Something else"),
}
_HEADLINES = {
    "ask": N_("A talk planned: asking for something"),
    "no": N_("A talk planned: saying no"),
    "believed": N_("A talk planned: being believed"),
    "other": N_("A talk planned"),
}
_SURE = {
    "ask": N_("A talk planned: asking. Sure: {sure} of 10"),
    "no": N_("A talk planned: saying no. Sure: {sure} of 10"),
    "believed": N_("A talk planned: being believed. Sure: {sure} of 10"),
    "other": N_("A talk planned. Sure: {sure} of 10"),
}


_PAGES: Pages = (
    Page(
        id="about",
        title=N_("One talk, with one person"),
        lead=N_("Others cannot see pain. A few clear words help those who mean you well."),
        fields=(
            ChoiceField(
                id="about",
                label=N_("What is it about?"),
                options=options(ABOUT),
            ),
            own("who", N_("With whom?"), N_("My brother"), rows=1),
            own(
                "want",
                N_("What would you like them to know or do?"),
                N_("Carry the boxes, and let me do the labels"),
                hint=N_("One thing. Small and clear is heard best."),
            ),
        ),
    ),
    Page(
        id="words",
        title=N_("In my own words"),
        lead=N_("Say what is so for you, then what you would like. Begin with “I” if you can."),
        fields=(
            own(
                "words",
                N_("What will you say?"),
                N_("I want to help you move. My back does an hour. I will do the labels"),
                rows=3,
                optional=False,
            ),
            own(
                "when",
                N_("When and where?"),
                N_("Sunday, on the walk, when we are both rested"),
                hint=N_("A calm time, side by side, is often best."),
                rows=1,
            ),
        ),
    ),
    Page(
        id="then",
        title=N_("And if they say no?"),
        lead=N_("They may say no, and you may ask again. You may also leave, and rest."),
        fields=(
            own(
                "if_no",
                N_("What will you do or say then?"),
                N_("Thank you for hearing me. I will ask Lena as well"),
            ),
            ScaleField(
                id="sure",
                label=N_("How sure are you that you can say it?"),
                help=N_("Below 7? Make it shorter, or say it to a friend first."),
                low=N_("Not at all"),
                high=N_("Fully"),
                optional=True,
            ),
        ),
    ),
)
_WHO, _WORDS = N_("With whom"), N_("My words")


def pages(spec: Spec) -> Pages:
    return _PAGES


def summarise(entries: Sequence[Entry]) -> Summary:
    answers = entries[-1].answers
    about, sure = str(answers["about"]), number(answers, "sure")
    scores = present(sure=sure, talks=len(entries), with_if_no=bool(words(answers, "if_no")))
    if sure is None:
        return Summary(_HEADLINES[about], {}, scores)
    return Summary(_SURE[about], {"sure": int(sure)}, scores)


def _parts(entry: Entry) -> tuple[Part, ...]:
    answers = entry.answers
    return filled(
        Part(N_("What it is about"), ours=(ABOUT[str(answers["about"])],)),
        Part(_WHO, words(answers, "who")),
        Part(_WORDS, words(answers, "words")),
        Part(N_("What I would like"), words(answers, "want")),
        Part(N_("When and where"), words(answers, "when")),
        Part(N_("If they say no"), words(answers, "if_no")),
    )


def picture(entries: Sequence[Entry]) -> Picture | None:
    last = entries[-1]
    shown = tuple(part for part in _parts(last) if part.heading not in (_WHO, _WORDS))
    talk, low = _talk(words(last.answers, "words"), words(last.answers, "who"))
    plan, end = along_a_path(low, shown)
    return Picture(
        svg=draw.drawing(round(end), talk, plan),
        sentence=N_("The talk you plan, in your own words. Talks planned so far: {talks}."),
        values={"talks": len(entries)},
        head=(N_("Day"), N_("Part"), N_("My plan")),
        rows=tuple(
            (entry.on, part.heading, cell)
            for entry in reversed(entries)
            for part in _parts(entry)
            for cell in (*part.ours, part.words)
            if cell
        ),
    )


def _talk(said: str, who: str) -> tuple[str, float]:
    """Two people on one bench, and what one of them says; and where it ends."""
    lines = draw.in_lines(said, 36, 5) or ["..."]
    low = 20 + 20 * len(lines)
    bubble = draw.bar(10, 4, 320, low, draw.SOFT, draw.PRIMARY)
    tail = draw.line(98, low + 5, 90, low + 22, draw.PRIMARY)
    spoken = "".join(draw.written(24, 26 + 20 * n, line, anchor="start", size=15)
                     for n, line in enumerate(lines))  # fmt: skip
    seat = low + 104
    people = (
        _person(84, seat) + _person(236, seat) + draw.line(30, seat, 310, seat, draw.MOSS, 4)
    )
    me = draw.said(84, seat + 24, N_("Me"))
    other = draw.written(236, seat + 24, draw.shorten(who, 24))
    return bubble + tail + spoken + people + me + other, seat + 34


def _person(x: float, y: float) -> str:
    """Head and shoulders, seen from behind."""
    shoulders = (
        f'<path d="M{x - 36:g} {y:g}C{x - 36:g} {y - 40:g} {x - 18:g} {y - 44:g} '
        f"{x:g} {y - 44:g}"
        f'C{x + 18:g} {y - 44:g} {x + 36:g} {y - 40:g} {x + 36:g} {y:g}" '
        f'fill="{draw.SOFT}" stroke="{draw.PRIMARY}" stroke-width="2"/>'
    )
    return shoulders + draw.dot(x, y - 60, 16, draw.SOFT, draw.PRIMARY)


def carries(entries: Sequence[Entry]) -> Mapping[str, JsonValue]:
    own = words(entries[-1].answers, "words")
    return {"my_words": own} if own else {}


KIND = Kind(
    name="communication_plan",
    title=N_("A talk I plan"),
    about=N_("Find your words before you need them: to ask, to say no, to be believed."),
    mode="log",
    pages=pages,
    summarise=summarise,
    scores={
        "sure": "how sure of saying it, 0 to 10",
        "talks": "talks prepared so far",
        "with_if_no": "1 where it says what to do after a no, else 0",
    },
    picture=picture,
    carries=carries,
    example={
        "about": "ask",
        "who": "My brother",
        "want": "Carry the boxes, and let me do the labels",
        "words": "I want to help you move. My back does an hour. I will do the labels",
        "when": "Sunday, on the walk, when we are both rested",
        "if_no": "Thank you for hearing me. I will ask Lena as well",
        "sure": 6,
    },
    tool=True,
)
