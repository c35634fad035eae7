"""The player of guided practices in a real browser, on a phone: minutes are minutes practised.

The browser's clock is wound on (`page.clock`), so nobody waits.
"""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect, sync_playwright

from tests.apps.line import Line
from tests.browser import chromium
from tests.running import choose, grave
from tests.test_form_component import CONNECTED, QUIET, Clinic, until, visit

PHONE = {"width": 390, "height": 844}
CALM, REST = "/?step=calm", "/?step=rest"
SPOKEN = """
window.spoken = [];
const say = speechSynthesis.speak.bind(speechSynthesis);
speechSynthesis.speak = each => { window.spoken.push(each.text); say(each); };
"""
"""Writes down what is said aloud, and lets it be said."""
A_VOICE = """
speechSynthesis.getVoices = () => [{ name: "Mira", lang: "en-GB", voiceURI: "mira" }];
speechSynthesis.speak = each => { window.spoken.push(each.text); window.last = each; };
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
"""
"""A device with a voice: the one of these tests has none."""


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    clinic = Clinic(tmp_path_factory.mktemp("player"))
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


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport=PHONE, locale="en-GB")
    yield context
    context.close()


@pytest.fixture
def page(phone: BrowserContext) -> Page:
    page = phone.new_page()
    page.clock.install()
    return page


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def hold(page: Page) -> None:
    """From here on time goes by only where the test says so."""
    page.clock.pause_at(page.evaluate("Date.now() / 1000 + 1"))


def practise(page: Page, seconds: float) -> None:
    """So many seconds go by on this device."""
    page.clock.run_for(round(seconds * 1000))


def begin(page: Page, clinic: Clinic | Line, path: str = CALM, minutes: int = 0) -> None:
    visit(page, clinic, path)
    page.get_by_role("button", name="Start").wait_for()
    if minutes:
        choose(page, f"{minutes} min")
    hold(page)
    press(page, "Start")


def caption(page: Page) -> str:
    return page.locator(".caption").text_content() or ""


def kept(page: Page, clinic: Clinic, step: str = "calm") -> int:
    """Hand in; the seconds that arrive."""
    page.clock.resume()
    press(page, "Save")
    until(lambda: clinic.sent(step), 60)  # after a restart it is sent again in steps
    return clinic.sent(step)[0]["answers"]["seconds"]


def test_a_practice_plays_to_its_end_and_every_minute_of_it_counts(page: Page, clinic: Clinic):
    begin(page, clinic)
    said = []
    for _ in range(12):
        said.append(caption(page))
        practise(page, 5)
    assert list(dict.fromkeys(said)) == [
        "Let your shoulders be as they are.",
        "Follow the breath in.",
        "And let it go.",
        "Notice the room again.",
    ]
    practise(page, 1)
    expect(page.get_by_text("You practised 1:00. It counts.")).to_be_visible()
    expect(page.get_by_role("button", name="Practise again")).to_be_focused()
    assert kept(page, clinic) == 60


def test_a_longer_version_says_more_and_a_pause_is_not_practice(page: Page, clinic: Clinic):
    begin(page, clinic, minutes=3)
    practise(page, 40)
    press(page, "Pause")
    practise(page, 600)
    expect(page.get_by_text("0:40 of 3:00")).to_be_visible()
    press(page, "Go on")
    practise(page, 75)
    assert caption(page) == "Stay with it a while."
    practise(page, 66)
    expect(page.get_by_text("You practised 3:00. It counts.")).to_be_visible()
    assert 179 <= kept(page, clinic) <= 181


def test_who_stops_early_keeps_what_was_done(page: Page, clinic: Clinic):
    begin(page, clinic)
    practise(page, 14)
    press(page, "Stop here")
    expect(page.get_by_text("You practised 0:14. It counts.")).to_be_visible()
    assert kept(page, clinic) == 14


def test_while_the_phone_sleeps_nothing_is_counted_and_the_practice_waits(
    page: Page, clinic: Clinic
):
    begin(page, clinic)
    practise(page, 10)
    page.clock.fast_forward(20 * 60 * 1000)
    expect(page.get_by_text("It waited while the screen was off.")).to_be_visible()
    press(page, "Go on")
    practise(page, 5)
    press(page, "Stop here")
    assert 14 <= kept(page, clinic) <= 16


def test_back_says_it_again_and_the_time_of_both_counts(page: Page, clinic: Clinic):
    begin(page, clinic)
    practise(page, 15)
    press(page, "Back a little")
    expect(page.get_by_text("0:08 of 1:00")).to_be_visible()
    practise(page, 1)
    press(page, "Back a little")
    assert caption(page) == "Let your shoulders be as they are."
    practise(page, 3)
    press(page, "Stop here")
    assert 18 <= kept(page, clinic) <= 20


def test_a_shorter_length_can_be_chosen_while_it_plays(page: Page, clinic: Clinic):
    begin(page, clinic, minutes=5)
    practise(page, 130)
    press(page, "Make it shorter")
    press(page, "1 min")
    assert page.get_by_text("of 1:00").is_visible()
    expect(page.get_by_role("button", name="Pause")).to_be_focused()
    practise(page, 60)
    expect(page.get_by_text("It counts.")).to_be_visible()
    assert 131 <= kept(page, clinic) <= 190


def test_what_is_chosen_to_rest_the_attention_on_has_its_own_words(page: Page, clinic: Clinic):
    visit(page, clinic, CALM)
    choose(page, "Hands")
    page.get_by_text("All the words").click()
    expect(page.get_by_role("listitem").filter(has_text="Feel your hands")).to_be_visible()
    hold(page)
    press(page, "Start")
    practise(page, 9)
    assert caption(page) == "Feel your hands, as they rest."


def test_one_tap_stops_and_leads_back_to_the_room_without_a_line(
    page: Page, clinic: Clinic, line: Line
):
    begin(page, line)
    practise(page, 9)
    line.cut()
    press(page, "Too much? Back to the room")
    expect(page.get_by_text("Name five things that you see.")).to_be_in_viewport()
    expect(page.locator(".steady")).to_be_focused()
    expect(page.get_by_role("button", name="Practise again")).to_be_visible()
    line.mend()
    assert kept(page, clinic) == 9


@pytest.fixture
def line(clinic: Clinic) -> Iterator[Line]:
    line = Line(clinic.port)
    yield line
    line.close()


def test_a_line_cut_in_the_middle_changes_nothing(page: Page, clinic: Clinic, line: Line):
    begin(page, line)
    practise(page, 12)
    line.cut()
    expect(page.locator(CONNECTED)).to_have_count(0)
    practise(page, 49)
    expect(page.get_by_text("You practised 1:00. It counts.")).to_be_visible()
    page.clock.resume()
    press(page, "Save")
    expect(page.get_by_text("Not saved yet.").first).to_be_visible()
    line.mend()
    until(lambda: clinic.sent("calm"), 40)
    assert [each["answers"] for each in clinic.sent("calm")] == [{"seconds": 60}]


def test_a_page_loaded_again_in_the_middle_goes_on_from_there(page: Page, clinic: Clinic):
    begin(page, clinic, minutes=3)
    practise(page, 50)
    page.clock.resume()
    page.reload()
    expect(page.get_by_text("0:50 of 3:00")).to_be_visible()
    hold(page)
    press(page, "Go on")
    practise(page, 10)
    press(page, "Stop here")
    expect(page.get_by_text("You practised 1:00. It counts.")).to_be_visible()
    assert 59 <= kept(page, clinic) <= 61


def test_minutes_outlive_a_restart_of_the_server(page: Page, clinic: Clinic):
    begin(page, clinic)
    practise(page, 20)
    clinic.stop()
    expect(page.locator(".cairn-line")).to_be_visible()  # told at once: no clock goes here
    practise(page, 10)
    press(page, "Stop here")
    page.clock.resume()
    clinic.start()
    assert kept(page, clinic) == 30


def test_the_breath_stands_still_where_motion_is_not_wanted(browser: Browser, clinic: Clinic):
    context = browser.new_context(viewport=PHONE, reduced_motion="reduce")
    page = context.new_page()
    page.clock.install()
    begin(page, clinic)
    practise(page, 1)
    seen = {}
    for _ in range(12):
        words = page.locator(".breath").text_content()
        seen[words] = page.locator(".circle").evaluate("e => getComputedStyle(e).transform")
        practise(page, 1)
    assert seen.keys() == {"Breathe in", "Breathe out"}
    assert len(set(seen.values())) == 1
    context.close()


def test_the_circle_moves_for_as_long_as_the_breath(page: Page, clinic: Clinic):
    begin(page, clinic)
    practise(page, 1)
    seen = {}
    for _ in range(12):
        words = page.locator(".breath").text_content()
        seen[words] = page.locator(".circle").evaluate(
            "e => getComputedStyle(e).transitionDuration"
        )
        practise(page, 1)
    assert seen == {"Breathe in": "4s", "Breathe out": "6s"}


def test_where_there_is_no_voice_the_words_are_read_out_by_nobody_twice(
    page: Page, clinic: Clinic
):
    page.add_init_script(SPOKEN)
    visit(page, clinic, CALM)
    page.get_by_text("Sound and voice").click()
    page.get_by_label("Read the words aloud").check()
    expect(page.get_by_text("This device has no voice.")).to_be_visible()
    hold(page)
    press(page, "Start")
    practise(page, 9)
    expect(page.locator(".caption")).to_have_text("Follow the breath in.")
    expect(page.locator(".caption")).to_have_attribute("aria-live", "polite")
    assert page.evaluate("window.spoken")[:2] == [
        "Let your shoulders be as they are.",
        "Follow the breath in.",
    ]


def test_a_voice_says_the_captions_and_is_remembered_on_this_device(page: Page, clinic: Clinic):
    page.add_init_script(SPOKEN + A_VOICE)
    visit(page, clinic, CALM)
    page.get_by_text("Sound and voice").click()
    page.get_by_label("Read the words aloud").check()
    page.get_by_label("Voice", exact=True).select_option("Mira")
    choose(page, "Slow")
    page.reload()
    page.get_by_text("Sound and voice").click()
    expect(page.get_by_label("Read the words aloud")).to_be_checked()
    hold(page)
    press(page, "Start")
    practise(page, 9)
    assert page.evaluate("window.spoken") == [
        "Let your shoulders be as they are.",
        "Follow the breath in.",
    ]
    assert page.evaluate("[window.last.rate, window.last.voice.name]") == [0.75, "Mira"]
    expect(page.locator(".caption")).to_have_attribute("aria-live", "off")


def test_the_script_waits_for_a_voice_that_is_still_speaking(page: Page, clinic: Clinic):
    page.add_init_script(SPOKEN + A_VOICE)
    visit(page, clinic, CALM)
    page.get_by_text("Sound and voice").click()
    page.get_by_label("Read the words aloud").check()
    hold(page)
    press(page, "Start")
    practise(page, 6)
    page.evaluate("window.last.onstart()")
    practise(page, 4)
    assert caption(page) == "Let your shoulders be as they are."
    page.evaluate("window.last.onend()")
    practise(page, 1)
    assert caption(page) == "Follow the breath in."


def test_the_bell_sounds_at_its_cues_and_can_be_muted(page: Page, clinic: Clinic):
    page.add_init_script("""
        window.rung = 0;
        const make = AudioContext.prototype.createOscillator;
        AudioContext.prototype.createOscillator = function () {
            window.rung += 1;
            return make.call(this);
        };
    """)
    begin(page, clinic)
    practise(page, 5)
    rung = page.evaluate("window.rung")
    assert rung > 0
    page.get_by_text("Sound and voice").click()
    page.get_by_label("Sound of a bell").uncheck()
    practise(page, 56)
    assert page.evaluate("window.rung") == rung


def test_where_the_screen_cannot_be_held_awake_the_page_says_so(page: Page, clinic: Clinic):
    page.add_init_script("Object.defineProperty(navigator, 'wakeLock', { value: undefined });")
    begin(page, clinic)
    expect(page.get_by_text("Keep the screen on")).to_be_visible()


def half_a_minute(route: Route) -> None:
    """A recording of half a minute of silence (8 bits, 8 kHz)."""
    seconds, rate = 30, 8000
    size = seconds * rate
    head = (
        b"RIFF" + (36 + size).to_bytes(4, "little") + b"WAVEfmt " + (16).to_bytes(4, "little")
        + (1).to_bytes(2, "little") * 2 + rate.to_bytes(4, "little") * 2
        + (1).to_bytes(2, "little") + (8).to_bytes(2, "little") + b"data"
        + size.to_bytes(4, "little")
    )  # fmt: skip
    route.fulfill(body=head + b"\x80" * size, content_type="audio/wav")


def test_a_recording_leads_and_the_captions_follow_its_clock(page: Page, clinic: Clinic):
    page.route("**/recording/**", half_a_minute)
    page.add_init_script("""
        const play = HTMLMediaElement.prototype.play;
        HTMLMediaElement.prototype.play = function () {
            window.heard = this;
            return play.call(this);
        };
    """)
    visit(page, clinic, "/?step=recorded")
    press(page, "Start")
    page.wait_for_function("() => window.heard && window.heard.duration > 29")
    page.evaluate("window.heard.currentTime = 12")
    expect(page.locator(".caption")).to_have_text("And let it go.", timeout=15000)
    expect(page.locator(".clock")).to_have_text(re.compile("^0:2[4-9] of 1:00"))


def test_where_a_recording_does_not_come_the_words_go_on(page: Page, clinic: Clinic):
    page.route("**/recording/**", lambda route: route.abort())
    begin(page, clinic, "/?step=recorded")
    expect(page.get_by_text("The recording does not come through.")).to_be_visible()
    practise(page, 9)
    assert caption(page) == "Follow the breath in."


def test_the_whole_of_it_goes_by_keyboard_alone(page: Page, clinic: Clinic):
    visit(page, clinic, REST)
    reach(page, "radio", "3 min")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_label("5 min", exact=True)).to_be_checked()
    hold(page)
    for name, after in (("Start", 5), ("Pause", 5), ("Go on", 5), ("Stop here", 0)):
        reach(page, "button", name)
        page.keyboard.press("Enter")
        practise(page, after)
    expect(page.get_by_text("You practised 0:10. It counts.")).to_be_visible()
    expect(page.get_by_role("button", name="Practise again")).to_be_focused()


def reach(page: Page, role: str, name: str) -> None:
    """Tab on until this has the focus."""
    wanted = page.get_by_role(role, name=name, exact=True)
    for _ in range(60):
        if wanted.evaluate("each => each.getRootNode().activeElement === each"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{name} cannot be reached with the keyboard")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_everything_is_large_enough_to_touch(
    browser: Browser, clinic: Clinic, scheme: str
):
    context = browser.new_context(viewport=PHONE, color_scheme=scheme)
    page = context.new_page()
    page.clock.install()
    visit(page, clinic, REST)
    assert grave(page) == []
    choose(page, "5 min")
    hold(page)
    press(page, "Start")
    practise(page, 30)
    press(page, "Make it shorter")
    small = page.locator(".practice :is(button, summary):visible").evaluate_all(
        "found => found.filter(each => each.getBoundingClientRect().height < 48)"
        ".map(each => each.textContent)"
    )
    assert small == []
    page.clock.resume()
    assert grave(page) == []
    press(page, "Too much? Back to the room")
    assert grave(page) == []
    context.close()
