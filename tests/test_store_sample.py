"""A data folder written by the first version opens for ever, with all that was in it.

`samples/store.v1` is never edited; a new layout gets a folder beside it.
"""

from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from program.events import AnyFact, ExerciseSaved, Stamp, keep_text
from program.ids import AccountId, ContentHash
from program.storage.audit import verify
from program.storage.open import mode_of, open_stores
from program.storage.ports import Access, Account, Draft, Published, Session, Stores
from tests.make import ANA, BEN, MONDAY, day, enrolled, stamp

SAMPLE = Path(__file__).parent / "samples" / "store.v1"

OLD = ContentHash("c" * 64)
"""The one version in the sample: it was not named by what its files come to."""


def _old(fact: AnyFact, **more: Any) -> Stamp:
    return stamp(fact, **more).model_copy(update={"content": OLD})


FACTS = (
    _old(enrolled().model_copy(update={"content": OLD}), role="therapist", n=1),
    _old(
        ExerciseSaved(
            module=None,
            step="my-goal",
            kind="my_goal",
            answers={"rating": 4, "when": None},
            texts={"goal": keep_text("walk to the café", "salt")},
        ),
        n=2,
    ),
)
ACCOUNT = Account(
    id=AccountId("a-1"),
    login="Ana",
    name="Ana Ruiz",
    role="patient",
    password="argon2id",
    participant=ANA,
    therapist=AccountId("t-1"),
    covered_by=AccountId("t-2"),
    contacts={"phone": "1"},
    preferences={"text": "large"},
    active=False,
)
SESSION = Session(token_hash="t-1", account=ACCOUNT.id, started=MONDAY, expires=day(1))
DRAFT = Draft(key="k-2", revision=3, saved_at=MONDAY, answers={"goal": "walk", "rating": None})
PUBLISHED = Published(program="p-1", content=OLD, at=MONDAY, files={"a.md": "# Paín"})
ACCESS = Access(at=MONDAY, actor=AccountId("t-1"), role="therapist", action="read", who=ANA)


def fill(stores: Stores) -> None:
    """How the sample was made."""
    stores.events.append(ANA, FACTS[:1], after=0)
    stores.events.append(ANA, FACTS[1:], after=1, key="k-1")
    stores.events.erase(BEN)
    stores.accounts.put(ACCOUNT)
    stores.accounts.put_session(SESSION)
    stores.drafts.save(ANA, "my-goal", DRAFT)
    stores.archive.put(PUBLISHED)
    stores.audit.note(ACCESS)
    stores.audit.anchor(MONDAY, stores.events.heads())


@pytest.fixture
def stores(tmp_path) -> Stores:
    copytree(SAMPLE, tmp_path / "data")
    return open_stores(f"tinydb:{tmp_path / 'data'}", "simulated")


def test_the_first_versions_folder_holds_all_that_was_put_into_it(stores):
    events = stores.events.read(ANA)
    assert tuple(event.fact for event in events) == tuple(stamp.fact for stamp in FACTS)
    assert stores.events.kept(ANA, "k-1").events == events[1:]
    assert stores.events.erased() == {BEN}
    assert stores.accounts.by_login("ana") == ACCOUNT
    assert stores.accounts.session("t-1") == SESSION
    assert stores.drafts.read(ANA, "my-goal") == DRAFT
    assert stores.archive.get(stores.archive.current()["p-1"]) == PUBLISHED
    assert stores.audit.notes() == (ACCESS,)
    assert stores.audit.anchors() == stores.events.heads()
    assert [found.who for found in verify(stores).found] == [f"archive {OLD}"]


def test_the_first_versions_folder_can_be_written_on(stores):
    assert stores.events.append(ANA, FACTS[:1], after=2).seq == 3
    assert stores.events.append(ANA, FACTS[1:], after=9, key="k-1").again
    assert [found.who for found in verify(stores).found] == [f"archive {OLD}"]


def test_the_sample_is_of_the_mode_it_says():
    assert mode_of(f"tinydb:{SAMPLE}") == "simulated"


def test_today_writes_the_same_layout(tmp_path):
    fill(open_stores(f"tinydb:{tmp_path / 'data'}", "simulated"))
    assert _files(tmp_path / "data") == _files(SAMPLE)


def _files(folder: Path) -> set[str]:
    return {
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".lock"
    }
