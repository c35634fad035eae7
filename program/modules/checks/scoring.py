"""What a scale counts can be counted: whatever anybody answers, there is a score or none."""

from collections.abc import Iterator

from program.ids import checked
from program.instruments.spec import ChoiceItem, InstrumentFile, Item, Scale
from program.modules.issues import Issue
from program.modules.typed import Placed


def check_scoring(placed: Placed[InstrumentFile], n: int, scale: Scale) -> Iterator[Issue]:
    """One scale, the `n`th. Items that are not there are told elsewhere."""
    for key in ("always", "reversed"):
        for at, item in enumerate(getattr(scale, key)):
            if item not in scale.items:
                message = f"{item} is no item of the scale {scale.id}."
                yield placed.issue(
                    "unknown-item", message, f"add it to `items`, or take it out of `{key}`",
                    "scales", n, key, at,
                )  # fmt: skip
    items = {item.id: item for item in reversed(placed.value.items)}
    if scale.method == "picked":
        yield from _picked(placed, n, scale, items)
    else:
        yield from _counted(placed, n, scale, items)
    if scale.table and all(name in items for name in scale.items):
        yield from _table(placed, n, scale)


def _picked(
    placed: Placed[InstrumentFile], n: int, scale: Scale, items: dict[str, Item]
) -> Iterator[Issue]:
    """One code of the first item names the scale on which the second one counts."""
    if len(scale.items) != 2:
        message = f"{scale.id} picks one item by another, and has {len(scale.items)} items."
        advice = "name a choice of one code, then an item that is answered with a number"
        yield placed.issue("wrong-value", message, advice, "scales", n, "items")
        return
    first, second = (items.get(name) for name in scale.items)
    if first is None or second is None:
        return
    if not (isinstance(first, ChoiceItem) and not first.many and all(map(_names, first.codes))):
        message = f"The answer to {first.id} cannot name a scale."
        advice = "make it a choice of one code, each of a-z, 0-9 and hyphens"
        yield placed.issue("wrong-value", message, advice, "scales", n, "items", 0)
    if not _is_number(second):
        message = f"The answer to {second.id} is not always one number."
        advice = "make it a scale, or a choice of one whole number"
        yield placed.issue("code-not-a-number", message, advice, "scales", n, "items", 1)


def _names(code: str) -> bool:
    try:
        return checked(code) == code
    except ValueError:
        return False


def _counted(
    placed: Placed[InstrumentFile], n: int, scale: Scale, items: dict[str, Item]
) -> Iterator[Issue]:
    """A sum and a mean are made of numbers."""
    for at, name in enumerate(scale.items):
        if name not in items or _is_number(items[name]):
            continue
        item = items[name]
        message = f"{name} is counted in {scale.id}, and not all of its codes are numbers."
        advice = "give whole numbers as codes"
        if isinstance(item, ChoiceItem) and item.many:
            message = f"{name} is counted in {scale.id}, and may have several answers."
            advice = "take `many` out, or leave the item out of the scale"
        yield placed.issue("code-not-a-number", message, advice, "scales", n, "items", at)
        return


def _is_number(item: Item) -> bool:
    """Whether every answer to an item is one number."""
    if not isinstance(item, ChoiceItem):
        return True
    return not item.many and all(code.removeprefix("-").isdecimal() for code in item.codes)


def _table(placed: Placed[InstrumentFile], n: int, scale: Scale) -> Iterator[Issue]:
    """A table has a value for each sum there can be."""
    try:
        ranges = [placed.value.range_of(name) for name in scale.items]
    except ValueError:
        return  # told by its codes
    sums = sum(high - low for low, high in ranges) + 1
    if len(scale.table) != sums or scale.least < len(scale.items) or scale.method != "sum":
        message = f"The table of {scale.id} has {len(scale.table)} values for {sums} sums."
        advice = "give one for each sum; every item must be answered (`least`)"
        yield placed.issue("table-does-not-fit", message, advice, "scales", n, "table")
