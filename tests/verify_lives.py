"""Questions of every kind, and what somebody might do on a few days, drawn at random."""

from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

import z3
from hypothesis import strategies as st

from program.adapt.plan import Plan
from program.adapt.rules import RULES
from program.adapt.verify.calls import Calls
from program.adapt.verify.course import Course
from program.adapt.verify.lived import Life, Lived
from program.adapt.verify.of_scale import Says
from program.adapt.verify.playing import play
from program.adapt.verify.uses import uses_of
from program.adapt.verify.values import every, unit
from program.adapt.verify.ways import Move
from program.ids import ScaleId
from tests.bad_rules import read_plan

WORDED = """
program: asked
core: [a, b]
branches: [{module: x, area: null, after: a}]
scales:
  pain: {higher: worse, reliable: 2.0, bands: [[some, 2], [much, 6]]}
  mood: {higher: better, step: 0.25, lowest: -2.0, highest: 8.0, reliable: 0.5,
    bands: [[light, 0.1]]}
  tired: {higher: worse}
  peg: {higher: worse, step: 0.3333333333333333, other_steps: [0.5],
    bands: [[high, 3.3333], [higher, 6.6667]]}
"""
OPS = st.sampled_from(["<", "<=", ">", ">="])
SCALES = st.sampled_from(["pain", "mood"])
FRESH = st.integers(1, 30)


def asked(**fields: object) -> st.SearchStrategy[dict]:
    """A question with these fields, each fixed or drawn."""
    drawn = {
        k: v if isinstance(v, st.SearchStrategy) else st.just(v) for k, v in fields.items()
    }
    return st.fixed_dictionaries(drawn)


POINTS = st.integers(-24, 40).map(lambda n: n / 4)
OF_SCALE = {"scale": SCALES, "within_days": FRESH}
LEAVES = st.one_of(
    asked(ask="latest", op=OPS, value=POINTS, **OF_SCALE),
    asked(ask="change", op=OPS, value=POINTS, percent=False, **OF_SCALE,
          since=st.sampled_from(["baseline", "previous"])),
    asked(ask="change", op=OPS, value=st.sampled_from([-50.0, -30.0, 0.0, 25.0, 100.0]),
          percent=True, **OF_SCALE, since=st.sampled_from(["baseline", "previous"])),
    asked(ask="row", n=st.integers(2, 3), op=OPS, value=POINTS, **OF_SCALE),
    asked(ask="reliable", direction=st.sampled_from(["better", "worse"]), **OF_SCALE),
    asked(ask="band", scale="pain", within_days=FRESH,
          within=st.sampled_from([["some"], ["much"], ["some", "much"]])),
    asked(ask="age", scale=SCALES, op=OPS, days=st.integers(0, 30)),
    asked(ask="days_since", op=OPS, days=st.integers(0, 30),
          what=st.sampled_from(["enrolled", "last_visit", "last_contact", "last_completed",
                                "flare"])),
    asked(ask="count", op=OPS, value=st.integers(0, 6),
          what=st.sampled_from(["modules_completed", "branches_opened", "visits", "practices",
                                "light_weeks_running"])),
    asked(ask="dose", days=st.integers(1, 30), op=OPS,
          minutes=st.sampled_from([0.0, 10.0, 39.5, 40.0])),
    asked(ask="learned", kind="my_goal", score="small_enough", op=OPS,
          value=st.sampled_from([0.0, 3.0, 7.5])),
    asked(ask="completed", module=st.sampled_from(["a", "b", "x"])),
    asked(ask="done", step=st.sampled_from(["one", "two"])),
    asked(ask="flare"),
    asked(ask="pattern", of=st.sampled_from(["boom_bust", "under_activity"])),
)  # fmt: skip
CONDITIONS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        asked(ask="not", of=inner),
        asked(ask="all", of=st.lists(inner, min_size=1, max_size=3)),
        asked(ask="any", of=st.lists(inner, min_size=1, max_size=3)),
    ),
    max_leaves=4,
)


def asking(condition: dict, *leading: dict) -> Plan:
    """A plan whose first rule asks this and changes nothing; others may lead on the way."""
    plan = read_plan(WORDED)
    rules = [{"id": "asks", "when": condition, "then": {"do": "say"}}, *leading]
    return Plan(**{**vars(plan), "rules": RULES.validate_python(rules)})


@st.composite
def lives(draw, plan: Plan) -> Life:
    """What somebody might do on a few days; core modules open on the first ones."""
    uses = uses_of(plan, plan.rules)
    days, on = [], 0
    moves = draw(st.integers(0, 2))
    logs = draw(st.sampled_from(["boom_bust", "under_activity", "even", None]))
    count = draw(st.integers(moves + 1, 4))
    for n in range(count):
        gap = draw(st.integers(7, 20)) if n else draw(st.integers(0, 3))
        on += gap
        move = Move("open", plan.core[n]) if n < moves else None
        if n + 1 == count and draw(st.booleans()):
            days.append(Lived(on, None, False, True, 0, {}, False, (), {}, (), None))
            break
        days.append(
            Lived(
                on,
                move,
                False,
                False,
                draw(st.integers(0, min(2, max(0, gap - 1)))),
                {s: draw(values(plan, s)) for s in uses.scales if draw(st.booleans())},
                draw(st.booleans()),
                tuple(draw(st.lists(st.integers(0, 40), max_size=2))),
                {key: draw(st.sampled_from([0.0, 3.0, 8.0])) for key in uses.learned
                 if draw(st.booleans())},
                tuple(s for s in uses.steps if 0 < n <= moves and draw(st.booleans())),
                logs if n + 1 == count or draw(st.booleans()) else None,
            )
        )  # fmt: skip
        logs = None if days[-1].log else logs
    if uses.completions:
        taking = [replace(day, takes=draw(takes(day, then))) for day, then in pairwise(days)]
        days = [*taking, days[-1]]
    return Life(tuple(days), {})


def takes(day: Lived, then: Lived) -> st.SearchStrategy[int]:
    """Days until the module that opens is complete: before the next day, or on it."""
    gap = then.day - day.day
    if day.move is None:
        return st.just(0)
    return st.integers(0, gap - then.others - 1) | st.just(0 if then.silent else gap)


def values(plan: Plan, scale: ScaleId) -> st.SearchStrategy[float]:
    facts = plan.scales[scale]
    values = [round(facts.lowest + float(n * unit(facts)), 4) for n in every(facts)]
    return st.sampled_from(values)


def same_life(course: Course, life: Life) -> list[z3.BoolRef]:
    """That a course is this life."""
    facts, on, bound = course.uses.plan.scales, 0, []
    for day, lived in zip(course.days, life.days, strict=True):
        bound += [day.gap == lived.day - on, day.others == lived.others]
        bound.append(day.takes == lived.takes)
        on = lived.day
        for scale, (there, steps) in day.answers.items():
            bound.append(there == (scale in lived.answers))
            if scale in lived.answers:
                up = lived.answers[scale] - facts[scale].lowest
                bound.append(steps == round(up / unit(facts[scale])))
        bound += [day.flare == lived.flare, day.entries == len(lived.seconds)]
        bound.append(day.seconds == sum(lived.seconds))
        for key, (there, score) in day.learned.items():
            bound.append(there == (key in lived.learned))
            bound.append(score == lived.learned.get(key, 0))
        bound += [flag == (step in lived.steps) for step, flag in day.steps.items()]
        bound += [flag == (shape == lived.log) for shape, flag in day.log.items()]
    return bound


def means(says: Says, word: str) -> z3.BoolRef:
    """When an answer is this one."""
    doubt = z3.And(z3.Not(says.yes), z3.Not(says.no))
    return {"yes": says.yes, "no": says.no, "unknown": doubt}[word]


class Asked(NamedTuple):
    """A course that is a life, and what its last moment says to the first rule of its plan."""

    bounds: list[z3.BoolRef]
    calls: Calls
    says: Says

    def allowed(self) -> set[str]:
        """The answers that the proof allows."""
        solver = z3.Solver()
        solver.add(*self.bounds)
        words = ("yes", "no", "unknown")
        return {word for word in words if solver.check(means(self.says, word)) == z3.sat}


def put_to_the_proof(plan: Plan, life: Life) -> Asked:
    """Ask the first rule of a plan at the end of a life."""
    course, met = Course(uses_of(plan, plan.rules)), []

    def last(calls: Calls) -> z3.BoolRef:
        met.append(calls)
        return z3.BoolVal(True)

    for lived in life.days[:-1]:
        course.add(lived.move, stays=lived.stays)
    course.add(want=last, silent=life.days[-1].silent, soon=True)
    bounds = [*course.bounds, *same_life(course, life)]
    return Asked(bounds, met[-1], met[-1].says(plan.rules[0]))


def put_to_the_engine(plan: Plan, life: Life) -> set[str]:
    """What the engine answers to the first rule of a plan on the last day of a life."""
    traces = play(plan, life).last[-1].trace
    return {trace.answer for trace in traces if trace.rule == plan.rules[0].id}
