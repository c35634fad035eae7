"""Whatever happens to a writer, what was acknowledged is there and every file is readable."""

import errno
import os
import random
import select
import signal
import threading
import time
from multiprocessing import get_context

import pytest

from program.events import Visited, read, write
from program.ids import ParticipantId
from program.storage.audit import verify
from program.storage.open import open_stores
from program.storage.ports import Access, Conflict, Draft, Erased, Published, Unavailable
from program.storage.tiny_events import TinyEvents
from tests.make import ANA, BEN, CONTENT, FILES, MONDAY, stamp

FEW = tuple(ParticipantId(f"p-{n}") for n in range(4))
KILLS = 200


def visits(*numbers: int):
    return [stamp(Visited(), n=n) for n in numbers]


# --- kill -9


def _write_until_killed(stores, seed: int, tell: int) -> None:
    chance = random.Random(seed)
    at = {who: len(stores.events.read(who)) for who in FEW}
    n = 0
    while True:
        n += 1
        who = chance.choice(FEW)
        facts = visits(*range(1, chance.choice([1, 1, 2, 5]) + 1))
        receipt = stores.events.append(who, facts, after=at[who], key=f"k-{seed}-{n}")
        at[who] = receipt.seq
        revision = seed * 10**6 + n
        draft = Draft(key="k", revision=revision, saved_at=MONDAY, answers={"n": "x" * n})
        stores.drafts.save(who, "step-1", draft)
        os.write(tell, f"{who} {receipt.seq} k-{seed}-{n} {revision}\n".encode())


def _killed_writer(stores, seed: int) -> list[list[str]]:
    """What one writer was told is kept, before it was killed at some moment."""
    hear, tell = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            _write_until_killed(stores, seed, tell)
        finally:
            os._exit(1)
    os.close(tell)
    select.select([hear], [], [], 10)
    time.sleep(random.Random(seed).uniform(0, 0.012))  # the moment of the kill
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(hear) as told:
        return [line.split() for line in told.read().splitlines()]


def test_two_hundred_killed_writers_lose_nothing_that_was_acknowledged(tmp_path):
    stores = open_stores(f"tinydb:{tmp_path}")
    stores.archive.put(Published(program="p", content=CONTENT, at=MONDAY, files=FILES))
    acknowledged: dict[tuple[str, int], str] = {}
    drafts: dict[str, int] = {}
    for seed in range(KILLS):
        for who, seq, key, revision in _killed_writer(stores, seed):
            acknowledged[who, int(seq)] = key
            drafts[who] = int(revision)
    again = open_stores(f"tinydb:{tmp_path}")
    kept = {(e.who, e.seq): e.key for who in FEW for e in again.events.read(who)}
    assert len(acknowledged) > KILLS
    assert {at: kept.get(at) for at in acknowledged} == acknowledged
    for who, revision in drafts.items():
        draft = again.drafts.read(ParticipantId(who), "step-1")
        assert draft is not None
        assert draft.revision >= revision
    assert verify(again).found == ()
    assert not list(tmp_path.rglob("*.tmp"))


# --- a torn end


def _journal(tmp_path, *batches: int) -> tuple[bytes, int]:
    """A journal of appends of these sizes, and its length before the last of them."""
    events = TinyEvents(tmp_path)
    before = after = 0
    for size in batches:
        before = (tmp_path / "ana.jsonl").stat().st_size if after else 0
        events.append(ANA, visits(*range(1, size + 1)), after=after, key=f"k-{after}")
        after += size
    return (tmp_path / "ana.jsonl").read_bytes(), before


@pytest.mark.parametrize("batches", [(1, 2, 1), (2, 1, 3), (1,), (3,)])
def test_a_journal_cut_anywhere_in_its_last_append_keeps_all_before_it(tmp_path, batches):
    whole, before = _journal(tmp_path, *batches)
    earlier = [read(line) for line in whole[:before].splitlines()]
    for cut in range(before, len(whole)):
        (tmp_path / "ana.jsonl").write_bytes(whole[:cut])
        events = TinyEvents(tmp_path)
        assert list(events.read(ANA)) == earlier
        receipt = events.append(ANA, visits(9), after=len(earlier), key="k-new")
        assert list(TinyEvents(tmp_path).read(ANA)) == [*earlier, *receipt.events]


def test_a_warm_process_mends_a_tail_that_another_one_tore(tmp_path):
    events = TinyEvents(tmp_path)
    first = events.append(ANA, visits(1), after=0).events
    half = write(first[0])[:40]
    with (tmp_path / "ana.jsonl").open("a") as file:
        file.write(half)
    assert events.read(ANA) == first
    second = events.append(ANA, visits(2), after=1).events
    assert TinyEvents(tmp_path).read(ANA) == first + second
    assert events.damaged() == ()


def test_a_torn_note_of_access_is_cut_before_the_next(tmp_path):
    stores = open_stores(f"tinydb:{tmp_path}")
    stores.audit.anchor(MONDAY, {})
    path = tmp_path / "audit" / "access.jsonl"
    path.write_bytes(b'{"torn')
    assert stores.audit.notes() == ()
    note = Access(at=MONDAY, actor="t-1", role="therapist", action="read")
    stores.audit.note(note)
    assert stores.audit.notes() == (note,)


# --- many at once


def _write_beside_others(path, name: str, rounds: int) -> None:
    events = TinyEvents(path)
    kept: list[tuple[str, int, str]] = []
    lock = threading.Lock()

    def writer(thread: int) -> None:
        for n in range(rounds):
            who = FEW[(thread + n) % 3]
            key = f"{name}-{thread}-{n}"
            while True:
                try:
                    after = len(events.read(who))
                    receipt = events.append(who, visits(1, 2), after=after, key=key)
                except Conflict:
                    continue
                break
            with lock:
                kept.append((who, receipt.seq, key))

    threads = [threading.Thread(target=writer, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    lines = "".join(f"{who} {seq} {key}\n" for who, seq, key in kept)
    (path / f"{name}.kept").write_text(lines, "utf-8")


def test_four_processes_of_four_threads_lose_nothing(tmp_path):
    rounds = 30
    fork = get_context("fork")
    writers = [
        fork.Process(target=_write_beside_others, args=(tmp_path, f"w-{n}", rounds))
        for n in range(4)
    ]
    for process in writers:
        process.start()
    for process in writers:
        process.join(60)
    assert [process.exitcode for process in writers] == [0] * 4
    lines = [line for path in tmp_path.glob("*.kept") for line in path.read_text().splitlines()]
    events = TinyEvents(tmp_path)
    histories = {who: events.read(who) for who in FEW[:3]}
    for events_of in histories.values():
        assert [event.seq for event in events_of] == list(range(1, len(events_of) + 1))
    there = {f"{e.who} {e.seq} {e.key}" for h in histories.values() for e in h}
    assert len(lines) == 4 * 4 * rounds
    assert set(lines) <= there
    assert len(there) == 2 * len(lines)


def test_nothing_is_written_past_an_erasure_however_busy_the_writers(tmp_path):
    events = TinyEvents(tmp_path)
    begun = threading.Barrier(5)
    ended = []

    def writer() -> None:
        begun.wait()
        while True:
            try:
                events.append(ANA, visits(1), after=len(events.read(ANA)))
            except Erased:
                ended.append(True)
                return
            except Conflict:
                continue

    threads = [threading.Thread(target=writer) for _ in range(4)]
    for thread in threads:
        thread.start()
    begun.wait()
    while not events.read(ANA):
        pass
    TinyEvents(tmp_path).erase(ANA)
    for thread in threads:
        thread.join(10)
    assert len(ended) == 4
    assert events.read(ANA) == ()
    assert (tmp_path / "ana.jsonl").read_text() == '{"erased":true}\n'


# --- a disk that fails


@pytest.mark.parametrize("earlier", [0, 2])
def test_a_failed_sync_acknowledges_nothing_and_leaves_the_acknowledged_length(
    tmp_path, monkeypatch, earlier
):
    events = TinyEvents(tmp_path)
    for n in range(earlier):
        events.append(ANA, visits(n + 1), after=n)
    path = tmp_path / "ana.jsonl"
    before = path.read_bytes() if earlier else b""

    def fail(_fd: int) -> None:
        raise OSError(errno.EIO, "the disk does not answer")

    with monkeypatch.context() as failing:
        failing.setattr(os, "fsync", fail)
        with pytest.raises(Unavailable, match="does not answer"):
            events.append(ANA, visits(8, 9), after=earlier, key="k")
    assert path.read_bytes() == before
    receipt = events.append(ANA, visits(8, 9), after=earlier, key="k")
    assert not receipt.again
    assert len(TinyEvents(tmp_path).read(ANA)) == earlier + 2


def test_a_full_disk_leaves_no_half_line(tmp_path, monkeypatch):
    events = TinyEvents(tmp_path)
    events.append(ANA, visits(1), after=0)
    before = (tmp_path / "ana.jsonl").read_bytes()
    really = os.write
    writes = iter([100])

    def full(fd: int, data) -> int:
        room = next(writes, None)
        if room is None:
            raise OSError(errno.ENOSPC, "no room is left")
        return really(fd, bytes(data)[:room])

    with monkeypatch.context() as failing:
        failing.setattr(os, "write", full)
        with pytest.raises(Unavailable, match="no room"):
            events.append(ANA, visits(2), after=1)
    assert (tmp_path / "ana.jsonl").read_bytes() == before
    assert events.append(ANA, visits(2), after=1).seq == 2


def test_a_draft_that_cannot_be_synced_leaves_the_one_before(tmp_path, monkeypatch):
    stores = open_stores(f"tinydb:{tmp_path}")
    kept = Draft(key="k", revision=1, saved_at=MONDAY, answers={"note": "kept"})
    stores.drafts.save(ANA, "step-1", kept)

    def fail(_fd: int) -> None:
        raise OSError(errno.EIO, "the disk does not answer")

    with monkeypatch.context() as failing:
        failing.setattr(os, "fsync", fail)
        with pytest.raises(Unavailable):
            stores.drafts.save(ANA, "step-1", kept.model_copy(update={"revision": 2}))
    assert stores.drafts.read(ANA, "step-1") == kept
    assert not list(tmp_path.rglob("*.tmp"))


def test_an_erased_person_leaves_nothing_readable_behind(tmp_path):
    stores = open_stores(f"tinydb:{tmp_path}")
    stores.events.append(ANA, visits(1), after=0)
    stores.drafts.save(ANA, "s-1", Draft(key="k", revision=1, saved_at=MONDAY, answers={}))
    stores.events.append(BEN, visits(1), after=0)
    stores.events.erase(ANA)
    stores.drafts.erase(ANA)
    left = [path for path in tmp_path.rglob("*ana*") if path.is_file()]
    assert [path.read_text() for path in left] == ['{"erased":true}\n']
