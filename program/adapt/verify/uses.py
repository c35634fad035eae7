"""What the rules of a plan ask about: nothing else needs to be imagined."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from program.adapt.conditions import (
    Changed,
    DaysSince,
    Dose,
    InARow,
    InPattern,
    Leaf,
    Learned,
    StepDone,
    leaves,
)
from program.adapt.plan import Plan
from program.adapt.rules import Rule
from program.ids import ScaleId, StepId

Pattern = Literal["boom_bust", "under_activity"]


@dataclass(frozen=True)
class Uses:
    """The variables of some rules."""

    plan: Plan
    scales: dict[ScaleId, int]
    """Scale -> how many of its latest values are looked at."""
    learned: tuple[tuple[str, str], ...]
    """Exercise kind and score."""
    steps: tuple[StepId, ...]
    doses: tuple[int, ...]
    """Days back over which minutes are added up, fewest first."""
    patterns: tuple[Pattern, ...]
    completions: bool
    """Whether anything asks how long ago a module was completed."""

    @property
    def shared(self) -> Iterator[tuple[ScaleId, ScaleId]]:
        """Each scale with one that adds up the same questions and more."""
        for part in self.scales:
            for whole in sorted(self.plan.scales[part].part_of & self.scales.keys()):
                yield part, whole


def uses_of(plan: Plan, rules: Iterable[Rule]) -> Uses:
    """Gather what some rules of a plan ask about."""
    asked = [leaf for rule in rules for leaf in leaves(rule.when)]
    scales: dict[ScaleId, int] = {}
    for leaf in asked:
        if depth := _depth(leaf):
            scales[leaf.scale] = max(depth, scales.get(leaf.scale, 0))  # type: ignore[union-attr]
    return Uses(
        plan,
        scales,
        tuple({(one.kind, one.score): None for one in asked if isinstance(one, Learned)}),
        tuple({one.step: None for one in asked if isinstance(one, StepDone)}),
        tuple(sorted({one.days for one in asked if isinstance(one, Dose)})),
        tuple({one.of: None for one in asked if isinstance(one, InPattern)}),
        any(isinstance(one, DaysSince) and one.what == "last_completed" for one in asked),
    )


def _depth(leaf: Leaf) -> int:
    match leaf:
        case InARow():
            return leaf.n
        case Changed(since="previous"):
            return 2
        case _:
            return 1 if hasattr(leaf, "scale") else 0
