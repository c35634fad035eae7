"""Small programs with rules drawn at random, and people who live in them at random. For more of
them than the tests try: `python -m tests.random_programs FIRST LAST`."""

import random
import sys
from dataclasses import dataclass, field

from pydantic import TypeAdapter

from program.adapt.plan import Occasion, Plan
from program.adapt.rules import Randomise
from program.adapt.schedule import asking_of, check_in, make_check_in, week_of
from program.adapt.verify import verify
from program.adapt.verify.history import History
from program.adapt.verify.lived import Life
from program.events import (
    CheckInSaved,
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
    ScoreValue,
    Visited,
)
from program.ids import InstrumentId, ModuleId, ScaleId, StepId
from program.record import Record

_PLAN = TypeAdapter(Plan)
_ALWAYS = ["start", "first_week", "weekly", "middle", "end", "booster"]
_SCALES = {
    "pain": {"higher": "worse", "reliable": 2.0, "bands": [["some", 2], ["much", 6]],
             "asked_at": _ALWAYS},
    "phq2": {"higher": "worse", "highest": 6.0, "part_of": ["phq8"], "asked_at": _ALWAYS},
    "phq8": {"higher": "worse", "short_from": 3, "asked_at": _ALWAYS},
    "worry": {"higher": "worse", "asked_at": ["start", "middle", "end"]},
    "free": {"higher": "better"},
}  # fmt: skip
_OPS = ("<", "<=", ">", ">=")
_POINTS = (0.0, 1.0, 2.0, 3.0, 5.0, 7.0, 8.0, 9.0, 10.0)
_FRESH = (3, 7, 8, 14, 16, 30, 60)
_COUNTS = ("modules_completed", "branches_opened", "light_weeks_running", "visits", "practices")
_SINCE = ("enrolled", "last_visit", "last_contact", "last_completed", "flare")
_ACTIONS = (
    {"do": "hold"}, {"do": "light_week"}, {"do": "light_week"}, {"do": "light_variant"},
    {"do": "say"}, {"do": "signal", "level": "amber"}, {"do": "support", "direction": "up"},
    {"do": "offer", "module": "x"}, {"do": "offer", "module": "y"},
    {"do": "open", "module": "x"}, {"do": "open", "module": "y"},
    {"do": "bring_forward", "module": "c"},
    {"do": "randomise", "seed": "drawn", "arms": [
        {"id": "with", "chance": 0.5, "then": {"do": "offer", "module": "x"}},
        {"id": "other", "chance": 0.3, "then": {"do": "open", "module": "y"}},
        {"id": "without", "chance": 0.2},
    ]},
)  # fmt: skip


def a_program(seed: int) -> Plan:
    """Two to four modules, two branches, and one to three rules."""
    draw = random.Random(seed)
    core = ["a", "b", "c", "d"][: draw.choice([2, 3, 3, 4])]
    actions = [a for a in _ACTIONS if a.get("module") != "c" or "c" in core]
    rules = [
        {"id": f"r{n}", "when": _condition(draw), "then": draw.choice(actions)}
        for n in range(draw.choice([1, 2, 2, 3]))
    ]
    return _PLAN.validate_python(
        {
            "program": "drawn",
            "core": core,
            "movable": {"c"} & {*core},
            "branches": [
                {"module": "x", "area": None, "after": draw.choice(["a", None])},
                {"module": "y", "area": None, "after": draw.choice(["a", "b", "x"])},
            ],
            "boosters": [{"module": "again", "weeks": 3}] if draw.random() < 0.4 else [],
            "middle_week": draw.choice([2, 4]),
            "branches_between": draw.choice([1, 1, 2]),
            "scales": _SCALES,
            "rules": rules,
        }
    )


def _condition(draw: random.Random, depth: int = 0) -> dict:
    kind = draw.random()
    if depth < 2 and kind < 0.35:
        parts = [_condition(draw, depth + 1) for _ in range(draw.choice([2, 2, 3]))]
        return {"ask": draw.choice(["all", "all", "any"]), "of": parts}
    if depth < 2 and kind < 0.42:
        return {"ask": "not", "of": _condition(draw, depth + 1)}
    return draw.choice(_leaves(draw))


def _leaves(draw: random.Random) -> list[dict]:
    op, days = draw.choice(_OPS), draw.choice([0, 1, 3, 6, 7, 8, 14, 21, 28, 60])
    of = {"scale": draw.choice([*_SCALES]), "within_days": draw.choice(_FRESH)}
    since, points = draw.choice(["baseline", "previous"]), draw.choice(_POINTS)
    moved, percent = draw.choice([-8.0, -3.0, 0.0, 3.0, 8.0]), draw.choice([-50.0, 0.0, 30.0])
    return [
        {"ask": "latest", **of, "op": op, "value": points},
        {"ask": "row", **of, "n": draw.choice([2, 3, 4]), "op": op, "value": points},
        {"ask": "change", **of, "since": since, "op": op, "value": moved},
        {"ask": "change", **of, "since": since, "op": op, "value": percent, "percent": True},
        {"ask": "band", "scale": "pain", "within": ["some"], "within_days": of["within_days"]},
        {"ask": "age", "scale": of["scale"], "op": op, "days": days},
        {"ask": "days_since", "what": draw.choice(_SINCE), "op": op, "days": days},
        {"ask": "count", "what": draw.choice(_COUNTS), "op": op, "value": draw.randint(0, 5)},
        {"ask": "dose", "days": draw.choice([1, 7, 28]), "op": op, "minutes": points * 4},
        {
            "ask": "learned",
            "kind": "my_goal",
            "score": "goal_rating",
            "op": op,
            "value": points,
        },
        {"ask": "completed", "module": draw.choice(["a", "b", "x", "y"])},
        {"ask": "done", "step": draw.choice(["one", "two"])},
        {"ask": "pattern", "of": draw.choice(["boom_bust", "under_activity"])},
        {"ask": "flare"},
    ]


@dataclass
class Met:
    """What people met in a program."""

    followed: set[str] = field(default_factory=set)
    """Rules."""
    opened: set[str] = field(default_factory=set)
    """Modules."""


class Walker:
    """Somebody who comes on some days and does this and that."""

    def __init__(
        self, plan: Plan, seed: str, met: Met, history: type[History] = History
    ) -> None:
        self._plan, self._draw, self._met = plan, random.Random(seed), met
        arms = {
            (rule.id, point): self._draw.choice(rule.then.arms).id
            for rule in plan.rules
            if isinstance(rule.then, Randomise)
            for point in range(len(plan.modules))
        }
        self._history, self._day = history(plan, Life((), arms)), 0
        self._like, self._eager = self._draw.random(), self._draw.choice([0.3, 0.7, 0.95])
        self._open: ModuleId | None = None

    @property
    def _record(self) -> Record:
        return self._history.record

    def live(self) -> None:
        for _ in range(self._draw.choice([10, 20, 40])):
            self._day += self._draw.choice([0, 1, 1, 2, 3, 6, 7, 7, 7, 8, 14, 30])
            if self._maybe(0.8):
                self._come()

    def _maybe(self, chance: float) -> bool:
        return self._draw.random() < chance

    def _add(self, occasion, *facts) -> Decision:
        """Keep facts; what is decided then."""
        self._history.add(self._day, *facts)
        made = self._history.decide(self._day, occasion)
        used = {trace.rule for trace in made.trace if trace.answer == "yes" and trace.used}
        self._met.followed |= used | {draw.rule for draw in made.draws if draw.arm}
        return made

    def _come(self) -> None:
        self._add("arrive", Visited())
        if self._maybe(0.2):
            self._add("flare", FlareReported(going_on=self._record.flare_since is None))
        if self._maybe(self._eager):
            self._check_in()
        if self._maybe(0.2):
            self._add("check_in", self._scored("weekly", ScaleId("free"), self._value()))
        if self._maybe(0.3):
            minutes = self._draw.choice([0.5, 5.0, 12.0, 45.0])
            self._add("arrive", _exercise("practice_log", {"minutes": minutes}))
        if self._maybe(0.2):
            rated = self._draw.choice([0.0, 3.0, 8.0])
            self._add("arrive", _exercise("my_goal", {"goal_rating": rated}))
        for _ in range(self._draw.randint(0, 4)):
            self._go_on()

    def _check_in(self) -> None:
        occasion = self._due()
        if occasion is None:
            return
        plan, on = self._plan, self._history.date(self._day)
        asking = asking_of(self._record, occasion)
        asks = make_check_in(plan, self._record, on, occasion, with_phq9=False).asks
        short, facts = any(ask.short for ask in asks), []
        for scale, value in self._answers(short).items():
            if asking in (plan.scales[scale].asked_at or ()):
                facts.append(self._scored(occasion, scale, value))
        saved = CheckInSaved(occasion=occasion, week=week_of(self._record, on))
        self._add("check_in", *facts, saved)

    def _due(self) -> Occasion | None:
        first = self._record.modules.get(self._plan.core[0])
        if not self._record.check_ins and (first is None or not first.first_completed):
            return "start" if self._open == self._plan.core[0] else None
        on = self._history.date(self._day)
        due = check_in(self._plan, self._record, on, with_phq9=False)
        return due.occasion if due else None

    def _answers(self, short: bool) -> dict[ScaleId, float | None]:
        """To whatever may be asked; of mood as its first questions, the rest of it between 0
        and 4 more, allow."""
        two, eight = ScaleId("phq2"), ScaleId("phq8")
        given = {s: None if self._maybe(0.15) else self._value() for s in self._plan.scales}
        first, mood = given[two], given[eight]
        if first is not None:
            given[two] = first = min(6.0, first)
            if mood is not None:
                given[eight] = mood = min(first + 4, max(first, mood))
        if short and (mood is None or min(mood, mood if first is None else first) < 3):
            del given[eight]
        return given

    def _value(self) -> float:
        if self._maybe(0.5):
            return self._draw.choice(_POINTS)
        return float(round(min(10, max(0, self._draw.gauss(10 * self._like, 2)))))

    def _scored(
        self, occasion: Occasion, scale: ScaleId, value: float | None
    ) -> InstrumentAnswered:
        bands = self._plan.scales[scale].bands
        reached = [name for name, begins in bands if value is not None and value >= begins]
        score = ScoreValue(
            scale=scale, value=value, answered=1, of=1, band=reached[-1] if reached else None
        )
        return InstrumentAnswered(
            instrument=InstrumentId(scale), occasion=occasion, items={}, scores=(score,),
            scorer="1",
        )  # fmt: skip

    def _go_on(self) -> None:
        made = self._history.decide(self._day, "arrive")
        if self._open is not None:
            self._work(self._open)
            return
        outcome = made.outcome
        if isinstance(outcome, OfferChoice):
            chosen = self._draw.choice([*outcome.branches, None])
            decision = self._record.latest.event
            outcome = self._add("choice", Chosen(decision=decision, module=chosen)).outcome
        if isinstance(outcome, OpenModule):
            self._open = outcome.module
            self._met.opened.add(outcome.module)
            opened = ModuleOpened(module=self._open, variant=outcome.variant, iteration=1)
            self._add("arrive", opened)

    def _work(self, module: ModuleId) -> None:
        variant = self._record.modules[module].variant
        if self._maybe(0.3):
            step = StepId(self._draw.choice(["one", "two"]))
            self._add("arrive", LessonRead(module=module, step=step, variant="full"))
        if self._maybe(0.6):
            self._open = None
            self._add("module", ModuleCompleted(module=module, variant=variant, iteration=1))


def _exercise(kind: str, scores: dict[str, float]) -> ExerciseSaved:
    return ExerciseSaved.model_validate(
        {"module": None, "step": "tool", "kind": kind, "answers": {}, "scores": scores}
    )


def told_wrong(seed: int, people: int) -> list[str]:
    """What the proof of a program says and its people do not, and where it misreads the
    engine."""
    plan, met = a_program(seed), Met()
    found = verify(plan)
    for n in range(people):
        Walker(plan, f"{seed}/{n}", met).live()
    wrong = [one.message for one in found if one.code == "engine-disagrees"]
    for one in found:
        if one.code in ("never-fires", "shadowed") and one.about in met.followed:
            wrong.append(f"{one.code} {one.about}: somebody met it")
        if one.code == "never-reached" and one.about in met.opened:
            wrong.append(f"{one.about}: somebody came to it")
    return wrong


if __name__ == "__main__":
    for number in range(*map(int, sys.argv[1:3])):
        if wrong := told_wrong(number, people=60):
            print(number, *wrong, flush=True)
