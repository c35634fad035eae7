"""The app goes on with what was published last, and says so to those who write content."""

import shutil
from datetime import timedelta

import pytest

from program.access import Refused
from program.ids import AccountId, ProgramId
from program.modules.folder import read_folder
from program.service.authoring import content_state
from program.service.clinic import Clinic, Signed
from program.service.publish import publish, serve_content
from program.settings import Settings
from program.storage.memory import memory_stores
from tests.content import SAMPLES
from tests.make import day

ADA = Signed(AccountId("ada"), "author")


class Desk:
    """A clinic, and a folder of content of one's own to write in."""

    def __init__(self, tmp_path) -> None:
        self.folder = tmp_path / "content"
        shutil.copytree(SAMPLES / "good_content", self.folder)
        self.at = day(0)
        settings = Settings(content=self.folder)
        self.clinic = Clinic(memory_stores("live"), settings, now=lambda: self.at)
        publish(self.clinic.stores, read_folder(self.folder), self.at)

    def write(self, path: str, old: str, new: str) -> None:
        text = (self.folder / path).read_text("utf-8")
        assert old in text
        (self.folder / path).write_text(text.replace(old, new), "utf-8")

    def state(self):
        return content_state(self.clinic, ADA)

    def served(self):
        return [(one.program, one.at, one.folder) for one in self.state().served]


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


def test_where_nothing_was_changed_the_folder_is_what_is_served(desk):
    assert desk.served() == [("tiny", day(0), "same")]
    state = desk.state()
    assert (state.unpublished, state.held_back, state.unread) == ((), False, "")
    assert state.served[0].content == desk.clinic.stores.archive.current()["tiny"]


def test_a_change_that_is_not_finished_is_not_called_ready(desk):
    desk.write("modules/first/module.en.yaml", "One step", "TODO")
    assert desk.served() == [("tiny", day(0), "unfinished")]
    assert not desk.state().held_back
    shutil.copytree(desk.folder / "programs/tiny", desk.folder / "programs/new")
    desk.write("programs/new/program.yaml", "id: tiny", "id: new")
    assert desk.state().unpublished == ()


def test_a_clean_change_is_told_from_what_is_served(desk):
    desk.write("modules/first/module.en.yaml", "One step", "A step")
    assert desk.served() == [("tiny", day(0), "changed")]
    assert not desk.state().held_back


def test_an_author_is_told_each_value_that_the_folder_would_change(desk):
    assert desk.state().served[0].changes == ()
    desk.write("programs/tiny/rules.yaml", "value: 6", "value: 7")
    (change,) = desk.state().served[0].changes
    assert [(value.where, *value.shown()) for value in change.values] == [
        ("when.of.1.value", "6", "7")
    ]


def test_where_the_folder_has_a_mistake_the_author_sees_what_goes_on_and_every_issue(desk):
    desk.write("programs/tiny/rules.yaml", "do: light_week", "do: light_wek")
    before = desk.clinic.stores.archive.current()

    serve_content(desk.clinic.stores, read_folder(desk.folder), day(1))

    assert desk.clinic.stores.archive.current() == before
    assert desk.served() == [("tiny", day(0), "held_back")]
    assert desk.state().held_back
    (issue,) = desk.state().issues
    assert (issue.file, issue.line, issue.code) == (
        "programs/tiny/rules.yaml",
        3,
        "wrong-value",
    )
    assert issue.advice == "did you mean light_week?"


def test_a_program_that_left_the_folder_is_still_served(desk):
    shutil.move(desk.folder / "programs" / "tiny", desk.folder / "programs" / "other")
    desk.write("programs/other/program.yaml", "id: tiny", "id: other")
    assert desk.served() == [("tiny", day(0), "gone")]
    assert desk.state().unpublished == (ProgramId("other"),)


def test_a_folder_that_cannot_be_read_is_said_and_the_published_programs_go_on(desk):
    shutil.rmtree(desk.folder)
    assert desk.served() == [("tiny", day(0), "held_back")]
    assert str(desk.folder) in desk.state().unread


def test_the_folder_is_checked_again_once_it_has_changed_and_not_before(desk):
    first = desk.state()
    assert desk.state() is first
    desk.write("modules/first/module.en.yaml", "One step", "A step")
    assert desk.state() is not first
    before = desk.state()
    desk.at += timedelta(days=1)
    assert desk.state() is not before


@pytest.mark.parametrize("role", ["patient", "therapist", "researcher"])
def test_only_authors_and_those_who_run_the_clinic_see_it(desk, role):
    with pytest.raises(Refused):
        content_state(desk.clinic, Signed(AccountId("x"), role))
