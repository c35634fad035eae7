"""A course as a solver filled it in: plain values, day by day."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import z3

from program.adapt.rules import Rule
from program.adapt.verify.course import Course
from program.adapt.verify.given import Given, Shape
from program.adapt.verify.moment import Formula
from program.adapt.verify.values import unit
from program.adapt.verify.ways import Move
from program.fields import LONGEST_PRACTICE
from program.ids import RuleId, ScaleId, StepId


@dataclass(frozen=True)
class Lived:
    """What a person did on one day."""

    day: int
    """Days since enrolment."""
    move: Move | None
    stays: bool
    """Whether the module that opens is left open."""
    silent: bool
    others: int
    """Visits on the days just before, one a day."""
    answers: Mapping[ScaleId, float]
    flare: bool
    seconds: tuple[int, ...]
    """Of each practice."""
    learned: Mapping[tuple[str, str], float]
    steps: tuple[StepId, ...]
    log: Shape | None
    takes: int = 0
    """Days until the module that opens is completed."""


@dataclass(frozen=True)
class Life:
    """A whole course."""

    days: tuple[Lived, ...]
    arms: Mapping[tuple[RuleId, int], str]
    """Rule and decision point -> the arm that is drawn."""


def live(course: Course, *, tidy: bool = False) -> Life | None:
    """Fill in a course; None where it cannot be. `tidy`: with as little in it as may be."""
    solver = z3.Solver()
    solver.add(*course.bounds)
    if solver.check() != z3.sat:
        return None
    wishes = [course.neat, course.quiet] if tidy else [course.neat]
    kept: list[Formula] = []
    for wished in wishes:
        kept = _kept(solver, kept, wished)
    solver.check(*kept)
    return _read(solver.model(), course)


def _kept(solver: z3.Solver, kept: list[Formula], wished: list[Formula]) -> list[Formula]:
    """What is kept already and most of some wishes: of those that exclude each other the last
    one is given up, until the others can be had together."""
    wishes = list(wished)
    while solver.check(*kept, *wishes) == z3.unsat:
        against = {formula.get_id() for formula in solver.unsat_core()}
        last = max(n for n, one in enumerate(wishes) if one.get_id() in against)
        del wishes[last]
    return [*kept, *wishes]


def _read(model: z3.ModelRef, course: Course) -> Life:
    day, days = 0, []
    for given in course.days:
        day += _whole(model, given.gap)
        days.append(_day(model, course, given, day))
    arms = {
        (RuleId(rule), point): arm
        for point, formulas in course.arms.items()
        for (rule, arm), formula in formulas.items()
        if _flag(model, formula)
    }
    return Life(tuple(days), arms)


def _day(model: z3.ModelRef, course: Course, given: Given, day: int) -> Lived:
    if given.silent:
        return Lived(day, None, False, True, 0, {}, False, (), {}, (), None)
    entries, seconds = _whole(model, given.entries), _whole(model, given.seconds)
    logs = (shape for shape, flag in given.log.items() if _flag(model, flag))
    return Lived(
        day,
        given.move,
        given.stays,
        False,
        _whole(model, given.others),
        dict(_answers(model, course, given)),
        _flag(model, given.flare),
        tuple(_parts(seconds, entries)),
        {
            key: _number(model, score)
            for key, (there, score) in given.learned.items()
            if _flag(model, there)
        },
        tuple(step for step, flag in given.steps.items() if _flag(model, flag)),
        next(logs, None),
        _whole(model, given.takes),
    )


def _answers(
    model: z3.ModelRef, course: Course, given: Given
) -> Iterator[tuple[ScaleId, float]]:
    for scale, (there, steps) in given.answers.items():
        if _flag(model, there):
            facts = course.uses.plan.scales[scale]
            yield scale, round(facts.lowest + float(unit(facts) * _whole(model, steps)), 4)


def _parts(seconds: int, entries: int) -> Iterator[int]:
    """Seconds spread over so many practices, the first ones as long as they may be."""
    for n in range(entries):
        yield min(LONGEST_PRACTICE, max(0, seconds - LONGEST_PRACTICE * n))


def _flag(model: z3.ModelRef, formula: Formula) -> bool:
    return bool(z3.is_true(model.eval(formula, model_completion=True)))


def _whole(model: z3.ModelRef, formula: Formula) -> int:
    return int(model.eval(formula, model_completion=True).as_long())


def _number(model: z3.ModelRef, formula: Formula) -> float:
    fraction = model.eval(formula, model_completion=True).as_fraction()
    return float(fraction)


def arm_number(rule: Rule, arm: str) -> float:
    """A number from 0 up to 1 that falls on an arm."""
    edge = 0.0
    for one in getattr(rule.then, "arms", ()):
        if one.id == arm:
            break
        edge += one.chance
    return edge + 0.05
