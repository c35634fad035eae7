"""What a person may do on one day, as unknowns of the solver."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import z3

from program.adapt.verify.moment import Formula
from program.adapt.verify.uses import Uses
from program.adapt.verify.values import one_of, together
from program.adapt.verify.ways import Move
from program.fields import LONGEST_PRACTICE
from program.ids import ScaleId, StepId

Shape = Literal["boom_bust", "under_activity", "even"]
SHAPES: tuple[Shape, ...] = ("boom_bust", "under_activity", "even")
"""What a log of days may look like."""


@dataclass(frozen=True)
class Given:
    """One day."""

    move: Move | None
    """What follows; None on days on which nothing opens."""
    stays: bool
    """Whether the module that opens is left open."""
    takes: Formula
    """Days until the module that opens is completed; nothing else happens on that day."""
    silent: bool
    """Nobody comes: the engine is asked without a visit."""
    gap: Formula
    """Days since the one before."""
    others: Formula
    """Visits on the days just before this one."""
    answers: dict[ScaleId, tuple[Formula, Formula]]
    """Whether it is answered, and the steps from the lowest value."""
    flare: Formula
    entries: Formula
    """Practices done."""
    seconds: Formula
    """Of all of them."""
    learned: dict[tuple[str, str], tuple[Formula, Formula]]
    steps: dict[StepId, Formula]
    log: dict[Shape, Formula]
    """The activity log of the days up to this one, in one of these shapes."""

    @property
    def rests(self) -> bool:
        """Whether a light week is what follows."""
        return self.move is not None and self.move.module is None

    def bounds(self, uses: Uses, least: int, *, begun: bool) -> Iterator[Formula]:
        """What holds of any day. `least`: days since the one before; `begun`: a module is."""
        yield z3.And(self.gap >= least, self.others >= 0, self.takes >= 0)
        yield self.others <= z3.If(self.gap > 0, self.gap - 1, 0)
        for scale, (_, value) in self.answers.items():
            yield one_of(value, uses.plan.scales[scale])
        yield from self._together(uses)
        yield z3.And(self.seconds >= 0, self.seconds <= LONGEST_PRACTICE * self.entries)
        yield z3.PbLe([(shape, 1) for shape in self.log.values()], 1)
        if not begun:
            yield from (z3.Not(step) for step in self.steps.values())

    def _together(self, uses: Uses) -> Iterator[Formula]:
        scales = uses.plan.scales
        for part, whole in uses.shared:
            (one, fewer), (other, more) = self.answers[part], self.answers[whole]
            fits = together(scales[part], fewer, scales[whole], more)
            yield z3.Implies(z3.And(one, other), fits)

    def nothing(self) -> Iterator[Formula]:
        """That nothing happens: one formula for each thing that might."""
        yield from (z3.Not(logged) for logged in self.log.values())
        yield from (z3.Not(step) for step in self.steps.values())
        yield from (z3.Not(there) for there, _ in self.learned.values())
        yield z3.Not(self.flare)
        yield self.entries == 0
        yield from (z3.Not(there) for there, _ in self.answers.values())


def given(uses: Uses, n: int, move: Move | None, *, silent: bool, stays: bool) -> Given:
    """The unknowns of the nth day."""
    name = f"day {n}"
    flag, whole = z3.Bool, z3.Int
    return Given(
        move,
        stays,
        _takes(uses, name, move, stays),
        silent,
        whole(f"{name} gap"),
        whole(f"{name} others"),
        {s: (flag(f"{name} {s}?"), whole(f"{name} {s}")) for s in uses.scales},
        flag(f"{name} flare"),
        whole(f"{name} entries"),
        whole(f"{name} seconds"),
        {k: (flag(f"{name} {k}?"), z3.Real(f"{name} {k}")) for k in uses.learned},
        {step: flag(f"{name} {step}") for step in uses.steps},
        {shape: flag(f"{name} log {shape}") for shape in SHAPES},
    )


def _takes(uses: Uses, name: str, move: Move | None, stays: bool) -> Formula:
    """A module is completed on the day it opens, where no rule can tell the difference."""
    opens = move is not None and move.module is not None and not stays
    return z3.Int(f"{name} takes") if uses.completions and opens else z3.IntVal(0)
