"""One process that plays people of a cohort, one after the other."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from program.export.folder import csv_rows
from program.export.history import person
from program.ids import AccountId, ContentHash, ParticipantId
from program.modules.program import Program
from program.service.clinic import Clinic, Signed
from program.settings import Settings
from program.simulate.mix import Mix
from program.simulate.ready import Ready
from program.simulate.tally import Tally
from program.simulate.walk import DAYS, Walk
from program.storage.memory import MemoryEvents, memory_stores
from program.storage.ports import Account

MONDAY = datetime(2026, 1, 5, 8, tzinfo=UTC)
"""When the virtual time of every cohort begins."""
_STAFF = Signed(AccountId("simulated-therapist"), "therapist")
_CONTACTS = {"phone": "-", "place": "-", "doctor": "-", "emergency": "-"}


@dataclass(frozen=True)
class Cohort:
    """What is to be played."""

    program: Program
    mix: Mix
    participants: int
    weeks: int
    seed: int

    @property
    def end(self) -> datetime:
        """When the data are taken (UTC)."""
        return MONDAY + timedelta(weeks=self.weeks)


@dataclass
class Chunk:
    """Some people's rows and counts."""

    people: int
    rows: Counter[str]
    texts: dict[str, bytes]
    """Table -> CSV text in UTF-8."""
    tally: Tally


class Player:
    """Plays people one after the other. One for each process."""

    def __init__(self, cohort: Cohort) -> None:
        self.cohort = cohort
        self._ready = Ready(cohort.program, cohort.seed)
        self._programs: dict[ContentHash, Program] = {cohort.program.hash: cohort.program}

    def play(self, who: ParticipantId) -> tuple[str, Walk, Clinic]:
        """One person's whole course: persona, the walk, and the clinic that kept its facts."""
        cohort = self.cohort
        draw = random.Random(f"{cohort.seed}/{who}")  # noqa: S311 - invented people
        spec = cohort.mix.pick(draw)
        clinic = self._clinic(who, draw, spec.item_9)
        by = Signed(AccountId(f"account-{who}"), "patient", who)
        begun = MONDAY + timedelta(hours=1)
        course = Walk(clinic, self._ready, by, spec.draw(draw), begun, cohort.mix.therapist)
        course.enrol(_STAFF)
        for n in range(cohort.weeks * DAYS):
            course.day(n)
        return spec.id, course, clinic

    def _clinic(self, who: ParticipantId, draw: random.Random, item_9: bool) -> Clinic:
        """A clinic of one, in memory: the same ports as any store."""
        stores = replace(memory_stores("simulated"), events=MemoryEvents())
        if item_9:
            stores.accounts.put(_account(who))
        settings = Settings(store="memory:", duty="simulated" if item_9 else "")
        return Clinic(stores, settings, lambda: MONDAY, chance=draw, _programs=self._programs)

    def chunk(self, people: Sequence[tuple[ParticipantId, str]]) -> Chunk:
        """Some people with their codes: rows and counts."""
        made = Chunk(len(people), Counter(), {}, Tally())
        parts: dict[str, list[bytes]] = {}
        for who, code in people:
            persona, course, clinic = self.play(who)
            events = clinic.stores.events.read(who)
            plan = self.cohort.program.plan
            made.tally.count(persona, events, course.record, plan, self.cohort.weeks)
            end, record = self.cohort.end, course.record
            shown = person(code, events, clinic.program, end, "simulated", record, rounds=True)
            for name, (n, text) in csv_rows(shown).items():
                made.rows[name] += n
                parts.setdefault(name, []).append(text)
        made.texts = {name: b"".join(texts) for name, texts in parts.items()}
        return made


def _account(who: ParticipantId) -> Account:
    return Account(
        id=AccountId(f"account-{who}"),
        login=who,
        name="",
        role="patient",
        password=None,
        participant=who,
        contacts=_CONTACTS,
    )
