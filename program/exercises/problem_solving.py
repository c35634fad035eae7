"""Problem solving: one problem, up to four ideas weighed, one chosen, and how it went.

After problem-solving therapy (D'Zurilla and Nezu 2007). Every entry begins from the one before
while that has not been tried, so that looking again means filling in the last page.
"""

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
    number,
    present,
    rows,
    words,
)
from program.exercises._picked import beyond, picked, picked_row, which, with_words
from program.fields import (
    Answers,
    ChoiceField,
    Option,
    Page,
    Pages,
    RowsField,
    ScaleField,
    Shown,
    TextField,
)
from program.words import N_

MOST = 4
_TRIED = Shown(fields=("tried",), at_least=1)
_UNITS = 250
"""How long a fit of 10 is in the drawing."""


def _line(name: str, label: str, example: str) -> TextField:
    return TextField(id=name, label=label, rows=1, longest=160, example=example, optional=True)


_WHICH_PROBLEM = Page(
    id="problem",
    title=N_("One problem"),
    lead=N_("One at a time is enough. Take one that you can do something about."),
    fields=(
        TextField(
            id="problem",
            label=N_("What is the problem?"),
            help=N_("As small and as exact as you can: who, what, when."),
            rows=2,
            longest=300,
            example=N_("The shop is far, and bags hurt my hands"),
            carried="open_problem",
        ),
    ),
)
_IDEAS = Page(
    id="ideas",
    title=N_("Ideas"),
    lead=N_("Odd ones are welcome. So is asking somebody."),
    fields=(
        RowsField(
            id="ideas",
            label=N_("What could you try?"),
            fields=(
                TextField(
                    id="idea",
                    label=N_("An idea"),
                    rows=1,
                    longest=120,
                    example=N_("Shop with Ewa on Fridays"),
                ),
                _line("good", N_("What is good about it?"), N_("We both like the company")),
                _line("hard", N_("What is hard about it?"), N_("I would have to ask her")),
                ScaleField(
                    id="fit",
                    label=N_("How well would it fit you, all in all?"),
                    low=N_("Not at all"),
                    high=N_("Very well"),
                ),
            ),
            least=1,
            most=MOST,
            add=N_("Add another idea"),
            carried="open_ideas",
        ),
    ),
)
_CHOICE = Page(
    id="choice",
    title=N_("One to try"),
    fields=(
        which(N_("Which idea will you try?"), MOST),
        TextField(
            id="step",
            label=N_("What is the first small step?"),
            rows=2,
            longest=200,
            example=N_("Send Ewa a message tonight"),
            carried="open_step",
        ),
        TextField(
            id="check",
            label=N_("When will you look at how it went?"),
            rows=1,
            longest=120,
            example=N_("Saturday morning"),
            optional=True,
            carried="open_check",
        ),
    ),
)
_HOW_IT_WENT = Page(
    id="went",
    title=N_("How it went"),
    lead=N_("Not tried yet is fine. Your ideas are kept for when you come back."),
    fields=(
        ChoiceField(
            id="tried",
            label=N_("Have you tried it?"),
            options=(
                Option(code="0", label=N_("Not yet")),
                Option(code="1", label=N_("Yes, or part of it")),
            ),
        ),
        ScaleField(
            id="helped",
            label=N_("How much did it help?"),
            low=N_("Not at all"),
            high=N_("It is solved"),
            shown=_TRIED,
        ),
        ChoiceField(
            id="next",
            label=N_("What next?"),
            options=(
                Option(code="keep", label=N_("Keep to it")),
                Option(code="change", label=N_("Change it a little, or try another idea")),
                Option(code="rest", label=N_("Let the problem rest for now")),
            ),
            shown=_TRIED,
        ),
    ),
)
_PAGES: Pages = (_WHICH_PROBLEM, _IDEAS, _CHOICE, _HOW_IT_WENT)


def pages(spec: Spec) -> Pages:
    return _PAGES


def problems(answers: Answers) -> tuple[Problem, ...]:
    return beyond(answers, "ideas")


def summarise(entries: Sequence[Entry]) -> Summary:
    """`fit` is that of the picked idea and `helped` how much it helped, both 0 to 10."""
    answers = entries[-1].answers
    ideas, helped = len(rows(answers, "ideas")), number(answers, "helped")
    scores = present(
        ideas=ideas,
        fit=number(picked_row(answers, "ideas"), "fit"),
        tried=answers["tried"] == "1",
        helped=helped,
    )
    values = {"ideas": ideas, "helped": int(helped or 0)}
    if helped is None:
        return Summary(N_("Ideas for a problem: {ideas}. Not tried yet"), values, scores)
    return Summary(N_("Ideas for a problem: {ideas}. Helped {helped} of 10"), values, scores)


def picture(entries: Sequence[Entry]) -> Picture | None:
    answers = entries[-1].answers
    ideas, one = rows(answers, "ideas"), picked(answers, "ideas")
    helped = number(answers, "helped")
    drawn = [
        draw.note(8, words(answers, "problem"), draw.CARD, draw.LINE),
        draw.said(16, 82, N_("How well each idea would fit"), anchor="start", size=13),
    ]
    y = 108
    for n, row in enumerate(ideas):
        drawn.append(_weighed(y, row, picked_one=n == one))
        y += 50
    if helped is not None:
        drawn.append(draw.said(24, y + 2, N_("How much it helped"), anchor="start", size=13))
        drawn.append(draw.scale_track(y + 46, "", "", (helped, draw.SOFT)))
        y += 66
    weighed = N_("Your ideas for one problem, and how well each would fit. Ideas: {ideas}.")
    went = N_("Your ideas for one problem: {ideas}. The one you tried helped {helped} of 10.")
    cells = tuple(
        (*(words(row, name) or "–" for name in ("idea", "good", "hard")), f"{row['fit']}")
        for row in ideas
    )
    return Picture(
        svg=draw.drawing(y, *drawn),
        sentence=weighed if helped is None else went,
        values={"ideas": len(ideas), "helped": int(helped or 0)},
        head=(N_("An idea"), N_("Good about it"), N_("Hard about it"), N_("Fit, 0 to 10")),
        rows=cells,
    )


def _weighed(y: float, row: Answers, *, picked_one: bool) -> str:
    """An idea and how well it fits; a stone beside the one that was picked."""
    fit = number(row, "fit") or 0
    own = draw.shorten(words(row, "idea"), 36)
    return (
        draw.written(46, y, own, anchor="start")
        + draw.bar(46, y + 8, max(fit * _UNITS / 10, 3), 14, draw.SOFT, draw.PRIMARY)
        + draw.written(
            54 + max(fit * _UNITS / 10, 3), y + 20, f"{fit:g}", anchor="start", size=13
        )
        + (draw.stone(25, y + 10, 26, 20, draw.MOSS) if picked_one else "")
    )


def carries(entries: Sequence[Entry]) -> Mapping[str, JsonValue]:
    """The way chosen last; and problem and ideas while they want another look."""
    answers = entries[-1].answers
    way = words(picked_row(answers, "ideas"), "idea")
    carried: dict[str, JsonValue] = {"way_tried": way} if way else {}
    if answers["tried"] == "0" or answers.get("next") == "change":
        texts = {"problem": "open_problem", "step": "open_step", "check": "open_check"}
        carried |= {to: own for name, to in texts.items() if (own := words(answers, name))}
        ideas = with_words(answers, "ideas", "idea")
        carried |= {"open_ideas": ideas} if ideas else {}
    return carried


KIND = Kind(
    name="problem_solving",
    title=N_("One problem, some ways"),
    about=N_("Take one problem, weigh a few ideas, and try one."),
    mode="log",
    pages=pages,
    summarise=summarise,
    scores={
        "ideas": "ideas that were written down",
        "fit": "how well the picked idea fits, 0 to 10",
        "tried": "1 where it was tried, else 0",
        "helped": "how much it helped, 0 to 10",
    },
    picture=picture,
    carries=carries,
    problems=problems,
    example={
        "problem": "The shop is far, and bags hurt my hands",
        "ideas": [
            {
                "idea": "Shop with Ewa on Fridays",
                "good": "We both like the company",
                "hard": "I would have to ask her",
                "fit": 8,
            },
            {
                "idea": "Have it brought",
                "good": "No bags at all",
                "hard": "It costs a bit more",
                "fit": 6,
            },
            {"idea": "Go twice, a small bag each", "good": None, "hard": None, "fit": 4},
        ],
        "pick": "1",
        "step": "Send Ewa a message tonight",
        "check": "Saturday morning",
        "tried": "1",
        "helped": 7,
        "next": "keep",
    },
    tool=True,
)
