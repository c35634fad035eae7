"""Every page of every role and person is shown, whatever its address says."""

import re
from collections.abc import Callable, Iterator

import pytest
from starlette.testclient import TestClient

from program.ids import AccountId
from program.service.accounts import OPERATOR, add_account, pick
from program.service.running import get_clinic
from program.settings import Settings
from program.simulate.demo import fill
from program.ui.pages import PAGES
from program.ui.trouble import AWAY, BROKEN
from tests.demo import People, places
from tests.make import day
from tests.web import Clock, clinic_open, look_at, stream

ROLES = tuple(role for role in PAGES if role != "engine")
ON = day(80)
TROUBLE = ("Traceback", *(words.split("{")[0] for words in (AWAY, BROKEN)))

See = Callable[[str, str, str], str]
"""(account, page, query) -> everything the server sends for it."""


def seeing(client: TestClient) -> See:
    """Looks at pages as any account; one socket for each, as one browser tab."""

    def see(account: str, page: str, query: str) -> str:
        token = pick(get_clinic(), AccountId(account))
        client.cookies.set("cairn_session", token)
        with stream(client) as socket:
            return look_at(socket, page, query)

    return see


@pytest.fixture(scope="module")
def demo() -> Iterator[tuple[See, People]]:
    with clinic_open(Clock(ON), demo=True) as client:
        clinic = get_clinic()
        fill(clinic.stores, Settings(demo=True), participants=40, seed=1, end=ON)
        yield seeing(client), People(clinic)


def well(sent: str) -> None:
    """It is a page with something on it, and none that broke."""
    assert not [words for words in TROUBLE if words in sent]
    assert "exception {" not in sent
    _, around, *inside = sent.split("new_element")
    assert "cairn-top" in around
    assert len(inside) > 1


def test_every_face_of_every_page_is_shown_in_the_demo_clinic(demo):
    see, people = demo
    roles = {account.role for account in people.clinic.stores.accounts.all()}
    seen = {role: set() for role in roles}
    for role in roles:
        titles = {page.url_path: page.title for page in PAGES[role]}
        for place in places(people, role):
            sent = see(place.account, place.page, place.query)
            well(sent)
            assert title(sent) == f"{titles[place.page]} · Cairn"
            seen[role].add(place.page)
    for role in roles:
        assert seen[role] == {page.url_path for page in PAGES[role]}


@pytest.mark.parametrize("role", ROLES)
def test_addresses_that_name_nothing_lead_to_a_page_all_the_same(demo, role: str):
    see, _ = demo
    account = somebody(role)
    for page in PAGES[role]:
        for query in ("m=no-such&s=no-such", "p=p-001", "t=x&r=x", "page=-7&again=1&end=x"):
            well(see(account, page.url_path, query))


def somebody(role: str) -> str:
    """A new account of a role, with nobody assigned."""
    clinic = get_clinic()
    login = f"{role}-{clinic.token()[:6]}"
    return add_account(clinic, OPERATOR, login=login, name="Noor", role=role, password=None).id


@pytest.mark.parametrize("role", ROLES)
def test_a_page_of_another_role_is_never_sent(demo, role: str):
    see, _ = demo
    account = somebody(role)
    start = title(see(account, "", ""))
    others = {page for pages in PAGES.values() for page in pages} - {*PAGES[role]}
    for page in others:
        assert title(see(account, page.url_path, "p=p-001")) == start


def title(sent: str) -> str:
    """What the browser's tab is told to say."""
    found = re.findall(r'title: "(.+ · Cairn)"', sent)
    return found[-1]


def test_a_therapist_is_not_shown_somebody_elses_person(demo):
    see, people = demo
    other = next(a for a, _ in people.days if a.therapist == "therapist-2")
    sent = see("therapist-1", "person", f"p={other.participant}")
    well(sent)
    assert other.name not in sent
