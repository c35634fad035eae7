"""Numbers of a questionnaire: ends in their order, and scores that fill their scale."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from program.instruments.spec import InstrumentFile, Scale, ScaleItem
from program.modules.issues import Issue
from program.modules.typed import Placed

MOST_STEPS = 100
"""Steps of an item from its lowest to its highest: each is a button."""
_DIGITS = 4
"""Of a score behind the point, as `program.instruments` rounds it: a third of a point has no
end that could be written down."""


@dataclass(frozen=True)
class Asked:
    """Every questionnaire that may give a scale its values."""

    draft: Collection[InstrumentFile]
    published: Collection[InstrumentFile]

    def reaches(self, scale: Scale) -> bool:
        """Whether the scores of some reach its lowest end, and those of some its highest: forms
        of unlike length may share a scale, and then share its ends."""
        same = [(file, one) for file in self.draft for one in file.scales if one.id == scale.id]
        found = [scores for file, one in same if (scores := _scores(file, one)) is not None]
        lowest, highest = _ends_of(scale)
        return min(low for low, _ in found) <= lowest and highest <= max(h for _, h in found)

    def has_met(self, scale: Scale) -> bool:
        """Whether people are asked for it now, with the same ends: these are kept for ever."""
        met = (one for file in self.published for one in file.scales if one.id == scale.id)
        return any(_ends_of(one) == _ends_of(scale) for one in met)


def check_ranges(placed: Placed[InstrumentFile], asked: Asked) -> Iterator[Issue]:
    """What no item can be answered with, and no score can be."""
    for n, item in enumerate(placed.value.items):
        if isinstance(item, ScaleItem):
            yield from _ends(placed, item.id, item.lowest, item.highest, "items", n)
            if item.highest - item.lowest > MOST_STEPS:
                message = f"{item.id} has more than {MOST_STEPS} steps, and each is a button."
                yield placed.issue("wrong-value", message, "ask in fewer", "items", n)
        elif len(set(item.codes)) < len(item.codes):
            message = f"A code of {item.id} is written twice."
            yield placed.issue("code-twice", message, "keep one", "items", n, "codes")
    named: set[str] = set()
    for n, scale in enumerate(placed.value.scales):
        if scale.id in named:
            message = f"Two scales are called {scale.id}."
            yield placed.issue("scale-twice", message, "rename one", "scales", n, "id")
        named.add(scale.id)
        yield from _ends(placed, scale.id, scale.lowest, scale.highest, "scales", n)
        yield from _within(placed, n, scale, asked)


def _ends(
    placed: Placed[InstrumentFile], name: str, low: float, high: float, *place: str | int
) -> Iterator[Issue]:
    if low >= high:
        message = f"The lowest of {name} is {low:g}, and its highest {high:g}."
        advice = "write the smaller number as `lowest`"
        yield placed.issue("wrong-value", message, advice, *place, "lowest")


def _within(
    placed: Placed[InstrumentFile], n: int, scale: Scale, asked: Asked
) -> Iterator[Issue]:
    """The ends of a scale are those of its scores. Rules, `verify` and charts go by the ends:
    with wider ones, a rule or a band that nobody can come to would pass for sound."""
    found, ends = _scores(placed.value, scale), _ends_of(scale)
    if found is None or found == ends or scale.lowest >= scale.highest:
        return
    low, high = found
    scores = f"Scores of {scale.id} go from {low:.10g} to {high:.10g}"
    advice = f"write `lowest: {low:.10g}` and `highest: {high:.10g}`"
    place = ("scales", n, "lowest")
    if low < ends[0] or high > ends[1]:
        message = f"{scores}, beyond its ends."
        yield placed.issue("scores-beyond", message, advice, *place)
    elif asked.has_met(scale):
        message = f"{scores}, and never come to its ends, which stay since it is published."
        advice = "let no rule ask for more than there can be"
        yield placed.issue("scores-short", message, advice, *place, note=True)
    elif not asked.reaches(scale):
        message = f"{scores}, and never come to its ends."
        yield placed.issue("scores-short", message, advice, *place, unfinished=True)


def _ends_of(scale: Scale) -> tuple[float, float]:
    return round(scale.lowest, _DIGITS), round(scale.highest, _DIGITS)


def _scores(file: InstrumentFile, scale: Scale) -> tuple[float, float] | None:
    """The lowest and the highest score, as it is kept; None where nobody can tell."""
    if scale.table:
        return min(scale.table), max(scale.table)
    many = {item.id for item in file.items if item.type == "choice" and item.many}
    if scale.method == "picked" or many & set(scale.items):
        return None
    try:
        ranges = [file.range_of(name) for name in scale.items]
    except (StopIteration, ValueError):
        return None  # told by its name, or by its codes
    lows, highs = [low for low, _ in ranges], [high for _, high in ranges]
    parts = 1 if scale.method == "sum" else len(ranges)
    return round(sum(lows) / parts, _DIGITS), round(sum(highs) / parts, _DIGITS)
