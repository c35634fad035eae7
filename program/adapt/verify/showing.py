"""A history for something that may be so: found by the solver, played through the engine."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import z3

from program.adapt.verify.course import Course
from program.adapt.verify.findings import Happening
from program.adapt.verify.history import timeline
from program.adapt.verify.lived import Life, live
from program.adapt.verify.playing import Otherwise, Played, declining, play
from program.adapt.verify.standing import Standing
from program.adapt.verify.ways import Move, Want, Ways
from program.events import Decision

MOST_WAITS = 8
"""Check-ins with nothing new between the last module and the day that is looked for."""
MOST_WAYS = 6
"""Standings tried, nearest first."""

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
        for life in _lives(ways, standing, want, soon=soon, tidy=tidy):
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
    ways: Ways, standing: Standing, want: Want, *, soon: bool, tidy: bool
) -> Iterator[Life]:
    """Lives to try, the plainest first."""
    moves = ways.reached[standing]
    if ways.can(standing, lambda calls: z3.And(want(calls), z3.Not(calls.moment.inside))):
        for waits in range(MOST_WAITS + 1):
            for silent in (False, True):
                yield from _life(ways, moves, want, waits=waits, silent=silent, tidy=tidy)
        for silent in (False, True) if soon and standing.done else ():
            yield from _life(ways, moves, want, silent=silent, soon=True, tidy=tidy)
    if ways.can(standing, lambda calls: z3.And(want(calls), calls.moment.inside)):
        for move in ways.moves(standing):
            if move.module is not None:
                yield from _life(ways, moves, want, inside=move, tidy=tidy)


def _life(
    ways: Ways,
    moves: Sequence[Move],
    want: Want,
    *,
    waits: int = 0,
    silent: bool = False,
    inside: Move | None = None,
    soon: bool = False,
    tidy: bool,
) -> Iterator[Life]:
    """A life that goes these moves, then waits or stays inside a module, to the day wanted.

    `soon`: that day may come before another module might open.
    """
    course = Course(ways.uses)
    for move in moves:
        course.add(move)
    for _ in range(waits):
        course.add()
    if inside is not None:
        course.add(inside, stays=True)
    course.add(want=want, silent=silent, soon=soon)
    life = live(course, tidy=tidy)
    if life is not None:
        yield life


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
