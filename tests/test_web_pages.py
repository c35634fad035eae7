"""Every page launches for its role, and for no other."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from program.service.accounts import OPERATOR, add_account, pick, token_hash
from program.service.clinic import Clinic
from program.service.running import open_clinic, set_clinic, set_source, settle
from program.settings import Settings
from program.ui.leaving import OVER
from program.ui.pages import PAGES
from program.words import say
from tests.web import Clock

MAIN = Path("program/ui/main.py").resolve()
ROLES = [role for role in PAGES if role != "engine"]


@pytest.fixture(scope="module")
def clinic():
    clinic = open_clinic(Settings(store="memory:", demo=True), Clock())
    settle(clinic)
    set_clinic(clinic)
    yield clinic
    set_source(None)


def opened_by(clinic: Clinic, role: str) -> AppTest:
    """The app as somebody of this role sees it first."""
    login = f"{role}-{clinic.token()}"
    account = add_account(clinic, OPERATOR, login=login, name="Ana", role=role, password=None)
    app = AppTest.from_file(MAIN, default_timeout=20)
    app.user = {"sid": token_hash(pick(clinic, account.id))}
    return app.run()


@pytest.mark.parametrize(
    ("role", "page"),
    [(role, page) for role in ROLES for page in PAGES[role]],
    ids=lambda part: getattr(part, "file", part),
)
def test_every_page_launches(clinic, role, page):
    app = opened_by(clinic, role)
    if page is not PAGES[role][0]:
        app.switch_page(page.file).run()
    assert not app.exception


@pytest.mark.parametrize("role", ROLES)
def test_a_page_outside_a_roles_list_is_refused(clinic, role):
    own = {page.file for page in PAGES[role]}
    for file in {page.file for pages in PAGES.values() for page in pages} - own:
        with pytest.raises(ValueError, match="page"):
            opened_by(clinic, role).switch_page(file).run()


@pytest.mark.parametrize("sid", [None, "", "x" * 64])
def test_without_a_session_there_is_only_the_way_to_sign_in(clinic, sid):
    app = AppTest.from_file(MAIN)
    if sid is not None:
        app.user = {"sid": sid}
    app.run()
    assert not app.exception
    words, way = app.markdown
    assert words.value == say("en", OVER)
    assert "/login" in way.value
    assert not app.title


def test_the_page_files_of_the_list_are_there_and_no_other_page_is_forgotten():
    for pages in PAGES.values():
        for page in pages:
            assert page.script.is_file()
        addresses = [page.url_path for page in pages]
        assert len(addresses) == len(set(addresses))
        assert not pages or addresses[0] == ""
