"""The moment somebody is enrolled: nothing is known yet, and nothing has been done."""

import z3

from program.adapt.verify.moment import Formula, Moment, Series, stands
from program.adapt.verify.standing import Standing
from program.adapt.verify.uses import Uses


def beginning(uses: Uses, arms: dict[tuple[str, str], Formula]) -> Moment:
    """The first moment of a course. `arms`: what is drawn at its first decision point."""
    none, never = z3.IntVal(0), z3.BoolVal(False)
    standing = Standing(uses.plan)
    return Moment(
        standing=standing,
        stands=stands(standing),
        series={
            scale: Series(none, none, (none,) * depth, none)
            for scale, depth in uses.scales.items()
        },
        flare=never,
        flare_age=none,
        enrolled=none,
        away=none,
        contact=(never, none),
        completed_age=none,
        visits=none,
        practices=none,
        doses=dict.fromkeys(uses.doses, none),
        learned={key: (never, z3.RealVal(0)) for key in uses.learned},
        steps=dict.fromkeys(uses.steps, never),
        patterns=dict.fromkeys(uses.patterns, (never, never)),
        arms=arms,
        inside=never,
        inside_branch=never,
    )
