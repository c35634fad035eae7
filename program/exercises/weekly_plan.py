"""My week: one or a few small things with when, where and how much, and an if-then."""

from collections.abc import Mapping, Sequence

from pydantic import JsonValue

from program.exercises import _draw as draw
from program.exercises._kind import (
    Entry,
    Kind,
    Picture,
    Summary,
    number,
    present,
    rows,
    words,
)
from program.exercises._pacing import GENTLE, Paced
from program.fields import Page, Pages, RowsField, ScaleField, TextField
from program.words import N_


def _short(name: str, label: str, example: str, *, optional: bool = False) -> TextField:
    return TextField(
        id=name, label=label, example=example, rows=1, longest=120, optional=optional
    )


_ROW = (
    _short("what", N_("A small thing"), N_("Walk to the park")),
    _short("when", N_("When?"), N_("Tuesday and Thursday, after lunch")),
    _short("where", N_("Where?"), N_("From my door"), optional=True),
    _short("how_much", N_("How much?"), N_("8 minutes"), optional=True),
)


_ROW_WITHIN_A_LIMIT = (
    _short("what", N_("A small thing"), GENTLE),
    *_ROW[1:3],
)


def _plan(lead: str, row: tuple[TextField, ...], carried: str = "") -> Page:
    plan = RowsField(
        id="plan",
        label=N_("Your plan"),
        fields=row,
        least=1,
        most=3,
        add=N_("Add one more"),
        carried=carried,
    )
    return Page(id="plan", title=N_("One small thing this week"), lead=lead, fields=(plan,))


_PLAN = _plan(N_("Choose what you could do even on a hard day. One is enough."), _ROW, "plan")
_PLAN_WITHIN_A_LIMIT = _plan(
    N_("Choose what today would allow, with rest around it. There is no amount to reach."),
    _ROW_WITHIN_A_LIMIT,
)


def _if_then(obstacle: str, then: str) -> Page:
    return Page(
        id="if_then",
        title=N_("If something gets in the way"),
        lead=N_("Weeks rarely go to plan. A way round, thought of now, helps later."),
        fields=(
            _short("obstacle", N_("If this gets in the way ..."), obstacle, optional=True),
            _short("then", N_("... then I will"), then, optional=True),
        ),
    )


_IF_THEN = _if_then(N_("It rains"), N_("Walk in the hall for 4 minutes"))
_IF_THEN_WITHIN_A_LIMIT = _if_then(
    N_("The morning took all I had"), N_("Leave it out today, and rest")
)
_SURE = Page(
    id="sure",
    title=N_("How sure are you?"),
    fields=(
        TextField(
            id="goal",
            label=N_("What is it for?"),
            help=N_("Your goal, or anything that makes it worth doing."),
            rows=1,
            longest=300,
            example=N_("Cook with my daughter on Sundays"),
            optional=True,
            carried="goal",
        ),
        ScaleField(
            id="confidence",
            label=N_("How sure are you that you can do this?"),
            help=N_("Below 7? Go back and make it smaller. Half is fine."),
            low=N_("Not at all"),
            high=N_("Fully"),
        ),
    ),
)


def pages(spec: Paced) -> Pages:
    if spec.energy_limit:
        return (_PLAN_WITHIN_A_LIMIT, _IF_THEN_WITHIN_A_LIMIT, _SURE)
    return (_PLAN, _IF_THEN, _SURE)


def summarise(entries: Sequence[Entry]) -> Summary:
    answers = entries[-1].answers
    things = len(rows(answers, "plan"))
    confidence = number(answers, "confidence") or 0
    has_way_round = bool(words(answers, "obstacle") and words(answers, "then"))
    return Summary(
        N_("Small things planned: {things}. Sure: {confidence} of 10"),
        {"things": things, "confidence": int(confidence)},
        present(planned=things, confidence=confidence, if_then=has_way_round),
    )


def picture(entries: Sequence[Entry]) -> Picture | None:
    answers = entries[-1].answers
    plan = rows(answers, "plan")
    drawn = []
    for n, row in enumerate(plan):
        y = 34 + n * 58
        drawn += [
            draw.stone(34, y, 40, 28),
            draw.line(10, y + 29, draw.WIDTH - 10, y + 29, draw.LINE),
            draw.written(66, y - 2, draw.shorten(words(row, "what"), 34), anchor="start"),
            draw.written(
                66, y + 17, draw.shorten(words(row, "when"), 38), anchor="start", size=13
            ),
        ]
    cells = tuple(
        tuple(words(row, name) or "–" for name in ("what", "when", "where", "how_much"))
        for row in plan
    )
    obstacle, then = words(answers, "obstacle"), words(answers, "then")
    if obstacle and then:
        cells = (*cells, (obstacle, then, "–", "–"))
    return Picture(
        svg=draw.drawing(12 + 58 * len(plan), *drawn),
        sentence=N_("Your plan for the week. Small things in it: {things}."),
        values={"things": len(plan)},
        head=(N_("A small thing"), N_("When?"), N_("Where?"), N_("How much?")),
        rows=cells,
    )


def carries(entries: Sequence[Entry]) -> Mapping[str, JsonValue]:
    answers = entries[-1].answers
    goal = words(answers, "goal")
    plan: list[JsonValue] = [row for row in rows(answers, "plan") if words(row, "what")]
    return {**({"goal": goal} if goal else {}), **({"plan": plan} if plan else {})}


KIND = Kind(
    name="weekly_plan",
    title=N_("My plan for the week"),
    about=N_("Choose a small thing, and when you will do it."),
    mode="once",
    pages=pages,
    summarise=summarise,
    scores={
        "planned": "things that were planned",
        "confidence": "how sure of the plan, 0 to 10",
        "if_then": "1 where an obstacle and a way round it are written down, else 0",
    },
    picture=picture,
    carries=carries,
    spec=Paced,
    example_spec=Paced(),
    example={
        "plan": [
            {
                "what": "Walk to the park",
                "when": "Tuesday and Thursday, after lunch",
                "where": "From my door",
                "how_much": "8 minutes",
            }
        ],
        "obstacle": "It rains",
        "then": "Walk in the hall for 4 minutes",
        "goal": "Cook with my daughter on Sundays",
        "confidence": 8,
    },
    tool=True,
)
