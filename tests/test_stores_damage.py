"""A damaged file is named and closed; it harms nobody else, and `audit verify` finds it."""

import json
import os
import re
import stat
from pathlib import Path

import pytest

from program.cli import main
from program.events import ExerciseSaved, Visited, ZoneSet, keep_text
from program.modules.hash import content_hash
from program.storage.audit import verify
from program.storage.memory import memory_stores
from program.storage.open import mode_of, open_stores
from program.storage.ports import ERASE, Access, Account, Damaged, Head, Published, Unavailable
from tests.make import ANA, BEN, CONTENT, FILES, MONDAY, stamp


def visits(*numbers: int):
    return [stamp(Visited(), n=n) for n in numbers]


def noted(words: str, n=1):
    texts = {"note": keep_text(words, "salt")}
    fact = ExerciseSaved(module=None, step="note", kind="note", answers={}, texts=texts)
    return stamp(fact, n=n)


PUBLISHED = Published(program="p", content=CONTENT, at=MONDAY, files=FILES)


_NEW = {"a": "hello again"}
LATER = Published(program="p", content=content_hash(_NEW), at=MONDAY, files=_NEW)


@pytest.fixture
def setting(tmp_path) -> str:
    return f"tinydb:{tmp_path / 'data'}"


@pytest.fixture
def stores(setting):
    stores = open_stores(setting)
    stores.archive.put(PUBLISHED)
    for who in (ANA, BEN):
        stores.events.append(who, [noted("my back hurts"), *visits(2)], after=0)
        stores.events.append(who, visits(3), after=2)
    return stores


def change(tmp_path, line: int, edit) -> None:
    """Edit one line of Ana's journal the way a person with an editor would."""
    path = tmp_path / "data" / "events" / "ana.jsonl"
    lines = path.read_bytes().split(b"\n")
    lines[line - 1] = edit(lines[line - 1])
    new = path.with_suffix(".new")
    new.write_bytes(b"\n".join(lines))
    new.replace(path)


def ended(line: bytes, at: int, changed: bytes) -> bytes:
    """A line that says something else of where its append ends."""
    return line.replace(b'"batch":%d' % at, b'"batch":' + changed)


def nested(line: bytes) -> bytes:
    return line[:-1] + b',"more":' + b"[" * 900 + b"]" * 900 + b"}"


DAMAGE = {
    "not json": (2, lambda line: b"x" + line[1:]),
    "not text": (2, lambda line: b"\xff" + line[1:]),
    "an empty line": (2, lambda line: b""),
    "another number": (2, lambda line: line.replace(b'"seq":2', b'"seq":7')),
    "somebody else's": (2, lambda line: line.replace(b'"who":"ana"', b'"who":"ben"')),
    "no whole event": (2, lambda line: b'{"who":"ana","seq":2}'),
    "a changed event before the last": (2, lambda line: line.replace(b'"a-1"', b'"a-2"')),
    "an append that ends before it begins": (3, lambda line: ended(line, 3, b"2")),
    "an append that ends at no number": (3, lambda line: ended(line, 3, b'"3"')),
    "an append with two ends": (2, lambda line: ended(line, 2, b"7")),
    "a key that is a number": (3, lambda line: line.replace(b'"key":null', b'"key":7')),
    "nested without end": (2, lambda line: nested(line)),
    "nested without end at the end": (3, lambda line: nested(line)),
    "a time zone nobody knows": (3, lambda line: line.replace(b'"UTC"', b'"UTX"')),
    "a time zone that is a folder": (3, lambda line: line.replace(b'"UTC"', b'"Asia"')),
    "a day that is none": (3, lambda line: line.replace(b'_date":"2', b'_date":"x')),
    "a day that is a week": (
        3,
        lambda line: re.sub(rb'_date":"[^"]*', b'_date":"2026-W01', line),
    ),
    "an unknown fact": (1, lambda line: line.replace(b'"exercise_saved"', b'"exercise_made"')),
}


@pytest.mark.parametrize("kind", DAMAGE)
@pytest.mark.parametrize("warm", [True, False])
def test_a_damaged_journal_is_closed_named_and_harms_nobody_else(
    stores, setting, tmp_path, kind, warm
):
    change(tmp_path, *DAMAGE[kind])
    if not warm:
        stores = open_stores(setting)
    with pytest.raises(Damaged) as raised:
        stores.events.read(ANA)
    assert raised.value.who == ANA
    assert raised.value.line >= 1
    with pytest.raises(Damaged):
        stores.events.append(ANA, visits(4), after=3)
    assert [damage.who for damage in stores.events.damaged()] == [ANA]
    assert set(stores.events.heads()) == {BEN}
    assert len(stores.events.read(BEN)) == 3
    assert stores.events.append(BEN, visits(4), after=3).seq == 4
    assert {finding.who for finding in verify(stores).found} == {ANA}


def test_a_move_to_a_time_zone_nobody_knows_is_damage(stores, tmp_path):
    stores.events.append(ANA, [stamp(ZoneSet(zone="UTC"), n=4)], after=3)
    change(
        tmp_path,
        4,
        lambda line: line.replace(b'zone_set","zone":"UTC', b'zone_set","zone":"UTX'),
    )
    with pytest.raises(Damaged) as raised:
        stores.events.read(ANA)
    assert raised.value.line == 4


@pytest.mark.parametrize("odd", [Path.mkdir, lambda path: path.symlink_to("/proc/nowhere")])
def test_a_journal_that_cannot_be_opened_is_named_and_harms_nobody_else(stores, tmp_path, odd):
    path = tmp_path / "data" / "events" / "ana.jsonl"
    path.unlink()
    odd(path)
    with pytest.raises(Unavailable):
        stores.events.read(ANA)
    with pytest.raises(Unavailable):
        stores.events.append(ANA, visits(4), after=3)
    assert [damage.who for damage in stores.events.damaged()] == [ANA]
    assert set(stores.events.heads()) == {BEN}
    assert [finding.who for finding in verify(stores).found] == [ANA]


def test_a_file_that_somebody_put_beside_the_journals_is_let_be(stores, tmp_path):
    (tmp_path / "data" / "events" / "Copy of ana.jsonl").write_text("old")
    assert set(stores.events.heads()) == {ANA, BEN}
    assert verify(stores).found == ()


NO_TABLE = ["{", "[1]", '{"rows": [1]}', '{"rows": {"a-1": 1}}', '{"rowt": {}}', "\0"]


@pytest.mark.parametrize("text", [*NO_TABLE, '{"rows": {"a-1": {"id": "a-1"}}}'])
@pytest.mark.parametrize(
    ("place", "ask"),
    [
        ("accounts/accounts.json", lambda stores: stores.accounts.by_login("ana")),
        ("accounts/sessions.json", lambda stores: stores.accounts.session("a-1")),
        ("accounts/sessions.json", lambda stores: stores.accounts.end_expired(MONDAY)),
        ("archive/current.json", lambda stores: stores.archive.current()),
    ],
)
def test_a_table_that_cannot_be_read_is_unavailable_with_advice(
    stores, tmp_path, text, place, ask
):
    (tmp_path / "data" / place).write_text(text)
    with pytest.raises(Unavailable, match=rf"{place}.*restore it from a backup"):
        ask(stores)


@pytest.mark.parametrize("text", [*NO_TABLE, '{"rows": {"draft": {"kez": "k-1"}}}'])
def test_a_draft_that_cannot_be_read_is_unavailable_and_stays_as_it_is(stores, tmp_path, text):
    path = tmp_path / "data" / "drafts" / "ana.step.json"
    path.write_text(text)
    with pytest.raises(Unavailable, match="restore it from a backup"):
        stores.drafts.read(ANA, "step")
    stores.drafts.remove(ANA, "step", "k-1")
    assert path.read_text() == text


def test_a_file_that_somebody_put_beside_the_versions_is_let_be(stores, tmp_path):
    (tmp_path / "data" / "archive" / "versions" / "Copy of it.json").write_text("{}")
    assert stores.archive.all() == (CONTENT,)
    assert verify(stores).found == ()


@pytest.mark.parametrize(
    "heads", ['{"../p": {"seq": 1, "hash": "x"}}', '{"ana": {"seq": 0, "hash": "x"}}']
)
def test_an_anchor_of_nobody_and_of_nothing_is_damage(stores, tmp_path, heads):
    (tmp_path / "data" / "anchors" / "anchors.jsonl").write_text(f'{{"heads": {heads}}}\n')
    assert [finding.who for finding in verify(stores).found] == ["anchors.jsonl"]


def test_a_restored_journal_is_open_again(stores, tmp_path):
    path = tmp_path / "data" / "events" / "ana.jsonl"
    backup = path.read_bytes()
    change(tmp_path, *DAMAGE["not json"])
    assert stores.events.damaged() != ()
    path.write_bytes(backup)
    assert stores.events.damaged() == ()
    assert stores.events.append(ANA, visits(4), after=3).seq == 4


def test_a_history_mended_in_place_is_open_again(stores, tmp_path):
    path = tmp_path / "data" / "events" / "ana.jsonl"
    whole = path.read_bytes()
    change(tmp_path, *DAMAGE["an unknown fact"])
    with pytest.raises(Damaged):
        stores.events.read(ANA)
    path.write_bytes(whole)
    os.utime(path, (1, 1))  # some file systems tell times only some milliseconds apart
    assert len(stores.events.read(ANA)) == 3
    assert stores.events.damaged() == ()


def test_all_is_well_until_something_changed(stores):
    findings = verify(stores)
    assert findings.found == ()
    assert (findings.histories, findings.events, findings.unanchored) == (2, 6, 6)
    stores.audit.anchor(MONDAY, stores.events.heads())
    stores.events.append(ANA, visits(4), after=3)
    assert verify(stores).unanchored == 1


def test_verify_finds_changed_words(stores, tmp_path):
    change(tmp_path, 1, lambda line: line.replace(b"my back hurts", b"my back helps"))
    (found,) = verify(stores).found
    assert (found.who, found.line) == (ANA, 1)
    assert "words" in found.what


def test_verify_accepts_words_that_were_removed_alone(stores, tmp_path):
    def remove(line: bytes) -> bytes:
        stored = json.loads(line)
        stored["fact"]["texts"]["note"] |= {"salt": None, "body": None}
        return json.dumps(stored, separators=(",", ":")).encode()

    change(tmp_path, 1, remove)
    assert verify(stores).found == ()


def test_verify_finds_an_event_changed_in_the_middle(stores, tmp_path):
    stores.events.append(ANA, visits(4), after=3)
    change(tmp_path, 2, lambda line: line.replace(b'"a-1"', b'"a-2"'))
    assert [(one.who, one.line) for one in verify(stores).found] == [(ANA, 3)]


def test_verify_finds_a_history_that_was_cut_since_it_was_anchored(stores, tmp_path):
    stores.audit.anchor(MONDAY, stores.events.heads())
    path = tmp_path / "data" / "events" / "ana.jsonl"
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:2]))
    stores.audit.anchor(MONDAY, stores.events.heads())
    (found,) = verify(stores).found
    assert "3 were anchored" in found.what
    path.unlink()
    (found,) = verify(stores).found
    assert "ends at event 0" in found.what


def test_verify_finds_a_history_that_was_written_anew(stores, tmp_path):
    stores.audit.anchor(MONDAY, stores.events.heads())
    (tmp_path / "data" / "events" / "ana.jsonl").unlink()
    stores.events.append(ANA, visits(1, 2, 3), after=0)
    (found,) = verify(stores).found
    assert (found.line, found.what) == (3, "is not the event that was anchored")


def test_an_append_that_names_a_later_end_is_kept_when_it_is_cut(stores, setting, tmp_path):
    """One letter makes of it what a crash leaves of a longer one: nobody can tell which."""
    change(tmp_path, 3, lambda line: ended(line, 3, b"8"))
    journal = tmp_path / "data" / "events" / "ana.jsonl"
    last = journal.read_bytes().splitlines(keepends=True)[-1]
    (note,) = verify(open_stores(setting)).notes
    assert (note.who, f"{len(last)} bytes at the end" in note.what) == (ANA, True)
    stores = open_stores(setting)
    assert stores.events.append(ANA, visits(4), after=2).seq == 3
    kept = journal.with_name("ana.jsonl.torn")
    assert last in kept.read_bytes()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    (note,) = verify(stores).notes
    assert (note.who, "ana.jsonl.torn" in note.what) == (ANA, True)
    assert verify(stores).found == ()


def test_what_was_cut_twice_is_kept_twice(stores, tmp_path):
    journal = tmp_path / "data" / "events" / "ana.jsonl"
    for after, left in enumerate((b"one half", b"another half"), start=3):
        with journal.open("ab") as file:
            file.write(left)
        stores.events.append(ANA, visits(after + 1), after=after)
    kept = journal.with_name("ana.jsonl.torn")
    assert kept.read_bytes().splitlines() == [b"one half", b"another half"]


def test_erasing_somebody_removes_what_was_cut_as_well(stores, tmp_path):
    journal = tmp_path / "data" / "events" / "ana.jsonl"
    with journal.open("ab") as file:
        file.write(b'{"words')
    stores.events.append(ANA, visits(4), after=3)
    stores.events.erase(ANA)
    assert not journal.with_name("ana.jsonl.torn").exists()
    assert verify(stores).notes == ()


def test_verify_knows_who_was_erased(stores):
    stores.audit.anchor(MONDAY, stores.events.heads())
    stores.audit.note(Access(at=MONDAY, actor="t-1", role="admin", action=ERASE, who=ANA))
    stores.events.erase(ANA)
    findings = verify(stores)
    assert (findings.found, findings.erased, findings.histories) == ((), 1, 1)


def test_verify_finds_an_erased_history_that_nobody_noted(stores, tmp_path):
    stores.audit.anchor(MONDAY, stores.events.heads())
    (tmp_path / "data" / "events" / "ana.jsonl").write_text('{"erased":true}\n')
    (found,) = verify(stores).found
    assert (found.who, found.what) == (ANA, "was erased, and nobody noted that they did")


def patient(who) -> Account:
    return Account(
        id=f"a-{who}", login=who, name=who, role="patient", password=None, participant=who
    )


def test_verify_finds_a_history_that_no_account_has(stores):
    assert verify(stores).found == ()
    stores.accounts.put(patient(BEN))
    (found,) = verify(stores).found
    assert (found.who, found.what) == (ANA, "is a history that no account has")


def test_verify_notes_accounts_without_a_history_and_finds_those_that_had_one(stores, tmp_path):
    for who in (ANA, BEN, "new"):
        stores.accounts.put(patient(who))
    (tmp_path / "data" / "events" / "ana.jsonl").unlink()
    findings = verify(stores)
    (note,) = findings.notes
    assert "without a history (ana, new)" in note.what
    assert findings.found == ()
    stores.audit.anchor(MONDAY, {ANA: Head(seq=3, hash="c" * 64)})
    assert [found.who for found in verify(stores).found] == [ANA]


@pytest.mark.parametrize(
    "place",
    [
        "accounts/accounts.json",
        "accounts/sessions.json",
        "archive/current.json",
        "audit/access.jsonl",
        "anchors/anchors.jsonl",
    ],
)
def test_verify_names_a_file_beside_the_histories_that_cannot_be_read(stores, tmp_path, place):
    path = tmp_path / "data" / place
    path.unlink(missing_ok=True)
    path.mkdir()
    findings = verify(stores)
    assert findings.events == 6
    assert path.name in " ".join(finding.what for finding in findings.found)


@pytest.mark.parametrize(
    "place",
    [f"archive/versions/{CONTENT}.json", "audit/access.jsonl", "anchors/anchors.jsonl"],
)
def test_verify_finds_damage_beside_the_histories(stores, setting, tmp_path, place):
    path = tmp_path / "data" / place
    old = path.read_bytes() if path.exists() else b""
    path.write_bytes(old.replace(b"hello", b"hullo") if old else b"[]\n")
    assert len(verify(open_stores(setting)).found) == 1


def test_verify_names_a_version_that_is_no_file(stores, tmp_path):
    (tmp_path / "data" / "archive" / "versions" / "aaaa.json").mkdir()
    (found,) = verify(stores).found
    assert (found.who, "aaaa.json" in found.what) == ("archive aaaa", True)


def test_verify_finds_a_version_that_is_gone(stores, setting, tmp_path):
    (tmp_path / "data" / "archive" / "versions" / f"{CONTENT}.json").unlink()
    (found,) = verify(open_stores(setting)).found
    assert "is gone" in found.what


def test_verify_finds_a_program_that_is_offered_with_the_content_of_another(
    stores, setting, tmp_path
):
    current = tmp_path / "data" / "archive" / "current.json"
    current.write_text(current.read_text("utf-8").replace('"p"', '"q"', 1), "utf-8")
    (found,) = verify(open_stores(setting)).found
    assert found.what == "the current version of q is one of p"


def test_two_versions_that_changed_places_are_served_to_nobody(stores, setting, tmp_path):
    stores.archive.put(LATER)
    versions = tmp_path / "data" / "archive" / "versions"
    one, other = (versions / f"{kept.content}.json" for kept in (PUBLISHED, LATER))
    was, one_was = other.read_bytes(), one.read_bytes()
    one.write_bytes(was)
    other.write_bytes(one_was)
    stores = open_stores(setting)
    for kept in (PUBLISHED, LATER):
        with pytest.raises(Damaged, match="holds version"):
            stores.archive.get(kept.content)
    assert len(verify(stores).found) == 2


def test_verify_finds_a_version_with_words_that_were_not_published(stores):
    stores.archive.put(LATER.model_copy(update={"files": {"a": "hullo again"}}))
    (found,) = verify(stores).found
    assert (found.who, "other files" in found.what) == (f"archive {LATER.content}", True)


def test_verify_finds_that_an_earlier_version_somebody_follows_is_gone(
    stores, setting, tmp_path
):
    stores.archive.put(LATER)
    assert verify(open_stores(setting)).found == ()
    (tmp_path / "data" / "archive" / "versions" / f"{CONTENT}.json").unlink()
    (found,) = verify(open_stores(setting)).found
    assert f"{CONTENT} is gone" in found.what
    assert "histories were made: 2" in found.what


def test_a_store_in_memory_verifies_too():
    stores = memory_stores()
    stores.archive.put(PUBLISHED)
    stores.events.append(ANA, [noted("hello")], after=0)
    assert verify(stores).found == ()


# --- the command


def test_audit_verify_says_that_all_is_well(stores, setting, monkeypatch, capsys):
    monkeypatch.setenv("CAIRN_STORE", setting)
    assert main(["audit", "verify"]) == 0
    said = capsys.readouterr().out
    assert "all that could be checked is as it was kept" in said
    assert "6 events are not yet anchored" in said


def test_audit_verify_counts_one_in_the_words_for_one(tmp_path, monkeypatch, capsys):
    setting = f"tinydb:{tmp_path / 'data'}"
    open_stores(setting).events.append(ANA, visits(1), after=0)
    monkeypatch.setenv("CAIRN_STORE", setting)
    main(["audit", "verify"])
    said = capsys.readouterr().out
    assert "1 history with 1 event looked at, 0 erased; 1 event is not yet anchored" in said


def test_audit_verify_notes_what_is_not_acknowledged(
    stores, setting, tmp_path, monkeypatch, capsys
):
    with (tmp_path / "data" / "events" / "ana.jsonl").open("ab") as file:
        file.write(b"torn")
    monkeypatch.setenv("CAIRN_STORE", setting)
    assert main(["audit", "verify"]) == 0
    assert "note: ana: 4 bytes at the end are not acknowledged" in capsys.readouterr().out


def test_audit_verify_names_what_it_found(stores, setting, tmp_path, monkeypatch, capsys):
    change(tmp_path, *DAMAGE["not json"])
    monkeypatch.setenv("CAIRN_STORE", setting)
    assert main(["audit", "verify"]) == 1
    assert "ana, line 2: cannot be read. Advice: keep a copy" in capsys.readouterr().out
    assert main(["audit", "verify", "--format", "json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["clean"] is False
    assert told["found"][0]["who"] == "ana"


@pytest.mark.parametrize("wrong", ["tinydb:{}/nowhere", "nothing", "tinydb:"])
def test_audit_verify_makes_no_store_and_says_what_is_wrong(
    tmp_path, monkeypatch, capsys, wrong
):
    monkeypatch.setenv("CAIRN_STORE", wrong.format(tmp_path))
    assert main(["audit", "verify"]) == 2
    assert capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


# --- opening


@pytest.mark.parametrize("wrong", ["", "tinydb", "tinydb:", "sqlite:x", "./data"])
def test_a_setting_that_names_no_store_is_explained(wrong):
    with pytest.raises(ValueError, match=r"tinydb:\./data"):
        open_stores(wrong)


def test_a_folder_that_cannot_be_written_is_named_with_advice(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(Unavailable, match=r"file.*this account may read and write"):
        open_stores(f"tinydb:{tmp_path}/file/data")
    with pytest.raises(Unavailable, match="/proc/cairn"):
        open_stores("tinydb:/proc/cairn")


def test_a_folder_that_vanishes_while_open_is_unavailable_not_empty(stores, tmp_path):
    (tmp_path / "data").rename(tmp_path / "elsewhere")
    with pytest.raises(Unavailable):
        stores.events.append(ANA, visits(4), after=3)
    with pytest.raises(Unavailable):
        stores.events.heads()


def test_a_store_keeps_its_mode(stores, setting, tmp_path):
    assert mode_of(setting) == "live"
    with pytest.raises(ValueError, match="another folder"):
        open_stores(setting, "simulated")
    simulated = f"tinydb:{tmp_path / 'demo'}"
    assert mode_of(simulated) is None
    assert open_stores(simulated, "simulated").mode == "simulated"
    with pytest.raises(ValueError, match="simulated"):
        open_stores(simulated)


def test_a_mode_that_is_no_text_is_named_with_advice(stores, setting, tmp_path):
    (tmp_path / "data" / "mode").write_bytes(b"\xff\xfe")
    with pytest.raises(ValueError, match=r"data/mode says .*: write live or simulated into it"):
        mode_of(setting)


def test_only_the_owner_may_look_into_the_store(stores, tmp_path):
    for path in [tmp_path / "data", *(tmp_path / "data").rglob("*")]:
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_what_a_dead_writer_left_half_written_is_cleaned_at_the_start(
    stores, setting, tmp_path
):
    left = tmp_path / "data" / "drafts" / ".ana.step.json.x.tmp"
    left.write_text("half")
    open_stores(setting)
    assert not left.exists()
    assert len(stores.events.read(ANA)) == 3
