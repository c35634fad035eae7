"""What is kept of an exercise is the same once it is read again, whatever the kind."""

import pytest

from program.events import ExerciseSaved, keep_text
from program.fields import split
from program.ids import StepId
from program.service.exercise_kept import Answered, Answering, add_exercise
from tests.clinic import ANA, PATIENT, Small
from tests.test_exercise_kinds import every_placed_kind, some_entries


@pytest.fixture(scope="module")
def small():
    """Ana is enrolled; nothing of what is added here is kept."""
    return Small().enrol()


@every_placed_kind
@pytest.mark.parametrize("seed", range(4))
def test_a_fact_made_of_checked_answers_is_read_again_as_it_was_written(
    kind, spec, seed, small
):
    turn = small.clinic.turn(ANA, PATIENT)
    for entry in some_entries(kind, spec, seed, most=3):
        plain, words = split(kind.pages(spec), entry.answers)
        texts = {path: keep_text(body, "salt") for path, body in words.items()}
        about = Answering(kind, None, StepId("x"), None)
        add_exercise(turn, about, Answered(entry.answers, plain, texts))
    for stamp in turn.stamps:
        written = stamp.fact.model_dump_json()
        assert ExerciseSaved.model_validate_json(written).model_dump_json() == written
