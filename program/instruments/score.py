"""Items to scores. Missing is missing: a skipped item is never a zero."""

from collections.abc import Mapping

from pydantic import JsonValue

from program.events import ScoreValue
from program.ids import ScaleId
from program.instruments.spec import InstrumentFile, Scale

SCORER = "1"
"""Version of this file's arithmetic, stored with every score."""


def score(instrument: InstrumentFile, items: Mapping[str, JsonValue]) -> tuple[ScoreValue, ...]:
    """Every scale whose items were all asked. An item that was not asked is absent in `items`;
    one the person would rather not answer is None.

    Missing items up to the scale's own limit are made up from the mean of the others
    (`prorated`), which is the developers' rule for PHQ and GAD (Kroenke and Spitzer).
    """
    made = (_score_one(instrument, scale, items) for scale in instrument.scales)
    return tuple(value for value in made if value is not None)


def _score_one(
    instrument: InstrumentFile, scale: Scale, items: Mapping[str, JsonValue]
) -> ScoreValue | None:
    if any(item not in items for item in scale.items):
        return None
    if scale.method == "picked":
        return _picked(scale, items)
    given = [_counted(instrument, scale, item, items[item]) for item in scale.items]
    known = [value for value in given if value is not None]
    absent = any(items[item] is None for item in scale.always)
    value: float | None = None
    if known and len(known) >= scale.least and not absent:
        value = _value(instrument, scale, sum(known) / len(known))
    return ScoreValue.known(
        scale=scale.id,
        value=value,
        answered=len(known),
        of=len(scale.items),
        prorated=value is not None and len(known) < len(scale.items),
        band=band(scale, value),
    )


def _counted(
    instrument: InstrumentFile, scale: Scale, item: str, code: JsonValue
) -> float | None:
    """What an answer counts; None where there is none."""
    value = _number(code)
    if value is None or item not in scale.reversed:
        return value
    lowest, highest = instrument.range_of(item)
    return lowest + highest - value


def _value(instrument: InstrumentFile, scale: Scale, mean: float) -> float:
    if scale.method == "mean":
        return round(mean, 4)
    total = mean * len(scale.items)
    if not scale.table:
        return round(total, 4)
    lowest = sum(instrument.range_of(item)[0] for item in scale.items)
    return scale.table[round(total - lowest)]


def _picked(scale: Scale, items: Mapping[str, JsonValue]) -> ScoreValue | None:
    choice, amount = (items[item] for item in scale.items)
    if choice is None:
        return None
    value = _number(amount)
    return ScoreValue(
        scale=ScaleId(f"{scale.id}-{choice}"),
        value=value,
        answered=1 if value is None else 2,
        of=2,
        band=band(scale, value),
    )


def _number(code: JsonValue) -> float | None:
    return None if code is None else float(str(code))


def band(scale: Scale, value: float | None) -> str | None:
    """The band a value falls into; None without value or bands."""
    if value is None:
        return None
    reached = [b.id for b in scale.bands if value >= b.begins]
    return reached[-1] if reached else None
