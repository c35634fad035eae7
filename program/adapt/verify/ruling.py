"""What is proven of each rule: it can hold, and where it holds it can be followed."""

from collections.abc import Iterator
from itertools import islice

from program.adapt.calling import branches_of
from program.adapt.rules import TELLING, Randomise, Rule
from program.adapt.verify.calls import BESIDE, Calls
from program.adapt.verify.findings import Finding
from program.adapt.verify.following import acts, holds_for_somebody
from program.adapt.verify.moment import Formula
from program.adapt.verify.showing import MOST_WAYS, Is, show
from program.adapt.verify.standing import Standing
from program.adapt.verify.ways import Want, Ways
from program.events import Decision, RuleTrace
from program.ids import ModuleId, RuleId

AT_ANY_TIME = (*BESIDE, "hold", "light_week")
"""Actions that do not wait for the day on which another module may open."""


def ruled(ways: Ways, rule: Rule, lost: frozenset[ModuleId]) -> Iterator[Finding]:
    """What is wrong with a rule. `lost`: branches that nobody ever comes to, which is said of
    the branch and not of its rules."""
    said = _where(ways, rule, "yes", lambda calls: calls.says(rule).yes)
    yes = list(islice(said, MOST_WAYS))
    if not yes:
        yield _never(rule)
        return
    if not isinstance(rule.then, TELLING):
        said = _where(ways, rule, "there", lambda calls: holds_for_somebody(calls, rule))
        yes = list(islice(said, MOST_WAYS))
        if not yes:
            yield _to_nobody(rule)
            return
    followed = list(
        islice(_where(ways, rule, "acts", lambda calls: acts(calls, rule)), MOST_WAYS)
    )
    if followed:
        drawn = isinstance(rule.then, Randomise)
        found = _drawn(rule.id) if drawn else _traced(rule.id, used=True)
        shown = show(ways, followed, found, soon=rule.then.do in AT_ANY_TIME)
        if shown.witness is None:
            yield _unshown(rule, shown.disagrees)
    elif not (branches_of(rule) and branches_of(rule) <= lost):
        yield _shadowed(ways, rule, yes)


def _where(ways: Ways, rule: Rule, what: str, formula: Want) -> Iterator[tuple[Standing, Want]]:
    """The standings in which something of a rule may be so, nearest first."""
    for standing in ways.reached:
        if ways.may(standing, (what, rule.id), formula):
            yield standing, formula


def _traced(rule: RuleId, *, used: bool) -> Is:
    """Whether a decision says that a rule holds and was followed, or was not."""

    def found(decision: Decision) -> bool:
        return any(_is(trace) for trace in decision.trace)

    def _is(trace: RuleTrace) -> bool:
        return trace.rule == rule and trace.answer == "yes" and trace.used == used

    return found


def _drawn(rule: RuleId) -> Is:
    """Whether a decision drew between the arms of a rule, whatever came of the arm."""
    return lambda decision: any(one.rule == rule and one.arm for one in decision.draws)


def _never(rule: Rule) -> Finding:
    return Finding(
        "never-fires",
        rule.id,
        True,
        f"The rule {rule.id} can never hold on a way that the program goes by itself.",
        "look for parts of its condition that exclude each other, or a value out of range",
    )


def _to_nobody(rule: Rule) -> Finding:
    return Finding(
        "never-fires",
        rule.id,
        True,
        f"The rule {rule.id} holds only while nobody comes; whoever comes is there again.",
        "let it signal or propose support, which a therapist is told at the daily round",
    )


def _shadowed(ways: Ways, rule: Rule, yes: list[tuple[Standing, Want]]) -> Finding:
    above = [
        other.id
        for other in ways.plan.rules
        if other.id != rule.id and _without(ways, rule, other.id)
    ]
    by = " or ".join(above) or "the rules above it together"
    shown = show(ways, yes, _traced(rule.id, used=False), tidy=True)
    return Finding(
        "shadowed",
        rule.id,
        True,
        f"Wherever the rule {rule.id} holds, another is followed: {by}.",
        "put it above, make the other one narrower, or take it out",
        shown.witness,
    )


def _without(ways: Ways, rule: Rule, other: RuleId) -> bool:
    """Whether a rule could be followed somewhere if another were not there."""

    def followed(calls: Calls) -> Formula:
        return acts(calls.imagined_without(other), rule)

    named = ("acts", rule.id, "without", other)
    return any(ways.may(standing, named, followed) for standing in ways.reached)


def _unshown(rule: Rule, disagrees: str) -> Finding:
    if disagrees:
        return disagreement(rule.id, disagrees)
    return Finding(
        "never-fires",
        rule.id,
        False,
        f"No history was found in which the rule {rule.id} is followed; none excludes it.",
        "ask for less at once, or say by a history in a test how it comes to be followed",
    )


def disagreement(about: str, how: str) -> Finding:
    """The engine did not do what the proof says."""
    return Finding(
        "engine-disagrees",
        about,
        False,
        f"The engine decides otherwise than the proof about {about} expects: {how}.",
        "this is a fault of verify, not of the program: report it with the program",
    )
