"""What a person meets of their pace: today's amount with its reason, or none at all."""

from dataclasses import replace

import pytest

from program.events import SignalRaised
from program.ids import ModuleId, StepId
from program.service import directing
from program.service.check_in import INTAKE_PLACE, save_check_in
from program.service.day import day
from program.service.exercises import save_exercise, task
from program.service.pace import pace_today
from program.service.path import arrive, consent, open_module, report_flare, skip_step
from program.service.running import set_clinic, set_source
from program.service.tools import open_tool, tools, use_tool
from program.settings import Settings
from tests.clinic import ANA, PATIENT, THERAPIST, Small
from tests.make import answered
from tests.test_patient_more import opened

PACE = ModuleId("finding-your-pace")
LOG = StepId("tool-activity-log")
TRIES = [{"day": f"2026-01-0{n}", "amount": 10} for n in (5, 6, 7)]
PLAN = {
    "activity": "Walk to the park", "amount": 8, "unit": "minutes",
    "days": ["mon", "tue", "thu", "sat"], "parts": 2, "rest": 10,
}  # fmt: skip


def begun(crash: str | None = "0") -> Small:
    """Somebody for whom finding a pace is open."""
    small = Small(settings=Settings(watched=True)).enrol()
    arrive(small.clinic, PATIENT, ANA)
    consent(small.clinic, PATIENT, ANA)
    given = {**small.calm_intake(), "intake__crash": crash}
    save_check_in(small.clinic, PATIENT, ANA, INTAKE_PLACE, "k-intake", given)
    directing.direct(small.clinic, THERAPIST, ANA, "pin", "agreed", PACE)
    open_module(small.clinic, PATIENT, ANA, PACE, "full")
    return small


def paced() -> Small:
    small = begun()
    start = {"activity": "Walk to the park", "unit": "minutes", "trials": TRIES}
    keep(small, "p-where-i-start", start)
    keep(small, "p-my-pace", PLAN)
    return small


def keep(small: Small, step: str, answers: dict) -> None:
    save_exercise(small.clinic, PATIENT, ANA, PACE, StepId(step), small.clinic.token(), answers)


def adds(small: Small, fact) -> None:
    turn = small.clinic.turn(ANA, PATIENT)
    turn.add(fact)
    small.clinic.keep(turn)


def logs(small: Small, amount: float = 8, effort: int = 4) -> None:
    today = small.clinic.turn(ANA, PATIENT).on
    answers = {
        "day": today.isoformat(), "activity": "Walk", "amount": amount, "unit": "minutes",
        "planned": "yes", "quota": 8, "effort": effort, "pain": 4,
    }  # fmt: skip
    use_tool(small.clinic, PATIENT, ANA, LOG, small.clinic.token(), answers)


def shown(small: Small):
    return day(small.clinic, PATIENT, ANA, "en").pace


def test_today_shows_the_amount_its_days_and_why():
    small = paced()
    pace = shown(small)
    assert (pace.activity, pace.amount, pace.days) == (
        "Walk to the park",
        "8\u00a0min",
        (0, 1, 3, 5),
    )
    assert pace.why.startswith("Your start is 8\u00a0min.")
    assert pace.log == LOG
    (tool,) = [t for t in tools(small.clinic, PATIENT, ANA, "en").notes if t.id == LOG]
    assert tool.now == "8\u00a0min"


def test_who_plans_more_than_the_start_is_told_why_today_asks_for_less():
    small = paced()
    keep(small, "p-my-pace", {**PLAN, "amount": 12})
    why = (
        "Your start is 8\u00a0min. The same on good days and bad days; half counts. "
        "Your plan says 12\u00a0min: steady weeks can bring you there."
    )
    assert shown(small).why == why
    assert why in page(small, "module", m=PACE, s="p-my-pace")
    assert why in page(small, "progress")
    report_flare(small.clinic, PATIENT, ANA, True)
    small.later(days=3)
    assert "Your plan says" not in shown(small).why  # half is plenty, and nothing else


def finished(small: Small) -> Small:
    """The module of the pace is done, and nothing leads back into it by itself."""
    for step in small.program.modules[PACE].required:
        skip_step(small.clinic, PATIENT, ANA, PACE, step.id)
    assert small.clinic.record(ANA).modules[PACE].completed
    return small


def test_a_pace_can_be_changed_once_its_module_is_done():
    small = finished(paced())
    assert shown(small).plan == (PACE, "p-my-pace")
    assert shown(small).tries is None  # three even ones are there
    small.later(1)
    keep(small, "p-my-pace", {**PLAN, "amount": 5})
    assert shown(small).amount == "5\u00a0min"
    assert "s=p-my-pace&amp;again=1" in page(small, "today")
    assert "s=p-my-pace&amp;again=1" in page(small, "progress")


def test_a_start_from_a_guess_has_a_place_for_tries_once_its_module_is_done():
    small = begun()
    guessed = {"activity": "Walk to the park", "unit": "minutes", "guess": 10}
    keep(small, "p-where-i-start", guessed)
    keep(small, "p-my-pace", PLAN)
    finished(small)
    assert shown(small).tries == (PACE, "p-where-i-start")
    assert "Add a try" in page(small, "today")
    keep(small, "p-where-i-start", {**guessed, "trials": TRIES})
    assert shown(small).tries is None


def test_within_an_energy_limit_the_own_words_stand_on_progress_beside_the_log():
    small = begun("1")
    keep(
        small, "p-my-pace", {"activity": "Read", "signs": "Heavy legs", "how_rest": "Lie down"}
    )
    told = {"activity": "Read", "amount": 5, "unit": "minutes", "effort": 3, "pain": 4}
    today = small.clinic.turn(ANA, PATIENT).on.isoformat()
    use_tool(small.clinic, PATIENT, ANA, LOG, "k-log", {**told, "day": today})
    words = page(finished(small), "progress")
    assert "Heavy legs" in words
    assert "s=p-my-pace&amp;again=1" in words


def page(small: Small, file: str, **query: str) -> str:
    """The markup of a page of Ana's."""
    set_clinic(small.clinic)
    try:
        app = opened(small, file, **query)
        assert not app.exception
        return " ".join(str(part.value) for part in app.markdown)
    finally:
        set_source(None)


def test_a_good_week_goes_up_a_little_and_says_so_in_the_log():
    small = paced()
    for days in (1, 2, 2, 2):  # Monday, Tuesday, Thursday, Saturday
        logs(small)
        small.later(days)
    assert shown(small).why == "Up a little, to 9\u00a0min: you did 4 of 4 planned days."
    found = open_tool(small.clinic, PATIENT, ANA, LOG, "en").task
    assert found.told.said("en") == shown(small).why
    assert found.begin["quota"] == 9


def test_a_week_with_few_days_stays_the_same_and_a_silent_one_is_not_called_nothing_done():
    small = paced()
    logs(small)
    small.later(1)
    logs(small)
    small.later(6)
    assert shown(small).why == "The same as last week, 8\u00a0min: 2 of 4 planned days."
    small.later(7)
    assert shown(small).why == "The same as last week, 8\u00a0min: nothing was written down."


def test_a_flare_of_three_days_asks_for_half_and_comes_back_step_by_step():
    small = paced()
    report_flare(small.clinic, PATIENT, ANA, going_on=True)
    small.later(1)
    assert shown(small).amount == "8\u00a0min"
    small.later(1)
    assert shown(small).amount == "4\u00a0min"
    assert "half is plenty" in shown(small).why
    small.later(3)
    report_flare(small.clinic, PATIENT, ANA, going_on=False)
    assert [shown(small).why] == ["Back step by step after the flare: 4\u00a0min today."]
    small.later(2)
    assert shown(small).amount == "6\u00a0min"
    small.later(2)
    assert shown(small).amount == "8\u00a0min"
    assert shown(small).why == "The same as before, 8\u00a0min: there was a flare."


def test_a_flare_told_twice_began_the_first_time():
    small = paced()
    for going_on in (True, False, True):
        report_flare(small.clinic, PATIENT, ANA, going_on=going_on)
        small.later(4)
    first, second = small.clinic.record(ANA).flares
    assert (second[0] - first[0]).days == 8
    assert second[1] is None


@pytest.mark.parametrize("crash", ["1", None])
def test_where_energy_is_the_limit_there_is_no_amount_anywhere(crash):
    small = begun(crash)
    keep(
        small, "p-my-pace", {"activity": "Read", "signs": "Heavy legs", "how_rest": "Lie down"}
    )
    assert shown(small) is None
    assert all(not tool.now for tool in tools(small.clinic, PATIENT, ANA, "en").notes)
    log = open_tool(small.clinic, PATIENT, ANA, LOG, "en").task
    assert log.told is None
    assert "quota" not in log.begin


def test_amounts_learned_before_an_energy_limit_was_known_are_not_begun_from():
    small = paced()
    adds(small, answered("intake", {"crash": "1"}))
    assert shown(small) is None
    record = small.clinic.record(ANA)
    for module in small.program.modules.values():
        for step in module.steps:
            if step.step == "exercise":
                begin = task(
                    step, record, small.program, small.clinic.turn(ANA, PATIENT).on
                ).begin
                assert not {"quota", "amount"} & set(begin)


def test_while_new_warning_signs_wait_nothing_asks_to_move():
    small = paced()
    signal = SignalRaised(signal="red-flags-1", kind="red_flags", level="red", reason="signs")
    adds(small, signal)
    assert shown(small) is None


def test_an_author_may_let_a_pace_rise_by_half_as_much():
    small = paced()
    program = small.program
    steps = tuple(
        step.model_copy(update={"options": {"rise": 5}}) if step.id == "p-my-pace" else step
        for step in program.modules[PACE].steps
    )
    modules = {**program.modules, PACE: replace(program.modules[PACE], steps=steps)}
    slower = replace(program, modules=modules)
    for days in (1, 2, 2, 2):
        logs(small)
        small.later(days)
    on = small.clinic.turn(ANA, PATIENT).on
    assert pace_today(small.clinic.record(ANA), slower, on).amount == 8.5
    assert pace_today(small.clinic.record(ANA), program, on).amount == 9
