"""A history for something that may be so: found by the solver, played through the engine."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice, product

import z3

from program.adapt.verify.course import Course
from program.adapt.verify.detour import ways_to
from program.adapt.verify.findings import Happening
from program.adapt.verify.history import Otherwise, timeline
from program.adapt.verify.lived import Life, live
from program.adapt.verify.playing import Played, declining, play
from program.adapt.verify.standing import Standing
from program.adapt.verify.ways import REST, Move, Want, Ways
from program.events import Decision

MOST_WAITS = 8
"""Check-ins with nothing new between the last module and the day that is looked for."""
MOST_WAYS = 6
"""Standings tried, nearest first."""

_INSIDE: tuple[tuple[Move | None, ...], ...] = ((), (None,), (REST,))
"""Days between the opening of a module that is left open and the day that is looked for: none,
one of working on it, or a light week."""

Is = Callable[[Decision], bool]


@dataclass(frozen=True)
class Shown:
    """What came of looking for a history."""

    witness: tuple[Happening, ...] | None
    """None: no history was found."""
    disagrees: str = ""
    """How the engine decided otherwise than the proof expects, where it did every time."""


def show(
    ways: Ways,
    wanted: Iterable[tuple[Standing, Want]],
    found: Is,
    *,
    soon: bool = False,
    tidy: bool = False,
) -> Shown:
    """Look for a history that ends with a decision that is as `found` says, in one of some
    standings with what is wanted of the moment there. `soon`: also in the days before another
    module may open."""
    disagrees = ""
    for standing, want in islice(wanted, MOST_WAYS):
        there = partial(_lives, ways, standing, want, soon=soon, tidy=tidy)
        for life in chain.from_iterable(map(there, ways_to(ways, standing))):
            try:
                played = play(ways.plan, life)
            except Otherwise as problem:
                disagrees = str(problem)
                continue
            if _ends(played, life, found):
                return Shown(timeline(played.history.told))
            disagrees = f"nothing of the kind on day {life.days[-1].day}"
    return Shown(None, disagrees)


def _lives(
    ways: Ways, standing: Standing, want: Want, way: Sequence[Move], *, soon: bool, tidy: bool
) -> Iterator[Life]:
    """Lives to try, the plainest first, that go a way to a standing."""
    life = partial(_life, ways, way, want, tidy=tidy)
    if ways.can(standing, lambda calls: z3.And(want(calls), z3.Not(calls.moment.inside))):
        for waits, silent in product(range(MOST_WAITS + 1), (False, True)):
            yield from life((None,) * waits, silent=silent)
        for silent in (False, True) if soon and standing.done else ():
            yield from life((), silent=silent, soon=True)
        if soon and way and way[-1].module is not None:
            yield from _right_after(ways, way, want, tidy=tidy)
    if ways.can(standing, lambda calls: z3.And(want(calls), calls.moment.inside)):
        opening = [move for move in ways.moves(standing) if move.module is not None]
        for days, silent, opens in product(_INSIDE, (False, True), opening):
            yield from life((opens, *days), silent=silent)


def _life(
    ways: Ways,
    moves: Sequence[Move],
    want: Want,
    stay: Sequence[Move | None],
    *,
    silent: bool = False,
    soon: bool = False,
    tidy: bool,
) -> Iterator[Life]:
    """A life that goes these moves, and stays some days between two modules, or inside one
    that opens and is left open, to the day wanted.

    `soon`: that day may come before another module might open.
    """
    course = Course(ways.uses)
    for move in moves:
        course.add(move)
    for there in stay:
        course.add(there, stays=there is not None and there.module is not None)
    course.add(want=want, silent=silent, soon=soon)
    found = live(course, tidy=tidy)
    if found is not None:
        yield found


def _right_after(
    ways: Ways, moves: Sequence[Move], want: Want, *, tidy: bool
) -> Iterator[Life]:
    """A life that goes these moves, with the moment wanted right after the last of them."""
    course = Course(ways.uses)
    for move in moves[:-1]:
        course.add(move)
    course.add(moves[-1], want)
    found = live(course, tidy=tidy)
    if found is not None:
        yield found


def _ends(played: Played, life: Life, found: Is) -> bool:
    if any(found(one) for one in played.last):
        return True
    day, latest = life.days[-1].day, played.last[-1]
    return any(found(one) for one in declining(played.history, day, latest))


def walk(ways: Ways, moves: Sequence[Move]) -> Shown:
    """A history that goes a whole way, move after move."""
    course = Course(ways.uses)
    for move in moves:
        course.add(move)
    life = live(course, tidy=True)
    if life is None:
        return Shown(None)
    try:
        return Shown(timeline(play(ways.plan, life).history.told))
    except Otherwise as problem:
        return Shown(None, str(problem))
