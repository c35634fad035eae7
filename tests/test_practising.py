"""Practising: who is asked what, what is swapped for what, and that a therapist hears of it."""

from dataclasses import replace
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from program.events import ExerciseSaved
from program.ids import PracticeId, StepId
from program.modules.folder import read_folder, recording, recordings
from program.safety import cautions
from program.service.exercises import Unanswered, asking, save_exercise, task
from program.service.player import open_step
from program.service.practising import asks, gentler_now, passed_over, practice_of
from program.service.tool_steps import met as met_tools
from program.service.tool_steps import practice_tool, waits
from program.service.tools import open_tool, tools, use_tool
from program.web.recordings import Recordings
from tests.clinic import ANA, PATIENT, Small
from tests.test_careful import met

BREATH = PracticeId("slow-breathing")
STEP = StepId("w-slow-breathing")
CALM = {"before": 6, "seconds": 75, "after": 4}
UPSET = {**CALM, "unsettling": "yes", "swap": "grounding"}


def begun(**intake: str) -> Small:
    small = met(**intake)
    small.open_welcome()
    return small


def practise(small: Small, tool: str = BREATH, **answers: object) -> None:
    key = f"k{len(small.events())}"
    use_tool(small.clinic, PATIENT, ANA, practice_tool(tool), key, {**CALM, **answers})


def today(small: Small):
    return small.clinic.turn(ANA, PATIENT).on


def unsettled(small: Small) -> list[str]:
    raised = small.clinic.record(ANA).signals.values()
    return [r.signal.level for r in raised if r.signal.kind == "unsettled"]


def test_anything_unsettling_is_asked_the_first_time_with_each_practice_and_not_again():
    small = begun()
    with pytest.raises(Unanswered):
        practise(small)
    practise(small, unsettling="no")
    practise(small)
    with pytest.raises(Unanswered):
        practise(small, "grounding")


def test_who_has_been_asked_can_still_say_that_something_came_up():
    small = begun()
    practise(small, unsettling="no")
    step = small.program.modules["welcome"].step(STEP)
    pages = asking(step, small.clinic.record(ANA), small.program, today(small)).pages
    page = pages[-1]
    assert (page.fields[1].id, page.fields[1].behind) == ("unsettling", "Something came up")
    practise(small, unsettling="yes")
    assert unsettled(small) == ["amber"]


def test_a_yes_is_signalled_in_the_same_append_as_the_answer():
    small = begun()
    save_exercise(small.clinic, PATIENT, ANA, "welcome", STEP, "k1", UPSET)
    saved = next(e for e in small.events() if isinstance(e.fact, ExerciseSaved))
    signal = next(e for e in small.events() if e.fact.fact == "signal_raised")
    assert (signal.batch, signal.key) == (saved.batch, saved.key)
    assert signal.fact.values == {"practice": "Slow breathing"}
    assert signal.fact.sources == (saved.id,)


def test_the_same_answers_sent_twice_signal_once_though_the_practice_is_another_now():
    small = begun()
    for _ in range(2):
        save_exercise(small.clinic, PATIENT, ANA, "welcome", STEP, "k1", UPSET)
    assert unsettled(small) == ["amber"]


@pytest.mark.parametrize(
    ("swap", "next_time"),
    [("grounding", "grounding"), ("sounds", "observing-sounds"), ("keep", BREATH)],
)
def test_what_is_chosen_in_its_place_comes_next_time_and_is_offered_now(swap, next_time):
    small = begun()
    practise(small, unsettling="yes", swap=swap)
    record = small.clinic.record(ANA)
    assert practice_of(BREATH, record, small.program) == next_time
    now = gentler_now(record, small.program, "en")
    assert (now.tool if now else None) == (practice_tool(next_time) if swap != "keep" else None)


def test_the_module_says_why_another_practice_is_there_and_leads_to_the_first_one():
    small = begun()
    practise(small, unsettling="yes", swap="grounding")
    found = open_step(small.clinic, PATIENT, ANA, "welcome", STEP, "en")
    assert found.practice[0].id == "grounding"
    assert found.passed_over.title == "Slow breathing"
    tool = open_tool(small.clinic, PATIENT, ANA, found.passed_over.tool, "en")
    assert tool.practice[0].id == BREATH


def test_a_calm_time_with_it_later_brings_the_practice_back():
    small = begun()
    practise(small, unsettling="yes", swap="grounding")
    assert asks(BREATH, small.clinic.record(ANA), small.program)
    practise(small, unsettling="no")
    record = small.clinic.record(ANA)
    assert practice_of(BREATH, record, small.program) == BREATH
    step = small.program.modules["welcome"].step(STEP)
    assert passed_over(step, record, small.program, "en") is None


def test_entries_from_before_the_practice_was_noted_still_count():
    small = begun()
    practise(small, unsettling="yes", swap="sounds")
    record = small.clinic.record(ANA)
    (saved,) = record.kind("practice_log")
    old = replace(saved, fact=saved.fact.model_copy(update={"practice": None}))
    before = replace(record, kinds={**record.kinds, "practice_log": (old,)})
    assert practice_of(BREATH, before, small.program) == "observing-sounds"


def test_every_practice_of_the_program_is_among_the_tools_with_its_lengths():
    small = begun()
    found = tools(small.clinic, PATIENT, ANA, "en")
    listed = {tool.id: tool.minutes for tool in (found.grounding, *found.practices)}
    assert listed == {
        practice_tool(name): practice.file.minutes
        for name, practice in small.program.practices.items()
    }


def test_a_practice_that_moves_waits_for_new_warning_signs():
    small = begun(intake__red_flags=["leg_weakness"])
    program, record = small.program, small.clinic.record(ANA)
    breath = program.practices[BREATH]
    moving = replace(breath, file=breath.file.model_copy(update={"moves": True}))
    other = replace(program, practices={**program.practices, BREATH: moving})
    assert practice_of(BREATH, record, program) == BREATH
    assert practice_of(BREATH, record, other) == "grounding"
    assert waits(met_tools(record, other)[practice_tool(BREATH)], cautions(record), other)


def test_the_length_of_a_step_is_one_that_its_practice_offers():
    small = begun()
    practise(small, unsettling="yes", swap="sounds")
    step = small.program.modules["welcome"].step(STEP)
    asked = task(step, small.clinic.record(ANA), small.program, today(small))
    assert asked.spec.minutes in small.program.practices["observing-sounds"].file.minutes


def clinic_with(folder: Path, *names: str) -> Path:
    (folder / "practices").mkdir()
    for name in names:
        (folder / "practices" / name).write_bytes(b"sound" * 100)
    return folder


def test_a_recording_beside_the_script_is_found_by_its_length_and_language(tmp_path):
    folder = clinic_with(
        tmp_path, "slow-breathing.en.mp3", "slow-breathing.5.en.ogg", "slow-breathing.es.mp3"
    )
    file = begun().program.practices[BREATH].file
    assert recordings(folder, file, "en") == {
        file.minutes[0]: "slow-breathing.en.mp3",
        5: "slow-breathing.5.en.ogg",
    }
    assert read_folder(folder) == {}


def test_a_recording_is_sent_in_parts_and_nothing_else_is(tmp_path):
    folder = clinic_with(tmp_path, "slow-breathing.en.mp3", "secret.yaml")
    answer = Recordings(folder).answer
    client = TestClient(Starlette(routes=[Route("/recording/{name}", answer)]))
    part = client.get("/recording/slow-breathing.en.mp3", headers={"range": "bytes=0-4"})
    assert (part.status_code, part.content) == (206, b"sound")
    assert part.headers["content-type"] == "audio/mpeg"
    for name in ("secret.yaml", "..%2Fsecret.en.mp3", "other.en.mp3"):
        assert client.get(f"/recording/{name}").status_code == 404
    assert recording(folder, "../practices/slow-breathing.en.mp3") is None
