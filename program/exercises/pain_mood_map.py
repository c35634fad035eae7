"""My map: pain, mood, sleep, activity and thoughts, and which of them feeds which."""

from collections.abc import Mapping, Sequence

from pydantic import JsonValue

from program.exercises import _draw as draw
from program.exercises._kind import (
    Entry,
    Kind,
    Picture,
    Problem,
    Spec,
    Summary,
    present,
    rows,
    words,
)
from program.fields import Answers, ChoiceField, Option, Page, Pages, RowsField, TextField
from program.words import N_

PARTS = {
    "pain": N_("Pain"),
    "mood": N_("Mood"),
    "sleep": N_("Sleep"),
    "activity": N_("Activity"),
    "thoughts": N_("Thoughts"),
}
_OPTIONS = tuple(Option(code=code, label=label) for code, label in PARTS.items())
_PLACES = {
    "pain": (170, 38),
    "mood": (283, 138),
    "sleep": (248, 256),
    "activity": (92, 256),
    "thoughts": (57, 138),
}
_BEGINS = {
    "pain": N_("Links seen: {links}. First change: pain"),
    "mood": N_("Links seen: {links}. First change: mood"),
    "sleep": N_("Links seen: {links}. First change: sleep"),
    "activity": N_("Links seen: {links}. First change: activity"),
    "thoughts": N_("Links seen: {links}. First change: thoughts"),
}


def _noticed(part: str, label: str, example: str) -> TextField:
    return TextField(id=part, label=label, example=example, rows=2, longest=300, optional=True)


_PAGES: Pages = (
    Page(
        id="body",
        title=N_("What you notice"),
        lead=N_("Think of a hard day not long ago. A few words do. Leave out what you like."),
        fields=(
            _noticed("pain", N_("Pain: what was it like?"), N_("Back tight by noon")),
            _noticed("sleep", N_("Sleep: how was the night?"), N_("Awake from three")),
            _noticed("activity", N_("What did you do, or not do?"), N_("Stayed on the sofa")),
        ),
    ),
    Page(
        id="mind",
        title=N_("What you feel and think"),
        fields=(
            _noticed("mood", N_("Mood: how did you feel?"), N_("Flat and a bit sad")),
            _noticed(
                "thoughts",
                N_("What went through your mind?"),
                N_("It will always be like this"),
            ),
        ),
    ),
    Page(
        id="links",
        title=N_("What feeds what"),
        lead=N_("When one gets worse, another often goes with it. What do you see?"),
        fields=(
            RowsField(
                id="links",
                label=N_("Your links"),
                help=N_("One link is fine. Two or three show more."),
                fields=(
                    ChoiceField(
                        id="source", label=N_("When this gets worse"), options=_OPTIONS
                    ),
                    ChoiceField(
                        id="target", label=N_("this tends to follow"), options=_OPTIONS
                    ),
                ),
                least=1,
                most=8,
                add=N_("Add a link"),
            ),
        ),
    ),
    Page(
        id="first",
        title=N_("Where to begin"),
        lead=N_("A change in one place can ease the next. The circle can be broken anywhere."),
        fields=(
            ChoiceField(
                id="first",
                label=N_("Where might a small change help you first?"),
                options=_OPTIONS,
            ),
        ),
    ),
)


def pages(spec: Spec) -> Pages:
    return _PAGES


def problems(answers: Answers) -> tuple[Problem, ...]:
    message = N_("A link goes from one thing to another. Please choose two that differ.")
    return tuple(
        Problem(f"links.{n}.target", message)
        for n, row in enumerate(rows(answers, "links"))
        if row["source"] == row["target"]
    )


def links(answers: Answers) -> tuple[tuple[str, str], ...]:
    """Each link once, in the order they were named."""
    found = ((str(row["source"]), str(row["target"])) for row in rows(answers, "links"))
    return tuple(dict.fromkeys(found))


def summarise(entries: Sequence[Entry]) -> Summary:
    answers = entries[-1].answers
    seen = len(links(answers))
    noticed = sum(bool(words(answers, part)) for part in PARTS)
    scores = present(links=seen, noticed=noticed)
    return Summary(_BEGINS[str(answers["first"])], {"links": seen}, scores)


def picture(entries: Sequence[Entry]) -> Picture | None:
    answers = entries[-1].answers
    arrows = [_arrow(source, target) for source, target in links(answers)]
    nodes = [_node(part, answers) for part in PARTS]
    return Picture(
        svg=draw.drawing(296, *arrows, *nodes),
        sentence=N_("Your map of a hard day. Links in it: {links}."),
        values={"links": len(arrows)},
        head=(N_("Part"), N_("What you notice")),
        rows=tuple((label, words(answers, part) or "–") for part, label in PARTS.items())
        + tuple((PARTS[source], PARTS[target]) for source, target in links(answers)),
    )


def _node(part: str, answers: Answers) -> str:
    x, y = _PLACES[part]
    ring = draw.MOSS if part == answers["first"] else draw.LINE
    own = draw.in_lines(words(answers, part), 16, 2)
    top = y + 6 - 8 * len(own)
    return (
        draw.bar(x - 53, y - 33, 106, 66, draw.SOFT, ring)
        + draw.said(x, top, PARTS[part], size=15)
        + "".join(draw.written(x, top + 17 * n, line, size=13) for n, line in enumerate(own, 1))
    )


def _arrow(source: str, target: str) -> str:
    start, end = _PLACES[source], _PLACES[target]
    return draw.arrow(*_edge(start, end), *_edge(end, start), draw.CLAY, bend=9)


def _edge(at: tuple[int, int], towards: tuple[int, int]) -> tuple[float, float]:
    """Where a line to the other box leaves this one."""
    dx, dy = towards[0] - at[0], towards[1] - at[1]
    part = min(57 / abs(dx) if dx else 9, 37 / abs(dy) if dy else 9)
    return at[0] + dx * part, at[1] + dy * part


def carries(entries: Sequence[Entry]) -> Mapping[str, JsonValue]:
    return {"first_change": entries[-1].answers["first"]}


KIND = Kind(
    name="pain_mood_map",
    title=N_("My map of pain and mood"),
    about=N_("See how pain, mood, sleep, what you do and what you think pull on each other."),
    mode="once",
    pages=pages,
    summarise=summarise,
    scores={
        "links": "links that were seen",
        "noticed": "parts that were written, of 5",
    },
    picture=picture,
    carries=carries,
    problems=problems,
    example={
        "pain": "Back tight by noon",
        "sleep": "Awake from three",
        "activity": "Stayed on the sofa",
        "mood": "Flat and a bit sad",
        "thoughts": "It will always be like this",
        "links": [
            {"source": "pain", "target": "sleep"},
            {"source": "sleep", "target": "mood"},
            {"source": "mood", "target": "activity"},
            {"source": "activity", "target": "pain"},
        ],
        "first": "sleep",
    },
)
