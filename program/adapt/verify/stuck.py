"""What is proven of holds: each can be released while the person goes on, and answers that stay
away keep nobody for good.

What cannot be taken back is chosen at its worst; all else may then be as it likes. Where the
path is held whatever it is like on a day on which the person comes, somebody is stuck.
"""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass

import z3

from program.adapt.verify.calls import Calls
from program.adapt.verify.course import Course
from program.adapt.verify.findings import Code, Finding
from program.adapt.verify.history import History, Otherwise, timeline
from program.adapt.verify.irrevocable import Lasting, lasting
from program.adapt.verify.lived import Life, live
from program.adapt.verify.moment import Formula
from program.adapt.verify.playing import play
from program.adapt.verify.ruling import disagreement
from program.adapt.verify.showing import MOST_WAITS, Shown
from program.adapt.verify.standing import Standing
from program.adapt.verify.ways import Ways, so
from program.events import Hold, Visited

LATER = (7, 14, 21, 28, 364)
"""Days after the last one of a witness on which the path is seen to be held still."""

_SAYS: dict[Code, tuple[str, str]] = {
    "cannot-end": (
        "The rule {about} holds the path for good, whatever the person does then.",
        "let it ask for something that can change again",
    ),
    "silence-strands": (
        "The rule {about} holds somebody for good who answers no more.",
        "let it ask for an answer that is fresh, or raise a signal instead of holding",
    ),
}


@dataclass(frozen=True)
class _Stuck:
    standing: Standing
    choice: int
    """Which of the ways that what lasts may be."""


def stuck(ways: Ways) -> Iterator[Finding]:
    """Standings that nobody comes out of; those of silence only where there are no others."""
    codes: tuple[Code, ...] = ("cannot-end", "silence-strands")
    for code in codes:
        lasts = lasting(ways, silent=code == "silence-strands")
        if not lasts.asked:
            return
        if not lasts.fits():
            yield _too_many(ways, code)
            return
        found = _search(ways, lasts)
        if found is not None:
            yield _finding(ways, lasts, found, code)
            return


def _search(ways: Ways, lasts: Lasting) -> _Stuck | None:
    nearest: dict[Hashable, Standing] = {}
    for standing in ways.reached:
        nearest.setdefault(lasts.sort_of(standing), standing)
    for standing in nearest.values():
        calls = ways.calls(standing)
        in_time = list(lasts.in_the_long_run(calls.moment))
        goes_on = z3.And(calls.there, calls.moment.away == 0, z3.Not(calls.held))
        if not ways.can(standing, so(z3.And(calls.held, *in_time))):
            continue
        for n, choice in enumerate(lasts.choices(calls.moment)):
            fixed = z3.And(*choice, *in_time)
            key = (lasts.silent, n)
            if ways.may(
                standing, ("held", *key), so(z3.And(fixed, calls.held))
            ) and not ways.may(standing, ("free", *key), so(z3.And(fixed, goes_on))):
                return _Stuck(standing, n)
    return None


def _finding(ways: Ways, lasts: Lasting, found: _Stuck, code: Code) -> Finding:
    shown, rule = _shown(ways, lasts, found)
    about = rule or ways.plan.program
    if shown.witness is None and shown.disagrees:
        return disagreement(about, shown.disagrees)
    message, advice = _SAYS[code]
    proven = shown.witness is not None
    return Finding(code, about, proven, message.format(about=about), advice, shown.witness)


def _too_many(ways: Ways, code: Code) -> Finding:
    message = "The rules that hold the path ask for more than can be looked through."
    return Finding(code, ways.plan.program, False, message, "let each of them ask for less")


def _shown(ways: Ways, lasts: Lasting, found: _Stuck) -> tuple[Shown, str | None]:
    """A history into the place nobody comes out of, and the rule that holds there."""
    disagrees = ""
    for waits in range(MOST_WAITS + 1):
        life = _into(ways, lasts, found, waits)
        if life is None:
            continue
        try:
            return _for_a_year(ways, life)
        except Otherwise as problem:
            disagrees = str(problem)
    return Shown(None, disagrees), None


def _into(ways: Ways, lasts: Lasting, found: _Stuck, waits: int) -> Life | None:
    def wanted(calls: Calls) -> Formula:
        choice = lasts.choices(calls.moment)[found.choice]
        return z3.And(*choice, *lasts.seen(calls.moment), calls.held)

    course = Course(ways.uses)
    for move in ways.reached[found.standing]:
        course.add(move)
    for _ in range(waits):
        course.add()
    course.add(want=wanted)
    return live(course, tidy=True)


def _for_a_year(ways: Ways, life: Life) -> tuple[Shown, str | None]:
    played = play(ways.plan, life)
    first = life.days[-1].day
    rules = [_held(played.history, first)]
    for later in LATER:
        played.history.add(first + later, Visited())
        rules.append(_held(played.history, first + later))
    return Shown(timeline(played.history.told)), rules[-1]


def _held(history: History, day: int) -> str | None:
    """The rule that holds the path on a day. Raises Otherwise where none does."""
    made = history.decide(day, "arrive")
    if not isinstance(made.outcome, Hold):
        raise Otherwise(f"the path is not held on day {day}")
    return made.rule
