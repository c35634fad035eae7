"""A small clinic whose people are played through the real service, day by day, for staff."""

import random
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from program.fields import sample
from program.ids import AccountId, ParticipantId, ProgramId
from program.modules.folder import read_folder
from program.service import accounts, check_in, day, directing, exercises, path, player
from program.service.clinic import Clinic, Signed
from program.service.publish import publish
from program.settings import Settings
from program.storage.open import open_stores
from program.storage.ports import Account, Mode

CONTENT = Path(__file__).parents[1] / "content"
PROGRAM = ProgramId("pain-and-mood")
START = datetime(2026, 1, 5, 9, tzinfo=UTC)
CALM: Mapping[str, object] = {"intake__ending_life": "0", "intake__red_flags": ["none"]}
NO_FLAGS = {f"intake__{asked}": "0" for asked in ("mania", "voices", "flashbacks", "crash")}


@cache
def content() -> Mapping[str, bytes]:
    return read_folder(CONTENT)


@dataclass
class StaffClinic:
    """A clinic in virtual time with a therapist, and people who come day by day."""

    store: str = "memory:"
    start: datetime = START
    mode: Mode = "live"
    clinic: Clinic = field(init=False)
    therapist: Signed = field(init=False)
    now: datetime = field(init=False)

    def __post_init__(self) -> None:
        self.now = self.start
        stores = open_stores(self.store, self.mode)
        publish(stores, content(), self.start)
        self.clinic = Clinic(
            stores, Settings(store=self.store), lambda: self.now, random.Random(1)
        )
        self.therapist = self.staff("tess", "therapist", "Dr Tess Lane")

    def staff(self, login: str, role, name: str, password: str | None = None) -> Signed:
        account = AccountId(login)
        hashed = accounts._HASHER.hash(password) if password else None
        self.clinic.stores.accounts.put(
            Account(id=account, login=login, name=name, role=role, password=hashed)
        )
        return Signed(account, role, None, "s-" + login)

    def person(
        self, login: str, name: str, *, on: float = 0, assign: bool = True, **more
    ) -> ParticipantId:
        """Add somebody who is looked after by the therapist, on a day."""
        self.at(on)
        who = ParticipantId(f"p-{login}")
        self.clinic.stores.accounts.put(
            Account(
                id=AccountId(login), login=login, name=name, role="patient", password=None,
                participant=who, therapist=self.therapist.account, **more,
            )
        )  # fmt: skip
        if assign:
            directing.assign(self.clinic, self.therapist, who, PROGRAM)
        return who

    def enter(self, account: str) -> str:
        """Begin a signed-in session: what the page is told of it."""
        return accounts.token_hash(accounts._begin(self.clinic, self.account(account)))

    def account(self, login: str) -> Account:
        found = self.clinic.stores.accounts.get(AccountId(login))
        assert found is not None
        return found

    def at(self, days: float) -> None:
        self.now = self.start + timedelta(days=days)

    def again(self) -> "StaffClinic":
        """The same store, opened by another process of the clinic."""
        stores = open_stores(self.store, self.mode)
        other = copy(self)
        other.clinic = Clinic(
            stores, Settings(store=self.store), lambda: self.now, random.Random(2)
        )
        return other

    def live(
        self, who: ParticipantId, days, answers=CALM, *, seed: int = 1, shared: bool = True
    ) -> None:
        """Let a person come on these days and do what Today offers. `answers`: form field ->
        answer in every check-in; what is not named is made up."""
        chance = random.Random(seed)
        for n in days:
            self.at(n)
            by = Signed(AccountId(who[2:]), "patient", who, f"s-{who}-{n}")
            filled = {**CALM, **NO_FLAGS, **answers}
            _a_day(self.clinic, by, who, filled, chance, shared=shared)


def _a_day(clinic: Clinic, by: Signed, who, answers, chance, *, shared: bool) -> None:
    path.arrive(clinic, by, who)
    seen = day.day(clinic, by, who, "en")
    if not seen.consented:
        path.consent(clinic, by, who)
    if not seen.intake_done:
        _check_in(clinic, by, who, check_in.INTAKE_PLACE, answers, chance)
    if day.day(clinic, by, who, "en").check_in_due:
        _check_in(clinic, by, who, check_in.DUE_PLACE, answers, chance)
    seen = day.day(clinic, by, who, "en")
    if seen.outcome == "offer":
        path.answer_offer(clinic, by, who, seen.decision, seen.offered[0].module)
        seen = day.day(clinic, by, who, "en")
    if seen.outcome == "open":
        path.open_module(clinic, by, who, seen.next.module, seen.next.variant)
        part = seen.next.part
        _a_part(clinic, by, who, seen.next.module, part, answers, chance, shared)


def _check_in(clinic, by, who, place, answers, chance) -> None:
    pages = check_in.questions(clinic, by, who, place, "en").pages
    check_in.save_check_in(
        clinic, by, who, place, clinic.token(), _filled(pages, answers, chance)
    )


def _filled(pages, answers, chance):
    raw = sample(pages, chance)
    there = {field.id for page in pages for field in page.fields}
    raw.update({name: answer for name, answer in answers.items() if name in there})
    return {name: answer for name, answer in raw.items() if not name.startswith("safety")}


def _a_part(clinic, by, who, module, part: int, answers, chance, shared: bool) -> None:
    while True:
        shown = player.open_step(clinic, by, who, module, None, "en")
        settled = shown.lines[shown.place - 1].settled
        if shown.completed or settled or shown.step.part != part:
            return
        if shown.lesson:
            path.read_lesson(clinic, by, who, module, shown.step.id, "full")
        elif shown.check_in:
            place = check_in.Place(shown.step.id, module, shown.step.id)
            _check_in(clinic, by, who, place, answers, chance)
        else:
            filled = sample(shown.task.pages, chance)
            if shown.task.kind.problems(filled):
                filled = dict(shown.task.kind.example)
            exercises.save_exercise(
                clinic, by, who, module, shown.step.id, clinic.token(), filled, shared
            )
