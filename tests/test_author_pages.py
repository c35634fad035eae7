"""Authors see what is served, and play a program with invented people before others meet it."""

import pytest

from program.service.running import set_clinic, set_source
from program.ui.parts.trial import Trial
from tests.content_tables import PROGRAMS
from tests.staff_clinic import StaffClinic
from tests.test_staff_pages import opened, press, seen


@pytest.fixture
def desk():
    clinic = StaffClinic(mode="live")
    clinic.staff("ada", "author", "Ada")
    set_clinic(clinic.clinic)
    yield clinic
    set_source(None)


def test_an_author_sees_what_is_published_and_that_nothing_wants_mending(desk):
    words = seen(opened(desk, "ada"))
    assert "Pain and mood" in words
    assert "the same" in words
    assert "Nothing is wrong with the folder." in words


def test_an_author_plays_a_program_and_sees_ways_rules_and_load(desk):
    app = opened(desk, "ada", "author/trial.py")
    assert "The ways they took" not in seen(app)
    app = press(app, "Play")
    words = seen(app)
    assert "Of 50 people," in words
    assert "people have a new red signal" in words
    for rule in PROGRAMS["pain-and-mood"].rules:
        assert rule.id in words
    again = opened(desk, "ada", "author/trial.py", **Trial(
        PROGRAMS["pain-and-mood"], 50, 12, 1).query())  # fmt: skip
    assert seen(again) == words  # whoever opens the address sees what was played


@pytest.mark.parametrize(
    "wrong",
    [{}, {"people": "7"}, {"weeks": "x"}, {"seed": "0"}, {"program": "no-such"}, {"seed": "²"}],
)
def test_an_address_that_asks_for_what_cannot_be_played_asks_for_nothing(wrong):
    asked = Trial(PROGRAMS["pain-and-mood"], 50, 12, 1).query() | wrong
    found = Trial.read(asked, {str(name): one for name, one in PROGRAMS.items()})
    assert (found is None) is bool(wrong)
