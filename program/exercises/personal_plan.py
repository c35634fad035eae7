"""My personal plan: on one page what somebody takes with them, begun from what they chose.

A written plan for keeping going and for setbacks ends most programs for pain and mood: Darnall
BD and others, JAMA Network Open, 2021; Murphy JL and others, CBT for Chronic Pain, 2014.
"""

from collections.abc import Mapping, Sequence

from pydantic import JsonValue

from program.exercises import _draw as draw
from program.exercises._kind import Entry, Kind, Picture, Summary, present, rows, words
from program.exercises._pacing import GENTLE, Paced
from program.exercises._sheet import Part, along_a_path, filled, own, table
from program.fields import Answers, Page, Pages, RowsField, TextField
from program.words import N_

_LONGEST = 1000
"""Room for what any other exercise may hand on."""
_BEGUN_FROM = {
    "goal": "goal", "value": "value", "small_step": "step", "kinder_thought": "thought",
    "letting_way": "letting", "way_tried": "way", "wind_down": "evening",
    "my_words": "say", "flare_first": "first",
}  # fmt: skip
"""What is carried here -> the question that begins with it; it goes on from here as well."""
_OWN = {"helped": "helped", "slip_signs": "signs", "with_who": "with_who", "letter": "letter"}
"""What only a later look at this plan begins from."""


def _begun(
    carried: str, label: str, example: str, *, hint: str = "", rows: int = 2
) -> TextField:
    name = _BEGUN_FROM[carried]
    return own(name, label, example, hint=hint, rows=rows, longest=_LONGEST, carried=carried)


def _small(name: str, label: str, example: str, *, optional: bool = True) -> TextField:
    return own(name, label, example, rows=1, longest=120, optional=optional)


_ROW = (
    _small("what", N_("A small thing"), N_("Walk to the park"), optional=False),
    _small("when", N_("When?"), N_("Tuesday and Thursday, after lunch")),
    _small("where", N_("Where?"), N_("From my door")),
)
_HOW_MUCH = _small("how_much", N_("How much?"), N_("8 minutes"))


def _keep(row: tuple[TextField, ...], carried: str = "") -> Page:
    return Page(
        id="keep",
        title=N_("What I keep doing"),
        fields=(
            RowsField(
                id="plan",
                label=N_("Small things that stay in your week"),
                fields=row,
                most=3,
                add=N_("Add one more"),
                optional=True,
                carried=carried,
            ),
            _begun("wind_down", N_("What is your evening like?"), N_("Lamp on, wash, a book")),
        ),
    )


_MATTERS = Page(
    id="matters",
    title=N_("What matters"),
    lead=N_("What you wrote before is filled in. Change it, or leave it out."),
    fields=(
        _begun("value", N_("What matters most to you?"), N_("Being there for my family")),
        _begun("goal", N_("What do you want more of?"), N_("Cook with my daughter on Sundays")),
        _begun("small_step", N_("What is a small step towards it?"), N_("Peel the carrots")),
    ),
)
_HELPED = Page(
    id="helped",
    title=N_("What helped"),
    fields=(
        own(
            "helped",
            N_("What helped you most?"),
            N_("Stopping before I drop. The slow breath"),
            longest=_LONGEST,
            carried="helped",
        ),
        _begun("kinder_thought", N_("A thought to hold on to"), N_("I can do a part of it")),
        _begun(
            "letting_way", N_("How do you let a thought be?"), N_("“There is the old song”")
        ),
        _begun("way_tried", N_("Which way round a problem worked?"), N_("Ask for the lift")),
    ),
)
_SLIP = Page(
    id="slip",
    title=N_("If I slip back"),
    lead=N_("Slips belong to every path. What you built is still there."),
    fields=(
        own(
            "signs",
            N_("How will you notice?"),
            N_("I cancel on friends, and stay up late"),
            carried="slip_signs",
        ),
        _begun(
            "flare_first", N_("What is your first step then?"), N_("One small thing, today")
        ),
        own(
            "with_who",
            N_("Who goes with you?"),
            N_("My neighbour Ines, and my nurse"),
            carried="with_who",
        ),
        _begun(
            "my_words",
            N_("What will you say to them?"),
            N_("Things slipped. Will you come by?"),
        ),
    ),
)
_LETTER = Page(
    id="letter",
    title=N_("A short letter"),
    lead=N_("For your doctor or nurse, if you like. You choose who gets it."),
    fields=(
        own(
            "letter",
            N_("What would you like your care team to know?"),
            N_("I have learned to pace. I would like to go on with the group"),
            rows=4,
            longest=1500,
            carried="letter",
        ),
        own(
            "ask",
            N_("What would you like to ask them?"),
            N_("Do all of my medicines go together?"),
            longest=_LONGEST,
            carried="questions",
        ),
    ),
)  # fmt: skip
_KEEP = _keep((*_ROW, _HOW_MUCH), "plan")
_KEEP_WITHIN_A_LIMIT = _keep((_ROW[0].model_copy(update={"example": GENTLE}), *_ROW[1:]))


def pages(spec: Paced) -> Pages:
    keep = _KEEP_WITHIN_A_LIMIT if spec.energy_limit else _KEEP
    return (_MATTERS, _HELPED, keep, _SLIP, _LETTER)


def _parts(answers: Answers) -> tuple[Part, ...]:
    kept = [_thing(row) for row in rows(answers, "plan")]
    return filled(
        Part(N_("What matters to me"), words(answers, "value")),
        Part(N_("What I want more of"), words(answers, "goal")),
        Part(N_("My small step"), words(answers, "step")),
        Part(N_("What helped most"), words(answers, "helped")),
        Part(N_("A thought to hold on to"), words(answers, "thought")),
        Part(N_("How I let a thought be"), words(answers, "letting")),
        Part(N_("A way round that worked"), words(answers, "way")),
        *(Part(N_("I keep doing"), thing) for thing in kept),
        Part(N_("My evening"), words(answers, "evening")),
        Part(N_("Signs that I slip"), words(answers, "signs")),
        Part(N_("My first step then"), words(answers, "first")),
        Part(N_("Who goes with me"), words(answers, "with_who")),
        Part(N_("What I say to them"), words(answers, "say")),
        Part(N_("For my care team"), words(answers, "letter")),
        Part(N_("My questions"), words(answers, "ask")),
    )


def _thing(row: Mapping[str, JsonValue]) -> str:
    said = (words(row, name) for name in ("what", "when", "where", "how_much"))
    return ", ".join(each for each in said if each)


def summarise(entries: Sequence[Entry]) -> Summary:
    answers = entries[-1].answers
    written = len(_parts(answers))
    return Summary(
        N_("Personal plan. Parts in it: {parts}"),
        {"parts": written},
        present(
            parts=written,
            kept=len(rows(answers, "plan")),
            first_step=bool(words(answers, "first")),
            letter=bool(words(answers, "letter")),
        ),
    )


def picture(entries: Sequence[Entry]) -> Picture | None:
    found = _parts(entries[-1].answers)
    if not found:
        return None
    plan, end = along_a_path(128, found)
    return Picture(
        svg=draw.drawing(round(end), _cairn_and_path(), plan),
        sentence=N_("Your own plan, on one page. Parts in it: {parts}."),
        values={"parts": len(found)},
        head=(N_("Part"), N_("In my words")),
        rows=table(found),
    )


def _cairn_and_path() -> str:
    """The cairn that was built, and the path that goes on over the hill."""
    hills = (
        f'<path d="M10 110C60 84 120 100 170 96C220 92 250 50 330 44" stroke="{draw.MOSS}" '
        f'stroke-width="2"/><path d="M110 110C170 110 190 98 216 88C238 79 240 66 262 62" '
        f'stroke="{draw.PRIMARY}" stroke-width="3" stroke-dasharray="2 8"/>'
    )
    sizes = ((84, 26, 92), (66, 22, 69), (50, 18, 50), (34, 15, 34), (20, 11, 21))
    stones = "".join(draw.stone(70, y, width, tall) for width, tall, y in sizes)
    sun = draw.dot(284, 26, 12, draw.NONE, draw.CLAY)
    return hills + stones + sun + draw.line(10, 110, 330, 110, draw.LINE)


def carries(entries: Sequence[Entry]) -> Mapping[str, JsonValue]:
    """What was changed here is what later exercises begin from."""
    answers = entries[-1].answers
    found: dict[str, JsonValue] = {
        name: words(answers, field)
        for name, field in (_BEGUN_FROM | _OWN).items()
        if words(answers, field)
    }
    plan: list[JsonValue] = [row for row in rows(answers, "plan") if words(row, "what")]
    return {**found, "plan": plan} if plan else found


KIND = Kind(
    name="personal_plan",
    title=N_("My personal plan"),
    about=N_("One page of what you take with you, and of what to do when you slip."),
    mode="once",
    pages=pages,
    summarise=summarise,
    scores={
        "parts": "parts that were written",
        "kept": "things that are kept up",
        "first_step": "1 where it says the first step after a slip, else 0",
        "letter": "1 where there is a letter to the care team, else 0",
    },
    picture=picture,
    carries=carries,
    spec=Paced,
    example_spec=Paced(),
    example={
        "value": "Being there for my family",
        "goal": "Cook with my daughter on Sundays",
        "step": "Peel the carrots",
        "helped": "Stopping before I drop. The slow breath",
        "thought": "I can do a part of it",
        "letting": "“There is the old song”",
        "way": "Ask for the lift",
        "plan": [
            {
                "what": "Walk to the park",
                "when": "Tuesday and Thursday, after lunch",
                "where": "From my door",
                "how_much": "8 minutes",
            }
        ],
        "evening": "Lamp on, wash, a book",
        "signs": "I cancel on friends, and stay up late",
        "first": "One small thing, today",
        "with_who": "My neighbour Ines, and my nurse",
        "say": "Things slipped. Will you come by?",
        "letter": "I have learned to pace. I would like to go on with the group",
        "ask": "Do all of my medicines go together?",
    },
    tool=True,
)
