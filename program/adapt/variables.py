"""Everything a rule may ask about, declared in one place. The table in docs/authors.md is made
from this."""

from collections.abc import Mapping
from dataclasses import dataclass

from program.adapt.conditions import (
    FRESH_DAYS,
    Age,
    Changed,
    Completed,
    Count,
    DaysSince,
    Dose,
    InARow,
    InBand,
    InFlare,
    InPattern,
    Latest,
    Leaf,
    Learned,
    Reliable,
    StepDone,
)

_FRESH = f"never answered, or older than `within_days` ({FRESH_DAYS} unless the rule says more)"


@dataclass(frozen=True)
class Family:
    """One sort of variable."""

    ask: str
    """As rules.yaml names it."""
    what: str
    type: str
    range: str
    unit: str
    source: str
    """The facts it is read from."""
    unknown: str
    """When it is not known."""
    compared: tuple[str, ...]
    """The fields that say what the value is put to; all others say which value it is."""


FAMILIES: Mapping[type, Family] = {
    Latest: Family(
        "latest", "the latest observed value of a scale", "number", "the scale's own",
        "points", "check-ins", _FRESH, ("op", "value"),
    ),
    Changed: Family(
        "change", "the latest value less the first one (`since: baseline`) or the one before "
        "(`since: previous`)", "number", "from the scale's lowest less its highest, up",
        "points, or percent of the earlier value (`percent: true`)", "check-ins",
        f"fewer than two values; {_FRESH}; a percentage of 0", ("op", "value"),
    ),
    InARow: Family(
        "row", "whether the latest n observed values all compare so", "yes or no", "-",
        "-", "check-ins", f"fewer than n values and none says no; {_FRESH}", ("op", "value"),
    ),
    Reliable: Family(
        "reliable", "whether the change from the first value is at least the scale's reliable "
        "change", "yes or no", "-", "-", "check-ins",
        f"no source gives a reliable change; fewer than two values; {_FRESH}", ("direction",),
    ),
    InBand: Family(
        "band", "the band the latest value falls into", "name", "the scale's bands", "-",
        "check-ins", _FRESH, ("within",),
    ),
    Age: Family(
        "age", "days since the latest observed value of a scale", "whole number", "0 and up",
        "days", "check-ins", "never answered", ("op", "days"),
    ),
    DaysSince: Family(
        "days_since", "days since enrolment, the last visit, the last contact, the last "
        "completed module, or the beginning of a flare", "whole number", "0 and up", "days",
        "the record", "it never happened, or no flare goes on", ("op", "days"),
    ),
    Count: Family(
        "count", "modules completed, branches opened, light weeks running, days with a visit, "
        "practices", "whole number", "0 and up", "count", "the record", "never",
        ("op", "value"),
    ),
    Dose: Family(
        "dose", "minutes practised in the last days", "number", "0 and up", "minutes",
        "the practice log", "never", ("op", "minutes"),
    ),
    Learned: Family(
        "learned", "the latest numeric score of an exercise kind", "number", "the kind's own",
        "the kind's own", "exercises", "never saved, or saved without that score",
        ("op", "value"),
    ),
    Completed: Family(
        "completed", "whether a module is complete", "yes or no", "-", "-", "the record",
        "never", (),
    ),
    StepDone: Family(
        "done", "whether a step was done at least once", "yes or no", "-", "-", "the record",
        "never", (),
    ),
    InFlare: Family(
        "flare", "whether the person says a flare is going on", "yes or no", "-", "-",
        "the person's word", "never: no word is no flare", (),
    ),
    InPattern: Family(
        "pattern", "whether the logged days have a shape (boom-bust, under-activity)",
        "yes or no", "-", "-", "the activity log",
        "fewer than seven logged days, a log older than two weeks, or energy is the limit", (),
    ),
}  # fmt: skip


def slot(leaf: Leaf) -> tuple[object, ...]:
    """Which value a question reads; questions of the same slot share one reading."""
    compared = FAMILIES[type(leaf)].compared
    return tuple(value for name, value in leaf if name not in compared)


def amount(leaf: Leaf) -> float:
    """The number a question compares with. Raises KeyError for one that compares with none."""
    return float(dict(leaf)[FAMILIES[type(leaf)].compared[1]])


def variable(leaf: Leaf) -> str:
    """The name of what a question looks at, as decisions show it."""
    match leaf:
        case Latest() | InARow():
            return leaf.scale
        case Changed():
            return f"{leaf.scale} since {leaf.since}"
        case Reliable():
            return f"{leaf.scale} since baseline"
        case InBand():
            return f"{leaf.scale} band"
        case Age():
            return f"age of {leaf.scale}"
        case DaysSince():
            return f"days since {leaf.what}"
        case Count():
            return leaf.what
        case Dose():
            return f"minutes practised in {leaf.days} days"
        case Learned():
            return f"{leaf.kind} {leaf.score}"
        case Completed():
            return f"{leaf.module} complete"
        case StepDone():
            return f"{leaf.step} done"
        case InFlare():
            return "flare"
        case InPattern():
            return f"{leaf.of} pattern"


def needs(leaf: Leaf) -> str:
    """What a question puts its value to, as decisions show it: `>= 7`."""
    match leaf:
        case InBand():
            return " or ".join(leaf.within)
        case Reliable():
            return f"reliably {leaf.direction}"
        case Completed() | StepDone() | InFlare() | InPattern():
            return "yes"
        case _:
            compared = f"{leaf.op} {amount(leaf):g}"
    if isinstance(leaf, InARow):
        return f"{compared}, {leaf.n} in a row"
    return f"{compared} percent" if isinstance(leaf, Changed) and leaf.percent else compared
