"""The form in a real browser: nothing typed is lost, nobody is kept out, saved means saved."""

import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from program.exercises import KINDS
from program.fields import check
from tests.apps.line import Line
from tests.browser import chromium
from tests.keyboard import fill_by_keyboard

HERE = Path(__file__).parent
ROOT = HERE.parent
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync",
    "--disable-component-update", "--no-first-run",
)  # fmt: skip
PHONE = {"width": 360, "height": 780}
CONNECTED = "[data-testid=stApp][data-test-connection-state=CONNECTED]"
READY = f"{CONNECTED}[data-test-script-state=notRunning]"
GOAL = "What would you like to do more of?"


class Clinic:
    """The harness app: where it listens, and what it has been given to keep."""

    def __init__(self, store: Path) -> None:
        self.store = store
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.start()

    def start(self) -> None:
        app = str(HERE / "apps" / "form_harness.py")
        command = [sys.executable, "-m", "streamlit", "run", app, f"--server.port={self.port}"]
        environment = {**os.environ, "HARNESS_STORE": str(self.store), "PYTHONPATH": str(ROOT)}
        log = (self.store / "log").open("a")
        self.server = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=log, stderr=log
        )
        log.close()
        until(self.answers)

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/_stcore/health") as said:
                return bool(said.status == 200)
        except OSError:
            return False

    def stop(self) -> None:
        self.server.terminate()
        self.server.wait(timeout=10)

    def draft(self, step: str) -> dict | None:
        path = self.store / f"{step}.draft.json"
        try:
            return json.loads(path.read_text())["answers"]
        except (FileNotFoundError, json.JSONDecodeError):
            return None

    def sent(self, step: str) -> list[dict]:
        path = self.store / f"{step}.sent.jsonl"
        return (
            [json.loads(line) for line in path.read_text().splitlines()]
            if path.exists()
            else []
        )


def until(holds: Callable[[], object], seconds: float = 20) -> None:
    """Wait for something outside the browser to be so."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it never came to be"
        time.sleep(0.05)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    clinic = Clinic(tmp_path_factory.mktemp("harness"))
    yield clinic
    clinic.stop()


@pytest.fixture
def clinic(running: Clinic) -> Clinic:
    for path in running.store.glob("*.json*"):
        path.unlink()
    return running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def phone(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport=PHONE, locale="en-US")
    yield context
    context.close()


@pytest.fixture
def page(phone: BrowserContext) -> Iterator[Page]:
    page = phone.new_page()
    yield page
    page.evaluate("localStorage.clear()")
    page.close()


@pytest.fixture
def line(clinic: Clinic) -> Iterator[Line]:
    line = Line(clinic.port)
    yield line
    line.close()


def visit(page: Page, at: Clinic | Line, path: str = "/?step=plan") -> None:
    page.goto(f"http://127.0.0.1:{at.port}{path}")
    page.wait_for_selector(READY, state="attached")
    expect(page.locator("html")).to_have_css("--cairn-move", re.compile("ms"))  # it is dressed


def fill_first_page(page: Page, goal: str = "Cook on Sundays") -> None:
    page.get_by_label(GOAL).fill(goal)
    page.get_by_label("4", exact=True).check()


def heading(page: Page, name: str):
    return page.get_by_role("heading", name=name)


def on_to_the_end(page: Page, goal: str = "Cook on Sundays") -> None:
    fill_first_page(page, goal)
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("At home").check()
    page.get_by_label("My family").check()
    page.get_by_label("For how long?").fill("20")
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("What?").fill("Cut vegetables")
    page.get_by_label("At what time?").fill("17:30")


WHOLE = {
    "goal": "Cook on Sundays",
    "rating": 4,
    "place": "home",
    "company": ["family"],
    "minutes": 20,
    "first": "2026-01-05",
    "plan": [{"what": "Cut vegetables", "at": "17:30"}],
}


def test_a_whole_form_goes_by_keyboard_alone_and_values_come_back_typed(
    page: Page, clinic: Clinic
):
    visit(page, clinic)
    press = page.keyboard.press
    page.get_by_label(GOAL).focus()
    page.keyboard.type("Cook on Sundays")
    press("Tab")
    press("Space")
    for _ in range(4):
        press("ArrowRight")
    press("Tab")
    press("Enter")
    expect(heading(page, "When and how")).to_be_focused()
    expect(page.get_by_text("2 of 3")).to_be_visible()
    press("Tab")
    press("Space")
    press("Tab")
    press("Tab")
    press("Space")
    press("Tab")
    press("Tab")
    page.keyboard.type("20")
    press("Enter")
    expect(page.get_by_label("For how long?")).to_have_value("20")
    page.get_by_role("button", name="Go on").focus()
    press("Enter")
    expect(heading(page, "Your week")).to_be_focused()
    press("Tab")
    page.keyboard.type("Cut vegetables")
    press("Tab")
    page.keyboard.type("0530PM")
    page.get_by_role("button", name="Save").focus()
    press("Enter")
    until(lambda: clinic.sent("plan"))
    assert clinic.sent("plan") == [{"key": "ana-plan-1", "answers": WHOLE}]


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_is_filled_in_and_saved_by_keyboard_alone(
    page: Page, clinic: Clinic, name: str
):
    kind, step = KINDS[name], f"kind-{name}"
    pages = kind.pages(kind.example_spec)
    visit(page, clinic, f"/?step={step}")
    page.locator(".form h2").evaluate("heading => heading.focus()")
    fill_by_keyboard(page, pages, kind.example)
    until(lambda: clinic.sent(step))
    (sent,) = clinic.sent(step)
    checked = check(pages, sent["answers"])
    assert checked.problems == ()
    assert kind.problems(checked.answers) == ()
    for asked, value in kind.example.items():
        if asked in checked.answers and asked != "seconds":
            assert (checked.answers[asked] or None) == (value or None)


@pytest.mark.parametrize("step", ["plan", "check", "calm"])
def test_nothing_scrolls_sideways_on_a_small_phone_with_the_largest_text(
    page: Page, clinic: Clinic, step: str
):
    visit(page, clinic, f"/?step={step}&text=larger")
    page.get_by_role("heading", level=2).wait_for()
    for scroller in ("html", "[data-testid=stMain]", ".form"):
        assert page.locator(scroller).evaluate("e => e.scrollWidth - e.clientWidth") == 0


def test_saved_is_shown_only_once_the_server_has_the_words(page: Page, clinic: Clinic):
    visit(page, clinic)
    fill_first_page(page)
    expect(page.get_by_text(re.compile("^Saved [0-9]"))).to_be_visible()
    assert clinic.draft("plan") == {
        "goal": "Cook on Sundays",
        "rating": 4,
        "first": "2026-01-05",
    }
    assert (
        page.evaluate("Object.keys(localStorage).filter(k => k.startsWith('cairn:words'))")
        == []
    )


def test_words_typed_right_before_a_reload_are_there_again(page: Page, clinic: Clinic):
    visit(page, clinic)
    page.get_by_label(GOAL).fill("Walk to the lake")
    page.reload()
    expect(page.get_by_label(GOAL)).to_have_value("Walk to the lake")
    until(lambda: (clinic.draft("plan") or {}).get("goal") == "Walk to the lake")


def test_who_comes_back_in_another_tab_is_at_the_page_they_wrote_on_last(
    page: Page, clinic: Clinic
):
    visit(page, clinic)
    fill_first_page(page)
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Out").check()
    until(lambda: (clinic.draft("plan") or {}).get("place") == "out")
    other = page.context.new_page()
    visit(other, clinic)
    expect(heading(other, "When and how")).to_be_visible()
    expect(other.get_by_label("Out")).to_be_checked()


@pytest.mark.parametrize(
    ("kind", "begun", "first"),
    [
        (
            "sleep_diary",
            {"night": "2026-01-04", "into_bed": "22:30", "tried": "23:00", "to_sleep": 30},
            "Going to bed",
        ),
        ("practice_log", {"before": 6, "seconds": 80}, "Before you begin"),
    ],
)
def test_what_was_begun_on_another_day_begins_where_its_day_or_the_moment_is_asked(
    page: Page, clinic: Clinic, kind: str, begun: dict, first: str
):
    draft = {"key": f"ana-kind-{kind}-1", "revision": 1, "saved_at": "2026-01-04T08:00:00Z"}
    kept = clinic.store / f"kind-{kind}.draft.json"
    kept.write_text(json.dumps({**draft, "answers": begun}))
    visit(page, clinic, f"/?step=kind-{kind}")
    expect(heading(page, first)).to_be_visible()
    expect(page.locator("form.form")).to_contain_text("1 of 3")


def test_the_form_after_one_that_was_sent_and_not_heard_of_begins_at_its_first_page(
    page: Page, clinic: Clinic
):
    visit(page, clinic, "/?step=check")
    sent = {"revision": 4, "answers": WHOLE, "typed": WHOLE, "key": "ana-plan-0"}
    words = {**sent, "base": 3, "pending": sent}
    page.evaluate(
        "words => localStorage.setItem('cairn:words:ana:plan', words)", json.dumps(words)
    )
    visit(page, clinic)
    until(lambda: [one["key"] for one in clinic.sent("plan")] == ["ana-plan-0"])
    expect(page.get_by_label(GOAL)).to_have_value("")
    expect(page.locator("form.form")).to_contain_text("1 of 3")


def test_a_practice_in_a_tab_of_yesterday_begins_with_how_the_person_is_today(
    page: Page, clinic: Clinic
):
    visit(page, clinic, "/?step=kind-practice_log")
    page.get_by_role("radio", name="6", exact=True).check()
    page.get_by_role("button", name="Go on").click()
    expect(page.locator("form.form")).to_contain_text("2 of 3")
    visit(page, clinic, "/?step=kind-practice_log")
    expect(page.locator("form.form")).to_contain_text("2 of 3")
    visit(page, clinic, "/?step=kind-practice_log&today=2026-01-06")
    expect(heading(page, "Before you begin")).to_be_visible()


def test_typing_and_paging_go_on_through_a_cut_line_and_are_saved_after(
    page: Page, clinic: Clinic, line: Line
):
    visit(page, line)
    page.get_by_label(GOAL).wait_for()
    line.cut()
    expect(page.locator(CONNECTED)).to_have_count(0)
    fill_first_page(page)
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Out").check()
    expect(
        page.get_by_text("Not saved yet. Your words are kept on this device.").first
    ).to_be_visible()
    line.mend()
    expect(page.get_by_text(re.compile("^Saved [0-9]")).first).to_be_visible(timeout=20000)
    until(lambda: (clinic.draft("plan") or {}).get("place") == "out")


def test_a_submission_made_without_a_line_arrives_once_after_a_reload(
    page: Page, clinic: Clinic, line: Line
):
    visit(page, line)
    on_to_the_end(page)
    until(lambda: "plan" in (clinic.draft("plan") or {}))
    line.cut()
    expect(page.locator(CONNECTED)).to_have_count(0)
    page.get_by_role("button", name="Save").click()
    line.mend()
    visit(page, line)
    until(lambda: clinic.sent("plan"))
    expect(page.get_by_text(re.compile("^Saved [0-9]"))).to_be_visible()
    assert [each["answers"] for each in clinic.sent("plan")] == [WHOLE]


def test_words_outlive_a_restart_of_the_server(page: Page, clinic: Clinic):
    visit(page, clinic)
    page.get_by_label(GOAL).wait_for()
    clinic.stop()
    page.get_by_label(GOAL).fill("Written while it was away")
    clinic.start()
    until(lambda: (clinic.draft("plan") or {}).get("goal") == "Written while it was away")
    assert page.get_by_label(GOAL).input_value() == "Written while it was away"


WITHHELD = """(() => {
  const tell = window.dispatchEvent.bind(window), held = [];
  Object.defineProperty(window, "cairnKnown", { get: () => undefined, set: () => {} });
  window.dispatchEvent = event =>
    event.type === "cairn:known" ? Boolean(held.push(event)) : tell(event);
  window.letKnow = () => { held.forEach(tell); };
})()"""


def test_nothing_can_be_pressed_before_the_questions_are_there(page: Page, clinic: Clinic):
    page.add_init_script(WITHHELD)
    visit(page, clinic)
    form = page.locator("form.form")
    expect(form).to_be_attached()
    expect(form.get_by_role("button")).to_have_count(0)
    page.evaluate("letKnow()")
    expect(form.get_by_role("button", name="Go on")).to_be_visible()
    expect(form.locator(".count")).to_have_text(re.compile("^1 of"))


def test_a_double_click_hands_in_once(page: Page, clinic: Clinic):
    visit(page, clinic, "/?step=plan&slow=0.3")
    on_to_the_end(page)
    save = page.get_by_role("button", name="Save")
    save.evaluate("b => { b.click(); b.click(); setTimeout(() => b.click(), 40) }")
    until(lambda: clinic.sent("plan"))
    expect(save).to_be_hidden()
    assert len(clinic.sent("plan")) == 1
    assert clinic.draft("plan") is None


def test_a_text_says_when_little_room_is_left_and_when_it_is_full(page: Page, clinic: Clinic):
    visit(page, clinic)
    goal = page.get_by_label(GOAL)
    spoken = page.locator("[data-path=goal] [role=status]")
    goal.fill("a" * 249)
    expect(page.get_by_text("Letters left")).to_have_count(0)
    goal.press_sequentially("a")
    expect(goal).to_have_accessible_description(re.compile("Letters left: 50$"))
    expect(spoken).to_have_text("Letters left: 50")
    goal.press_sequentially("a")
    expect(goal).to_have_accessible_description(re.compile("Letters left: 49$"))
    expect(spoken).to_have_text("Letters left: 50")
    goal.fill("a" * 299)
    goal.press_sequentially("aa")
    expect(goal).to_have_value("a" * 300)
    full = "This space is full. It holds 300 letters."
    expect(goal).to_have_accessible_description(re.compile(full))
    expect(spoken).to_have_text(full)


def test_a_date_names_its_day_of_the_week(page: Page, clinic: Clinic):
    visit(page, clinic)
    fill_first_page(page)
    page.get_by_role("button", name="Go on").click()
    date = page.get_by_label("On which day do you begin?")
    expect(date).to_have_value("2026-01-05")
    expect(date).to_have_accessible_description("Monday")
    date.fill("2026-01-08")
    expect(page.get_by_text("Thursday", exact=True)).to_be_visible()
    date.fill("")
    expect(page.get_by_text("Thursday", exact=True)).to_have_count(0)


def test_the_longest_day_of_the_week_has_room_with_the_largest_text(page: Page, clinic: Clinic):
    visit(page, clinic, "/?step=kind-sleep_diary&text=larger")
    page.get_by_label("Which day did you get up?").fill("2026-01-07")
    day = page.get_by_text("Wednesday", exact=True)
    box = day.bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= PHONE["width"] - 16


def test_none_of_these_takes_the_others_away_and_they_take_it_away(page: Page, clinic: Clinic):
    visit(page, clinic)
    fill_first_page(page)
    page.get_by_role("button", name="Go on").click()
    alone, family, friends = map(page.get_by_label, ("I on my own", "My family", "Friends"))
    family.check()
    friends.check()
    alone.focus()
    page.keyboard.press("Space")
    expect(alone).to_be_checked()
    expect(family).not_to_be_checked()
    expect(friends).not_to_be_checked()
    until(lambda: (clinic.draft("plan") or {}).get("company") == ["alone"])
    friends.focus()
    page.keyboard.press("Space")
    expect(alone).not_to_be_checked()
    until(lambda: (clinic.draft("plan") or {}).get("company") == ["friends"])


def test_what_is_missing_is_said_in_a_summary_that_leads_to_the_question(
    page: Page, clinic: Clinic
):
    visit(page, clinic)
    page.get_by_role("button", name="Go on").click()
    summary = page.get_by_role("group").filter(has_text="Before you go on")
    expect(summary).to_be_focused()
    page.get_by_role("link", name=re.compile("How is it going")).click()
    expect(page.get_by_label("0, Not at all")).to_be_focused()
    page.get_by_role("link", name=re.compile("do more of")).click()
    expect(page.get_by_label(GOAL)).to_be_focused()
    expect(page.get_by_label(GOAL)).to_have_accessible_description(re.compile("a few words"))
    page.get_by_label(GOAL).fill("Cook on Sundays")
    example = "For example: Cook with my daughter on Sundays."
    expect(page.get_by_label(GOAL)).to_have_accessible_description(example)


def test_what_the_server_refuses_is_shown_at_its_question_and_nothing_is_lost(
    page: Page, clinic: Clinic
):
    visit(page, clinic)
    on_to_the_end(page, goal="refuse me")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("link", name="What? Say a little more here.")).to_be_visible()
    expect(page.get_by_label("What?")).to_have_value("Cut vegetables")
    for _ in range(2):
        page.get_by_role("button", name="Back").click()
    page.get_by_label(GOAL).fill("Cook on Sundays")
    for _ in range(2):
        page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Save").click()
    until(lambda: clinic.sent("plan"))
    assert clinic.sent("plan")[0]["answers"] == WHOLE


HOLD = """() => {
  const hear = window.dispatchEvent.bind(window);
  window.held = [];
  window.dispatchEvent = event => {
    if (event.type !== "cairn:known" || event.detail.now) return hear(event);
    return window.held.push(event.detail);
  };
}"""
HEAR = """([draft, refused]) => {
  const last = name => window.held.filter(known => known[name]).at(-1)?.[name] ?? null;
  const known = { ...window.held.at(-1), now: true };
  known.draft = draft ? last("draft") : null;
  known.refused = refused ? last("refused") : null;
  window.dispatchEvent(new CustomEvent("cairn:known", { detail: known }));
}"""
"""What the server says waits until it is let through: a line that is slow and out of order."""


def test_own_earlier_words_heard_of_late_are_never_taken_for_those_of_somebody_else(
    page: Page, clinic: Clinic
):
    visit(page, clinic)
    page.evaluate(HOLD)
    on_to_the_end(page, goal="refuse me")
    until(lambda: clinic.draft("plan"))
    page.get_by_role("button", name="Save").click()
    page.wait_for_function("window.held.some(known => known.draft && known.refused)")
    page.evaluate(HEAR, [False, True])
    for _ in range(2):
        page.get_by_role("button", name="Back").click()
    page.get_by_label(GOAL).fill("Cook on Sundays")
    page.evaluate(HEAR, [True, True])
    expect(heading(page, "There are two versions")).to_be_hidden()
    for _ in range(2):
        page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Save").click()
    until(lambda: clinic.sent("plan"))
    assert clinic.sent("plan")[0]["answers"] == WHOLE


def test_other_words_saved_elsewhere_are_shown_beside_these_and_the_person_chooses(
    page: Page, clinic: Clinic
):
    visit(page, clinic)
    page.get_by_label(GOAL).fill("First words")
    until(lambda: clinic.draft("plan"))
    other = {
        "key": "ana-plan-1", "revision": 50, "saved_at": "2026-01-05T09:00:00Z",
        "answers": {"goal": "Words from another place", "first": "2026-02-12"},
    }  # fmt: skip
    (clinic.store / "plan.draft.json").write_text(json.dumps(other))
    page.get_by_label(GOAL).fill("Words from here")
    expect(heading(page, "There are two versions")).to_be_visible()
    expect(page.get_by_role("definition").filter(has_text="Words from here")).to_be_visible()
    expect(page.get_by_role("definition").filter(has_text="another place")).to_be_visible()
    both = page.get_by_role("region", name="There are two versions")
    expect(both).to_contain_text("Thursday, February 12")
    page.get_by_role("button", name="Keep what I wrote here").click()
    until(lambda: (clinic.draft("plan") or {}).get("goal") == "Words from here")


def test_a_removed_row_can_be_put_back(page: Page, clinic: Clinic):
    visit(page, clinic)
    on_to_the_end(page)
    page.get_by_role("button", name="Add another step").click()
    page.get_by_label("What?").nth(1).fill("Set the table")
    page.get_by_role("button", name="Remove 1").click()
    expect(page.get_by_label("What?")).to_have_value("Set the table")
    page.get_by_role("button", name="Put it back").click()
    expect(page.get_by_label("What?").first).to_have_value("Cut vegetables")


def test_a_removed_row_is_not_put_back_where_there_is_no_room_any_more(
    page: Page, clinic: Clinic
):
    visit(page, clinic)
    on_to_the_end(page)
    add = page.get_by_role("button", name="Add another step")
    for n in (1, 2):
        add.click()
        page.get_by_label("What?").nth(n).fill("Set the table")
    page.get_by_role("button", name="Remove 1").click()
    expect(page.get_by_role("button", name="Put it back")).to_be_visible()
    add.click()
    expect(page.get_by_role("button", name="Put it back")).to_have_count(0)
    expect(page.get_by_label("What?")).to_have_count(3)


def test_help_shows_at_once_without_a_line_and_keeps_nobody_from_going_on(
    page: Page, clinic: Clinic, line: Line
):
    visit(page, line, "/?step=check")
    page.get_by_label("Not at all").check()
    page.get_by_role("button", name="Go on").click()
    line.cut()
    page.get_by_label("Several days").check()
    help_now = page.get_by_role("alert").filter(has_text="You matter")
    expect(help_now).to_be_in_viewport()
    expect(help_now.get_by_role("link", name="Call 988")).to_have_attribute("href", "tel:988")
    page.get_by_label("Not at all").check()
    expect(help_now).to_have_count(0)
    page.get_by_label("I'd rather not say").first.check()
    expect(help_now).to_be_visible()
    line.mend()
    page.get_by_role("button", name="Save").click()
    until(lambda: clinic.sent("check"))
    assert clinic.sent("check")[0]["answers"] == {"item1": "0", "item9": None}


def test_a_follow_up_is_asked_only_where_the_answers_call_for_it(page: Page, clinic: Clinic):
    visit(page, clinic, "/?step=check")
    page.get_by_label("Several days").check()
    page.get_by_role("button", name="Go on").click()
    follow_up = page.get_by_role("group", name="How hard has this made your days?")
    expect(follow_up).to_be_hidden()
    page.get_by_label("Several days").check()
    expect(follow_up).to_be_visible()


def test_a_tab_changes_the_page_without_a_reload_and_focus_is_on_the_heading(
    page: Page, clinic: Clinic
):
    visit(page, clinic, "/?contrast=high")
    page.evaluate("window.still = 'here'")
    page.get_by_role("link", name="Tools").click()
    expect(page.get_by_role("heading", name="Tools", level=1)).to_be_focused()
    expect(page.get_by_role("link", name="Tools")).to_have_attribute("aria-current", "page")
    assert page.evaluate("window.still") == "here"
    assert page.url.endswith("/tools")
    assert page.get_by_role("link", name="Help now").get_attribute("href") == "/help"


@pytest.mark.parametrize("path", ["/", "/?step=plan", "/?step=check", "/?step=calm"])
def test_axe_finds_nothing_serious(page: Page, clinic: Clinic, path: str):
    visit(page, clinic, path)
    page.get_by_role("heading", level=2).first.wait_for()
    if "plan" in path:
        page.get_by_role("button", name="Go on").click()
    page.add_script_tag(path=HERE / "assets" / "axe.min.js")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
        grave = [each for each in found if each["impact"] in ("serious", "critical")]
        assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in grave] == []


def test_a_time_is_minutes_and_seconds_and_comes_back_as_one_number(page: Page, clinic: Clinic):
    visit(page, clinic, "/?step=clock")
    seconds = page.get_by_label("How much? and seconds")
    expect(seconds).to_be_hidden()
    page.get_by_label("How much?", exact=True).fill("5")
    page.get_by_label("Minutes", exact=True).check()
    seconds.select_option("15")
    page.get_by_label("How long in bed?", exact=True).fill("7")
    page.get_by_label("How long in bed? and minutes").select_option("45")
    page.get_by_role("button", name="Save").click()
    until(lambda: clinic.sent("clock"))
    (sent,) = clinic.sent("clock")
    assert sent["answers"] == {"unit": "minutes", "amount": 5.25, "night": 7.75}


def test_a_time_that_was_kept_shows_its_parts_and_metres_have_none(page: Page, clinic: Clinic):
    visit(page, clinic, "/?step=clock")
    page.get_by_label("Minutes", exact=True).check()
    page.get_by_label("How much?", exact=True).fill("5.5")
    page.get_by_label("How long in bed?", exact=True).fill("6")
    until(lambda: (clinic.draft("clock") or {}).get("night") == 6)
    page.reload()
    expect(page.get_by_label("How much?", exact=True)).to_have_value("5")
    expect(page.get_by_label("How much? and seconds")).to_have_value("30")
    page.get_by_label("Metres", exact=True).check()
    expect(page.get_by_label("How much? and seconds")).to_be_hidden()
    expect(page.get_by_label("How much?", exact=True)).to_have_value("5.5")
    page.get_by_label("How much?", exact=True).fill("5 or 6")
    page.get_by_label("Minutes", exact=True).check()
    expect(page.get_by_label("How much? and seconds")).to_be_visible()
    expect(page.get_by_label("How much?", exact=True)).to_have_value("5 or 6")
