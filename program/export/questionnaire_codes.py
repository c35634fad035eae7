"""What the codes of questionnaires stand for: how each score is made, and what was asked."""

from collections.abc import Iterator
from typing import NamedTuple

from program.instruments.spec import ChoiceItem, Item, ItemWords, Scale
from program.modules.program import Instrument, Program
from program.words import SOURCE


class Coded(NamedTuple):
    """One code that a column may hold."""

    code: str
    meaning: str
    within: str = ""
    """What it belongs to, where another has the same code for something else."""
    content: str = ""
    """Hash of the content it comes from; empty where the engine has it."""


def instruments(program: Program) -> Iterator[Coded]:
    for name, instrument in program.instruments.items():
        version, words = instrument.file.version, instrument.words.get(SOURCE)
        title = f"{words.title if words else name} (version {version})"
        yield Coded(name, f"{title}. {instrument.file.source}")


def scales(program: Program) -> Iterator[Coded]:
    for name, instrument in program.instruments.items():
        for scale in instrument.file.scales:
            for code, of in _named(scale, instrument):
                yield Coded(code, _made(scale, of), name)


def _named(scale: Scale, instrument: Instrument) -> Iterator[tuple[str, str]]:
    """The names a scale is kept under, and what each is made of."""
    if scale.method != "picked":
        several = f"{scale.method} of " * (len(scale.items) > 1)
        yield scale.id, f"{several}{', '.join(scale.items)}"
        return
    which, value = scale.items[0], scale.items[1]
    yield scale.id, f"{which} was not answered"
    for item in instrument.file.items:
        if item.id == which and isinstance(item, ChoiceItem):
            yield from ((f"{scale.id}-{c}", f"{value} of {which} = {c}") for c in item.codes)


def _made(scale: Scale, of: str) -> str:
    more = [
        f"{scale.lowest:g} to {scale.highest:g}",
        f"higher is {scale.higher}",
        f"needs {scale.least} of {len(scale.items)} answers",
    ]
    more += [f"needs {', '.join(scale.always)}"] * bool(scale.always)
    more += [f"turned round: {', '.join(scale.reversed)}"] * bool(scale.reversed)
    if scale.least < len(scale.items) and scale.method == "sum":
        more.append("an item left out counts as the mean of the others")
    if scale.table:
        more.append(f"sums from the lowest on give {', '.join(f'{n:g}' for n in scale.table)}")
    if scale.reliable_change is not None:
        change = scale.reliable_change
        more.append(f"reliable change {change.points:g} points ({change.source})")
    return "; ".join([of, *more])


def bands(program: Program) -> Iterator[Coded]:
    for name, instrument in program.instruments.items():
        for scale in instrument.file.scales:
            ends = [*(f"to below {band.begins:g}" for band in scale.bands[1:]), "on"]
            for band, end in zip(scale.bands, ends, strict=False):
                yield Coded(band.id, f"from {band.begins:g} {end}", f"{name} {scale.id}")


def items(program: Program) -> Iterator[Coded]:
    for name, instrument in program.instruments.items():
        for item in instrument.file.items:
            yield Coded(item.id, _words(instrument, item).label, name)


def values(program: Program) -> Iterator[Coded]:
    for name, instrument in program.instruments.items():
        for item in instrument.file.items:
            words, within = _words(instrument, item), f"{name} {item.id}"
            if isinstance(item, ChoiceItem):
                for code in item.codes:
                    yield Coded(code, words.options.get(code, ""), within)
            else:
                yield Coded(f"{item.lowest}", words.low, within)
                yield Coded(f"{item.highest}", words.high, within)


def _words(instrument: Instrument, item: Item) -> ItemWords:
    """Empty where the words belong to somebody, who gave this clinic leave and nobody else."""
    words = instrument.words.get(SOURCE)
    if words is None or instrument.file.wording == "pack":
        return ItemWords(label="")
    return words.items[item.id]
