"""A moment in which the engine may be asked, with all that is not known of it as unknowns of a
solver: values of scales (counted in steps from the lowest), their ages, and the rest.

Questions about one scale read the same series: its latest values, its first one, how many there
are. So "6 or more" and "risen by 2" can hold together only where one series makes both true.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import z3

from program.adapt.plan import ScaleFacts
from program.adapt.verify.standing import Standing
from program.adapt.verify.uses import Pattern, Uses
from program.adapt.verify.values import one_of
from program.ids import ModuleId, ScaleId, StepId

Formula = Any
"""A formula or a whole number of the solver, which ships no types."""

WESTWARD = 2
"""Days that a date may lie before an earlier one, where somebody set another time zone."""
LONG = 10_000
"""Days, visits or entries beyond every threshold that a rule may name."""


@dataclass(frozen=True)
class Series:
    """The observed values of one scale."""

    count: Formula
    first: Formula
    latest: tuple[Formula, ...]
    """The latest one first."""
    age: Formula
    """Days since the latest."""


@dataclass(frozen=True)
class Stands:
    """What questions may ask of a standing."""

    completed: dict[ModuleId, Formula]
    modules: Formula
    """How many are complete."""
    taken: Formula
    """Branches among them."""
    running: Formula
    """Light weeks."""


def stands(standing: Standing) -> Stands:
    """A standing as values."""
    return Stands(
        {m: z3.BoolVal(m in standing.done) for m in standing.plan.modules},
        z3.IntVal(len(standing.done)),
        z3.IntVal(standing.taken),
        z3.IntVal(standing.running),
    )


@dataclass(frozen=True)
class Moment:
    """What a question may find. Whole numbers count days, steps of a scale, or times."""

    standing: Standing
    stands: Stands
    series: dict[ScaleId, Series]
    flare: Formula
    flare_age: Formula
    enrolled: Formula
    away: Formula
    """Days since the last visit."""
    contact: tuple[Formula, Formula]
    """Whether there was one, and days since the last: what is saved past midnight is no visit,
    and an earlier course had some too."""
    completed_age: Formula
    visits: Formula
    practices: Formula
    doses: dict[int, Formula]
    """Days back -> seconds practised in them."""
    learned: dict[tuple[str, str], tuple[Formula, Formula]]
    """Whether it is known, and the score."""
    steps: dict[StepId, Formula]
    patterns: dict[Pattern, tuple[Formula, Formula]]
    """Whether it is known, and whether it is there."""
    arms: dict[tuple[str, str], Formula]
    """Rule and arm -> whether that arm is drawn."""
    inside: Formula
    """Whether a module is open that is not complete."""
    inside_branch: Formula
    """Whether that is a branch."""


def anything(uses: Uses) -> tuple[Moment, list[Formula]]:
    """Every moment somebody may be in, and more: answers may be any, on any day since
    enrolment, between two modules or inside the next one. What holds of all of these holds."""
    whole, flag = z3.Int, z3.Bool
    enrolled = whole("enrolled")
    series = {scale: _any_series(scale, depth) for scale, depth in uses.scales.items()}
    done = {module: flag(f"done {module}") for module in uses.plan.modules}
    moment = Moment(
        Standing(uses.plan),
        Stands(done, whole("modules"), whole("taken"), whole("running")),
        series,
        flag("flare"),
        whole("flare age"),
        enrolled,
        whole("away"),
        (flag("contact?"), whole("contact")),
        whole("completed age"),
        whole("visits"),
        whole("practices"),
        {days: whole(f"dose {days}") for days in uses.doses},
        {key: (flag(f"knows {key}"), z3.Real(f"learned {key}")) for key in uses.learned},
        {step: flag(f"did {step}") for step in uses.steps},
        {of: (flag(f"logged {of}"), flag(f"shape {of}")) for of in uses.patterns},
        arms_of(uses, ""),
        flag("inside"),
        flag("inside branch"),
    )
    return moment, [*_bounds(uses, moment), *one_arm(uses, moment.arms)]


def _any_series(scale: ScaleId, depth: int) -> Series:
    latest = tuple(z3.Int(f"{scale} {n} back") for n in range(depth))
    return Series(
        z3.Int(f"{scale} count"), z3.Int(f"{scale} first"), latest, z3.Int(f"{scale} age")
    )


def _bounds(uses: Uses, moment: Moment) -> Iterator[Formula]:
    yield moment.enrolled >= 0
    for age in (moment.flare_age, moment.away, moment.completed_age):
        yield z3.And(age >= 0, age <= moment.enrolled)
    yield z3.And(
        moment.visits >= 0, moment.visits <= moment.enrolled + 1, moment.practices >= 0
    )
    yield from _heard(moment)
    doses = [moment.doses[days] for days in uses.doses]
    for fewer, more in zip([z3.IntVal(0), *doses], doses, strict=False):
        yield fewer <= more
    for dose in doses:
        yield z3.Implies(dose > 0, moment.practices > 0)
    yield z3.Implies(moment.inside_branch, moment.inside)
    # Boom and bust has days far above the usual, and under-activity has none.
    for (_, one), (_, other) in combinations(moment.patterns.values(), 2):
        yield z3.Not(z3.And(one, other))
    for scale, series in moment.series.items():
        yield from _bounds_of(series, uses.plan.scales[scale])
        yield z3.Implies(series.count > 0, series.age <= moment.enrolled)


def _heard(moment: Moment) -> Iterator[Formula]:
    """Whoever did something on a day was in contact on it, or later."""
    there, contact = moment.contact
    yield contact >= 0
    did = [
        (moment.visits > 0, moment.away),
        (moment.flare, moment.flare_age),
        (moment.stands.modules > 0, moment.completed_age),
        *((series.count > 0, series.age) for series in moment.series.values()),
        *((dose > 0, days - 1) for days, dose in moment.doses.items()),
    ]
    for done, ago in did:
        yield z3.Implies(done, z3.And(there, contact <= ago + WESTWARD))


def standing_in(moment: Moment, standing: Standing) -> Iterator[Formula]:
    """That a moment is one of a standing."""
    here = stands(standing)
    for module, done in moment.stands.completed.items():
        yield done == here.completed[module]
    yield moment.stands.modules == here.modules
    yield moment.stands.taken == here.taken
    over = z3.And(moment.inside, moment.stands.running == 0)
    soon = z3.And(
        z3.BoolVal(standing.lately > 0),
        moment.stands.running == standing.lately,
        z3.Or(
            z3.BoolVal(standing.may_run_on),
            moment.completed_age < 2 * standing.plan.light_week_days - 1,
        ),
    )
    yield z3.Or(moment.stands.running == here.running, over, soon)
    yield moment.enrolled >= standing.earliest
    if not standing.free_branches:
        yield z3.Not(moment.inside_branch)
    if not standing.done:
        yield from (z3.Implies(did, moment.inside) for did in moment.steps.values())
    for scale, series in moment.series.items():
        facts = standing.plan.scales[scale]
        if facts.seldom:
            yield series.count <= most_answers(standing, facts, moment.enrolled)


def most_answers(standing: Standing, facts: ScaleFacts, enrolled: Formula) -> Formula:
    """How often a scale that is asked seldom may have been answered."""
    plan, asked = standing.plan, facts.asked_at or frozenset()
    early = len(asked & {"start", "first_week"})
    middle = enrolled >= 7 * plan.middle_week - WESTWARD
    often = z3.If(middle, early + len(asked & {"middle"}), early)
    late = len(asked & {"end"}) + len(plan.boosters) * len(asked & {"booster"})
    return often + late if standing.ended else often


def _bounds_of(series: Series, facts: ScaleFacts) -> Iterator[Formula]:
    yield z3.And(series.count >= 0, series.age >= 0)
    for value in (series.first, *series.latest):
        yield one_of(value, facts)
    for n, value in enumerate(series.latest):
        yield z3.Implies(series.count == n + 1, series.first == value)


def arms_of(uses: Uses, name: str) -> dict[tuple[str, str], Formula]:
    """An unknown for each arm of each rule that draws; `name` is the decision point's."""
    return {
        (rule.id, arm.id): z3.Bool(f"{name} draws {rule.id} {arm.id}")
        for rule in uses.plan.rules
        for arm in getattr(rule.then, "arms", ())
    }


def one_arm(uses: Uses, arms: dict[tuple[str, str], Formula]) -> Iterator[Formula]:
    """Exactly one arm of each rule is drawn."""
    for rule in uses.plan.rules:
        drawn = [formula for (name, _), formula in arms.items() if name == rule.id]
        if drawn:
            yield z3.PbEq([(formula, 1) for formula in drawn], 1)


def answered(series: Series, there: Formula, value: Formula) -> Series:
    """A series with one more value, where it is there."""
    older = (value, *series.latest[:-1])
    return Series(
        z3.If(there, series.count + 1, series.count),
        z3.If(z3.And(there, series.count == 0), value, series.first),
        tuple(z3.If(there, new, old) for new, old in zip(older, series.latest, strict=True)),
        z3.If(there, 0, series.age),
    )
