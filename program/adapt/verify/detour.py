"""Ways to a standing: the shortest one of the graph, and one that somebody can go where the
answers that its moves ask for exclude each other."""

from collections import deque
from collections.abc import Iterator, Sequence

import z3

from program.adapt.verify.course import Course
from program.adapt.verify.standing import Standing
from program.adapt.verify.ways import Move, Ways

_MOST_TRIES = 40
"""Beginnings of ways that are looked at."""


def ways_to(ways: Ways, standing: Standing) -> Iterator[tuple[Move, ...]]:
    """The shortest way first; another only where nobody can go that one."""
    shortest = ways.reached[standing]
    yield shortest
    if not _can_be_gone(ways, shortest):
        other = _another(ways, standing)
        if other is not None:
            yield other


def _another(ways: Ways, target: Standing) -> tuple[Move, ...] | None:
    """A way of which every beginning can be gone; None where none was found."""
    before, tries = _before(ways, target), 0
    waiting: list[tuple[Standing, tuple[Move, ...]]] = [(Standing(ways.plan), ())]
    while waiting:
        standing, way = waiting.pop()
        if standing == target:
            return way
        for move in reversed(ways.moves(standing)):
            then = move.after(standing)
            if then not in before or tries == _MOST_TRIES:
                continue
            tries += 1
            if _can_be_gone(ways, (*way, move)):
                waiting.append((then, (*way, move)))
    return None


def _before(ways: Ways, target: Standing) -> set[Standing]:
    """The standings that some way leads from to another, and that one."""
    comes: dict[Standing, list[Standing]] = {}
    for standing in ways.reached:
        for move in ways.moves(standing):
            comes.setdefault(move.after(standing), []).append(standing)
    found, waiting = {target}, deque([target])
    while waiting:
        for standing in comes.get(waiting.popleft(), ()):
            if standing not in found:
                found.add(standing)
                waiting.append(standing)
    return found


def _can_be_gone(ways: Ways, way: Sequence[Move]) -> bool:
    course, solver = Course(ways.uses), z3.Solver()
    for move in way:
        course.add(move)
    solver.add(*course.bounds)
    return bool(solver.check() == z3.sat)
