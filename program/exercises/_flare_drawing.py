"""The drawing of a flare plan: the wave of a flare with four stones, and the plan below it."""

from collections.abc import Sequence

from program.exercises import _draw as draw
from program.exercises._kind import Entry, Picture, chosen, number, words
from program.exercises._sheet import Part, along_a_path, filled, table
from program.fields import Answers
from program.words import N_

STEADY = {
    "breath": N_("Slow breaths"),
    "warmth": N_("Warmth, or something cool"),
    "position": N_("A good position, with pillows"),
    "quiet": N_("A quiet or dark room"),
    "sound": N_("Music, or a voice I like"),
    "look": N_("A look at the sky or a tree"),
    "touch": N_("A pet, or a hand to hold"),
}
BACK = {
    "days": N_("In three steps, two days each"),
    "slower": N_("In three steps, four days each"),
    "agreed": N_("Another way, as agreed with my care team"),
}
"""The ways back that have amounts; within an energy limit none of them is asked."""
_LONG = {"days": 2, "slower": 4}
"""Days that each of the three steps of a way back takes."""


def asks_amounts(answers: Answers) -> bool:
    """Whether the plan was made where pacing has amounts, and not within an energy limit."""
    return "way_back" in answers


def parts(answers: Answers) -> tuple[Part, ...]:
    """The plan in the order in which it is needed; what was left out is not in it."""
    steady = tuple(STEADY[code] for code in chosen(answers, "steady"))
    way = str(answers.get("way_back"))
    return filled(
        Part(N_("My first signs"), words(answers, "signs")),
        Part(N_("First of all"), words(answers, "first")),
        Part(N_("What steadies me"), ours=steady),
        Part(N_("A kind line"), words(answers, "line")),
        Part(N_("In the first days"), words(answers, "small")),
        Part(N_("Comfort"), words(answers, "comfort")),
        Part(N_("This can wait"), words(answers, "wait")),
        Part(N_("Who I tell"), words(answers, "tell")),
        Part(N_("What I do not do alone"), words(answers, "alone")),
        Part(N_("When I am not sure, I call"), words(answers, "doctor")),
        Part(N_("I call after this many days"), _days(answers)),
        Part(
            N_("Coming back"),
            words(answers, "again"),
            ours=(BACK[way],) if way in BACK else (),
        ),
    )


def _days(answers: Answers) -> str:
    days = number(answers, "days")
    return "" if days is None else f"{days:g}"


def picture(entries: Sequence[Entry]) -> Picture | None:
    answers = entries[-1].answers
    found = parts(answers)
    if not found:
        return None
    plan, low = along_a_path(118, found)
    stairs, end = _stairs(low, answers)
    return Picture(
        svg=draw.drawing(round(end), _wave(), plan, stairs),
        sentence=N_("A flare rises and it falls. Parts of your plan for it: {parts}."),
        values={"parts": len(found)},
        head=(N_("Part"), N_("My plan")),
        rows=table(found),
    )


def _wave() -> str:
    """How a flare goes, with a stone where each part of the plan begins."""
    path = (
        '<path d="M10 84C50 84 66 74 92 50C116 28 136 22 158 26C200 34 214 78 262 84L330 84" '
        f'stroke="{draw.CLAY}" stroke-width="3"/>'
    )
    marks = (
        (46, 79, N_("Signs")), (106, 36, N_("First hour")), (186, 42, N_("First days")),
        (268, 84, N_("Coming back")),
    )  # fmt: skip
    drawn = [path, draw.line(10, 92, 330, 92, draw.LINE)]
    for n, (x, y, label) in enumerate(marks):
        drawn.append(draw.stone(x, y - 4, 26, 18))
        up = (110, 18, 20, 110)[n]
        across = (x, x - 22, x + 58, x)[n]
        drawn.append(draw.said(across, up, label, size=13))
    return "".join(drawn)


def _stairs(top: float, answers: Answers) -> tuple[str, float]:
    """Half, three quarters and all, with the day on which each begins; and where it ends."""
    long = _LONG.get(str(answers.get("way_back")))
    if long is None:
        return "", top
    drawn, ground = list[str](), top + 84
    for n, (tall, label) in enumerate(
        ((32, N_("Half")), (48, N_("Three quarters")), (64, N_("All of it")))
    ):
        x = 42 + 98 * n
        drawn.append(draw.bar(x, ground - tall, 92, tall, draw.SOFT, draw.PRIMARY))
        drawn.append(draw.said(x + 46, ground - 11, label, size=13))
        drawn.append(draw.said(x + 36, ground + 18, N_("Day"), size=13))
        drawn.append(draw.written(x + 60, ground + 18, 1 + long * n, size=13))
    return "".join(drawn), ground + 26
