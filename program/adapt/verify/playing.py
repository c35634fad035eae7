"""The days of a life, played one after the other; and whether the engine did what was meant."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from program.adapt.plan import Plan
from program.adapt.verify.answering import checked_in
from program.adapt.verify.given import Shape
from program.adapt.verify.history import History, Otherwise
from program.adapt.verify.lived import Life, Lived
from program.events import (
    Chosen,
    Decision,
    ExerciseSaved,
    FlareReported,
    InstrumentAnswered,
    LessonRead,
    ModuleCompleted,
    ModuleOpened,
    OfferChoice,
    OpenModule,
    Visited,
)
from program.ids import InstrumentId, ModuleId, StepId

_LOGS: dict[Shape, tuple[int, ...]] = {
    "boom_bust": (4, 6, 2, 4, 6, 2, 4),
    "under_activity": (4, 4, 4, 4, 4, 4, 4),
    "even": (8, 8, 8, 8, 8, 8, 8),
}
"""Minutes of seven days up to today; the plan for each day is 8."""
_DECLINES = 20
"""Offers declined on one day at most: there are not as many branches."""


@dataclass(frozen=True)
class Played:
    """A life that the engine has decided all through."""

    history: History
    last: tuple[Decision, ...]
    """The decisions of its last day, in order."""


def play(plan: Plan, life: Life) -> Played:
    """Play a life. Raises Otherwise where the engine leaves the way that was meant."""
    history = History(plan, life)
    if any(lived.log for lived in life.days):
        items = {"crash": "0"}
        history.add(
            0,
            InstrumentAnswered(
                instrument=InstrumentId("intake"), occasion="intake", items=items, scorer="1"
            ),
        )
    last: tuple[Decision, ...] = ()
    before: Lived | None = None
    for lived in life.days:
        if before is not None and before.takes:
            _complete(history, before)
        last, before = tuple(_day(history, lived)), lived
        if lived.move is not None:
            last = (*last, *_follow(history, lived, last[-1]))
    return Played(history, last)


def _day(history: History, lived: Lived) -> Iterator[Decision]:
    """What a person does on a day, and each decision it brings."""
    if lived.silent:
        yield history.decide(lived.day, "tick")
        return
    for day in range(lived.day - lived.others, lived.day + 1):
        history.add(day, Visited())
        yield history.decide(day, "arrive")
    if lived.flare != (history.record.flare_since is not None):
        history.add(lived.day, FlareReported(going_on=lived.flare))
        yield history.decide(lived.day, "flare")
    history.add(lived.day, *_saved(history, lived))
    for step in lived.steps:
        module = list(history.record.modules)[-1]
        history.add(lived.day, LessonRead(module=module, step=step, variant="full"))
    if lived.answers:
        history.add(lived.day, *checked_in(history, lived))
    yield history.decide(lived.day, "check_in" if lived.answers else "arrive")


def _saved(history: History, lived: Lived) -> Iterator[ExerciseSaved]:
    for seconds in lived.seconds:
        yield _exercise("practice_log", {"minutes": seconds / 60})
    kinds = dict.fromkeys(kind for kind, _ in lived.learned)
    for kind in kinds:
        yield _exercise(kind, {s: v for (of, s), v in lived.learned.items() if of == kind})
    if lived.log is None:
        return
    amounts = _LOGS[lived.log]
    for n, amount in enumerate(amounts, start=1 - len(amounts)):
        on = history.date(lived.day) + timedelta(days=n)
        answers = {"day": on.isoformat(), "amount": amount, "unit": "minutes", "quota": 8}
        yield _exercise("activity_log", {}, answers)


def _exercise(
    kind: str, scores: dict[str, float], answers: dict[str, object] | None = None
) -> ExerciseSaved:
    return ExerciseSaved.model_validate(
        {
            "module": None,
            "step": StepId(f"tool-{kind.replace('_', '-')}"),
            "kind": kind,
            "answers": answers or {},
            "scores": scores,
        }
    )


def _follow(history: History, lived: Lived, latest: Decision) -> Iterator[Decision]:
    """Go the way that was meant, declining what is offered on the way. A light week comes with
    any decision of the day."""
    wanted = lived.move.module if lived.move is not None else None
    if wanted is None:
        begun = [on for on, _ in history.record.light_weeks]
        if begun[-1:] != [history.date(lived.day)]:
            raise Otherwise(f"no light week begins on day {lived.day}")
        return
    for _ in range(_DECLINES):
        outcome = latest.outcome
        if isinstance(outcome, OpenModule) and outcome.module == wanted:
            break
        latest = _choose(history, lived.day, latest, wanted)
        yield latest
    else:
        raise Otherwise(f"{wanted} never comes on day {lived.day}")
    yield _through(history, lived, outcome)


def _choose(history: History, day: int, latest: Decision, wanted: ModuleId) -> Decision:
    outcome = latest.outcome
    made = history.record.latest
    branches: tuple[ModuleId, ...] = ()
    if isinstance(outcome, OfferChoice):
        branches = outcome.branches
    elif isinstance(outcome, OpenModule) and outcome.module not in history.plan.core:
        branches = (outcome.module,)
    if made is None or not branches:
        raise Otherwise(f"{outcome.outcome} on day {day} instead of {wanted}")
    chosen = wanted if wanted in branches else None
    history.add(day, Chosen(decision=made.event, module=chosen))
    return history.decide(day, "choice")


def _through(history: History, lived: Lived, outcome: OpenModule) -> Decision:
    """Open a module and complete it the same day, unless it is left open or takes longer."""
    module, variant = outcome.module, outcome.variant
    history.add(lived.day, ModuleOpened(module=module, variant=variant, iteration=1))
    if lived.stays or lived.takes:
        return history.decide(lived.day, "arrive")
    history.add(lived.day, ModuleCompleted(module=module, variant=variant, iteration=1))
    return history.decide(lived.day, "module")


def _complete(history: History, opened: Lived) -> None:
    """Complete the module that was opened some days before."""
    day, (module, state) = opened.day + opened.takes, list(history.record.modules.items())[-1]
    history.add(day, Visited())
    history.decide(day, "arrive")
    history.add(day, ModuleCompleted(module=module, variant=state.variant, iteration=1))
    history.decide(day, "module")


def declining(history: History, day: int, latest: Decision) -> Iterator[Decision]:
    """Every further decision of a day on which all that is offered is declined."""
    for _ in range(_DECLINES):
        outcome = latest.outcome
        opened = isinstance(outcome, OpenModule) and outcome.module not in history.plan.core
        made = history.record.latest
        if made is None or not (opened or isinstance(outcome, OfferChoice)):
            return
        history.add(day, Chosen(decision=made.event, module=None))
        latest = history.decide(day, "choice")
        yield latest
