"""The pages of staff in a real browser: by link and keyboard, on a desk and on a phone."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect

from program.events import SignalRaised
from program.service import care, directing
from program.service.clinic import Signed
from tests.running import (
    DESK,
    PHONE,
    Server,
    browsing,
    grave,
    serving,
    settled,
    sign_in,
    unfold,
)
from tests.staff_clinic import START, StaffClinic
from tests.test_look import contrast

PASSWORD = "stones by the river"
LOGIN = {"therapist": "tess", "researcher": "rhea"}
TESS = Signed("tess", "therapist", None, "s-test")
expect.set_options(timeout=20_000)  # the machine may be busy with others
ZONE = ZoneInfo("UTC")
LONG_WORD = "omar.haddad" * 9 + "@example.org"
SIZES = {"desk": DESK, "phone": PHONE}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder: Path = tmp_path_factory.mktemp("staff")
    clinic = StaffClinic(store=f"tinydb:{folder / 'data'}", mode="simulated")
    clinic.staff("tess", "therapist", "Dr Tess Lane", PASSWORD)
    clinic.staff("rhea", "researcher", "Rhea Stone", PASSWORD)
    for n, name in enumerate(
        ("Ana Ruiz", "Ben Okafor", "Joy Lind", "Mateo Silva", "Lena Hoff")
    ):
        who = clinic.person(name.split()[0].lower(), name)
        clinic.live(who, range(0, 22 - 4 * n, 3), seed=n)
    clinic.person("omar", "Omar Haddad", assign=False, contacts={"place": LONG_WORD})
    with serving(folder, START + timedelta(days=22)) as served:
        yield served


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing() as chromium:
        yield chromium


def come(browser: Browser, server: Server, role: str, size: str = "desk", **more) -> Page:
    """A page of somebody who has signed in."""
    page = browser.new_context(viewport=SIZES[size], locale="en-US", **more).new_page()
    sign_in(page, server, LOGIN[role], PASSWORD)
    return page


@pytest.mark.parametrize(("size", "scheme"), [("phone", "light"), ("desk", "dark")])
@pytest.mark.parametrize(
    ("role", "paths"),
    [
        ("therapist", ("/?show=all", "/person?p=p-ana", "/person?p=p-omar")),
        ("researcher", ("/",)),
    ],
)
def test_nobody_is_kept_out_and_nothing_scrolls_sideways(
    browser, server, role, paths, size, scheme
):
    page = come(browser, server, role, size, color_scheme=scheme)
    for path in paths:
        page.goto(server.url(path))
        settled(page)
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert grave(page) == [], path
        main = page.get_by_test_id("stMain")
        assert main.evaluate("node => node.scrollWidth <= node.clientWidth"), path
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_field_can_be_seen_and_its_ring_goes_all_round_it(browser, server, scheme):
    page = come(browser, server, "therapist", color_scheme=scheme)
    page.goto(server.url("/person?p=p-ana"))
    settled(page)
    unfold(page, "Pin the next module")
    fields = page.locator(FIELDS)
    assert fields.count() > 3
    for edge, ground in fields.evaluate_all(_EDGES):
        assert contrast(edge, ground) >= 3
    inner = page.get_by_label("Reason, for the record").first
    inner.click()
    inside, around = inner.evaluate(_RINGS)
    assert (inside, around) == ("none", "solid")
    page.context.close()


FIELDS = ":is([data-testid=stTextAreaRootElement], [data-testid=stSelectbox] [role=group])"
_EDGES = """found => found.map(each => {
  const hex = name => "#" + getComputedStyle(each)[name].match(/\\d+/g).slice(0, 3)
    .map(n => Number(n).toString(16).padStart(2, "0")).join("");
  return [hex("borderTopColor"), hex("backgroundColor")];
})"""
_RINGS = """inner => [inner, inner.closest("[data-testid=stTextAreaRootElement]")]
  .map(each => getComputedStyle(each).outlineStyle)"""


@pytest.mark.parametrize("width", [320, 640])
def test_a_long_word_in_how_to_reach_somebody_stays_on_the_page(browser, server, width):
    page = come(browser, server, "therapist")
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(server.url("/person?p=p-omar"))
    settled(page)
    told = page.get_by_text(LONG_WORD)
    expect(told).to_be_visible()
    box = told.bounding_box()
    assert box["x"] + box["width"] <= width
    page.context.close()


def test_a_name_leads_to_the_person_and_back_without_a_reload(browser, server):
    page = come(browser, server, "therapist")
    page.evaluate("window.still = true")
    page.get_by_role("link", name="All", exact=False).click()
    page.get_by_role("link", name="Joy Lind").click()
    expect(page.get_by_role("heading", name="Joy Lind", level=1)).to_be_focused()
    expect(page).to_have_title("Person · Cairn")
    assert "joy lind" not in page.url.lower()
    page.get_by_role("link", name="Your people").click()
    expect(page.get_by_role("heading", name="Your people", level=1)).to_be_focused()
    assert page.evaluate("window.still")
    page.context.close()


def test_a_name_is_looked_for_among_all_and_a_group_brings_everyone_back(browser, server):
    page = come(browser, server, "therapist", "phone")
    field = page.get_by_role("searchbox", name="Search by name")
    for _ in range(2):
        field.press_sequentially("lind")
        expect(
            page.get_by_text("With “lind” in their name: 1 of your 6 people.")
        ).to_be_visible()
        marked = page.locator(".cairn-segments [aria-current]")
        expect(marked).to_have_text("All (6)")
        page.get_by_role("link", name="Waiting", exact=False).click()
        expect(field).to_have_value("")
        expect(marked).to_contain_text("Waiting")
        expect(page.get_by_role("link", name="Omar Haddad")).to_be_visible()
    page.context.close()


HOLD = """() => {
  const drawing = document.createElement('i');
  drawing.dataset.testid = 'stSkeleton';
  document.querySelector('[data-testid=stMain]').append(drawing);
  const real = window.setTimeout;
  window.held = [];
  window.setTimeout = (then, ms, ...more) =>
    ms === 50 && window.held ? window.held.push(then) : real(then, ms, ...more);
}"""
HELD = """() => {
  const drawing = document.querySelector('i[data-testid=stSkeleton]');
  if (window.held.length) drawing?.remove();
  return window.held.length > 0;
}"""
LET_GO = "() => { const held = window.held; window.held = null; held.forEach(then => then()); }"


@pytest.mark.parametrize("acts", [True, False])
def test_nobody_who_has_begun_to_type_is_taken_to_the_top(browser, server, acts):
    page = come(browser, server, "therapist")
    page.goto(server.url("/?show=all"))
    settled(page)
    page.evaluate(HOLD)  # the page will be drawn, and the way to its top still wait
    page.get_by_role("link", name="Joy Lind").click()
    heading = page.get_by_role("heading", name="Joy Lind", level=1)
    expect(heading).to_be_visible()
    page.wait_for_function(HELD)
    settled(page)
    page.get_by_text("Pin the next module").focus()
    if acts:
        page.get_by_text("Pin the next module").click()
        page.get_by_label("Reason, for the record").first.press_sequentially("a")
    page.evaluate(LET_GO)
    page.wait_for_function("new Promise(done => requestAnimationFrame(() => done(true)))")
    if acts:
        expect(page.get_by_label("Reason, for the record").first).to_be_focused()
    else:
        expect(heading).to_be_focused()
    page.context.close()


def test_nobody_who_stands_in_a_field_is_taken_to_the_top(browser, server):
    page = come(browser, server, "therapist")
    page.evaluate(HOLD)
    page.get_by_role("link", name="Waiting", exact=False).click()
    expect(page.get_by_role("link", name="Omar Haddad")).to_be_visible()
    page.wait_for_function(HELD)
    settled(page)
    field = page.get_by_role("searchbox", name="Search by name")
    field.focus()
    page.evaluate(LET_GO)
    page.wait_for_function("new Promise(done => requestAnimationFrame(() => done(true)))")
    expect(field).to_be_focused()
    page.context.close()


def test_the_whole_row_of_a_person_can_be_tapped(browser, server):
    page = come(browser, server, "therapist", "phone")
    page.goto(server.url("/?show=all"))
    settled(page)
    row = page.locator(".cairn-person", has_text="Mateo Silva")
    row.scroll_into_view_if_needed()
    place = row.locator("dt").first.bounding_box()
    page.mouse.click(place["x"] + 4, place["y"] + 4)
    expect(page.get_by_role("heading", name="Mateo Silva", level=1)).to_be_visible()
    page.context.close()


def test_how_a_decision_came_about_is_one_key_away(browser, server):
    page = come(browser, server, "therapist")
    page.goto(server.url("/person?p=p-ana"))
    settled(page)
    how = page.get_by_text("How this came about").first
    how.focus()
    page.keyboard.press("Enter")
    expect(
        page.get_by_text(re.compile("The smallest change|No other value")).first
    ).to_be_visible()
    rest = page.get_by_text("rules said no").first
    expect(page.get_by_text("sleep-leads").first).to_be_hidden()
    rest.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("sleep-leads").first).to_be_visible()
    page.context.close()


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_the_next_decisions_begin_at_their_list_and_not_at_the_top(browser, server, size):
    page = come(browser, server, "therapist", size)
    page.goto(server.url("/person?p=p-ana"))
    settled(page)
    heading = page.get_by_role("heading", name="Every decision and its reason")
    for link, shown in (("Next", "11 to"), ("Back", "1 to 10")):
        page.get_by_role("navigation", name="Pages of this list").get_by_text(link).press(
            "Enter"
        )
        expect(page.get_by_text(shown)).to_be_visible()
        expect(heading).to_be_focused()
        expect(heading).to_be_in_viewport()
    page.get_by_role("link", name="Your people").click()
    expect(page.get_by_role("heading", name="Your people", level=1)).to_be_focused()
    page.context.close()


def test_on_a_phone_a_therapist_notes_what_was_done_and_pins_a_module(browser, server):
    page = come(browser, server, "therapist", "phone")
    page.goto(server.url("/person?p=p-lena"))
    settled(page)
    unfold(page, "Note what was done")
    page.get_by_role("textbox", name="What was done").fill("called, all well")
    page.get_by_role("button", name="Note it").click()
    expect(page.get_by_text("Noted. It is kept with the signal.")).to_be_visible()
    settled(page)
    unfold(page, "Pin the next module")
    page.get_by_label("Reason, for the record").first.fill("nights are hard")
    page.get_by_role("button", name="Pin this module").click()
    expect(page.get_by_text("Pinned. It comes next, and the reason is kept.")).to_be_visible()
    lena = care.person(server.clinic(), TESS, "p-lena")
    assert {one.action for one in lena.given} == {"assign", "handle", "pin"}
    page.context.close()


def test_a_reason_half_typed_outlives_what_somebody_else_does_meanwhile(browser, server):
    page = come(browser, server, "therapist")
    page.goto(server.url("/person?p=p-joy"))
    settled(page)
    unfold(page, "Pin the next module")
    page.get_by_label("Reason, for the record").first.fill("asked for it twice")
    elsewhere = server.clinic()
    directing.direct(elsewhere, TESS, "p-joy", "hold", "a call first")
    directing.direct(elsewhere, TESS, "p-joy", "lift", "called")
    page.get_by_role("button", name="Pin this module").click()
    expect(page.get_by_text("The proposal has changed meanwhile")).to_be_visible()
    settled(page)
    page.get_by_role("button", name="Pin this module").click()
    expect(page.get_by_text("Pinned. It comes next, and the reason is kept.")).to_be_visible()
    given = care.person(server.clinic(), TESS, "p-joy").given
    assert {"asked for it twice"} == {one.reason for one in given if one.action == "pin"}
    page.context.close()


def test_a_note_half_typed_stays_while_somebody_else_sees_to_the_signal(browser, server):
    page = come(browser, server, "therapist", "phone")
    page.goto(server.url("/person?p=p-mateo"))
    settled(page)
    page.get_by_text("Note what was done").first.click()
    page.get_by_role("textbox", name="What was done").first.fill("wrote, half typed")
    elsewhere = server.clinic()
    for one in care.person(elsewhere, TESS, "p-mateo").waiting:
        directing.handle(elsewhere, TESS, "p-mateo", one.signal, "called")
    unfold(page, "Put the path on hold")
    form = page.get_by_test_id("stForm").filter(has_text="Nothing new opens until you lift it")
    for words, said in (
        ("a" * 2001, "1 letter too many"),
        ("a talk first", "on hold, and the"),
    ):
        form.get_by_role("textbox").fill(words)
        form.get_by_role("button", name="Hold the path").click()
        expect(page.get_by_text(said)).to_be_visible()
        settled(page)
    expect(page.get_by_role("textbox", name="What was done").first).to_have_value(
        "wrote, half typed"
    )
    page.get_by_role("button", name="Keep the note all the same").first.click()
    expect(page.get_by_text("Noted. It is kept with the signal.")).to_be_visible()
    given = care.person(server.clinic(), TESS, "p-mateo").given
    assert "wrote, half typed" in {one.reason for one in given if one.action == "handle"}
    page.context.close()


def test_a_bundle_is_made_and_taken_and_nobody_else_can_have_it(browser, server):
    page = come(browser, server, "researcher")
    page.get_by_role("button", name="Make the bundle").click()
    expect(page.get_by_text("The bundle is ready.")).to_be_visible(timeout=30_000)
    link = page.locator("a[href^='/download/bundle']").first
    address = str(link.get_attribute("href"))
    with page.expect_download() as taken:
        link.click()
    assert taken.value.suggested_filename.startswith("simulated_study_")
    packed = zipfile.ZipFile(io.BytesIO(Path(taken.value.path()).read_bytes()))
    assert any(name.endswith("module_progress.csv") for name in packed.namelist())
    numbers = page.request.get(server.url("/download/figure?figure=completion"))
    assert numbers.text().startswith("mode,program,module")
    for wrong in ("/download/bundle?name=../mode", "/download/figure?figure=x"):
        assert page.request.get(server.url(wrong)).status == 404
    page.context.close()
    other = come(browser, server, "therapist")
    assert other.request.get(server.url(address)).status == 404
    assert other.request.get(server.url("/download/figure?figure=flow")).status == 404
    other.context.close()


def in_need(server: Server, who: str) -> None:
    """A red signal comes up for somebody, elsewhere."""
    clinic = server.clinic()
    turn = clinic.turn(who, Signed(TESS.account, "engine"))
    turn.add(SignalRaised(signal="red-now", kind="pain_up", level="red", reason="Pain is up."))
    clinic.keep(turn)


@pytest.mark.parametrize(
    ("size", "who", "name"), [("desk", "p-ana", "Ana Ruiz"), ("phone", "p-ben", "Ben Okafor")]
)
def test_the_list_looks_again_by_itself_and_leaves_everybody_where_they_are(
    browser, server, size, who, name
):
    page = come(browser, server, "therapist", size)
    page.set_viewport_size({**SIZES[size], "height": 420})  # room to scroll below the row
    page.clock.install()
    page.goto(server.url("/?show=all"))
    settled(page)
    rows = page.locator(".cairn-people a")
    expect(rows.first).not_to_have_text(name)
    field = page.get_by_role("searchbox", name="Search by name")
    omar = page.get_by_role("link", name="Omar Haddad")
    omar.focus()
    omar.scroll_into_view_if_needed()
    top = omar.bounding_box()["y"]
    page.evaluate("window.still = true")
    server.at += timedelta(minutes=1)
    in_need(server, who)
    page.clock.fast_forward(30_000)
    expect(page.get_by_text(f"Needs you now: {name}")).to_be_visible()
    said = page.locator(".cairn-looked")
    expect(said).to_contain_text(f"{server.at.astimezone(ZONE):%H:%M}. The list looks again")
    expect(omar).to_be_focused()
    assert abs(omar.bounding_box()["y"] - top) < 2
    assert page.evaluate("window.still")
    field.focus()
    page.keyboard.type("hof")
    in_view = page.locator(".cairn-people a", has_text="Lena")
    expect(in_view).to_be_visible()
    page.clock.fast_forward(30_000)
    settled(page)
    expect(field).to_have_value("hof")
    expect(field).to_be_focused()
    page.context.close()


def test_what_is_half_typed_outlives_a_reload_until_it_is_kept_or_they_sign_out(
    browser, server
):
    page = come(browser, server, "therapist", "phone")
    page.goto(server.url("/person?p=p-ben"))
    settled(page)
    words = {
        "Note what was done": ("What was done", "called, half typed"),
        "Put the path on hold": ("Reason, for the record", "a talk first"),
        "Pin the next module": ("What Ben Okafor reads", "Let us begin with your nights."),
        "Sleep restriction": ("Reason, for the record", "asked for it"),
    }

    def written(title):
        fold = page.locator("details", has=page.get_by_text(title, exact=True)).first
        return fold.get_by_role("textbox", name=words[title][0])

    for title, (_, typed) in words.items():
        page.get_by_text(title, exact=True).first.click()
        written(title).fill(typed)
    page.reload()
    settled(page)
    for title, (_, typed) in words.items():
        expect(written(title)).to_be_visible()
        expect(written(title)).to_have_value(typed)
    page.get_by_role("button", name="Hold the path").click()
    expect(page.get_by_text("The path is on hold, and the reason is kept.")).to_be_visible()
    settled(page)
    held = care.person(server.clinic(), TESS, "p-ben").record.held
    assert held.reason.body == "a talk first"
    page.reload()
    settled(page)
    expect(written("Note what was done")).to_have_value("called, half typed")
    page.get_by_text("Lift the hold", exact=True).click()
    kept = page.evaluate("Object.values(sessionStorage)")
    assert "called, half typed" in kept
    assert "a talk first" not in kept
    page.get_by_role("link", name="Sign out").click()
    page.get_by_role("button", name="Sign out").wait_for()
    assert page.evaluate("Object.keys(sessionStorage).filter(k => /staff/.test(k))") == []
    page.context.close()
