"""Questionnaires: scales are made of items there are, bands are in order."""

from collections.abc import Iterator

from program.instruments.spec import InstrumentFile, Scale
from program.modules.checks.ranges import check_ranges
from program.modules.draft import Draft
from program.modules.issues import Issue, nearest
from program.modules.typed import Placed


def check_instruments(draft: Draft) -> Iterator[Issue]:
    """Items, scales and bands of every instrument, and scale ids over all of them."""
    seen: dict[str, tuple[Scale, str]] = {}
    for name in sorted(draft.instruments):
        placed = draft.instruments[name]
        yield from check_ranges(placed)
        known = [item.id for item in placed.value.items]
        for n, item in enumerate(known):
            if item in known[:n]:
                message = f"Two items are called {item}."
                yield placed.issue("item-twice", message, "rename one", "items", n, "id")
        for n, item in enumerate(placed.value.first):
            yield from _item(placed, item, known, "first", n)
        for n, scale in enumerate(placed.value.scales):
            yield from _scale(placed, n, scale, known)
            first, where = seen.setdefault(scale.id, (scale, placed.file))
            if _meaning(first) != _meaning(scale):
                message = f"The scale {scale.id} is another one in {where}."
                advice = "rename one, or give both the same range, direction and bands"
                yield placed.issue("scale-differs", message, advice, "scales", n, "id")


def _meaning(scale: Scale) -> tuple[object, ...]:
    """What a value of a scale says, whichever instrument it was asked with."""
    return (scale.lowest, scale.highest, scale.higher, scale.bands)


def _item(
    placed: Placed[InstrumentFile], item: str, known: list[str], *place: str | int
) -> Iterator[Issue]:
    if item not in known:
        message = f"There is no item {item} in this instrument."
        yield placed.issue("unknown-item", message, nearest(item, known), *place)


def _scale(
    placed: Placed[InstrumentFile], n: int, scale: Scale, known: list[str]
) -> Iterator[Issue]:
    for key in ("items", "always", "reversed"):
        for at, item in enumerate(getattr(scale, key)):
            yield from _item(placed, item, known, "scales", n, key, at)
    yield from _counted(placed, n, scale)
    if scale.least > len(scale.items):
        message = f"{scale.id} asks for {scale.least} answers of {len(scale.items)} items."
        yield placed.issue("wrong-value", message, "lower `least`", "scales", n, "least")
    latest = float("-inf")
    for at, band in enumerate(scale.bands):
        place = ("scales", n, "bands", at)
        if band.begins <= latest:
            message = f"The band {band.id} does not begin above the one before it."
            yield placed.issue("band-order", message, "order bands by `begins`", *place)
        elif not scale.lowest <= band.begins <= scale.highest:
            message = f"The band {band.id} begins outside {scale.lowest} to {scale.highest}."
            yield placed.issue("band-order", message, "begin it within the scale", *place)
        latest = max(latest, band.begins)


def _counted(placed: Placed[InstrumentFile], n: int, scale: Scale) -> Iterator[Issue]:
    """A sum is made of numbers, and a table has a value for each sum there can be."""
    items = {item.id: item for item in placed.value.items}
    for at, name in enumerate(scale.items if scale.method != "picked" else ()):
        item = items.get(name)
        if item is not None and item.type == "choice" and not all(map(_is_number, item.codes)):
            message = f"{name} is counted in {scale.id}, and not all of its codes are numbers."
            advice = "give whole numbers as codes"
            yield placed.issue("code-not-a-number", message, advice, "scales", n, "items", at)
            return
    if not scale.table or not all(name in items for name in scale.items):
        return
    ranges = [placed.value.range_of(name) for name in scale.items]
    sums = sum(high - low for low, high in ranges) + 1
    if len(scale.table) != sums or scale.least < len(scale.items) or scale.method != "sum":
        message = f"The table of {scale.id} has {len(scale.table)} values for {sums} sums."
        advice = "give one for each sum; every item must be answered (`least`)"
        yield placed.issue("table-does-not-fit", message, advice, "scales", n, "table")


def _is_number(code: str) -> bool:
    return code.removeprefix("-").isdecimal()
