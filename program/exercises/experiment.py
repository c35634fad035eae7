"""Trying it out: what somebody expects, a small test of it, and what they found.

A behavioural experiment (Bennett-Levy 2004): belief in the expectation 0 to 100 before and
after. Only within the quota, and never a movement somebody fears: that belongs with a
clinician. What was found is a second entry, which begins from the plan kept in the first.
"""

from collections.abc import Mapping, Sequence

from pydantic import JsonValue

from program.exercises import _draw as draw
from program.exercises._kind import (
    Entry,
    Kind,
    Picture,
    Problem,
    Summary,
    number,
    present,
    words,
)
from program.exercises._pacing import UNITS, Paced, in_figures, misfit
from program.fields import (
    AmountField,
    Answers,
    ChoiceField,
    Option,
    Page,
    Pages,
    Shown,
    TextField,
)
from program.words import N_

_TRIED = Shown(fields=("tried",), at_least=1)
TURNED_OUT = {
    "as_expected": N_("As I expected"),
    "partly": N_("Partly as I expected"),
    "otherwise": N_("Other than I expected"),
}


def _sure(name: str, label: str, shown: Shown | None = None, carried: str = "") -> AmountField:
    return AmountField(
        id=name,
        label=label,
        help=N_("0 is not at all, 100 is fully. A guess in tens is fine."),
        lowest=0,
        highest=100,
        step=5,
        usual=60,
        shown=shown,
        carried=carried,
    )


_EXPECT = Page(
    id="expect",
    title=N_("What you expect"),
    lead=N_("Minds like to guess the worst, to keep us safe. A small test shows more."),
    fields=(
        TextField(
            id="prediction",
            label=N_("What do you think will happen?"),
            help=N_("Something you could see or hear, so that you can tell."),
            rows=2,
            longest=300,
            example=N_("If I say I need a rest, they will be annoyed"),
            carried="test_prediction",
        ),
        _sure("sure", N_("How sure are you of that, 0 to 100?"), carried="test_sure"),
    ),
)
_DO = TextField(
    id="do",
    label=N_("What will you do, to find out?"),
    rows=2,
    longest=300,
    example=N_("Ask for ten minutes on the sofa at the next visit"),
    carried="test_do",
)
_TEST = N_("Small and kind. Leave out any movement that scares you: plan that with someone.")
_TEST_WITHIN_A_LIMIT = N_(
    "Only what today would allow, with rest around it. Talking counts too."
)
_AMOUNT: tuple[AmountField | ChoiceField, ...] = (
    AmountField(
        id="amount",
        label=N_("How much will you do?"),
        help=N_("Up to your plan for a day, and no more."),
        lowest=0.25,
        highest=10_000,
        step=0.25,
        usual=4,
        optional=True,
        carried="test_amount",
    ),
    AmountField(
        id="quota",
        label=N_("How much is your plan for a day?"),
        help=N_("If you have one, it is filled in."),
        lowest=0.25,
        highest=10_000,
        step=0.25,
        usual=8,
        optional=True,
        carried="quota",
    ),
    ChoiceField(
        id="unit", label=N_("Counted in"), options=UNITS, optional=True, carried="unit"
    ),
)
_MOVING = Page(
    id="moving",
    title=N_("If you will be moving"),
    lead=N_("A test can be all talk or rest. Then leave this page as it is."),
    fields=_AMOUNT,
)
_FOUND = Page(
    id="found",
    title=N_("What you found"),
    lead=N_("Not tried yet? Then save it as it is. Your plan is here when you come back."),
    fields=(
        ChoiceField(
            id="tried",
            label=N_("Have you tried it?"),
            options=(
                Option(code="0", label=N_("Not yet")),
                Option(code="1", label=N_("Yes")),
            ),
        ),
        ChoiceField(
            id="turned_out",
            label=N_("How did it turn out?"),
            options=tuple(Option(code=code, label=label) for code, label in TURNED_OUT.items()),
            shown=_TRIED,
        ),
        TextField(
            id="found",
            label=N_("What did you find?"),
            rows=2,
            longest=300,
            example=N_("My aunt brought a blanket and sat with me"),
            optional=True,
            shown=_TRIED,
        ),
        _sure("sure_after", N_("How sure are you of your first guess now, 0 to 100?"), _TRIED),
    ),
)


def pages(spec: Paced) -> Pages:
    title = N_("A small test")
    if spec.energy_limit:
        within = Page(id="test", title=title, lead=_TEST_WITHIN_A_LIMIT, fields=(_DO,))
        return (_EXPECT, within, _FOUND)
    test = Page(id="test", title=title, lead=_TEST, fields=(_DO,))
    return (_EXPECT, test, _MOVING, _FOUND)


def problems(answers: Answers) -> tuple[Problem, ...]:
    """An amount needs a plan for a day to stay within, and its unit; and it stays within it."""
    amount, quota = number(answers, "amount"), number(answers, "quota")
    if amount is None:
        return ()
    if quota is None:
        message = N_("Without a plan for a day, choose a test that needs no moving.")
        return (Problem("amount", message),)
    unit = answers.get("unit")
    if unit is None:
        return (Problem("unit", N_("Please choose the one that fits best.")),)
    if amount > quota:
        message = N_("That is more than your plan for a day. Up to {quota} is fine.")
        return (Problem("amount", message, {"quota": in_figures(quota, str(unit))}),)
    return misfit("amount", amount, unit)


def _beliefs(answers: Answers) -> tuple[int, int | None]:
    """How sure of the expectation before, and after where it was tested."""
    before, after = number(answers, "sure"), number(answers, "sure_after")
    return int(before or 0), None if after is None else int(after)


def summarise(entries: Sequence[Entry]) -> Summary:
    """`sure`, `sure_after` and `change` (after - before) are on 0 to 100; `turned_out` is 0 as
    expected, 1 partly, 2 otherwise; `tests` counts those that were tried."""
    answers = entries[-1].answers
    before, after = _beliefs(answers)
    outcome = answers.get("turned_out")
    scores = present(
        sure=before,
        sure_after=after,
        change=None if after is None else after - before,
        turned_out=None if outcome is None else list(TURNED_OUT).index(str(outcome)),
        tests=sum(entry.answers["tried"] == "1" for entry in entries),
    )
    values = {"before": before, "after": after or 0}
    if after is None:
        return Summary(N_("A test planned. Sure {before} of 100"), values, scores)
    return Summary(N_("Tried out. Sure {before}, then {after} of 100"), values, scores)


def picture(entries: Sequence[Entry]) -> Picture | None:
    """Expected beside found, and the belief in the first guess before and after."""
    answers = entries[-1].answers
    before, after = _beliefs(answers)
    drawn = [
        draw.said(24, 20, N_("Expected"), anchor="start", size=13),
        draw.note(30, words(answers, "prediction"), draw.CARD, draw.LINE),
        draw.said(24, 106, N_("Found"), anchor="start", size=13),
        _found(answers, tried=after is not None),
        draw.said(24, 196, N_("How sure of the first guess"), anchor="start", size=13),
        _track(242, before, after),
    ]
    planned = N_(
        "You are {before} of 100 sure of your guess. What you find can stand beside it."
    )
    tried = N_("You were {before} of 100 sure of your guess. After the test: {after}.")
    return Picture(
        svg=draw.drawing(282, *drawn),
        sentence=planned if after is None else tried,
        values={"before": before, "after": after or 0},
        head=(N_("Expected"), N_("Found"), N_("Sure before"), N_("Sure after")),
        rows=tuple(
            _row(entry.answers) for entry in entries if entry is entries[-1] or _done(entry)
        ),
    )


def _found(answers: Answers, *, tried: bool) -> str:
    if not tried:
        return draw.bar(16, 116, draw.WIDTH - 32, 50, draw.NONE, draw.LINE) + draw.said(
            draw.WIDTH / 2, 146, N_("Room for what you find")
        )
    own = words(answers, "found")
    if own:
        return draw.note(116, own, draw.SOFT, draw.MOSS)
    return draw.bar(16, 116, draw.WIDTH - 32, 50, draw.SOFT, draw.MOSS) + draw.said(
        draw.WIDTH / 2, 146, TURNED_OUT[str(answers["turned_out"])]
    )


def _track(y: float, before: int, after: int | None) -> str:
    """Stones at tenths of a line from 0 to 100."""
    ends = [(before, draw.NONE, -22)] + ([] if after is None else [(after, draw.SOFT, 28)])
    left, unit = 40, (draw.WIDTH - 80) / 100
    return draw.line(left, y, draw.WIDTH - left, y, draw.LINE, 3) + "".join(
        draw.stone(left + value * unit, y - 5, 30, 20, fill)
        + draw.written(left + value * unit, y + below, value)
        for value, fill, below in ends
    )


def _done(entry: Entry) -> bool:
    return entry.answers["tried"] == "1"


def _row(answers: Answers) -> tuple[str, ...]:
    before, after = _beliefs(answers)
    outcome = answers.get("turned_out")
    found = words(answers, "found") or (TURNED_OUT[str(outcome)] if outcome else "–")
    guess = words(answers, "prediction") or "–"
    return guess, found, str(before), "–" if after is None else str(after)


def carries(entries: Sequence[Entry]) -> Mapping[str, JsonValue]:
    """What was found last; and the plan of a test, until it has been tried."""
    found = [own for entry in entries if (own := words(entry.answers, "found"))]
    carried: dict[str, JsonValue] = {"found_out": found[-1]} if found else {}
    answers = entries[-1].answers
    if _done(entries[-1]):
        return carried
    waiting = {"prediction": "test_prediction", "do": "test_do"}
    carried |= {to: own for name, to in waiting.items() if (own := words(answers, name))}
    carried["test_sure"] = answers["sure"]
    amount = answers.get("amount")
    return carried if amount is None else {**carried, "test_amount": amount}


KIND = Kind(
    name="experiment",
    title=N_("Trying it out"),
    about=N_("Test a guess with something small, and see what you find."),
    mode="log",
    pages=pages,
    summarise=summarise,
    scores={
        "sure": "belief in the expectation before the test, 0 to 100",
        "sure_after": "belief in it after the test, 0 to 100",
        "change": "after less before: below zero is less belief",
        "turned_out": "0 as expected, 1 partly, 2 otherwise",
        "tests": "tests that were tried so far",
    },
    picture=picture,
    carries=carries,
    problems=problems,
    spec=Paced,
    example_spec=Paced(),
    example={
        "prediction": "If I say I need a rest, they will be annoyed",
        "sure": 80,
        "do": "Ask for ten minutes on the sofa at the next visit",
        "amount": None,
        "quota": 8,
        "unit": "minutes",
        "tried": "1",
        "turned_out": "otherwise",
        "found": "My aunt brought a blanket and sat with me",
        "sure_after": 30,
    },
    tool=True,
    moves=True,
)
