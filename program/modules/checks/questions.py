"""Each question of a rule names what is here, and compares with a number there can be."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from program.adapt.conditions import (
    Changed,
    Completed,
    InARow,
    InBand,
    InPattern,
    Latest,
    Leaf,
    Learned,
    Reliable,
    StepDone,
)
from program.adapt.plan import ScaleFacts
from program.adapt.rules import Rule
from program.exercises import KINDS, Kind
from program.ids import ScaleId
from program.modules.checks.names import program_steps
from program.modules.checks.numbers import beside, out_of_range
from program.modules.draft import Draft
from program.modules.issues import Issue, nearest
from program.modules.program import scales
from program.modules.reach import instrument_ids, module_ids
from program.modules.spec import ExerciseStep, PracticeStep
from program.modules.strict_yaml import Place
from program.modules.typed import Placed

Rules = Placed[tuple[Rule, ...]]


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
    kinds: set[str] | None
    """Exercise kinds of its steps. Tools hold what was met in a step, so there is no other."""


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
        _program_kinds(draft, name) if placed else None,
    )


def _program_kinds(draft: Draft, program: str) -> set[str] | None:
    """The kinds of a program's steps; None where a module of it could not be read."""
    modules = module_ids(draft.programs[program].value)
    if any(module not in draft.modules for module in modules):
        return None
    steps = [step for module in modules for step in draft.modules[module].value.steps]
    practised = {"practice_log" for step in steps if isinstance(step, PracticeStep)}
    return practised | {step.exercise for step in steps if isinstance(step, ExerciseStep)}


def check_question(rules: Rules, place: Place, leaf: Leaf, known: Known) -> Iterator[Issue]:
    """What is wrong with one question of a rule."""
    facts = None
    scale = getattr(leaf, "scale", None)
    if scale is not None and known.scales is not None:
        facts = known.scales.get(scale)
        if facts is None:
            yield _no_scale(rules, (*place, "scale"), scale, known)
            return
        yield from _of_scale(rules, place, leaf, facts, known.scales)
    yield from _names(rules, place, leaf, known)
    yield from out_of_range(rules, place, leaf, facts)


def check_names_in(
    rules: Placed[Any], place: Place, written: Any, known: Known
) -> Iterator[Issue]:
    """Names in a condition that cannot be read, as far as anything like one is written."""
    if isinstance(written, list):
        for n, part in enumerate(written):
            yield from check_names_in(rules, (*place, n), part, known)
    if not isinstance(written, dict):
        return
    there = {"scale": known.scales, "module": known.modules, "step": known.steps, "kind": KINDS}
    for key, own in there.items():
        name = written.get(key)
        if own is None or not isinstance(name, str) or name in own:
            continue
        if key == "scale":
            yield _no_scale(rules, (*place, key), name, known)
        else:
            yield _unknown(rules, (*place, key), key, name, set(own))
    yield from _inner_names(rules, place, written, known)
    yield from check_names_in(rules, (*place, "of"), written.get("of"), known)


def _inner_names(
    rules: Placed[Any], place: Place, written: Mapping[str, Any], known: Known
) -> Iterator[Issue]:
    """Bands of a scale and scores of a kind that are here themselves."""
    scale, within = str(written.get("scale")), written.get("within")
    facts = (known.scales or {}).get(ScaleId(scale))
    if facts is not None and isinstance(within, list):
        yield from _bands(rules, place, [str(band) for band in within], facts)
    kind, score = KINDS.get(str(written.get("kind"))), written.get("score")
    if kind is not None and isinstance(score, str):
        yield from _score(rules, place, kind, score)


def _no_scale(rules: Placed[Any], place: Place, scale: str, known: Known) -> Issue:
    instrument = known.askable.get(ScaleId(scale))
    if instrument is None:
        return _unknown(rules, place, "scale", scale, set(known.scales or ()))
    message = f"A rule asks about the scale {scale}, and no check-in of this program asks it."
    advice = f"add `also_asked: [{instrument}]` to programs/{known.program}/program.yaml"
    return rules.issue("unknown-scale", message, advice, *place)


def _unknown(rules: Placed[Any], place: Place, what: str, name: str, known: set[str]) -> Issue:
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
        case Learned():
            yield from _in_a_step(rules, (*place, "kind"), leaf.kind, known)
            yield from _score(rules, place, KINDS[leaf.kind], leaf.score)
        case InPattern():
            yield from _in_a_step(rules, (*place, "of"), "activity_log", known)
        case _:
            return


def _in_a_step(rules: Rules, place: Place, kind: str, known: Known) -> Iterator[Issue]:
    if known.kinds is not None and kind not in known.kinds:
        message = f"A rule asks about {kind}, and no module of this program has that exercise."
        advice = f"add a step with `exercise: {kind}`, or take the rule out"
        yield rules.issue("kind-in-no-step", message, advice, *place)


def _score(rules: Placed[Any], place: Place, kind: Kind, score: str) -> Iterator[Issue]:
    if score not in kind.scores:
        yield _unknown(rules, (*place, "score"), "score", score, set(kind.scores))


def _bands(
    rules: Placed[Any], place: Place, within: Sequence[str], facts: ScaleFacts
) -> Iterator[Issue]:
    bands = {name for name, _ in facts.bands}
    for n, band in enumerate(within):
        if band not in bands:
            yield _unknown(rules, (*place, "within", n), "band", band, bands)


def _of_scale(
    rules: Rules,
    place: Place,
    leaf: Leaf,
    facts: ScaleFacts,
    own: Mapping[ScaleId, ScaleFacts],
) -> Iterator[Issue]:
    """Bands and reliable changes that the scale has, and thresholds meant to be its values."""
    if isinstance(leaf, InBand):
        yield from _bands(rules, place, leaf.within, facts)
    elif isinstance(leaf, Reliable) and facts.reliable is None:
        having = ", ".join(
            sorted(name for name, one in own.items() if one.reliable is not None)
        )
        message = (
            f"No source gives a reliable change of {leaf.scale}; the answer is never known."
        )
        advice = f"ask for a `change` in points; scales that have one: {having or 'none'}"
        yield rules.issue("no-reliable-change", message, advice, *place, "scale")
    elif isinstance(leaf, Latest | InARow) or (isinstance(leaf, Changed) and not leaf.percent):
        yield from beside(rules, (*place, "value"), leaf, facts)
