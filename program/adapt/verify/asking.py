"""The questions of the rule language as formulas over a moment: when each says yes, and when it
says no. Where neither holds it is unknown (Kleene 1952).

A second reading of `program.adapt.look`, kept apart from it on purpose: tests put both to the
same records, and every witness is decided by the engine itself.
"""

from fractions import Fraction

import z3

from program.adapt.conditions import (
    Age,
    All,
    AnyOf,
    Changed,
    Completed,
    Condition,
    Count,
    DaysSince,
    Dose,
    InARow,
    InBand,
    InFlare,
    InPattern,
    Latest,
    Learned,
    Not,
    Reliable,
    StepDone,
)
from program.adapt.verify.moment import Formula, Moment
from program.adapt.verify.of_scale import Says, compare, in_steps, known, of_scale

_A_SECOND = Fraction(1, 60)
"""In minutes."""


def asked(condition: Condition, moment: Moment) -> Says:
    """A condition at a moment."""
    match condition:
        case Not():
            inner = asked(condition.of, moment)
            return Says(inner.no, inner.yes)
        case All():
            parts = [asked(part, moment) for part in condition.of]
            return Says(z3.And([p.yes for p in parts]), z3.Or([p.no for p in parts]))
        case AnyOf():
            parts = [asked(part, moment) for part in condition.of]
            return Says(z3.Or([p.yes for p in parts]), z3.And([p.no for p in parts]))
        case Latest() | Changed() | InARow() | Reliable() | InBand():
            return of_scale(condition, moment)
        case _:
            return _beside(condition, moment)


def _beside(
    leaf: Age | DaysSince | Count | Dose | Learned | Completed | StepDone | InFlare | InPattern,
    moment: Moment,
) -> Says:
    match leaf:
        case Age():
            series = moment.series[leaf.scale]
            return known(series.count > 0, compare(leaf.op, series.age, leaf.days))
        case DaysSince():
            there, days = _since(leaf, moment)
            return known(there, compare(leaf.op, days, leaf.days))
        case Count():
            return known(True, compare(leaf.op, _count(leaf, moment), leaf.value))
        case Dose():
            dose = moment.doses[leaf.days]
            return known(True, in_steps(leaf.op, dose, leaf.minutes, _A_SECOND))
        case Learned():
            there, score = moment.learned[leaf.kind, leaf.score]
            return known(there, compare(leaf.op, score, leaf.value))
        case Completed():
            return known(True, moment.stands.completed[leaf.module])
        case StepDone():
            return known(True, moment.steps[leaf.step])
        case InFlare():
            return known(True, moment.flare)
        case InPattern():
            return known(*moment.patterns[leaf.of])


def _since(leaf: DaysSince, moment: Moment) -> tuple[Formula, Formula]:
    match leaf.what:
        case "enrolled":
            return True, moment.enrolled
        case "last_visit":
            return moment.visits > 0, moment.away
        case "last_contact":
            return moment.contact
        case "last_completed":
            return moment.stands.modules > 0, moment.completed_age
        case "flare":
            return moment.flare, moment.flare_age


def _count(leaf: Count, moment: Moment) -> Formula:
    match leaf.what:
        case "modules_completed":
            return moment.stands.modules
        case "branches_opened":
            return moment.stands.taken + z3.If(moment.inside_branch, 1, 0)
        case "light_weeks_running":
            return moment.stands.running
        case "visits":
            return moment.visits
        case "practices":
            return moment.practices
