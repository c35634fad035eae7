"""The proof and the schedule of check-ins read the same: what is asked on a day, and on which
days nothing is."""

from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import accumulate

import z3
from hypothesis import given, settings
from hypothesis import strategies as st

from program.adapt.verify import verify
from program.adapt.verify.history import Otherwise
from program.adapt.verify.lived import Life, Lived
from program.adapt.verify.moment import most_answers
from program.adapt.verify.playing import play
from program.adapt.verify.standing import Standing
from program.adapt.verify.ways import Move
from program.ids import ParticipantId, ProgramId, ScaleId, StepId
from program.modules.program import make_plan
from program.modules.spec import CheckInStep
from program.record import Record, apply
from program.simulate.mix import read_mix
from program.simulate.player import Cohort, Player
from tests.bad_rules import read_plan
from tests.test_verify import PROGRAMS
from tests.verify_lives import put_to_the_proof

OCCASIONS = """
program: asked
core: [a, b]
middle_week: 3
boosters: [{module: again, weeks: 3}, {module: later, weeks: 6}]
scales:
  pain: {higher: worse, asked_at: [start, first_week, weekly, middle, end, booster]}
  phq8: {higher: worse, short_from: 3,
    asked_at: [start, first_week, weekly, middle, end, booster]}
  phq2: {higher: worse, highest: 5, part_of: [phq8],
    asked_at: [start, first_week, weekly, middle, end, booster]}
  worry: {higher: worse, asked_at: [start, middle, end]}
  hope: {higher: better, asked_at: [start, first_week, middle, end]}
  better: {higher: better, asked_at: [middle, end, booster]}
rules:
- id: asks
  when:
    ask: any
    of:
    - {ask: latest, scale: pain, op: ">=", value: 5.0}
    - {ask: latest, scale: phq8, op: ">=", value: 5.0}
    - {ask: latest, scale: phq2, op: ">=", value: 5.0}
    - {ask: latest, scale: worry, op: ">=", value: 5.0}
    - {ask: latest, scale: hope, op: ">=", value: 5.0}
    - {ask: latest, scale: better, op: ">=", value: 5.0}
  then: {do: say}
"""
PLAN = read_plan(OCCASIONS)
NAMES = tuple(ScaleId(name) for name in ("pain", "phq8", "phq2", "worry", "hope", "better"))
VALUES = {ScaleId("phq2"): [2, 3, 4]}
GAPS = st.sampled_from([7, 8, 14, 21])


@st.composite
def answering(draw, names: tuple[ScaleId, ...]) -> Life:
    """Somebody who answers this and that on some days, a week apart at least, whether it is
    asked or not; the last day may come sooner."""
    count = draw(st.integers(1, 5))
    gaps = [0, *(draw(GAPS) for _ in range(count - 1))]
    if count > 1:
        gaps[-1] = draw(GAPS | st.integers(1, 6))
    moves = [Move("open", module) for module in PLAN.core]
    days = []
    for n, on in enumerate(accumulate(gaps)):
        opens = n + 1 < count and moves and draw(st.booleans())
        move = moves.pop(0) if opens else None
        answers = {name: float(draw(st.sampled_from(VALUES.get(name, [2, 3, 8]))))
                   for name in names if draw(st.booleans())}  # fmt: skip
        days.append(Lived(on, move, False, False, 0, answers, False, (), {}, (), None))
    return Life(tuple(days), {})


@settings(max_examples=200)
@given(answering(NAMES))
def test_the_proof_takes_the_answers_that_a_check_in_asks_for_and_no_others(life):
    _agree(life)


@settings(max_examples=100)
@given(answering(NAMES[1:3]))
def test_in_a_short_week_the_proof_takes_a_mood_that_was_asked_for_in_full(life):
    _agree(life)


def test_in_a_short_week_mood_is_whole_only_of_those_whose_first_answers_call_for_it():
    first, mood = ScaleId("phq2"), ScaleId("phq8")
    for answers, asked in (({first: 3.0, mood: 3.0}, True), ({first: 2.0, mood: 6.0}, False)):
        welcome = Lived(0, Move("open", PLAN.core[0]), False, False, 0, {first: 2.0, mood: 2.0},
                        False, (), {}, (), None)  # fmt: skip
        week = replace(welcome, day=7, move=None, answers=answers)
        life = Life((welcome, week), {})
        assert _asked(life) == asked
        _agree(life)


def test_each_booster_has_its_check_in_from_its_own_day_on():
    """Three and six weeks after the end. `worry` is asked at the end and at no booster."""
    first, second = (Move("open", module) for module in PLAN.core)
    days = [_answers(0, first), _answers(7, second)]
    asked = [(27, "worry", True), (28, "worry", False), (28, "better", True),
             (48, "better", False), (49, "better", True)]  # fmt: skip
    for day, scale, due in asked:
        answers = _answers(day, None, **{scale: 2.0})
        life = Life((*days, answers), {})
        assert _asked(life) == due
        _agree(life)
        if (day, scale) == (28, "better"):
            days.append(answers)


def _answers(day: int, move: Move | None, **answers: float) -> Lived:
    given = {ScaleId(name): value for name, value in answers.items()}
    return Lived(day, move, False, False, 0, given, False, (), {}, (), None)


def _agree(life: Life) -> None:
    solver = z3.Solver()
    solver.add(*put_to_the_proof(PLAN, life).bounds)
    assert (solver.check() == z3.sat) == _asked(life)


def _asked(life: Life) -> bool:
    try:
        play(PLAN, life)
    except Otherwise:
        return False
    return True


def test_what_is_asked_at_a_check_in_can_be_asked_for_by_a_rule_and_is_shown():
    rules = {
        "at-first": "{ask: latest, scale: worry, op: '>=', value: 5.0}",
        "half-way": "{ask: change, scale: worry, since: baseline, op: '>=', value: 5.0}",
        "later": "{ask: latest, scale: better, op: '>=', value: 5.0}",
        "hopeful": "{ask: row, scale: hope, n: 3, op: '>=', value: 5.0}",
    }
    lines = [f"- {{id: {i}, when: {w}, then: {{do: say}}}}" for i, w in rules.items()]
    text = OCCASIONS.partition("rules:")[0] + "longest_weeks: 9\nrules:\n" + "\n".join(lines)
    assert verify(read_plan(text)) == ()


def test_shipped_programs_say_of_every_scale_when_it_is_asked():
    for program in PROGRAMS.values():
        asked = {scale: facts.asked_at for scale, facts in program.plan.scales.items()}
        assert asked["peg"] == PLAN.scales[ScaleId("pain")].asked_at
        assert asked["gad7"] == {"start", "middle", "end"}
        assert all(asked.values())
        shared = {s: facts.part_of for s, facts in program.plan.scales.items() if facts.part_of}
        assert shared == {"phq2": {"phq8", "phq9"}, "gad2": {"gad7"}}


def test_a_check_in_of_another_module_may_ask_on_any_day():
    program = PROGRAMS[ProgramId("pain-and-mood")]
    last = program.modules[program.plan.core[-1]]
    again = CheckInStep(
        id=StepId("k-how"), step="check_in", occasion="middle", role="do", minutes=5
    )
    modules = {**program.modules, last.id: replace(last, steps=(again, *last.steps))}
    plan = make_plan(program.file, program.rules, modules, program.instruments)
    assert {facts.asked_at for facts in plan.scales.values()} == {None}


def test_nobody_answers_more_often_than_the_proof_reckons_with():
    program = PROGRAMS[ProgramId("pain-and-mood")]
    player = Player(Cohort(program, read_mix(), 12, 30, seed=3))
    seldom = {scale: facts for scale, facts in program.plan.scales.items() if facts.seldom}
    most: Counter[ScaleId] = Counter()
    for n in range(1, 13):
        who, record = ParticipantId(f"s-{n:06d}"), Record()
        _, _, clinic = player.play(who)
        for event in clinic.stores.events.read(who):
            record = apply(record, event)
            if record.enrolled is None:
                continue
            done = frozenset(m for m, s in record.modules.items() if s.first_completed)
            days = z3.IntVal((date.fromisoformat(event.local_date) - record.enrolled).days)
            for scale, facts in seldom.items():
                answered = len(record.values(scale))
                allowed = most_answers(Standing(program.plan, done), facts, days)
                assert answered <= z3.simplify(z3.IntVal(0) + allowed).as_long()
                most[scale] = max(most[scale], answered)
    assert most[ScaleId("gad7")] == 3
