"""Draws between arms: a pure function of seed, enrolment and decision point.

No random number is used and then gone. Whoever has the record and the content can draw again
and get the same arm, so a stored decision can be proved. A probability that is logged apart
from the draw it belongs to can be wrong, and has been.
"""

import hashlib
from collections.abc import Callable

from program.adapt.rules import Arm, Randomise
from program.ids import EnrolmentId, RuleId

Draw = Callable[[str, EnrolmentId, RuleId, int], float]
"""seed, enrolment, rule, decision point -> a number from 0 up to 1."""


def hashed(seed: str, enrolment: EnrolmentId, rule: RuleId, point: int) -> float:
    """A number from 0 up to 1, the same for equal arguments and spread evenly over others."""
    made_of = "|".join((seed, enrolment, rule, str(point)))
    return int.from_bytes(hashlib.sha256(made_of.encode()).digest()[:6]) / 2**48


def drawn(action: Randomise, number: float) -> Arm:
    """The arm a number from 0 up to 1 falls on."""
    edge = 0.0
    for arm in action.arms:
        edge += arm.chance
        if number < edge:
            return arm
    return action.arms[-1]
