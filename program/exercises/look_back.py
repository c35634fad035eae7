"""Looking back: how the last plan and the practice went, what got in the way, what helped."""

from collections.abc import Sequence

from program.exercises import _draw as draw
from program.exercises._kind import Entry, Kind, Picture, Spec, Summary, chosen, present
from program.fields import ChoiceField, Option, Page, Pages, TextField
from program.words import N_

PARTS = {
    "most": N_("Most of it"),
    "some": N_("Some of it"),
    "little": N_("A little of it"),
    "none": N_("Not this time"),
    "no_plan": N_("I had no plan yet"),
}
OFTEN = {
    "most_days": N_("Most days"),
    "some_days": N_("Some days"),
    "once": N_("Once or twice"),
    "none": N_("Not this time"),
}
IN_THE_WAY = {
    "flare": N_("A flare"),
    "low_energy": N_("Low energy"),
    "no_time": N_("No time"),
    "forgot": N_("I forgot"),
    "did_not_fit": N_("It did not fit me"),
    "low_mood": N_("Low mood"),
    "other": N_("Something else"),
}
_STONES = {"most": 3, "some": 2, "little": 1, "none": 0}
_DAYS = {"most_days": 3, "some_days": 2, "once": 1, "none": 0}
_HEADLINES = {
    "most": N_("Did most of the plan. In the way: {barriers}"),
    "some": N_("Did some of the plan. In the way: {barriers}"),
    "little": N_("Did a little of the plan. In the way: {barriers}"),
    "none": N_("Not this time. In the way: {barriers}"),
    "no_plan": N_("There was no plan yet. In the way: {barriers}"),
}
_SENTENCES = {
    "most": N_("You did most of your plan."),
    "some": N_("You did some of your plan. That counts."),
    "little": N_("You did a little of your plan. A little counts."),
    "none": N_("There was no room for it. You are here now, and that counts."),
    "no_plan": N_("There was no plan yet. You are here now, and that counts."),
}


def _options(labels: dict[str, str]) -> tuple[Option, ...]:
    return tuple(Option(code=code, label=label) for code, label in labels.items())


_PAGES: Pages = (
    Page(
        id="went",
        title=N_("How did it go?"),
        lead=N_("Every answer is a good answer. It helps to find what fits you."),
        fields=(
            ChoiceField(id="plan", label=N_("How much of your plan?"), options=_options(PARTS)),
            ChoiceField(
                id="practice",
                label=N_("How often did you do a short practice?"),
                options=_options(OFTEN),
            ),
        ),
    ),
    Page(
        id="why",
        title=N_("What got in the way, what helped"),
        fields=(
            ChoiceField(
                id="barriers",
                label=N_("What got in the way?"),
                help=N_("Choose as many as you like, or none."),
                options=_options(IN_THE_WAY),
                many=True,
                optional=True,
            ),
            TextField(
                id="helped",
                label=N_("What helped, even a bit?"),
                rows=2,
                longest=500,
                example=N_("A note on the fridge"),
                optional=True,
            ),
        ),
    ),
)


def pages(spec: Spec) -> Pages:
    return _PAGES


def summarise(entries: Sequence[Entry]) -> Summary:
    """`plan_done` and `practice_done` run from 0 (not this week) to 3 (most); without a plan
    there is no `plan_done`."""
    answers = entries[-1].answers
    plan, barriers = str(answers["plan"]), chosen(answers, "barriers")
    scores = present(
        plan_done=_STONES.get(plan),
        practice_done=_DAYS[str(answers["practice"])],
        barriers=len(barriers),
        **{f"barrier_{code}": code in barriers for code in IN_THE_WAY},
    )
    return Summary(_HEADLINES[plan], {"barriers": len(barriers)}, scores)


def picture(entries: Sequence[Entry]) -> Picture | None:
    answers = entries[-1].answers
    plan, often = str(answers["plan"]), str(answers["practice"])
    full, pebbles = _STONES.get(plan, 0), _DAYS[often]
    stones = [
        draw.stone(120 + n * 50, 42, 44, 30, draw.SOFT if n < full else draw.NONE)
        for n in range(3)
    ]
    dots = [draw.dot(152 + n * 18, 72, 5, draw.MOSS) for n in range(pebbles)]
    barriers = (
        (N_("What got in the way?"), IN_THE_WAY[code]) for code in chosen(answers, "barriers")
    )
    return Picture(
        svg=draw.drawing(84, draw.line(80, 60, 260, 60, draw.LINE), *stones, *dots),
        sentence=_SENTENCES[plan],
        head=(N_("Question"), N_("Answer")),
        rows=(
            (N_("How much of your plan?"), PARTS[plan]),
            (N_("How often did you do a short practice?"), OFTEN[often]),
            *barriers,
        ),
    )


KIND = Kind(
    name="look_back",
    title=N_("Looking back"),
    about=N_("See how the week went, and what would fit you better."),
    mode="once",
    pages=pages,
    summarise=summarise,
    scores={
        "plan_done": "plan done, 0 (not this time) to 3 (most of it) (no plan: no score)",
        "practice_done": "practice done, 0 (not this time) to 3 (most days)",
        "barriers": "things that got in the way",
        "barrier_flare": "1 where a flare got in the way, else 0",
        "barrier_low_energy": "1 where low energy got in the way, else 0",
        "barrier_no_time": "1 where there was no time, else 0",
        "barrier_forgot": "1 where it was forgotten, else 0",
        "barrier_did_not_fit": "1 where it did not fit, else 0",
        "barrier_low_mood": "1 where low mood got in the way, else 0",
        "barrier_other": "1 where something else got in the way, else 0",
    },
    picture=picture,
    example={
        "plan": "some",
        "practice": "some_days",
        "barriers": ["low_energy"],
        "helped": "A note on the fridge",
    },
)
