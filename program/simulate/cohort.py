"""A cohort of invented people, played over the cores and written out as it is played.

Each person is played from the seed and their own number alone, and rows are written in the
order of their codes, so the files are the same to the byte whatever number of processes made
them.
"""

import gc
import hashlib
import multiprocessing
import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from program import ENGINE
from program.export.codes import codes
from program.export.describe import Tally as Written
from program.export.folder import csv_rows, table_files, whole_folder, write_notes
from program.export.history import person
from program.ids import AccountId, ContentHash, ParticipantId
from program.modules.program import Program
from program.service.clinic import Clinic, Signed
from program.settings import Settings
from program.simulate.mix import Mix
from program.simulate.ready import Ready
from program.simulate.report import write_report
from program.simulate.summary import Summary
from program.simulate.tally import Tally
from program.simulate.walk import DAYS, Walk
from program.storage.memory import MemoryEvents, memory_stores
from program.storage.ports import Account

MONDAY = datetime(2026, 1, 5, 8, tzinfo=UTC)
"""When the virtual time of every cohort begins."""
_AT_A_TIME = 20
_STAFF = Signed(AccountId("simulated-therapist"), "therapist")
_CONTACTS = {"phone": "-", "place": "-", "doctor": "-", "emergency": "-"}

Progress = Callable[[int, int], None]


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
    texts: dict[str, str]
    """Table -> CSV text."""
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
        course = Walk(clinic, self._ready, by, spec.draw(draw), begun)
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
        parts: dict[str, list[str]] = {}
        for who, code in people:
            persona, course, clinic = self.play(who)
            events = clinic.stores.events.read(who)
            plan = self.cohort.program.plan
            made.tally.count(persona, events, course.record, plan, self.cohort.weeks)
            shown = person(code, events, clinic.program, self.cohort.end, "simulated")
            for name, (n, text) in csv_rows(shown).items():
                made.rows[name] += n
                parts.setdefault(name, []).append(text)
        made.texts = {name: "".join(texts) for name, texts in parts.items()}
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


def write_cohort(
    out: Path,
    cohort: Cohort,
    processes: int = 1,
    progress: Progress = lambda done, of: None,
) -> Summary:
    """Play a cohort and write the tables of the research export, `summary.json` and
    `summary.md` into the folder `out`, which appears only when all is there.

    Memory does not grow with the people. Raises Taken when `out` holds something; OSError.
    """
    tally, written = Tally(), Written("simulated")
    with whole_folder(out) as part:
        with table_files(part, "simulated") as files:
            for chunk in _played(cohort, processes, progress):
                for name, text in chunk.texts.items():
                    files[name].write(text)
                written.rows.update(chunk.rows)
                tally.add(chunk.tally)
        _tell(written, cohort)
        write_notes(part, "simulated", written, cohort.end)
        summary = tally.summary(cohort.program, cohort.participants, cohort.weeks, cohort.seed)
        write_report(part, summary)
    return summary


def play_cohort(cohort: Cohort, progress: Progress = lambda done, of: None) -> Summary:
    """The same without tables, in this process: for a page."""
    tally, player = Tally(), Player(cohort)
    people = [who for who, _ in _people(cohort)]
    for done, who in enumerate(people, start=1):
        persona, course, clinic = player.play(who)
        events = clinic.stores.events.read(who)
        tally.count(persona, events, course.record, cohort.program.plan, cohort.weeks)
        progress(done, len(people))
    return tally.summary(cohort.program, cohort.participants, cohort.weeks, cohort.seed)


def _people(cohort: Cohort) -> list[tuple[ParticipantId, str]]:
    """Everyone with their code, in the order of the codes. The codes come from the seed."""
    who = [ParticipantId(f"s-{n:06d}") for n in range(1, cohort.participants + 1)]
    return [*codes(who, hashlib.sha256(f"simulate/{cohort.seed}".encode()).digest()).items()]


def _played(cohort: Cohort, processes: int, progress: Progress) -> Iterator[Chunk]:
    people, done = _people(cohort), 0
    chunks = [people[n : n + _AT_A_TIME] for n in range(0, len(people), _AT_A_TIME)]
    with _over_cores(cohort, processes) as play:
        for chunk in play(chunks):
            yield chunk
            done += chunk.people
            progress(done, len(people))


Play = Callable[[list[list[tuple[ParticipantId, str]]]], Iterator[Chunk]]


@contextmanager
def _over_cores(cohort: Cohort, processes: int) -> Iterator[Play]:
    """Something that plays chunks and gives them back in their order.

    Processes are forked, so that the program they play, which takes long to read, is there.
    """
    if processes == 1:
        player = Player(cohort)
        yield lambda chunks: map(player.chunk, chunks)
        return
    context = multiprocessing.get_context("fork")
    with context.Pool(processes, _begin, (cohort,)) as pool:
        yield lambda chunks: pool.imap(_chunk, chunks)


_player: list[Player] = []


def _begin(cohort: Cohort) -> None:
    """Garbage is looked for once a chunk: a sixth of the time went into looking within."""
    _player[:] = [Player(cohort)]
    gc.freeze()
    gc.disable()


def _chunk(people: list[tuple[ParticipantId, str]]) -> Chunk:
    made = _player[0].chunk(people)
    gc.collect()
    return made


def _tell(written: Written, cohort: Cohort) -> None:
    content = cohort.program.hash
    written.programs[content] = cohort.program
    written.enrolments[content] = cohort.participants
    written.engines.add(ENGINE)
