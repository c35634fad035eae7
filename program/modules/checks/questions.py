"""Each question of a rule names what is here, and compares with a number there can be."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from program.adapt.conditions import (
    MOST_COUNT,
    MOST_DAYS,
    Age,
    Changed,
    Completed,
    Count,
    DaysSince,
    Dose,
    InARow,
    InBand,
    Latest,
    Leaf,
    Learned,
    Reliable,
    StepDone,
)
from program.adapt.plan import ScaleFacts
from program.adapt.rules import Rule
from program.adapt.variables import FAMILIES, amount
from program.exercises import KINDS, Entry, Kind
from program.fields import ScaleField
from program.ids import ScaleId
from program.modules.checks.names import program_steps
from program.modules.draft import Draft
from program.modules.issues import Issue, nearest
from program.modules.program import scales
from program.modules.reach import instrument_ids, module_ids
from program.modules.strict_yaml import Place
from program.modules.typed import Placed

Rules = Placed[tuple[Rule, ...]]
BESIDE = 0.01
"""Points from a value of a scale within which a threshold is likely meant to be that value."""


@dataclass(frozen=True)
class Known:
    """What the rules of a program may ask about; where its file cannot be read, what there is
    in all content. None: nobody can tell, because a file of these could not be read."""

    program: str
    scales: Mapping[ScaleId, ScaleFacts] | None
    askable: Mapping[ScaleId, str]
    """Scale -> an instrument that gives it, also of those this program does not ask."""
    modules: set[str]
    steps: set[str] | None


def known_to(draft: Draft, name: str) -> Known:
    """What rules of the program `name` may ask about."""
    placed = draft.programs.get(name)
    files = {each: one.value for each, one in draft.instruments.items()}
    own = set(instrument_ids(placed.value)) if placed else set(files)
    unread = draft.names("instruments") - set(files)
    return Known(
        name,
        None if unread else scales(file for each, file in files.items() if each in own),
        {scale: each for each, file in files.items() for scale in scales([file])},
        set(module_ids(placed.value)) if placed else draft.names("modules", "module.yaml"),
        program_steps(draft, name) if placed else None,
    )


def check_question(rules: Rules, place: Place, leaf: Leaf, known: Known) -> Iterator[Issue]:
    """What is wrong with one question of a rule."""
    facts = None
    scale = getattr(leaf, "scale", None)
    if scale is not None and known.scales is not None:
        facts = known.scales.get(scale)
        if facts is None:
            yield _no_scale(rules, (*place, "scale"), scale, known.scales, known)
            return
        yield from _of_scale(rules, place, leaf, facts, known.scales)
    yield from _names(rules, place, leaf, known)
    yield from _out_of_range(rules, place, leaf, facts)


def _no_scale(
    rules: Rules, place: Place, scale: str, own: Mapping[ScaleId, ScaleFacts], known: Known
) -> Issue:
    instrument = known.askable.get(ScaleId(scale))
    if instrument is None:
        return _unknown(rules, place, "scale", scale, set(own))
    message = f"A rule asks about the scale {scale}, and no check-in of this program asks it."
    advice = f"add `also_asked: [{instrument}]` to programs/{known.program}/program.yaml"
    return rules.issue("unknown-scale", message, advice, *place)


def _unknown(rules: Rules, place: Place, what: str, name: str, known: set[str]) -> Issue:
    message = f"A rule asks about the {what} {name}, which is not here."
    return rules.issue(f"unknown-{what}", message, nearest(name, known), *place)


def _names(rules: Rules, place: Place, leaf: Leaf, known: Known) -> Iterator[Issue]:
    match leaf:
        case Completed() if leaf.module not in known.modules:
            yield _unknown(rules, (*place, "module"), "module", leaf.module, known.modules)
        case StepDone() if known.steps is not None and leaf.step not in known.steps:
            yield _unknown(rules, (*place, "step"), "step", leaf.step, known.steps)
        case Learned() if leaf.kind not in KINDS:
            yield _unknown(rules, (*place, "kind"), "kind", leaf.kind, set(KINDS))
        case Learned() if leaf.score not in (scores := example_scores(KINDS[leaf.kind])):
            yield _unknown(rules, (*place, "score"), "score", leaf.score, set(scores))
        case _:
            return


def _of_scale(
    rules: Rules,
    place: Place,
    leaf: Leaf,
    facts: ScaleFacts,
    own: Mapping[ScaleId, ScaleFacts],
) -> Iterator[Issue]:
    """Bands and reliable changes that the scale has, and thresholds meant to be its values."""
    if isinstance(leaf, InBand):
        bands = {name for name, _ in facts.bands}
        for n, band in enumerate(leaf.within):
            if band not in bands:
                yield _unknown(rules, (*place, "within", n), "band", band, bands)
    elif isinstance(leaf, Reliable) and facts.reliable is None:
        having = ", ".join(
            sorted(name for name, one in own.items() if one.reliable is not None)
        )
        message = (
            f"No source gives a reliable change of {leaf.scale}; the answer is never known."
        )
        advice = f"ask for a `change` in points; scales that have one: {having or 'none'}"
        yield rules.issue("no-reliable-change", message, advice, *place, "scale")
    elif isinstance(leaf, Latest | InARow):
        yield from _beside(rules, (*place, "value"), leaf, facts)


def _beside(
    rules: Rules, place: Place, leaf: Latest | InARow, facts: ScaleFacts
) -> Iterator[Issue]:
    steps = round((leaf.value - facts.lowest) / facts.step)
    value = round(facts.lowest + steps * facts.step, 4)
    if 0 < abs(value - leaf.value) <= BESIDE:
        is_not = f"is {value:.10g} for some people and {leaf.value:.10g} for nobody"
        message = f"A rule asks about {leaf.value:.10g}, but {leaf.scale} {is_not}."
        advice = f"write {value:.10g} where that is meant"
        yield rules.issue("beside-a-value", message, advice, *place, note=True)


def _out_of_range(
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
        case Changed() if facts is not None and not leaf.percent:
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


def score_range(kind: Kind, score: str) -> tuple[float, float] | None:
    """The range of a score that is a question's own number; None for those made of several."""
    fields = (field for page in kind.pages(kind.example_spec) for field in page.fields)
    found = (one for one in fields if one.id == score and isinstance(one, ScaleField))
    return next(((one.lowest, one.highest) for one in found), None)


def example_scores(kind: Kind) -> Mapping[str, float]:
    """The scores a kind learns, from its own worked example."""
    return kind.summarise([Entry(date(2026, 1, 5), kind.example)]).scores
