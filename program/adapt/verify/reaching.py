"""What is proven of modules: each is reached, none before what it needs, none left out that is
never to be, and the longest way is not too long."""

from collections.abc import Iterator

from program.adapt.verify.findings import Code, Finding
from program.adapt.verify.longest import longest
from program.adapt.verify.ruling import disagreement
from program.adapt.verify.showing import Is, Shown, show, walk
from program.adapt.verify.standing import Standing
from program.adapt.verify.ways import Move, Want, Ways, opening
from program.events import Decision, OfferChoice, OpenModule
from program.ids import ModuleId


def lost_branches(ways: Ways) -> frozenset[ModuleId]:
    """Branches that no way comes to."""
    reached = frozenset[ModuleId]().union(*(standing.done for standing in ways.reached))
    return frozenset(branch.module for branch in ways.plan.branches) - reached


def never_reached(ways: Ways) -> Iterator[Finding]:
    """Branches and boosters that nobody comes to."""
    lost = lost_branches(ways)
    for branch in ways.plan.branches:
        if branch.module in lost:
            yield _never(branch.module, "let a rule call for it while its turn can come")
    boosters = ways.plan.boosters
    for n, booster in enumerate(boosters):
        if any(later.weeks <= booster.weeks for later in boosters[n + 1 :]):
            yield _never(booster.module, "give each booster its own week, sooner ones first")


def _never(module: ModuleId, advice: str) -> Finding:
    message = f"Nobody ever comes to {module} by the program itself."
    return Finding("never-reached", module, True, message, advice)


def shown_branches(ways: Ways) -> Iterator[Finding]:
    """Each branch that is said to be reached is come to by a history."""
    lost = lost_branches(ways)
    for branch in ways.plan.branches:
        if branch.module in lost:
            continue
        shown = show(ways, _before(ways, branch.module), _comes(branch.module))
        if shown.witness is None:
            yield _unproven("never-reached", branch.module, shown)


def _before(ways: Ways, module: ModuleId) -> Iterator[tuple[Standing, Want]]:
    """The standings from which a module may open."""
    for standing in ways.reached:
        if Move("open", module) in ways.moves(standing):
            yield standing, opening(module)


def _comes(module: ModuleId) -> Is:
    def found(decision: Decision) -> bool:
        match decision.outcome:
            case OpenModule(module=next_one):
                return next_one == module
            case OfferChoice(branches=branches):
                return module in branches
            case _:
                return False

    return found


def too_soon(ways: Ways) -> Iterator[Finding]:
    """Modules that open before one they need is complete."""
    for module in ways.plan.modules:
        early = [(s, want) for s, want in _before(ways, module) if s.unmet(module)]
        if not early:
            continue
        shown = show(ways, early, _comes(module), tidy=True)
        if shown.witness is None:
            yield _unproven("before-prerequisites", module, shown)
            continue
        needed = ", ".join(early[0][0].unmet(module))
        message = f"{module} opens though {needed} is not complete."
        advice = "put what it needs above it, or take the need out"
        yield Finding("before-prerequisites", module, True, message, advice, shown.witness)


def left_out(ways: Ways) -> Iterator[Finding]:
    """Modules that must never be skipped and that some way to the end does not open."""
    for module in ways.plan.never_skipped:
        without = next((s for s in ways.reached if s.ended and module not in s.done), None)
        if without is None:
            continue
        shown = walk(ways, ways.reached[without])
        if shown.witness is None:
            yield _unproven("skipped", module, shown)
            continue
        message = f"{module} is never to be skipped, and a way to the end does without it."
        advice = "make it part of the core, or take it from the invariants"
        yield Finding("skipped", module, True, message, advice, shown.witness)


def too_long(ways: Ways) -> Iterator[Finding]:
    """The longest way takes more weeks than the plan declares."""
    weeks, moves = longest(ways)
    declared = ways.plan.longest_weeks
    if weeks <= declared:
        return
    shown = walk(ways, moves)
    about = ways.plan.program
    if shown.witness is None:
        yield _unproven("too-long", about, shown)
        return
    message = f"The longest way through {about} takes {weeks} weeks; {declared} are declared."
    advice = "declare as many weeks as it takes, or let fewer branches or light weeks come"
    yield Finding("too-long", about, True, message, advice, shown.witness)


def _unproven(code: Code, about: str, shown: Shown) -> Finding:
    if shown.disagrees:
        return disagreement(about, shown.disagrees)
    message = (
        f"Whether there is a history for this could be neither shown nor ruled out: {about}."
    )
    return Finding(
        code, about, False, message, "ask for less at once in the rules that lead there"
    )
