"""Rules ask only about what exists, and every branch can be reached by one."""

from collections.abc import Iterator, Mapping
from datetime import date

from program.adapt.calling import branches_of
from program.adapt.conditions import (
    All,
    AnyOf,
    Completed,
    Condition,
    InARow,
    InBand,
    Latest,
    Leaf,
    Learned,
    Not,
    StepDone,
)
from program.adapt.rules import Rule
from program.exercises import KINDS, Entry, Kind
from program.modules.checks.actions import check_actions, check_promises
from program.modules.checks.names import program_steps
from program.modules.draft import Draft
from program.modules.issues import Issue, nearest
from program.modules.program import scale_facts
from program.modules.reach import module_ids, scale_names
from program.modules.strict_yaml import Place
from program.modules.typed import Placed

Rules = Placed[tuple[Rule, ...]]
BESIDE = 0.01
"""Points from a value of a scale within which a threshold is likely meant to be that value."""


def check_rules(draft: Draft) -> Iterator[Issue]:
    """Names in conditions and actions, rule ids, branches no rule reaches."""
    for name, placed in draft.rules.items():
        yield from _once(placed)
        if name in draft.programs:
            yield from check_actions(draft, name, placed)
            for n, rule in enumerate(placed.value):
                for place, leaf in leaves_at(rule.when, (n, "when")):
                    yield from _leaf(draft, name, placed, place, leaf)
    for name, program in draft.programs.items():
        yield from check_promises(program)
        if f"programs/{name}/rules.yaml" not in draft.files:
            yield from _unreachable(draft, name, set())
        elif name in draft.rules:
            reached = {str(m) for rule in draft.rules[name].value for m in branches_of(rule)}
            yield from _unreachable(draft, name, reached)


def leaves_at(condition: Condition, place: Place) -> Iterator[tuple[Place, Leaf]]:
    """The questions at the ends of a condition, each with its place in the file."""
    match condition:
        case Not():
            yield from leaves_at(condition.of, (*place, "of"))
        case All() | AnyOf():
            for n, part in enumerate(condition.of):
                yield from leaves_at(part, (*place, "of", n))
        case _:
            yield place, condition


def _once(placed: Rules) -> Iterator[Issue]:
    seen: set[str] = set()
    for n, rule in enumerate(placed.value):
        if rule.id in seen:
            message = f"Two rules are called {rule.id}."
            yield placed.issue("rule-twice", message, "give each its own id", n, "id")
        seen.add(rule.id)


def _leaf(
    draft: Draft, program: str, placed: Rules, place: Place, leaf: Leaf
) -> Iterator[Issue]:
    scale = getattr(leaf, "scale", None)
    if scale is not None:
        yield from _scale(draft, placed, place, scale, leaf)
    match leaf:
        case Completed():
            known = set(module_ids(draft.programs[program].value))
            yield from _unknown(placed, (*place, "module"), "module", leaf.module, known)
        case StepDone():
            steps = program_steps(draft, program)
            if steps is not None:
                yield from _unknown(placed, (*place, "step"), "step", leaf.step, steps)
        case Learned() if leaf.kind not in KINDS:
            yield from _unknown(placed, (*place, "kind"), "kind", leaf.kind, set(KINDS))
        case Learned():
            scores = set(example_scores(KINDS[leaf.kind]))
            yield from _unknown(placed, (*place, "score"), "score", leaf.score, scores)
        case _:
            return


def _scale(
    draft: Draft, placed: Rules, place: Place, scale: str, leaf: Leaf
) -> Iterator[Issue]:
    if draft.names("instruments") - set(draft.instruments):
        return  # one could not be read: what scales there are is not known
    known = scale_names([file.value for file in draft.instruments.values()])
    if scale not in known:
        yield from _unknown(placed, (*place, "scale"), "scale", scale, set(known))
    elif isinstance(leaf, InBand):
        for n, band in enumerate(leaf.within):
            at = (*place, "within", n)
            yield from _unknown(placed, at, "band", band, known[scale])
    elif isinstance(leaf, Latest | InARow):
        yield from _beside(draft, placed, (*place, "value"), leaf)


def _beside(
    draft: Draft, placed: Rules, place: Place, leaf: Latest | InARow
) -> Iterator[Issue]:
    scales = (scale for file in draft.instruments.values() for scale in file.value.scales)
    facts = next((scale_facts(scale) for scale in scales if scale.id == leaf.scale), None)
    if facts is None:
        return
    steps = round((leaf.value - facts.lowest) / facts.step)
    value = round(facts.lowest + steps * facts.step, 4)
    if 0 < abs(value - leaf.value) <= BESIDE:
        is_not = f"is {value:.10g} for some people and {leaf.value:.10g} for nobody"
        message = f"A rule asks about {leaf.value:.10g}, but {leaf.scale} {is_not}."
        advice = f"write {value:.10g} where that is meant"
        yield placed.issue("beside-a-value", message, advice, *place, note=True)


def _unknown(
    placed: Rules, place: Place, what: str, name: str, known: set[str]
) -> Iterator[Issue]:
    if name not in known:
        message = f"A rule asks about the {what} {name}, which is not here."
        yield placed.issue(f"unknown-{what}", message, nearest(name, known), *place)


def _unreachable(draft: Draft, name: str, reached: set[str]) -> Iterator[Issue]:
    placed = draft.programs[name]
    for n, branch in enumerate(placed.value.branches):
        if branch.module not in reached:
            message = f"No rule opens or offers the branch {branch.module}."
            advice = "write a rule for it in rules.yaml, or take the branch out"
            yield placed.issue("unreachable-branch", message, advice, "branches", n, "module")


def example_scores(kind: Kind) -> Mapping[str, float]:
    """The scores a kind learns, from its own worked example."""
    return kind.summarise([Entry(date(2026, 1, 5), kind.example)]).scores
