"""Numbers of a questionnaire: ends in their order, and scores that fill their scale."""

from collections.abc import Iterator

from program.instruments.spec import InstrumentFile, Scale, ScaleItem
from program.modules.issues import Issue
from program.modules.typed import Placed

MOST_STEPS = 100
"""Steps of an item from its lowest to its highest: each is a button."""


def check_ranges(placed: Placed[InstrumentFile]) -> Iterator[Issue]:
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
        yield from _within(placed, n, scale)


def _ends(
    placed: Placed[InstrumentFile], name: str, low: float, high: float, *place: str | int
) -> Iterator[Issue]:
    if low >= high:
        message = f"The lowest of {name} is {low:g}, and its highest {high:g}."
        advice = "write the smaller number as `lowest`"
        yield placed.issue("wrong-value", message, advice, *place, "lowest")


def _within(placed: Placed[InstrumentFile], n: int, scale: Scale) -> Iterator[Issue]:
    """The ends of a scale are those of its scores. Rules, `verify` and charts go by the ends:
    with wider ones, a rule or a band that nobody can come to would pass for sound."""
    found = _scores(placed.value, scale)
    if found is None or found == (scale.lowest, scale.highest) or scale.lowest >= scale.highest:
        return
    low, high = found
    beyond = low < scale.lowest or high > scale.highest
    why = "beyond its ends" if beyond else "and never come to its ends"
    message = f"Scores of {scale.id} go from {low:g} to {high:g}, {why}."
    advice = f"write `lowest: {low:g}` and `highest: {high:g}`"
    code = "scores-beyond" if beyond else "scores-short"
    place = ("scales", n, "lowest")
    yield placed.issue(code, message, advice, *place, unfinished=not beyond)


def _scores(file: InstrumentFile, scale: Scale) -> tuple[float, float] | None:
    """The lowest and the highest score; None where nobody can tell."""
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
    return sum(lows) / parts, sum(highs) / parts
