"""A questionnaire keeps its meaning: items and scoring under a version, scales for ever."""

from collections.abc import Iterator

from program.instruments.spec import InstrumentFile, Scale
from program.modules.change import Change, Parts
from program.modules.edits import Edit, edits
from program.modules.strict_yaml import Place


def changed_instruments(before: Parts, after: Parts) -> Iterator[Change]:
    """Instruments whose answers or scores would come to say something else."""
    for name, old in before.instruments.items():
        if name in after.instruments:
            yield from _instrument(old, after.instruments[name])
            yield from _wording(name, before, after)


def _instrument(old: InstrumentFile, new: InstrumentFile) -> Iterator[Change]:
    """Items and scoring stay as they are under one version; a scale is the same for ever."""
    file = f"instruments/{new.id}.yaml"
    was = {scale.id: scale for scale in old.scales}
    for n, scale in enumerate(new.scales):
        if scale.id in was and _value(was[scale.id]) != _value(scale):
            yield Change(
                "forbidden", "instrument", new.id, "scale-changed",
                f"Values of the scale {scale.id} come to mean something else.",
                "earlier values of a person are compared with later ones, whatever the version",
                "give the new scale an id of its own", file, ("scales", n, "id"),
                values=edits(was[scale.id], scale, scale.id),
            )  # fmt: skip
        elif scale.id in was and was[scale.id] != scale and old.version == new.version:
            values = edits(was[scale.id], scale, scale.id)
            what = f"The scoring of {scale.id}"
            yield _needs_version(new, file, what, ("scales", n, "id"), values)
    items = {item.id: item for item in old.items}
    for n, item in enumerate(new.items):
        if items.get(item.id) != item and old.version == new.version:
            values = edits(items.get(item.id), item, item.id)
            yield _needs_version(new, file, f"The item {item.id}", ("items", n, "id"), values)
    for name in sorted(items.keys() - {item.id for item in new.items}):
        if old.version == new.version:
            values = edits(items[name], None, name)
            yield _needs_version(new, file, f"The item {name}", ("items",), values)


def _value(scale: Scale) -> tuple[object, ...]:
    """What a value of a scale says."""
    return (
        scale.method, scale.items, scale.reversed, scale.table,
        scale.lowest, scale.highest, scale.higher,
    )  # fmt: skip


def _wording(name: str, before: Parts, after: Parts) -> Iterator[Change]:
    new = after.instruments[name]
    if before.instruments[name].version != new.version:
        return
    for locale, words in before.words.get(name, {}).items():
        now = after.words.get(name, {}).get(locale)
        for item, asked in words.items.items():
            if now is not None and item in now.items and now.items[item] != asked:
                file = f"instruments/{name}.{locale}.yaml"
                what = f"The wording of {item} ({locale})"
                values = edits(asked, now.items[item], item)
                yield _needs_version(new, file, what, ("items", item), values)


def _needs_version(
    new: InstrumentFile, file: str, what: str, place: Place, values: tuple[Edit, ...]
) -> Change:
    return Change(
        "forbidden", "instrument", new.id, "instrument-changed",
        f"{what} of {new.id} is another one, and the version is still {new.version}.",
        "nobody could tell which of the two an answer was given to",
        f"raise `version` in instruments/{new.id}.yaml, or take the change back", file, place,
        values=values,
    )  # fmt: skip
