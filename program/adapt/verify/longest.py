"""The longest way through a plan."""

from functools import cache

from program.adapt.verify.standing import Standing
from program.adapt.verify.ways import Move, Ways


def longest(ways: Ways) -> tuple[int, tuple[Move, ...]]:
    """Weeks of the longest way through core and branches for somebody who takes each module as
    it comes, light weeks counted; and the way."""
    plan = ways.plan

    @cache
    def days(standing: Standing) -> tuple[int, tuple[Move, ...]] | None:
        if standing.ended:
            return 0, ()
        found = None
        for move in ways.moves(standing):
            rest = days(move.after(standing))
            if rest is None:
                continue
            takes = plan.module_days if move.module else plan.light_week_days
            if found is None or takes + rest[0] > found[0]:
                found = takes + rest[0], (move, *rest[1])
        return found

    whole = days(Standing(plan))
    return (-(-whole[0] // 7), whole[1]) if whole else (0, ())
