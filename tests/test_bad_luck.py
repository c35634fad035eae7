"""When things go wrong under a real server: plain words on the page, advice in the log, nothing
lost, and nobody else harmed."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from program.events import ConsentGiven, ExerciseSaved
from program.ids import ModuleId
from program.service import directing
from program.service.path import skip_step
from tests.running import DESK, PHONE, ROOT, serving, settled, sign_in, until
from tests.served import PROGRAM, Clinical, clinical
from tests.web import PASSWORD

STEP = "w-my-goal"
GOAL_STEP = f"/module?m=welcome&s={STEP}"
GOAL = "What do you want more of in your life, with or without pain?"


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinical]:
    with clinical(tmp_path_factory.mktemp("clinic")) as there:
        yield there


@contextmanager
def gone(folder: Path) -> Iterator[None]:
    """A folder of the store that cannot be written: a file stands in its place."""
    aside = folder.with_name(folder.name + "-aside")
    folder.rename(aside)
    folder.write_text("")
    try:
        yield
    finally:
        folder.unlink()
        aside.rename(folder)


def goals(here: Clinical, login: str) -> list[str | None]:
    facts = [event.fact for event in here.clinic.stores.events.read(here.who(login))]
    return [
        fact.texts["goal"].body
        for fact in facts
        if isinstance(fact, ExerciseSaved) and fact.step == STEP
    ]


def write_goal(page: Page, words: str) -> None:
    page.get_by_label(GOAL).fill(words)
    page.get_by_label("4", exact=True).check()


def no_traceback(page: Page) -> None:
    assert "Traceback" not in page.content()
    assert page.get_by_test_id("stException").count() == 0


def test_words_wait_while_the_data_folder_cannot_be_written(here: Clinical):
    page = here.beginner("ana", "Ana Ruiz")
    here.go(page, GOAL_STEP)
    page.get_by_label(GOAL).wait_for()
    with (
        gone(here.server.folder / "data" / "drafts"),
        gone(here.server.folder / "data" / "events"),
    ):
        write_goal(page, "Walk to the lake")
        expect(page.get_by_text("Not saved yet.").first).to_be_visible(timeout=20_000)
        no_traceback(page)
    expect(page.locator(".state").filter(has_text="Saved ")).to_be_visible(timeout=30_000)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("That is kept.")).to_be_visible()
    assert goals(here, "ana") == ["Walk to the lake"]
    log = here.server.log.read_text()
    assert "this user may write to it" in log
    assert "Walk to the lake" not in log


def test_answers_that_cannot_be_kept_stay_on_the_page_until_they_can(here: Clinical):
    page = here.beginner("ben", "Ben Okafor")
    here.go(page, GOAL_STEP)
    write_goal(page, "Cook on Sundays")
    expect(page.locator(".state").filter(has_text="Saved ")).to_be_visible(timeout=20_000)
    with gone(here.server.folder / "data" / "events"):
        page.get_by_role("button", name="Save").click()
        expect(
            page.get_by_text("right now").or_(page.get_by_text("just now")).first
        ).to_be_visible(timeout=20_000)
        no_traceback(page)
    page.reload()
    settled(page)
    expect(page.get_by_label(GOAL)).to_have_value("Cook on Sundays")
    if not goals(here, "ben"):
        page.get_by_role("button", name="Save").click()
    until(lambda: goals(here, "ben"))
    expect(page.get_by_text("That is kept.")).to_be_visible()
    assert goals(here, "ben") == ["Cook on Sundays"]


def test_a_page_that_went_stale_keeps_its_words_and_leads_on(here: Clinical):
    page = here.beginner("cleo", "Cleo Brandt")
    here.go(page, GOAL_STEP)
    write_goal(page, "Sing in the choir")
    by, who, welcome = here.signed("cleo"), here.who("cleo"), ModuleId("welcome")
    program = here.clinic.program(str(here.clinic.record(who).content))
    for step in program.modules[welcome].required:
        skip_step(here.clinic, by, who, welcome, step.id)
    assert here.clinic.record(who).modules[welcome].completed is not None
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("That is kept.")).to_be_visible()
    assert goals(here, "cleo") == ["Sing in the choir"]
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", level=1).first).to_be_visible()
    here.go(page, "/")
    expect(page.get_by_role("heading", name="Time to try things out")).to_be_visible()
    no_traceback(page)


def test_a_double_click_on_consent_agrees_once(here: Clinical):
    here.patient("dan", "Dan Moreau")
    directing.assign(here.clinic, here.signed("robin"), here.who("dan"), PROGRAM)
    page = here.browse("dan", PHONE)
    page.get_by_role("button", name="I have read this").dblclick(delay=60)
    page.locator("form.form button.on").wait_for()
    facts = [event.fact for event in here.clinic.stores.events.read(here.who("dan"))]
    assert sum(isinstance(fact, ConsentGiven) for fact in facts) == 1


def test_a_damaged_history_is_said_plainly_and_harms_nobody_else(here: Clinical):
    eva, finn = here.beginner("eva", "Eva Lind"), here.beginner("finn", "Finn Adler")
    journal = here.server.folder / "data" / "events" / f"{here.who('eva')}.jsonl"
    lines = journal.read_bytes().splitlines(keepends=True)
    new = journal.with_suffix(".new")
    new.write_bytes(b"".join([lines[0], b"x" + lines[1][1:], *lines[2:]]))
    new.replace(journal)
    here.server.kill()
    here.server.start()
    here.go(eva, "/")
    expect(eva.get_by_text("We cannot open your record right now")).to_be_visible()
    no_traceback(eva)
    here.go(finn, "/")
    expect(finn.get_by_text("Good to see you, Finn Adler.")).to_be_visible()
    robin = here.browse("robin", DESK)
    row = robin.locator("li", has=robin.get_by_text("Eva Lind", exact=True))
    expect(
        row.get_by_text("This history cannot be followed as it is stored").first
    ).to_be_visible()
    no_traceback(robin)
    assert "program replay" in here.server.log.read_text()


@pytest.mark.parametrize("folder", ["events", "accounts"])
def test_a_list_that_cannot_look_again_keeps_what_is_typed_and_comes_back_by_itself(
    here: Clinical, folder: str
):
    here.patient(f"gil-{folder}", "Gil Novak")
    robin = here.browse("robin", DESK)
    robin.clock.install()
    here.go(robin, "/?show=all")
    field = robin.get_by_role("searchbox", name="Search by name")
    field.focus()
    robin.keyboard.type("nov")
    row = robin.locator(".cairn-people a", has_text="Gil Novak").first
    expect(row).to_be_visible()
    with gone(here.server.folder / "data" / folder):
        robin.clock.fast_forward(30_000)
        expect(robin.get_by_text("We cannot reach the place")).to_contain_text(
            "The list looks again by itself."
        )
        no_traceback(robin)
        robin.keyboard.type("a")
        expect(field).to_have_value("nova")
    robin.clock.fast_forward(30_000)
    expect(row).to_be_visible()
    expect(robin.get_by_text("We cannot reach")).to_have_count(0)
    expect(field).to_have_value("nova")
    expect(field).to_be_focused()
    robin.clock.resume()


def test_content_with_an_error_at_the_start_leaves_the_published_program_on(
    here: Clinical, tmp_path: Path
):
    """The same clinic is served once more, from a draft that an author has broken."""
    draft = tmp_path / "content"
    shutil.copytree(ROOT / "content", draft)
    (draft / "modules" / "welcome" / "module.yaml").write_text("id: welcome\nsteps: [")
    browser = here.beginner("nora", "Nora Falk").context.browser
    shutil.copytree(here.server.folder / "data", tmp_path / "data")
    with serving(tmp_path, here.server.at, CAIRN_CONTENT=str(draft)) as server:
        context = browser.new_context(viewport=PHONE)
        page = context.new_page()
        sign_in(page, server, "nora", PASSWORD)
        page.get_by_role("button", name="Go on").click()
        expect(page.get_by_role("heading", name="Pain is real", level=1)).to_be_visible()
        context.close()
        assert "modules/welcome/module.yaml" in server.log.read_text()
