"""Nobody is kept out of a page: on a phone and a desktop, in light and dark, at 360 px."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Page

from program.ids import AccountId
from program.service.accounts import pick
from program.settings import Settings
from program.simulate.demo import make_demo
from tests.demo import People, places
from tests.running import DESK, PHONE, Server, browsing, grave, serving, settled, show_in

ON = datetime(2026, 3, 4, 10, tzinfo=UTC)
NARROW = {"width": 360, "height": 780}
ROLES = ("patient", "therapist", "researcher", "author")
ENOUGH = ("-asked", "lesson", "end")
"""Of the module player: forms, a lesson, the end of a part; answered steps look alike."""
LOOKS = ((PHONE, "light"), (DESK, "dark"), (PHONE, "dark"), (DESK, "light"))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing() as browser:
        yield browser


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("demo")
    make_demo(Settings(store=f"tinydb:{folder / 'data'}", demo=True), today=ON)
    with serving(folder, ON, CAIRN_DEMO="1") as server:
        yield server


@pytest.fixture(scope="module")
def people(server: Server) -> People:
    return People(server.clinic(demo=True))


def keeps_nobody_out(page: Page, looks: tuple = LOOKS) -> None:
    """Nothing scrolls sideways on a small phone, and axe finds nothing serious."""
    page.set_viewport_size(NARROW)
    for scroller in ("html", "main, [data-testid=stMain]"):
        over = page.locator(scroller).first.evaluate("e => e.scrollWidth - e.clientWidth")
        assert over <= 0, f"{page.url} scrolls sideways"
    for size, scheme in looks:
        show_in(page, scheme, size)
        assert grave(page) == [], f"{page.url} at {size['width']} px in {scheme}"


def test_plain_pages_keep_nobody_out(browser: Browser, server: Server):
    page = browser.new_page()
    for path in ("/login", "/help"):
        page.goto(server.url(path))
        keeps_nobody_out(page)
    page.close()


@pytest.mark.parametrize("role", ROLES)
def test_every_page_of_a_role_keeps_nobody_out(
    browser: Browser, server: Server, people: People, role: str
):
    seen: set[str] = set()
    page = browser.new_page(reduced_motion="reduce")
    for place in places(people, role):
        if place.page == "module" and not place.name.endswith(ENOUGH):
            continue
        token = pick(people.clinic, AccountId(place.account))
        page.context.add_cookies(
            [{"name": "cairn_session", "value": token, "url": server.url()}]
        )
        page.goto(server.url(place.path))
        settled(page)
        # The first face of a page is looked at in every way, others in two that differ in all.
        keeps_nobody_out(page, LOOKS[:2] if place.page in seen else LOOKS)
        seen.add(place.page)
        assert page.get_by_text("on our side").count() == 0, server.log.read_text()
    if role == "patient":
        for path in ("/my-plans", "/help"):  # as somebody sees them who is signed in
            assert page.goto(server.url(path)).status == 200
            keeps_nobody_out(page)
    page.context.close()
