"""The numbers that rules compare with: ones that what is asked can come near."""

from collections.abc import Iterator

from program.adapt.conditions import (
    MOST_COUNT,
    MOST_DAYS,
    Age,
    Changed,
    Count,
    DaysSince,
    Dose,
    InARow,
    Latest,
    Leaf,
    Learned,
)
from program.adapt.plan import ScaleFacts
from program.adapt.rules import Rule
from program.adapt.variables import FAMILIES, amount
from program.exercises import KINDS, Kind
from program.fields import ScaleField
from program.modules.issues import Issue
from program.modules.strict_yaml import Place
from program.modules.typed import Placed

Rules = Placed[tuple[Rule, ...]]
BESIDE = 0.01
"""Points from a value of a scale, or from a change of one, within which a threshold is likely
meant to be just that."""


def beside(
    rules: Rules, place: Place, leaf: Latest | InARow | Changed, facts: ScaleFacts
) -> Iterator[Issue]:
    """A threshold so near to a value of the scale, or to a change in points of it, that this
    is likely meant."""
    changed = isinstance(leaf, Changed)
    lowest = 0 if changed else facts.lowest
    value = round(lowest + round((leaf.value - lowest) / facts.step) * facts.step, 4)
    if 0 < abs(value - leaf.value) <= BESIDE:
        verb = "changes by" if changed else "is"
        is_not = f"{verb} {value:.10g} for some people and {leaf.value:.10g} for nobody"
        message = f"A rule asks about {leaf.value:.10g}, but {leaf.scale} {is_not}."
        advice = f"write {value:.10g} where that is meant"
        yield rules.issue("beside-a-value", message, advice, *place, note=True)


def out_of_range(
    rules: Rules, place: Place, leaf: Leaf, facts: ScaleFacts | None
) -> Iterator[Issue]:
    """A number that nothing asked about can come near: most likely a typing error."""
    found = _range(leaf, facts)
    if found is not None and not found[0] <= amount(leaf) <= found[1]:
        key = FAMILIES[type(leaf)].compared[1]
        low, high = found
        message = (
            f"{key} is {amount(leaf):.10g}, and what is asked goes from {low:g} to {high:g}."
        )
        yield rules.issue("out-of-range", message, "write a number within it", *place, key)


def _range(leaf: Leaf, facts: ScaleFacts | None) -> tuple[float, float] | None:
    """The numbers a question may compare with; None where there are no such limits."""
    match leaf:
        case Latest() | InARow() if facts is not None:
            return facts.lowest, facts.highest
        case Changed() if facts is not None and leaf.percent:
            return _percent(facts)
        case Changed() if facts is not None:
            return facts.lowest - facts.highest, facts.highest - facts.lowest
        case Age() | DaysSince():
            return 0, MOST_DAYS
        case Count():
            return 0, MOST_COUNT
        case Dose():
            return 0, leaf.days * 24 * 60
        case Learned() if leaf.kind in KINDS:
            return score_range(KINDS[leaf.kind], leaf.score)
        case _:
            return None


def _percent(facts: ScaleFacts) -> tuple[float, float] | None:
    """How far a value can fall and rise, in percent; None for a scale that goes below 0."""
    if facts.lowest < 0:
        return None
    least = facts.lowest or min((facts.step, *facts.other_steps))
    return -100, round(100 * (facts.highest / least - 1))


def score_range(kind: Kind, score: str) -> tuple[float, float] | None:
    """The range of a score that is a question's own number; None for those made of several."""
    fields = (field for page in kind.pages(kind.example_spec) for field in page.fields)
    found = (one for one in fields if one.id == score and isinstance(one, ScaleField))
    return next(((one.lowest, one.highest) for one in found), None)
