"""The drawing of a care-team list: everybody who helps, what is taken, what to ask."""

from collections.abc import Mapping, Sequence

from pydantic import JsonValue

from program.exercises import _draw as draw
from program.exercises._kind import Entry, Picture, rows, words
from program.exercises._sheet import NOTHING, Lines, in_full, listed
from program.fields import Answers
from program.words import N_

SORTS = {
    "prescribed": N_("A medicine that was prescribed"),
    "bought": N_("A medicine from a shop"),
    "herb": N_("A herb, tea or supplement"),
    "other": N_("Alcohol, cannabis or something else"),
}
THING = N_("Something I take")


def picture(entries: Sequence[Entry]) -> Picture | None:
    answers = entries[-1].answers
    told = _table(answers)
    if not told:
        return None
    people = [words(row, "who") for row in rows(answers, "people") if words(row, "who")]
    circle, y = _circle(people)
    drawn = [circle]
    taken = [_thing(row) for row in rows(answers, "taken")]
    questions = [(words(row, "question"),) for row in rows(answers, "questions")]
    for heading, block, below in (
        (N_("What I take"), taken, 13),
        (N_("What I have noticed"), in_full(words(answers, "noticed")), 15),
        (N_("What I cannot take"), in_full(words(answers, "allergies")), 15),
        (N_("My questions"), questions, 15),
    ):
        part, y = listed(y, heading, [lines for lines in block if lines[0]], below)
        drawn.append(part)
    return Picture(
        svg=draw.drawing(round(y), *drawn),
        sentence=N_(
            "Your list for your prescriber or pharmacist. People: {people}. "
            "Things you take: {taken}."
        ),
        values={"people": len(rows(answers, "people")), "taken": len(rows(answers, "taken"))},
        head=(N_("Part"), N_("What"), N_("As on the label"), N_("What for")),
        rows=told,
    )


def _circle(people: Sequence[str]) -> tuple[str, float]:
    """Everybody who helps, two a row with one stone between them; and where it ends."""
    if not people:
        return "", 4
    tall = -(-len(people) // 2)
    middle = 27 + 28 * (tall - 1)
    ties, names = list[str](), list[str]()
    for n, who in enumerate(people):
        x, y = (74, 266)[n % 2], 27 + 56 * (n // 2)
        ties.append(draw.line(170, middle, x, y, draw.LINE, 3))
        names.append(draw.bar(x - 72, y - 22, 144, 44, draw.SOFT, draw.LINE))
        own = draw.in_lines(who, 20, 2)
        top = y + (5 if len(own) == 1 else -3)
        names += [draw.written(x, top + 17 * n, line) for n, line in enumerate(own)]
    stone = draw.stone(170, middle, 36, 26, draw.SOFT)
    return "".join((*ties, stone, *names)), 56 * tall + 4


def _thing(row: Mapping[str, JsonValue]) -> Lines:
    more = [words(row, name) for name in ("label_says", "for_what")]
    what, *rest = [each for each in (words(row, "what"), *more) if each] or [""]
    return (what, " · ".join(rest)) if rest else (what,)


def _table(answers: Answers) -> tuple[tuple[str, ...], ...]:
    told: list[tuple[str, ...]] = [
        (N_("Person"), words(row, "who"), "", words(row, "for_what"))
        for row in rows(answers, "people")
    ]
    told += [
        (
            SORTS.get(str(row.get("sort")), THING),
            *(words(row, name) for name in ("what", "label_says", "for_what")),
        )
        for row in rows(answers, "taken")
    ]
    told += [
        (N_("What I have noticed"), words(answers, "noticed"), "", ""),
        (N_("What I cannot take"), words(answers, "allergies"), "", ""),
    ]
    told += [
        (N_("Question"), words(row, "question"), "", "") for row in rows(answers, "questions")
    ]
    return tuple(
        (part, *(cell or NOTHING for cell in cells)) for part, *cells in told if any(cells)
    )
