"""A small clinic with one patient and one therapist, in memory and in virtual time."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

from program.events import Event, Stamp
from program.fields import Answers, Pages, check, sample, shown
from program.ids import AccountId, ContentHash, ModuleId, ParticipantId, ProgramId, StepId
from program.modules.folder import read_folder
from program.modules.program import Program
from program.service import directing
from program.service.check_in import DUE_PLACE, Place, questions, save_check_in
from program.service.clinic import Clinic, Signed
from program.service.exercises import save_draft
from program.service.path import arrive, open_module, skip_step
from program.service.publish import publish
from program.settings import Settings
from program.simulate.clock import Clock
from program.storage.open import open_stores
from program.storage.ports import Account, Draft, Stores
from program.ui.parts.form import Form
from program.ui.parts.form_events import Submitted
from tests.make import MONDAY

ANA = ParticipantId("ana")
THERAPIST = Signed(AccountId("t-1"), "therapist")
PATIENT = Signed(AccountId("a-1"), "patient", ANA, "s-1")
PUBLISHED = publish(open_stores("memory:"), read_folder(Path("content")), MONDAY)
_READ: dict[ContentHash, Program] = {}
"""Programs are read once for all tests: they are frozen values."""


class Small:
    """Say only what the test is about; the rest is ordinary."""

    def __init__(self, stores: Stores | None = None, settings: Settings | None = None) -> None:
        self.stores = stores or open_stores("memory:")
        self.clock = Clock(MONDAY)
        chance = random.Random(1)
        self.clinic = Clinic(self.stores, settings or Settings(), self.clock, chance)
        self.clinic._programs = _READ
        for published in PUBLISHED:
            self.stores.archive.put(published)
        self._add(THERAPIST, "Robin")
        self._add(PATIENT, "Ana", therapist=THERAPIST.account)

    def _add(self, signed: Signed, name: str, therapist: AccountId | None = None) -> None:
        account = Account(
            id=signed.account, login=signed.account, name=name, role=signed.role, password=None,
            participant=signed.participant, therapist=therapist,
        )  # fmt: skip
        self.stores.accounts.put(account)

    def enrol(self) -> "Small":
        directing.assign(self.clinic, THERAPIST, ANA, ProgramId("pain-and-mood"))
        return self

    def copy(self) -> "Small":
        """Another clinic in which the same has happened so far."""
        other = Small()
        other.clock.at = self.clock.at
        stamps = [
            Stamp(**{name: getattr(e, name) for name in Stamp.model_fields})
            for e in self.events()
        ]
        other.stores.events.append(ANA, stamps, after=0)
        return other

    @property
    def program(self) -> Program:
        content = self.clinic.record(ANA).content
        assert content is not None
        return self.clinic.program(content)

    def events(self) -> tuple[Event, ...]:
        return self.stores.events.read(ANA)

    def later(self, days: float) -> None:
        self.clock.at += timedelta(days=days)

    def visit(self) -> Signed:
        """The patient comes in a new session."""
        by = Signed(PATIENT.account, "patient", ANA, f"s-{self.clock.at:%Y%m%d%H%M}")
        arrive(self.clinic, by, ANA)
        return by

    def open_welcome(self) -> None:
        arrive(self.clinic, PATIENT, ANA)
        open_module(self.clinic, PATIENT, ANA, ModuleId("welcome"), "full")

    def finish_modules(self, *modules: str) -> None:
        """Open and leave through these modules, one a week; then a week passes."""
        for module in modules:
            self.visit()
            open_module(self.clinic, PATIENT, ANA, ModuleId(module), "full")
            self.first_check_in(module)
            for step in self.program.modules[ModuleId(module)].required:
                skip_step(self.clinic, PATIENT, ANA, ModuleId(module), step.id)
            self.later(days=7)

    def first_check_in(self, module: str) -> None:
        if module == "welcome":
            step = StepId("w-first-check-in")
            place = Place(step, ModuleId(module), step)
            asked = questions(self.clinic, PATIENT, ANA, place, "en")
            answers = {**self.answers(asked.pages), "areas__sleep": 2}
            save_check_in(self.clinic, PATIENT, ANA, place, self.clinic.token(), answers)

    def check_in(self, area: str, how_much: int) -> None:
        """A calm check-in that is due, with one area most in the way where it asks for one."""
        asked = questions(self.clinic, PATIENT, ANA, DUE_PLACE, "en")
        answers = self.answers(asked.pages)
        if "area__most" in answers:
            answers |= {"area__most": area, "area__how_much": how_much}
        save_check_in(self.clinic, PATIENT, ANA, DUE_PLACE, self.clinic.token(), answers)

    def answers(self, pages: Pages) -> Answers:
        """Middling, complete answers to a check-in."""
        given: Answers = {}
        for field in (field for page in pages for field in page.fields):
            if shown(field, given):
                given[field.id] = 5 if field.type == "scale" else "1"
        believable = sample(pages, random.Random(1))
        wrong = {problem.path for problem in check(pages, given).problems}
        return {**given, **{name: believable[name] for name in wrong if name in believable}}

    def calm_intake(self) -> Answers:
        return {
            "intake__red_flags": ["none"], "intake__mania": "0", "intake__voices": "0",
            "intake__flashbacks": "0", "intake__ending_life": "0", "intake__crash": "0",
        }  # fmt: skip

    def made(self, key: str, answers: Answers, revision: int = 1) -> Draft:
        return Draft(key=key, revision=revision, saved_at=self.clock.at, answers=answers)

    def draft(self, step: str, key: str, answers: Answers) -> Draft:
        draft = self.made(key, answers)
        save_draft(self.clinic, PATIENT, ANA, step, draft)
        return draft


@contextmanager
def handing_in(key: str, answers: Answers) -> Iterator[None]:
    """The form hands in these answers when it is next drawn, until they are kept."""

    def drawn(asked: Form, *, acked: str, **known: object) -> Submitted | None:
        return None if acked == key else Submitted(key, 1, answers)

    with patch("program.ui.patient.asking.form", drawn):
        yield
