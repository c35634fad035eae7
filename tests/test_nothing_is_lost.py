"""What a person writes outlives a cut line, a reload and a killed server. "Saved" is true."""

import signal
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from program.events import ExerciseSaved, LessonRead
from tests.apps.line import Line
from tests.running import CONNECTED, choose, settled, until
from tests.served import Clinical, clinical

STEP = "w-my-goal"
GOAL_STEP = f"/module?m=welcome&s={STEP}"
GOAL = "What do you want more of in your life, with or without pain?"
WATCH = """() => {
  const deep = (root, query) => {
    const found = root.querySelector(query);
    if (found) return found;
    for (const each of root.querySelectorAll('*'))
      if (each.shadowRoot && deep(each.shadowRoot, query)) return deep(each.shadowRoot, query);
  };
  let last = '';
  const look = () => {
    const state = deep(document, '.state'), text = deep(document, 'textarea');
    const seen = state?.dataset.state === 'saved' && text ? text.value : '';
    if (seen && seen !== last) window.savedIsShown(seen).then(() => { window.looked = seen; });
    last = seen;
    requestAnimationFrame(look);
  };
  look();
}"""
"""Tells the test of every moment at which "Saved" stands beside words."""


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinical]:
    with clinical(tmp_path_factory.mktemp("clinic")) as there:
        yield there


def draft(here: Clinical, login: str) -> str | None:
    """What the store holds of the goal that is being written."""
    found = here.clinic.stores.drafts.read(here.who(login), STEP)
    return str(found.answers.get("goal")) if found else None


def goals(here: Clinical, login: str) -> list[str | None]:
    """The goals that were handed in and are facts now."""
    return [
        event.fact.texts["goal"].body
        for event in here.clinic.stores.events.read(here.who(login))
        if isinstance(event.fact, ExerciseSaved) and event.fact.step == STEP
    ]


def test_saved_stands_on_the_screen_only_once_the_store_has_the_words(here: Clinical):
    page = here.beginner("ana", "Ana Ruiz")
    here.go(page, GOAL_STEP)
    held: list[tuple[str, str | None]] = []
    page.expose_function("savedIsShown", lambda seen: held.append((seen, draft(here, "ana"))))
    page.evaluate(WATCH)
    page.get_by_label(GOAL).press_sequentially("Walk to the lake", delay=20)
    until_shown(page, "Saved ")
    here.server.process.send_signal(signal.SIGSTOP)
    try:
        page.get_by_label(GOAL).press_sequentially(" with Mia", delay=20)
        until_shown(page, "Not saved yet.")
    finally:
        here.server.process.send_signal(signal.SIGCONT)
    page.wait_for_function(
        "() => window.looked === 'Walk to the lake with Mia'", timeout=30_000
    )
    assert all(seen == kept for seen, kept in held)


def until_shown(page: Page, words: str) -> None:
    expect(page.locator(".state").filter(has_text=words)).to_be_visible(timeout=25_000)


def test_words_typed_right_before_a_reload_are_there_again(here: Clinical):
    page = here.beginner("ben", "Ben Okafor")
    here.go(page, GOAL_STEP)
    page.get_by_label(GOAL).press_sequentially("Cook on Sundays")
    page.wait_for_timeout(300)  # the moment this promise is about: 0.3 s after the last key
    page.reload()
    expect(page.get_by_label(GOAL)).to_have_value("Cook on Sundays")
    until(lambda: draft(here, "ben") == "Cook on Sundays")


def test_a_cut_line_loses_nothing_and_the_answers_arrive_once(here: Clinical):
    page = here.beginner("cleo", "Cleo Brandt")
    line = Line(here.server.port)
    try:
        page.goto(here.server.url(GOAL_STEP, line.port))
        settled(page)
        page.get_by_label(GOAL).press_sequentially("Sing in the")
        line.cut()
        expect(page.locator(CONNECTED)).to_have_count(0)
        page.get_by_label(GOAL).press_sequentially(" choir")
        page.get_by_label("4", exact=True).check()
        page.get_by_role("button", name="Save").click()
        until_shown(page, "Not saved yet.")
        assert goals(here, "cleo") == []
        line.mend()
        until(lambda: goals(here, "cleo"), 40)
        expect(page.get_by_text("That is kept.")).to_be_visible()
        assert goals(here, "cleo") == ["Sing in the choir"]
    finally:
        line.close()


def test_a_server_killed_while_somebody_writes_loses_nothing(here: Clinical):
    page = here.beginner("dan", "Dan Moreau")
    here.go(page, GOAL_STEP)
    words = page.get_by_label(GOAL)
    words.press_sequentially("Sit on the")
    until(lambda: draft(here, "dan") == "Sit on the")
    words.press_sequentially(" floor")
    here.server.kill()
    words.press_sequentially(" with the children")
    here.server.start()
    until(lambda: draft(here, "dan") == "Sit on the floor with the children", 40)
    page.get_by_label("4", exact=True).check()
    page.get_by_role("button", name="Save").click()
    until(lambda: goals(here, "dan"))
    assert goals(here, "dan") == ["Sit on the floor with the children"]
    expect(page.get_by_text("That is kept.")).to_be_visible()


def test_the_minutes_in_the_record_are_the_minutes_practised(here: Clinical):
    page = here.beginner("fay", "Fay Odum")
    page.clock.install()
    here.go(page, "/module?m=welcome&s=w-slow-breathing")
    page.get_by_role("group", name="How tense do you feel right now?").get_by_label(
        "6", exact=True
    ).check()
    page.get_by_role("button", name="Go on", exact=True).click()
    choose(page, "3 min")
    page.clock.pause_at(page.evaluate("Date.now() / 1000 + 1"))
    page.get_by_role("button", name="Start", exact=True).click()
    page.clock.run_for(40_000)
    page.get_by_role("button", name="Pause", exact=True).click()
    page.clock.run_for(300_000)
    page.clock.resume()
    here.server.kill()
    here.server.start()
    page.reload()
    expect(page.get_by_text("0:40 of 3:00")).to_be_visible()
    page.clock.pause_at(page.evaluate("Date.now() / 1000 + 1"))
    page.get_by_role("region").get_by_role("button", name="Go on", exact=True).click()
    page.clock.run_for(141_000)
    expect(page.get_by_text("You practised 3:00. It counts.")).to_be_visible()
    page.clock.resume()
    page.get_by_role("button", name="Go on", exact=True).click()
    page.get_by_role("group", name="How tense do you feel now?").get_by_label(
        "4", exact=True
    ).check()
    page.get_by_role("group", name="Did anything come up").get_by_label(
        "Yes", exact=True
    ).check()
    expect(page.get_by_text("Name five things that you see.")).to_be_visible()
    page.get_by_label("Grounding: look at the room").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("link", name="Do Grounding now")).to_be_visible()
    record = here.clinic.record(here.who("fay"))
    (saved,) = record.kind("practice_log")
    assert saved.fact.scores["minutes"] == pytest.approx(3, abs=0.05)
    assert [r.signal.kind for r in record.signals.values()] == ["unsettled"]


def test_from_today_through_a_lesson_by_keyboard_alone(here: Clinical):
    page = here.beginner("eva", "Eva Lind")
    press_by_keyboard(page, "Go on")
    heading = page.get_by_role("heading", name="Pain is real", level=1)
    expect(heading).to_be_focused()
    settled(page)
    press_by_keyboard(page, "Go on")
    expect(page.get_by_role("heading", name="A slow breath", level=1)).to_be_focused()
    read = [e.fact for e in here.clinic.stores.events.read(here.who("eva"))]
    assert [fact.step for fact in read if isinstance(fact, LessonRead)] == ["w-pain-is-real"]


def test_whoever_stood_on_what_is_taken_away_is_led_to_what_came_of_it(here: Clinical):
    page = here.beginner("gia", "Gia Moss")
    press_by_keyboard(page, "Not today")
    expect(page.get_by_role("heading", name="See you tomorrow")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    here.go(page, "/settings")
    page.get_by_label("Your phone number").press_sequentially("555 0100")
    page.get_by_role("button", name="Save").press("Enter")
    news = page.locator(".cairn-note", has_text="Saved. Thank you.")
    expect(news).to_be_focused()
    expect(news).to_be_in_viewport()


def test_a_setting_is_gone_through_by_arrow_keys(here: Clinical):
    page = here.beginner("hal", "Hal Stone")
    here.go(page, "/settings")
    sizes = page.get_by_role("radiogroup", name="Text size")
    sizes.get_by_role("radio", name="Normal").focus()
    for name, kept in (("Large", "large"), ("Larger", "larger")):
        page.keyboard.press("ArrowRight")
        expect(page.locator("html")).to_have_attribute("data-text", kept)
        settled(page)
        expect(sizes.get_by_role("radio", name=name, exact=True)).to_be_focused()


def press_by_keyboard(page: Page, name: str) -> None:
    """Move on with Tab until a button of this name has the focus, and press Enter."""
    button = page.get_by_role("button", name=name)
    button.wait_for()
    for _ in range(40):
        page.keyboard.press("Tab")
        if button.evaluate("each => each === document.activeElement"):
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"{name} cannot be reached with the keyboard")
