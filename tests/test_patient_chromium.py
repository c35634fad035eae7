"""A patient's pages in a real browser: first visit, reloads, double clicks, help at once."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from program.ids import ParticipantId, ProgramId
from program.service import directing
from program.service.accounts import OPERATOR, add_account, sign_out
from program.service.check_in import INTAKE_PLACE, save_check_in
from program.service.clinic import Clinic, Signed
from program.service.own_settings import set_preferences
from program.service.path import arrive, consent, open_module
from program.service.tool_steps import GROUNDING
from program.service.tools import use_tool
from program.ui.parts.look import asset
from program.web.guard import COOKIE
from tests.running import DESK, PHONE, Server, browsing, grave, serving, settled, sign_in, until

PASSWORD = "stones by the river"
SHORT_PHONE = {"width": 360, "height": 640}
CALM = {
    "intake__red_flags": ["none"], "intake__mania": "0", "intake__voices": "0",
    "intake__flashbacks": "0", "intake__ending_life": "0", "intake__crash": "0",
}  # fmt: skip
GOAL = "What do you want more of in your life, with or without pain?"


class People:
    """Adds patients to the clinic that is being served."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.clinic: Clinic = server.clinic()
        therapist = add_account(
            self.clinic, OPERATOR, login="t", name="Robin", role="therapist", password=PASSWORD
        )
        self.therapist = Signed(therapist.id, "therapist", None, "t")

    def add(self, login: str) -> tuple[Signed, ParticipantId]:
        account = add_account(
            self.clinic, OPERATOR, login=login, name="Ana", role="patient",
            password=PASSWORD, therapist="t",
        )  # fmt: skip
        assert account.participant is not None
        by = Signed(account.id, "patient", account.participant, login)
        directing.assign(
            self.clinic, self.therapist, account.participant, ProgramId("pain-and-mood")
        )
        return by, account.participant

    def in_welcome(self, login: str) -> ParticipantId:
        """Somebody whose welcome is open."""
        by, who = self.add(login)
        arrive(self.clinic, by, who)
        consent(self.clinic, by, who)
        save_check_in(self.clinic, by, who, INTAKE_PLACE, "intake-1", CALM)
        open_module(self.clinic, by, who, "welcome", "full")
        return who

    def saved(self, who: ParticipantId, step: str) -> list:
        return list(self.clinic.record(who).exercises.get(step, ()))

    def draft(self, who: ParticipantId, step: str) -> dict:
        draft = self.clinic.stores.drafts.read(who, step)
        return draft.answers if draft else {}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing() as browser:
        yield browser


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Iterator[People]:
    with serving(tmp_path_factory.mktemp("patients")) as server:
        yield People(server)


@pytest.fixture
def enter(people: People, browser: Browser):
    """Sign somebody in; their open page."""
    contexts = []

    def come(login: str, to: str = "/", size=PHONE) -> Page:
        context = browser.new_context(viewport=size, locale="en-US")
        contexts.append(context)
        page = context.new_page()
        sign_in(page, people.server, login, PASSWORD, to)
        return page

    yield come
    for context in contexts:
        context.close()


def fits(page: Page) -> None:
    """Nothing is cut off at the side."""
    over = page.evaluate(
        "Math.max(...[document.documentElement, ...document.querySelectorAll("
        "'[data-testid=stMain]')].map(each => each.scrollWidth - each.clientWidth))"
    )
    assert over <= 0


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def answer(page: Page, question: str, choice: str) -> None:
    """Answer one question of a form and go on."""
    group = page.get_by_role("group", name=question)
    group.get_by_label(choice, exact=True).check()


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desktop"])
def test_the_first_visit_goes_from_consent_to_the_first_stone(people: People, enter, size):
    login = f"first-{size['width']}"
    _, who = people.add(login)
    page = enter(login, size=size)
    expect(page.get_by_role("heading", name="Before we begin")).to_be_visible()
    fits(page)
    assert grave(page) == []
    press(page, "I have read this and want to begin")
    answer(page, "Is any of this new in the last two weeks?", "None of these")
    press(page, "Go on")
    for question in ("Have you felt unusually high", "Have you heard voices", "Do memories"):
        answer(page, question, "No")
        press(page, "Go on")
    answer(page, "After small efforts", "No")
    press(page, "Go on")
    answer(page, "Are you thinking about ending your life", "No")
    fits(page)
    press(page, "Save")
    expect(page.get_by_role("heading", name="How can someone reach you?")).to_be_visible()
    settled(page)
    fits(page)
    assert grave(page) == []
    press(page, "Go on without it")
    expect(page.get_by_role("heading", name="Pain is real")).to_be_visible()
    settled(page)
    fits(page)
    press(page, "Go on")
    expect(page.get_by_role("heading", name="A slow breath")).to_be_visible()
    answer(page, "How tense do you feel right now?", "6")
    press(page, "Go on")
    press(page, "Start")
    page.wait_for_timeout(1200)  # the practice itself runs in real seconds
    press(page, "Stop here")
    press(page, "Go on")
    answer(page, "How tense do you feel now?", "4")
    answer(page, "Did anything come up that upset you?", "No")
    press(page, "Save")
    expect(page.get_by_text("Your tension was 6 of 10 before")).to_be_visible()
    settled(page)
    fits(page)
    press(page, "Go on")
    expect(page.get_by_role("heading", name="That is done. It counts.")).to_be_visible()
    expect(page.get_by_text("1 stone so far.").first).to_be_visible()
    settled(page)
    fits(page)
    assert grave(page) == []
    assert len(people.saved(who, "w-slow-breathing")) == 1


def test_words_typed_a_moment_before_a_reload_are_still_there(people: People, enter):
    who = people.in_welcome("reload")
    page = enter("reload", "/module?m=welcome&s=w-my-goal")
    page.get_by_label(GOAL).press_sequentially("Cook on Sundays")
    page.wait_for_timeout(300)
    page.reload()
    settled(page)
    expect(page.get_by_label(GOAL)).to_have_value("Cook on Sundays")
    until(lambda: people.draft(who, "w-my-goal").get("goal") == "Cook on Sundays")
    expect(page.get_by_text("Saved", exact=False).first).to_be_visible()


def test_a_double_click_on_save_saves_once_and_shows_the_picture(people: People, enter):
    who = people.in_welcome("double")
    page = enter("double", "/module?m=welcome&s=w-my-goal")
    page.get_by_label(GOAL).fill("Cook on Sundays")
    answer(page, "How is it going at the moment?", "3")
    answer(page, "Your words and your therapist", "Share my words")
    page.get_by_role("button", name="Save", exact=True).dblclick(delay=40)
    expect(page.get_by_text("You rated your goal 3 of 10.").first).to_be_visible()
    settled(page)
    (saved,) = people.saved(who, "w-my-goal")
    assert saved.fact.shared
    until(
        lambda: (
            page.evaluate("Object.keys(localStorage).filter(k => k.includes('words')).length")
            == 0
        )
    )
    press(page, "Add another")
    expect(page.get_by_label(GOAL)).to_have_value("Cook on Sundays")


def test_pressing_go_on_twice_does_not_pass_over_a_step(people: People, enter):
    people.in_welcome("twice")
    page = enter("twice", "/module?m=welcome&s=w-pain-is-real")
    on = page.get_by_role("button", name="Go on", exact=True)
    on.dblclick(delay=60)
    expect(page.get_by_role("heading", name="A slow breath")).to_be_visible()
    settled(page)
    expect(page.get_by_text("Step 2 of 7")).to_be_visible()


def test_other_words_from_a_second_tab_are_both_kept(people: People, enter):
    who = people.in_welcome("tabs")
    first = enter("tabs", "/module?m=welcome&s=w-my-goal")
    second = first.context.new_page()
    second.goto(people.server.url("/module?m=welcome&s=w-my-goal"))
    settled(second)
    for page, words in ((first, "Cook on Sundays"), (second, "Walk by the river")):
        page.context.set_offline(False)
        page.get_by_label(GOAL).fill(words)
        answer(page, "How is it going at the moment?", "3")
        if page is first:
            press(page, "Save")
            expect(page.get_by_text("You rated your goal 3 of 10.").first).to_be_visible()
    press(second, "Save")
    expect(second.get_by_text("Other answers were saved from another place")).to_be_visible()
    expect(second.get_by_label(GOAL)).to_have_value("Walk by the river")
    press(second, "Save")
    expect(second.get_by_role("button", name="Add another")).to_be_visible()
    texts = [saved.fact.texts["goal"].body for saved in people.saved(who, "w-my-goal")]
    assert texts == ["Cook on Sundays", "Walk by the river"]


def test_on_a_short_phone_the_way_out_of_a_practice_is_in_view_while_it_runs(
    people: People, enter
):
    people.in_welcome("shortstop")
    page = enter("shortstop", "/module?m=welcome&s=w-slow-breathing", SHORT_PHONE)
    answer(page, "How tense do you feel right now?", "4")
    press(page, "Go on")
    press(page, "Start")
    stop = page.get_by_role("button", name="Stop here")
    expect(stop).to_be_visible()
    page.evaluate(DRAWN)
    assert uncovered(page, stop)
    assert uncovered(page, page.locator(".stage .pacer"))


def test_what_not_now_leads_to_is_said_where_it_was_pressed(people: People, enter):
    _, who = people.add("notnow")
    page = enter("notnow", "/begin", SHORT_PHONE)
    button = page.get_by_role("button", name="Not now")
    page.locator("[data-testid=stMain]").evaluate(
        "main => main.scrollTo(0, main.scrollHeight - main.clientHeight - 40)"
    )  # so far that the button comes out above the tabs, and no further
    button.click()
    words = page.get_by_text("You can come back to this page at any time.")
    expect(words).to_be_visible()
    assert uncovered(page, words)
    assert not people.clinic.record(who).consented


def uncovered(page: Page, seen: Locator) -> bool:
    """Whether it is in view, whole, between the line at the top and the tabs."""
    edge = "each => [each.getBoundingClientRect().top, each.getBoundingClientRect().bottom]"
    _, above = page.locator(".cairn-top").evaluate(edge)
    below, _ = page.locator(".cairn-tabs").evaluate(edge)
    top, bottom = seen.evaluate(edge)
    return above <= top and bottom <= below


def to_the_last_question(page: Page) -> None:
    """Through the first questions with calm answers, up to the one about ending life."""
    answer(page, "Is any of this new", "None of these")
    press(page, "Go on")
    for question in (
        "Have you felt unusually high", "Have you heard voices", "Do memories",
        "After small efforts",
    ):  # fmt: skip
        answer(page, question, "No")
        press(page, "Go on")


def test_an_answer_that_calls_for_help_shows_it_at_once_and_again_after_saving(
    people: People, enter
):
    by, who = people.add("help")
    consent(people.clinic, by, who)
    page = enter("help", "/begin")
    to_the_last_question(page)
    page.context.set_offline(True)
    answer(page, "Are you thinking about ending your life", "Yes")
    expect(page.get_by_role("link", name="Call 988").first).to_be_visible()
    page.context.set_offline(False)
    settled(page)
    press(page, "Go on")
    answer(page, "Are you about to act", "Yes")
    expect(page.get_by_text("Please call now").first).to_be_visible()
    for question, choice in (
        ("Have you planned how", "I'd rather not say"),
        ("Do you feel safe enough", "Yes, I feel safe enough"),
        ("Have these thoughts been coming", "No"),
    ):
        press(page, "Go on")
        answer(page, question, choice)
    press(page, "Save")
    expect(page.get_by_role("heading", name="How can someone reach you?")).to_be_visible()
    expect(page.locator(".cairn-helping").get_by_text("Please call now")).to_be_visible()
    assert any(
        raised.signal.level == "risk" for raised in people.clinic.record(who).signals.values()
    )


def test_on_a_short_phone_the_next_page_comes_with_its_heading_and_the_help_both_in_view(
    people: People, enter
):
    by, who = people.add("shortphone")
    consent(people.clinic, by, who)
    page = enter("shortphone", "/begin", SHORT_PHONE)
    to_the_last_question(page)
    answer(page, "Are you thinking about ending your life", "Yes")
    alone = page.get_by_role("heading", name="You do not have to carry this alone")
    expect(alone).to_be_in_viewport(ratio=1)
    press(page, "Go on")
    heading = page.get_by_role("heading", name="Are you safe?")
    expect(heading).to_be_focused()
    page.evaluate(DRAWN)
    for seen in (heading, alone):
        assert uncovered(page, seen)


SHIFTS = """window.moved = 0;
new PerformanceObserver(list => { for (const each of list.getEntries()) moved += each.value; })
  .observe({type: "layout-shift", buffered: true});"""
DRAWN = "() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))"


def test_nothing_moves_while_a_page_comes(people: People, enter):
    people.in_welcome("still")
    page = enter("still")
    page.add_init_script(SHIFTS)
    for path in ("/tools", "/", "/settings", "/"):
        page.goto(people.server.url(path))
        settled(page)
        page.evaluate(DRAWN)
        assert page.evaluate("moved") < 0.02


def test_contacts_typed_before_a_reload_are_there_again_and_are_kept_on_going_on(
    people: People, enter
):
    by, who = people.add("reach")
    arrive(people.clinic, by, who)
    consent(people.clinic, by, who)
    save_check_in(people.clinic, by, who, INTAKE_PLACE, "intake-1", CALM)
    page = enter("reach", "/begin")
    phone = page.get_by_label("Your phone number")
    expect(phone).to_have_attribute("autocomplete", "tel")
    phone.fill("555 0100")
    until(lambda: people.draft(who, "contacts") == {"phone": "555 0100"})
    page.reload()
    expect(phone).to_have_value("555 0100")
    press(page, "Go on")
    expect(page.get_by_role("heading", name="Pain is real")).to_be_visible()
    assert people.clinic.stores.accounts.get(by.account).contacts == {"phone": "555 0100"}
    assert people.draft(who, "contacts") == {}
    page.wait_for_function("Object.keys(localStorage).every(key => !/words/.test(key))")
    page.goto(people.server.url("/settings"))
    expect(phone).to_have_value("555 0100")
    phone.fill("")
    page.get_by_label("Your doctor, with phone number").fill("Dr Lee")
    press(page, "Save")
    expect(page.get_by_text("Saved. Thank you.")).to_be_visible()
    assert people.clinic.stores.accounts.get(by.account).contacts == {"doctor": "Dr Lee"}
    assert grave(page) == []


def test_with_the_largest_text_a_narrow_phone_cuts_off_no_button_and_no_page(
    people: People, enter
):
    by, who = people.add("narrow")
    set_preferences(people.clinic, by, {"text": "larger"})
    page = enter("narrow", size={"width": 360, "height": 740})
    wide = page.get_by_role("button", name="I have read this").get_by_role("paragraph")
    expect(wide).to_be_visible()
    assert wide.evaluate("e => e.parentElement.scrollWidth - e.parentElement.clientWidth") == 0
    consent(people.clinic, by, who)
    save_check_in(people.clinic, by, who, INTAKE_PLACE, "intake-1", CALM)
    answers = {"seconds": 120, "after": 4, "unsettling": "no"}
    use_tool(people.clinic, by, who, GROUNDING, "k1", answers)
    page.goto(people.server.url(f"/tools?t={GROUNDING}&again=1"))
    page.get_by_text("The same as a table").click()
    expect(page.get_by_role("columnheader", name="Minutes")).to_be_visible()
    fits(page)
    assert grave(page) == []


def test_words_that_hint_at_risk_show_help_while_they_are_written(people: People, enter):
    people.in_welcome("hint")
    page = enter("hint", "/module?m=welcome&s=w-my-goal")
    page.get_by_label(GOAL).fill("I can't go on like this")
    expect(page.get_by_text("Is it very dark right now?")).to_be_visible()


def test_while_the_store_is_out_of_reach_words_stay_and_are_saved_later(people: People, enter):
    who = people.in_welcome("away")
    page = enter("away", "/module?m=welcome&s=w-my-goal")
    page.get_by_label(GOAL).fill("Cook on Sundays")
    answer(page, "How is it going at the moment?", "3")
    until(lambda: people.draft(who, "w-my-goal").get("rating") == 3)
    data, away = people.server.folder / "data", people.server.folder / "away"
    data.rename(away)
    data.write_text("no folder")
    try:
        press(page, "Save")
        sorry = page.get_by_text("We could not save that just now. Your words are still here.")
        expect(sorry.first).to_be_visible()
        expect(page.get_by_label(GOAL)).to_have_value("Cook on Sundays")
    finally:
        data.unlink()
        away.rename(data)
    press(page, "Save")
    expect(page.get_by_text("You rated your goal 3 of 10.").first).to_be_visible()
    assert len(people.saved(who, "w-my-goal")) == 1
    assert "the disk has room" in people.server.log.read_text()


def test_an_open_page_that_nobody_touches_is_left_once_its_session_is_over(
    people: People, enter
):
    people.in_welcome("idle")
    page = enter("idle", "/tools")
    page.clock.install()
    page.reload()
    settled(page)
    (token,) = (each["value"] for each in page.context.cookies() if each["name"] == COOKIE)
    page.clock.fast_forward(31_000)
    expect(page.get_by_role("heading", name="Tools", level=1)).to_be_visible()
    sign_out(people.clinic, token)
    page.clock.fast_forward(31_000)
    page.wait_for_url("**/login?to=%2Ftools")


def test_words_typed_as_the_session_ends_wait_and_signing_in_leads_back_to_them(
    people: People, enter
):
    people.in_welcome("over")
    page = enter("over", "/module?m=welcome&s=w-my-goal")
    page.get_by_label(GOAL).fill("Cook on Sundays")
    expect(page.locator(".state").filter(has_text="Saved ")).to_be_visible(timeout=20_000)
    (token,) = (each["value"] for each in page.context.cookies() if each["name"] == COOKIE)
    sign_out(people.clinic, token)
    page.get_by_label(GOAL).fill("Cook on Sundays for friends")
    expect(page.get_by_role("alert").filter(has_text="You are signed out now.")).to_be_visible()
    page.get_by_role("link", name="Sign in again").click()
    page.get_by_label("Your sign-in name").fill("over")
    page.get_by_label("Your password").fill(PASSWORD)
    press(page, "Sign in")
    settled(page)
    assert page.url.endswith("/module?m=welcome&s=w-my-goal")
    expect(page.get_by_label(GOAL)).to_have_value("Cook on Sundays for friends")


def test_after_signing_out_going_back_leads_to_sign_in(people: People, enter):
    people.in_welcome("back")
    page = enter("back", "/tools")
    kept = page.context.request.get(people.server.url("/tools")).text()
    page.get_by_role("link", name="Today").click()
    page.get_by_role("link", name="Sign out").click()
    press(page, "Sign out")
    page.wait_for_url("**/login*")
    page.go_back()
    page.go_back()
    page.wait_for_url("**/login*")
    expect(page.get_by_label("Your sign-in name")).to_be_visible()
    page.route("**/tools", lambda route: route.fulfill(body=kept, content_type="text/html"))
    page.route(
        "**/look-*.js",
        lambda route: route.fulfill(body=asset("look.js"), content_type="text/javascript"),
    )
    page.goto(people.server.url("/tools"))
    page.wait_for_url("**/login?to=%2Ftools")


CLEAR_OF_THE_LINE = """() => {
  const main = document.querySelector("[data-testid=stMain]");
  main.scrollTo(0, main.scrollHeight);
  const last = [...main.querySelectorAll("button, a")].filter(each => each.offsetParent).at(-1);
  const line = document.querySelector(".cairn-line").getBoundingClientRect();
  return last.getBoundingClientRect().bottom <= line.top;
}"""


def test_while_the_app_is_still_being_fetched_help_is_there_and_words_say_what_goes_on(
    people: People, enter
):
    people.in_welcome("slow")
    page = enter("slow", "/")
    words = page.get_by_text("Your page is on its way.")
    expect(words).to_be_hidden()
    late = page.context.new_page()
    late.route("**/static/js/**", lambda script: script.abort())  # it never comes
    late.goto(people.server.url("/"), wait_until="commit")
    expect(late.get_by_text("Your page is on its way.")).to_be_visible()
    late.get_by_role("link", name="Help now").click()
    expect(late.get_by_role("link", name="Call 988")).to_be_visible()


def test_a_browser_that_cannot_tell_whether_the_page_has_come_says_nothing_of_its_way(
    people: People, enter
):
    people.in_welcome("older")
    page = enter("older", "/").context.new_page()

    def as_read_by_an_older_one(sheet: Route) -> None:
        found = sheet.fetch()
        sheet.fulfill(response=found, body=found.text().replace(":has(", ":hasnt("))

    page.route("**/*.css*", as_read_by_an_older_one)
    page.goto(people.server.url("/"))
    expect(page.locator(".cairn-top")).to_be_visible()
    waiting = page.locator(".cairn-coming")
    waiting.evaluate("each => each.getAnimations().forEach(one => one.finish())")  # 3 s on
    expect(waiting).to_be_hidden()


@pytest.mark.parametrize("size", [SHORT_PHONE, PHONE], ids=["short", "phone"])
def test_what_is_said_without_a_network_covers_nothing_but_the_tabs(
    people: People, enter, size: dict[str, int]
):
    login = f"cut{size['height']}"
    people.in_welcome(login)
    page = enter(login, "/module?m=welcome&s=w-my-goal", size)
    tabs = page.locator(".cairn-tabs")
    edge = "each => each.getBoundingClientRect().top"
    above = tabs.evaluate(edge)
    page.context.set_offline(True)
    line = page.locator(".cairn-line")
    expect(line).to_be_visible()
    assert abs(line.evaluate(edge) - above) <= 1
    expect(tabs).to_be_hidden()  # they lead nowhere
    page.context.set_offline(False)
    expect(tabs).to_be_visible()


def test_without_a_network_the_page_says_so_at_once_and_help_opens_all_the_same(
    people: People, enter
):
    people.in_welcome("offline")
    page = enter("offline", "/module?m=welcome&s=w-my-goal")
    page.locator(".cairn-help-here").wait_for(state="attached")
    page.context.set_offline(True)
    expect(page.get_by_role("status").filter(has_text="no connection")).to_be_visible(
        timeout=2_000
    )
    assert page.evaluate(CLEAR_OF_THE_LINE)
    opener = page.get_by_role("link", name="Help now")
    opener.press("Enter")
    help_here = page.get_by_role("dialog", name="Help now")
    expect(help_here.get_by_role("link", name="Call 988")).to_be_visible()
    expect(help_here.get_by_text("Nobody reads your answers here")).to_be_visible()
    assert not grave(page)
    page.keyboard.press("Escape")
    expect(help_here).to_be_hidden()
    expect(opener).to_be_focused()
    page.context.set_offline(False)
    expect(page.locator(".cairn-line")).to_be_hidden()
    with page.expect_popup() as opened:
        opener.click()
    expect(opened.value.get_by_role("heading", name="Help now", level=1)).to_be_visible()


def test_help_stays_in_sight_on_a_phone_and_leaves_a_small_window_to_what_is_read(
    people: People, enter
):
    by, _ = people.add("sticky")
    consent(people.clinic, by, ParticipantId(str(by.participant)))
    page = enter("sticky", "/begin")
    answer(page, "Is any of this new", "None of these")
    press(page, "Go on")
    help_now = page.get_by_role("link", name="Help now")
    expect(help_now).to_be_in_viewport()
    top, first = (
        page.locator(".cairn-top").bounding_box(),
        page.locator("form.form h2").bounding_box(),
    )
    assert top["y"] >= 0
    assert first["y"] >= top["y"] + top["height"]
    page.set_viewport_size({"width": 640, "height": 400})  # 1280 by 800 at 200%
    page.get_by_test_id("stMain").evaluate("main => main.scrollTo(0, main.scrollHeight)")
    expect(help_now).not_to_be_in_viewport()


def one_row(page: Page, links: int) -> None:
    """The links of the header stand side by side."""
    shown = page.locator(".cairn-top a")
    expect(shown).to_have_count(links)
    middles = shown.evaluate_all(
        "all => all.map(each => { const box = each.getBoundingClientRect();"
        " return Math.round(box.top + box.height / 2) })"
    )
    assert len(middles) == links
    assert max(middles) - min(middles) <= 1


@pytest.mark.parametrize("width", [320, 390])
def test_larger_text_breaks_neither_the_header_nor_a_word(people: People, enter, width):
    people.in_welcome(f"larger-{width}")
    page = enter(
        f"larger-{width}", "/module?m=welcome&s=w-my-goal", {"width": width, "height": 844}
    )
    one_row(page, 3)
    page.evaluate("""() => {
      document.documentElement.dataset.text = 'larger'
      document.querySelector('.cairn-help').insertAdjacentHTML('beforebegin',
        '<a class="cairn-flare" href="/my-plans#flare">Flare plan</a>')
      document.querySelector('.cairn-way div > span:nth-child(2)').textContent = 'Keep going'
    }""")
    one_row(page, 4)
    name = page.locator(".cairn-way div > span:nth-child(2)")
    assert name.evaluate("""name => ['Keep', 'going'].every(word => {
      const range = document.createRange(), at = name.textContent.indexOf(word)
      range.setStart(name.firstChild, at)
      range.setEnd(name.firstChild, at + word.length)
      return range.getClientRects().length === 1
    })""")
    fits(page)


def test_a_tap_leaves_no_button_dark(people: People, browser: Browser):
    people.in_welcome("tap")
    context = browser.new_context(viewport=PHONE, is_mobile=True, has_touch=True)
    page = context.new_page()
    sign_in(page, people.server, "tap", PASSWORD, "/module?m=welcome&s=w-my-goal")
    colour = "button => getComputedStyle(button).backgroundColor"
    save = page.get_by_role("button", name="Save")
    before = save.evaluate(colour)
    save.hover()
    page.wait_for_timeout(300)
    assert save.evaluate(colour) == before
    context.close()


def test_telling_of_a_flare_leads_to_what_it_changed(people: People, enter):
    people.in_welcome("flare")
    page = enter("flare", "/")
    page.set_viewport_size({"width": 390, "height": 480})
    press(page, "I am in a flare")
    expect(page.get_by_role("heading", level=1).first).to_be_focused()
    expect(page.get_by_role("heading", level=1).first).to_be_in_viewport()


def test_small_links_are_as_large_as_a_finger(people: People, enter):
    people.in_welcome("finger")
    page = enter("finger")
    for place, name in (("/", "Sign out"), ("/help", "Back to Cairn"), ("/help", "Text 988")):
        page.goto(people.server.url(place))
        link = page.get_by_role("link", name=name, exact=True)
        link.wait_for()
        assert link.bounding_box()["height"] >= 48, name


def test_the_time_of_saving_is_said_as_people_say_it(people: People, enter):
    people.in_welcome("clock")
    page = enter("clock", "/module?m=welcome&s=w-my-goal")
    page.get_by_label(GOAL).fill("Cook on Sundays")
    expect(page.locator(".state")).to_have_text(re.compile(r"Saved .*\D[1-9]\d?:\d\d [AP]M"))
