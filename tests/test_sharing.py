"""Words belong to the person: a therapist reads them only where they were shared."""

import pytest

from program.exercises import KINDS
from program.fields import TextField
from program.service.exercises import save_exercise
from program.service.tools import use_tool
from program.ui.parts.person_facts import exercise_line
from program.ui.patient.sharing import SHARE, with_sharing, without_choice
from tests.clinic import ANA, PATIENT, Small


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_that_has_room_for_words_asks_whether_they_are_shared(name):
    kind = KINDS[name]
    pages = kind.pages(kind.example_spec)
    fields = [field for page in pages for field in page.fields]
    fields += [one for field in fields for one in getattr(field, "fields", ())]
    asked = [field.id for page in with_sharing(pages) for field in page.fields]
    assert (SHARE in asked) is any(isinstance(field, TextField) for field in fields)
    assert asked.count(SHARE) <= 1


def test_the_choice_is_no_part_of_the_answers_and_unanswered_is_not_shared():
    assert without_choice({"goal": "Sing", SHARE: "yes"}) == ({"goal": "Sing"}, True)
    assert without_choice({"goal": "Sing", SHARE: "no"}) == ({"goal": "Sing"}, False)
    assert without_choice({"goal": "Sing"}) == ({"goal": "Sing"}, False)


@pytest.mark.parametrize("said", [(True,), (False,), ()], ids=["shared", "kept", "unsaid"])
def test_a_therapist_reads_words_only_where_they_were_shared(said):
    clinic = Small().enrol()
    clinic.open_welcome()
    goal = {**KINDS["my_goal"].example, "goal": "Sing in the choir again"}
    save_exercise(clinic.clinic, PATIENT, ANA, "welcome", "w-my-goal", "k-1", goal, *said)
    (saved,) = clinic.clinic.record(ANA).exercises["w-my-goal"]
    line = exercise_line(saved, "en")
    assert ("Sing in the choir again" in line) is (said == (True,))
    assert ("not shared" in line) is (said != (True,))


def test_what_is_written_with_a_tool_is_not_shared_where_nothing_is_said():
    clinic = Small().enrol()
    clinic.open_welcome()
    goal = KINDS["my_goal"].example
    save_exercise(clinic.clinic, PATIENT, ANA, "welcome", "w-my-goal", "k-1", goal)
    use_tool(clinic.clinic, PATIENT, ANA, "tool-my-goal", "k-2", goal)
    saved = clinic.clinic.record(ANA).kind("my_goal")
    assert [one.fact.shared for one in saved] == [False, False]
