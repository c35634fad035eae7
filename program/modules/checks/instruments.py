"""Questionnaires: scales are made of items there are, bands are in order."""

from collections.abc import Collection, Iterator

from program.instruments.spec import InstrumentFile, Scale
from program.modules.checks.ranges import Asked, check_ranges
from program.modules.checks.scoring import check_scoring
from program.modules.draft import Draft
from program.modules.issues import Issue, nearest
from program.modules.typed import Placed


def check_instruments(
    draft: Draft, published: Collection[InstrumentFile] = ()
) -> Iterator[Issue]:
    """Items, scales and bands of every instrument, and scale ids over all of them."""
    asked = Asked([placed.value for placed in draft.instruments.values()], published)
    seen: dict[str, tuple[Scale, str]] = {}
    for name in sorted(draft.instruments):
        placed = draft.instruments[name]
        yield from check_ranges(placed, asked)
        if not placed.value.id[0].isalpha():
            message = f"{placed.value.id} does not begin with a letter."
            yield placed.issue("wrong-name", message, "begin it with one", "id")
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
    yield from check_scoring(placed, n, scale)
    if scale.least > len(scale.items):
        message = f"{scale.id} asks for {scale.least} answers of {len(scale.items)} items."
        yield placed.issue("wrong-value", message, "lower `least`", "scales", n, "least")
    if scale.bands and scale.bands[0].begins > scale.lowest:
        first = scale.bands[0].begins
        message = f"Values of {scale.id} below {first:g} fall into no band."
        advice = f"begin the first band at {scale.lowest:g}"
        yield placed.issue("band-gap", message, advice, "scales", n, "bands", 0, note=True)
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
