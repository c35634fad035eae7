"""What every store promises of drafts, accounts, the archive and audit."""

import pytest

from program.ids import AccountId, ContentHash
from program.storage.open import KINDS, open_stores
from program.storage.ports import (
    Access,
    Account,
    Conflict,
    Draft,
    Head,
    Published,
    Session,
    Stores,
)
from tests.make import ANA, BEN, CONTENT, MONDAY, day


@pytest.fixture(params=sorted(KINDS))
def stores(request, tmp_path) -> Stores:
    return open_stores(f"{request.param}:{tmp_path / 'data'}")


# --- drafts


def draft(revision=1, key="k-1", **answers):
    return Draft(key=key, revision=revision, saved_at=MONDAY, answers=answers)


def test_the_newest_draft_comes_back(stores):
    assert stores.drafts.read(ANA, "step-1") is None
    stores.drafts.save(ANA, "step-1", draft(1, note="my ba"))
    stores.drafts.save(ANA, "step-1", draft(2, note="my back"))
    assert stores.drafts.read(ANA, "step-1") == draft(2, note="my back")
    assert stores.drafts.read(ANA, "step-2") is None
    assert stores.drafts.read(BEN, "step-1") is None


@pytest.mark.parametrize("revision", [2, 3])
def test_a_stale_revision_never_replaces_a_newer_draft(stores, revision):
    stores.drafts.save(ANA, "step-1", draft(3, note="newer"))
    with pytest.raises(Conflict):
        stores.drafts.save(ANA, "step-1", draft(revision, note="older"))
    assert stores.drafts.read(ANA, "step-1") == draft(3, note="newer")


def test_a_new_submission_begins_a_new_draft(stores):
    stores.drafts.save(ANA, "step-1", draft(7))
    stores.drafts.save(ANA, "step-1", draft(1, key="k-2"))
    assert stores.drafts.read(ANA, "step-1") == draft(1, key="k-2")


def test_a_draft_is_removed_only_by_its_own_key(stores):
    stores.drafts.remove(ANA, "step-1", "k-1")
    stores.drafts.save(ANA, "step-1", draft(1, key="k-2"))
    stores.drafts.remove(ANA, "step-1", "k-1")
    assert stores.drafts.read(ANA, "step-1") is not None
    stores.drafts.remove(ANA, "step-1", "k-2")
    assert stores.drafts.read(ANA, "step-1") is None


def test_erasing_a_persons_drafts_leaves_everyone_elses(stores):
    for who in (ANA, BEN, "ana-2"):
        stores.drafts.save(who, "step-1", draft())
        stores.drafts.save(who, "step-2", draft())
    stores.drafts.erase(ANA)
    assert stores.drafts.read(ANA, "step-1") is None
    assert stores.drafts.read(ANA, "step-2") is None
    assert stores.drafts.read(BEN, "step-1") is not None
    assert stores.drafts.read("ana-2", "step-1") is not None


# --- accounts and sessions


def account(name="a-1", login="Ana", **more):
    return Account(
        id=AccountId(name), login=login, name="Ana", role="patient", password=None, **more
    )


def session(hashed="t-1", name="a-1", hours=12):
    return Session(
        token_hash=hashed, account=AccountId(name), started=MONDAY, expires=day(hours / 24)
    )


def test_an_account_is_found_by_id_login_and_participant(stores):
    kept = account(participant=ANA, contacts={"phone": "1"})
    stores.accounts.put(kept)
    assert stores.accounts.get(AccountId("a-1")) == kept
    assert stores.accounts.by_login("ANA") == kept
    assert stores.accounts.by_participant(ANA) == kept
    assert stores.accounts.by_participant(BEN) is None
    assert stores.accounts.by_login("ben") is None
    assert stores.accounts.get(AccountId("a-2")) is None


def test_an_account_that_is_put_again_is_replaced_as_a_whole(stores):
    stores.accounts.put(account(preferences={"text": "large"}))
    stores.accounts.put(account(login="anna", active=False))
    assert stores.accounts.all() == (account(login="anna", active=False),)
    assert stores.accounts.by_login("ana") is None


def test_two_accounts_never_share_a_login(stores):
    stores.accounts.put(account())
    with pytest.raises(Conflict):
        stores.accounts.put(account("a-2", login="aNA"))
    assert stores.accounts.all() == (account(),)


def test_a_session_lasts_until_it_is_ended(stores):
    stores.accounts.put_session(session())
    assert stores.accounts.session("t-1") == session()
    assert stores.accounts.sessions() == (session(),)
    stores.accounts.end_session("t-1")
    stores.accounts.end_session("t-1")
    assert stores.accounts.session("t-1") is None


def test_sessions_that_are_over_are_removed(stores):
    stores.accounts.put_session(session("t-1", hours=1))
    stores.accounts.put_session(session("t-2", hours=3))
    assert stores.accounts.end_expired(day(2 / 24)) == 1
    assert stores.accounts.end_expired(day(2 / 24)) == 0
    assert stores.accounts.session("t-1") is None
    assert stores.accounts.session("t-2") is not None


def test_an_account_is_changed_as_it_is_then_and_not_as_it_was_read(stores):
    accounts = stores.accounts
    accounts.put(account())
    seen = accounts.get(AccountId("a-1"))
    accounts.change(seen.id, lambda one: one.model_copy(update={"active": False}))
    accounts.change(seen.id, lambda one: one.model_copy(update={"contacts": {"phone": "1"}}))
    kept = accounts.get(seen.id)
    assert (kept.active, kept.contacts) == (False, {"phone": "1"})
    assert accounts.change(AccountId("a-9"), lambda one: one) is None


def test_erasing_an_account_ends_its_sessions(stores):
    stores.accounts.put(account())
    stores.accounts.put(account("a-2", login="ben"))
    stores.accounts.put_session(session("t-1"))
    stores.accounts.put_session(session("t-2", name="a-2"))
    stores.accounts.erase(AccountId("a-1"))
    assert [one.id for one in stores.accounts.all()] == ["a-2"]
    assert stores.accounts.session("t-1") is None
    assert stores.accounts.session("t-2") is not None


# --- archive


def published(content=CONTENT, program="p-1", **files):
    return Published(
        program=program, content=content, at=MONDAY, files=files or {"a.md": "# A"}
    )


def test_the_archive_keeps_every_version_and_knows_the_current_one(stores):
    second = ContentHash("d" * 64)
    stores.archive.put(published())
    stores.archive.put(published(second, b="two"))
    stores.archive.put(published("e" * 64, program="p-2"))
    assert stores.archive.current() == {"p-1": second, "p-2": "e" * 64}
    assert stores.archive.get(CONTENT) == published()
    assert stores.archive.get(ContentHash("0" * 64)) is None
    assert stores.archive.all() == (CONTENT, second, "e" * 64)


def test_an_earlier_version_can_become_current_again(stores):
    stores.archive.put(published())
    stores.archive.put(published(ContentHash("d" * 64), b="two"))
    stores.archive.put(published())
    assert stores.archive.current() == {"p-1": CONTENT}


def test_the_archive_never_replaces_what_it_holds(stores):
    stores.archive.put(published())
    with pytest.raises(Conflict):
        stores.archive.put(published(a="other"))
    assert stores.archive.get(CONTENT) == published()


# --- audit


def test_staff_access_is_noted_in_order(stores):
    notes = [
        Access(at=day(n), actor=AccountId("t-1"), role="therapist", action="read", who=ANA)
        for n in range(3)
    ]
    for note in notes:
        stores.audit.note(note)
    assert stores.audit.notes() == tuple(notes)


def test_the_last_anchor_of_everyone_is_known(stores):
    assert stores.audit.anchors() == {}
    one, two = Head(seq=1, hash="a" * 64), Head(seq=2, hash="b" * 64)
    stores.audit.anchor(MONDAY, {ANA: one, BEN: one})
    stores.audit.anchor(day(1), {ANA: two})
    assert stores.audit.anchors() == {ANA: two, BEN: one}


def test_an_anchor_is_never_moved_back(stores):
    two = Head(seq=2, hash="b" * 64)
    stores.audit.anchor(MONDAY, {ANA: two})
    stores.audit.anchor(day(1), {ANA: Head(seq=1, hash="a" * 64)})
    stores.audit.anchor(day(2), {ANA: Head(seq=2, hash="c" * 64)})
    assert stores.audit.anchors() == {ANA: two}
