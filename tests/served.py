"""A small live clinic that is being served: its people, and a browser for each of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page

from program.ids import ModuleId, ParticipantId, ProgramId, StepId
from program.service import accounts, directing
from program.service.check_in import (
    DUE_PLACE,
    INTAKE_PLACE,
    Place,
    questions,
    save_check_in,
)
from program.service.clinic import Clinic, Signed
from program.service.path import arrive, consent, open_module, skip_step
from program.service.running import settle
from tests.running import PHONE, Server, browsing, serving, settled, sign_in
from tests.web import PASSWORD

PROGRAM = ProgramId("pain-and-mood")
CALM = {
    "intake__red_flags": ["none"], "intake__mania": "0", "intake__voices": "0",
    "intake__flashbacks": "0", "intake__ending_life": "0", "intake__crash": "0",
}  # fmt: skip


class Clinical:
    """The clinic of these tests: its server, its people, and a browser for each of them."""

    def __init__(self, server: Server, browser: Browser) -> None:
        self.server, self._browser = server, browser
        self.clinic = server.clinic()
        settle(self.clinic)
        self._pages: dict[str, Page] = {}
        self._contexts: list[BrowserContext] = []
        self.add("robin", "therapist", "Robin Vale")
        self.add("kim", "researcher", "Kim Oda")

    def add(self, login: str, role: str, name: str, **more: str) -> Signed:
        made = accounts.add_account(
            self.clinic, accounts.OPERATOR, login=login, name=name, role=role,
            password=PASSWORD, **more,
        )  # fmt: skip
        return Signed(made.id, made.role, made.participant, "in the test")

    def patient(self, login: str, name: str) -> Signed:
        return self.add(login, "patient", name, therapist="robin")

    def signed(self, login: str) -> Signed:
        found = self.clinic.stores.accounts.by_login(login)
        assert found is not None
        return Signed(found.id, found.role, found.participant, "in the test")

    def who(self, login: str) -> ParticipantId:
        return ParticipantId(str(self.signed(login).participant))

    def browse(self, login: str, size: dict[str, int]) -> Page:
        """The person's own browser, signed in; the same one each time."""
        if login not in self._pages:
            context = self._browser.new_context(viewport=size, timezone_id="UTC")
            self._contexts.append(context)
            self._pages[login] = context.new_page()
            sign_in(self._pages[login], self.server, login, PASSWORD)
        return self._pages[login]

    def beginner(self, login: str, name: str) -> Page:
        """A patient who has answered the first questions and opened the welcome, at Today."""
        by = self.patient(login, name)
        who = self.who(login)
        directing.assign(self.clinic, self.signed("robin"), who, PROGRAM)
        arrive(self.clinic, by, who)
        consent(self.clinic, by, who)
        save_check_in(self.clinic, by, who, INTAKE_PLACE, self.clinic.token(), CALM)
        open_module(self.clinic, by, who, ModuleId("welcome"), "full")
        return self.browse(login, PHONE)

    def go(self, page: Page, path: str) -> None:
        page.goto(self.server.url(path))
        settled(page)

    def close(self) -> None:
        for context in self._contexts:
            context.close()


@contextmanager
def clinical(folder: Path) -> Iterator[Clinical]:
    """A clinic as long as the block lasts, with a therapist, a researcher and no patient."""
    with browsing() as browser, serving(folder, CAIRN_SESSION_HOURS="720") as server:
        there = Clinical(server, browser)
        yield there
        there.close()


def do_module(clinic: Clinic, by: Signed, who: ParticipantId, module: str) -> None:
    """Bring a patient through a module quickly: a calm check-in, and every step left out."""
    arrive(clinic, by, who)
    name = ModuleId(module)
    open_module(clinic, by, who, name, "full")
    first = StepId("w-first-check-in")
    place = Place(first, name, first) if module == "welcome" else DUE_PLACE
    asked = questions(clinic, by, who, place, "en")
    answers = {
        field.id: 4 if field.type == "scale" else _first_code(field)
        for pages in asked.pages
        for field in pages.fields
    }
    if answers:
        save_check_in(clinic, by, who, place, clinic.token(), answers)
    program = clinic.program(str(clinic.record(who).content))
    for step in program.modules[name].required:
        if step.id not in clinic.record(who).modules[name].settled:
            skip_step(clinic, by, who, name, step.id)


def _first_code(field) -> str:
    return str(field.options[0].code)
