"""Every decision that was stored comes out the same when it is made again, and where something
was changed afterwards, it shows."""

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from program import ENGINE
from program.adapt.replay import ABSENT, NOT_THERE, Broken, replay
from program.cli import main
from program.cli.replay import _moment, _text
from program.events import (
    Decision,
    Event,
    InstrumentAnswered,
    ModuleCompleted,
    OfferChoice,
    Stamp,
    Visited,
    read_dict,
)
from program.ids import ContentHash, ParticipantId
from program.modules.folder import read_folder
from program.service.accounts import OPERATOR
from program.service.clinic import Clinic, Signed
from program.service.directing import direct
from program.service.path import arrive, report_flare, set_zone
from program.service.publish import publish
from program.service.replaying import NoHistory, replay_decisions
from program.settings import Settings
from program.simulate.demo import fill
from program.storage.audit import verify
from program.storage.memory import memory_stores
from program.storage.open import open_stores
from program.storage.ports import Published
from tests.make import ANA, CONTENT, FILES, MONDAY, stamp

TODAY = datetime(2026, 11, 22, 12, tzinfo=UTC)
SLEEPS_BADLY = ParticipantId("p-003")
SAMPLES = sorted((Path(__file__).parent / "samples" / "events").glob("*.json"))


@pytest.fixture(scope="module")
def cohort() -> Clinic:
    """Six invented people up to today, choices, flares and boosters among what they met; then
    a therapist holds one path and lets it go, and somebody travels in a flare."""
    clinic = fill(memory_stores("simulated"), Settings(), 6, 3, TODAY)
    accounts = clinic.stores.accounts
    account = accounts.by_participant(SLEEPS_BADLY)
    therapist = Signed(account.therapist, "therapist")
    ana = Signed(account.id, "patient", SLEEPS_BADLY, "s-1")
    direct(clinic, therapist, SLEEPS_BADLY, "hold", "Let us talk first.")
    set_zone(clinic, ana, SLEEPS_BADLY, "Pacific/Auckland")
    clinic.now.at += timedelta(hours=3)
    arrive(clinic, ana, SLEEPS_BADLY)
    direct(clinic, therapist, SLEEPS_BADLY, "lift", "We have talked.")
    report_flare(clinic, ana, SLEEPS_BADLY, True)
    return clinic


def history(clinic: Clinic, who=SLEEPS_BADLY) -> tuple[Event, ...]:
    return clinic.stores.events.read(who)


def as_stamps(events, **changed) -> list[Stamp]:
    """The facts of a history as they would be handed to a store once more."""
    given = [{name: getattr(e, name) for name in Stamp.model_fields} for e in events]
    return [Stamp(**{**one, **changed}) for one in given]


def kept(clinic: Clinic, stamps: list[Stamp], *, archive=True) -> Clinic:
    """Another clinic, in which somebody's facts are these, with a chain of their own."""
    stores = memory_stores("simulated")
    for content in clinic.stores.archive.all() if archive else ():
        stores.archive.put(clinic.stores.archive.get(content))
    stores.events.append(ANA, stamps, after=0)
    return Clinic(stores, Settings(), clinic.now)


def test_every_decision_of_a_played_cohort_comes_out_as_it_was_stored(cohort):
    facts = {
        event.fact.fact
        for who in cohort.stores.events.heads()
        for event in history(cohort, who)
    }
    assert {
        "directive_given",
        "chosen",
        "flare_reported",
        "zone_set",
        "program_finished",
    } <= facts
    told = []
    made = replay_decisions(cohort, OPERATOR, progress=lambda done, of: told.append((done, of)))
    assert told == [(n, 6) for n in range(1, 7)]
    assert made.found == ()
    assert made.agrees
    assert (made.histories, made.others) == (6, {})
    assert made.decisions > 200


def test_content_that_is_edited_after_publishing_changes_nothing(cohort):
    files = dict(read_folder(Path("content")))
    path = "programs/pain-and-mood/rules.yaml"
    files[path] = (
        files[path].replace(b"value: 6", b"value: 3").replace(b"value: 7", b"value: 3")
    )
    before = cohort.stores.archive.current()
    publish(cohort.stores, files, TODAY)
    assert cohort.stores.archive.current() != before
    assert replay_decisions(cohort, OPERATOR).agrees


def test_decisions_up_to_a_moment_alone_are_made_again(cohort):
    made = [event for event in history(cohort) if isinstance(event.fact, Decision)]
    early = replay_decisions(cohort, OPERATOR, SLEEPS_BADLY, until=made[3].at)
    assert early.decisions == sum(event.at <= made[3].at for event in made)
    assert replay_decisions(cohort, OPERATOR, SLEEPS_BADLY).decisions == len(made)


def test_a_score_that_was_changed_later_shows_in_the_decisions_that_looked_at_it(cohort):
    events = history(cohort)
    stamps = as_stamps(events)
    place, fact = next(
        (n, e.fact)
        for n, e in enumerate(events)
        if isinstance(e.fact, InstrumentAnswered) and e.fact.instrument == "peg"
    )
    score = fact.scores[0].model_copy(update={"value": fact.scores[0].value + 0.5})
    changed = fact.model_copy(update={"scores": (score, *fact.scores[1:])})
    stamps[place] = stamps[place].model_copy(update={"fact": changed})

    clinic = kept(cohort, stamps)

    assert verify(clinic.stores).found == ()
    found = replay_decisions(clinic, OPERATOR).found
    assert found
    assert all(one.seq > place + 1 and one.who == ANA for one in found)
    first = found[0].difference
    assert first.field.startswith(("inputs[peg", "nearest"))
    assert first.stored != first.recomputed


def test_a_decision_nobody_followed_yet_cannot_be_changed_unseen(cohort):
    """The last event of a history has no other behind it that would prove it."""
    events = history(cohort)
    stamps = as_stamps(events)
    (last,) = [n for n, e in enumerate(events) if isinstance(e.fact, Decision)][-1:]
    fact = stamps[last].fact
    day_before = fact.as_of - timedelta(days=1)
    changed = fact.model_copy(update={"as_of": day_before})
    stamps[last] = stamps[last].model_copy(update={"fact": changed})

    (found,) = replay_decisions(kept(cohort, stamps), OPERATOR).found

    assert (found.seq, found.difference.field) == (last + 1, "as_of")
    assert found.difference.stored == day_before.isoformat()
    assert found.difference.recomputed == fact.as_of.isoformat()


def test_a_decision_that_names_other_content_than_its_history_is_told(cohort):
    events = history(cohort)
    place = next(n for n, e in enumerate(events) if isinstance(e.fact, Decision))
    other = ContentHash("f" * 64)
    stamps = as_stamps(events)
    stamps[place] = stamps[place].model_copy(update={"content": other})

    (found,) = replay_decisions(kept(cohort, stamps), OPERATOR).found

    assert (found.seq, found.difference.field) == (place + 1, "content")
    assert (found.difference.stored, found.difference.recomputed) == (other, events[0].content)


def test_what_only_the_stored_decision_has_is_told_as_absent_now(cohort):
    events = history(cohort)
    place = next(n for n, e in enumerate(events) if isinstance(e.fact, Decision))
    fact = events[place].fact
    twice = fact.model_copy(update={"trace": (*fact.trace, fact.trace[-1])})
    stamps = as_stamps(events)
    stamps[place] = stamps[place].model_copy(update={"fact": twice})

    (found,) = replay_decisions(kept(cohort, stamps), OPERATOR).found

    assert (found.seq, found.difference.field) == (place + 1, f"trace[{len(fact.trace)}]")
    assert found.difference.stored["rule"] == fact.trace[-1].rule
    assert found.difference.recomputed == ABSENT


def test_an_outcome_that_comes_out_as_another_one_is_told_field_by_field(cohort):
    events = history(cohort)
    place = next(n for n, e in enumerate(events) if isinstance(e.fact, Decision))
    offer = OfferChoice(branches=("sleep",), otherwise=None)
    stamps = as_stamps(events)
    offered = events[place].fact.model_copy(update={"outcome": offer})
    stamps[place] = stamps[place].model_copy(update={"fact": offered})

    found = [one.difference for one in replay_decisions(kept(cohort, stamps), OPERATOR).found]

    fields = {*OfferChoice.model_fields, *type(events[place].fact.outcome).model_fields}
    told = {one.field: (one.stored, one.recomputed) for one in found}
    assert told["outcome.branches"] == (["sleep"], ABSENT)
    assert told.keys() <= {f"outcome.{name}" for name in fields}


def test_another_engine_version_is_named_and_what_it_did_not_store_is_not_compared(cohort):
    events = history(cohort)
    lines = [event.model_dump(mode="json") for event in events]
    for line in lines:
        line["engine"] = "0.0.1"
        if line["fact"]["fact"] == "decision":
            del line["fact"]["notes"]
    older = [read_dict(line) for line in lines]
    programs = cohort.program

    made = list(replay(older, lambda content: programs(content).plan, engine=ENGINE))

    assert {one.engine for one in made} == {"0.0.1"}
    assert all(one.differences == () for one in made)
    clinic = kept(cohort, as_stamps(events, engine="0.0.1"))
    assert replay_decisions(clinic, OPERATOR).others == {"0.0.1": len(made)}


def test_content_that_is_not_in_the_archive_is_named_with_each_decision(cohort):
    clinic = kept(cohort, as_stamps(history(cohort)), archive=False)
    made = replay_decisions(clinic, OPERATOR)
    assert {one.difference.field for one in made.found} == {"content"}
    assert {one.difference.recomputed for one in made.found} == {NOT_THERE}
    assert len(made.found) == made.decisions
    lost, *counted = _text(made)
    assert lost.startswith(f"{made.decisions} decisions were made by content ")
    assert "backup" in lost
    assert len(counted) == 2


def test_facts_that_make_no_sense_end_one_history_and_no_other(cohort):
    stamps = as_stamps(history(cohort))
    nonsense = stamps[4].model_copy(update={"local_date": "2026-13-01"})
    clinic = kept(cohort, [*stamps[:4], nonsense, *stamps[5:]])
    clinic.stores.events.append(ParticipantId("ben"), as_stamps(history(cohort)), after=0)

    made = replay_decisions(clinic, OPERATOR)

    assert [(one.who, one.line) for one in made.unread] == [(ANA, 5)]
    assert (made.histories, made.agrees) == (1, False)
    with pytest.raises(Broken, match="event 5"):
        list(replay(history(clinic, ANA), lambda content: None, engine=ENGINE))


def test_somebody_who_has_no_history_is_not_a_clean_replay(cohort):
    with pytest.raises(NoHistory, match="nobody"):
        replay_decisions(cohort, OPERATOR, ParticipantId("nobody"))


# --- one character


KINDS = {path.name.split(".")[0]: path for path in SAMPLES if ".v1." in path.name}
_NEXT = bytes.maketrans(
    b"0123456789abcdefghijklmnopqrstuvwxyz", b"1234567890bcdefghijklmnopqrstuvwxyza"
)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_single_changed_character_of_a_stored_fact_is_found(kind, tmp_path):
    setting = f"tinydb:{tmp_path / 'data'}"
    sample = read_dict(json.loads(KINDS[kind].read_text("utf-8")))
    stores = open_stores(setting)
    stores.archive.put(Published(program="p", content=CONTENT, at=MONDAY, files=FILES))
    stores.events.append(ANA, as_stamps([sample], enrolment=None, content=None), after=0)
    stores.events.append(ANA, [stamp(Visited(), n=2)], after=1)
    path = tmp_path / "data" / "events" / "ana.jsonl"
    good = path.read_bytes()
    first, last = good.index(b'"fact":{') + 7, good.index(b',"who":"ana"')
    places = [n for n in range(first, last) if good[n : n + 1].isalnum()]
    for place in places[:: max(1, len(places) // 12)]:
        changed = good[place : place + 1].lower().translate(_NEXT)
        path.write_bytes(good[:place] + changed + good[place + 1 :])
        assert verify(open_stores(setting)).found, good[first : place + 1]
    path.write_bytes(good)
    assert verify(open_stores(setting)).found == ()


# --- the verb


@pytest.fixture
def on_disk(cohort, tmp_path, monkeypatch):
    """Two people in a store on files, their histories up to a decision."""
    stores = open_stores(f"tinydb:{tmp_path / 'data'}", "simulated")
    for content in cohort.stores.archive.all():
        stores.archive.put(cohort.stores.archive.get(content))
    events = history(cohort)[:60]
    (last,) = [n for n, e in enumerate(events) if isinstance(e.fact, Decision)][-1:]
    for who in ("ana", "ben"):
        stores.events.append(ParticipantId(who), as_stamps(events[:last]), after=0)
        stores.events.append(ParticipantId(who), as_stamps([events[last]]), after=last)
    monkeypatch.setenv("CAIRN_STORE", f"tinydb:{tmp_path / 'data'}")
    return tmp_path / "data"


def test_replay_says_in_one_line_that_all_is_as_it_was(on_disk, capsys):
    assert main(["replay"]) == 0
    assert "each comes out as it was stored" in capsys.readouterr().out
    assert main(["replay", "--participant", "ana", "--as-of", "2020-01-31"]) == 0
    assert capsys.readouterr().out.startswith("0 decisions of 1 history made again")
    assert main(["replay", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["agrees"], told["histories"], told["engine"]) == (True, 2, ENGINE)


def test_a_damaged_journal_is_named_and_the_others_are_made_again(on_disk, capsys):
    path = on_disk / "events" / "ana.jsonl"
    lines = path.read_bytes().split(b"\n")
    path.write_bytes(b"\n".join([lines[0], b"x" + lines[1][1:], *lines[2:]]))
    assert main(["replay"]) == 1
    told = capsys.readouterr().out
    assert "ana, line 2" in told
    assert "decisions of 1 history made again" in told


@pytest.mark.parametrize("odd", [Path.mkdir, lambda path: path.symlink_to("/nonexistent")])
def test_a_journal_that_is_no_file_is_named_and_the_others_are_made_again(on_disk, capsys, odd):
    path = on_disk / "events" / "ana.jsonl"
    path.unlink()
    odd(path)
    assert main(["replay"]) == 1
    told = capsys.readouterr().out
    assert f"ana: {path}" in told
    assert "decisions of 1 history made again" in told
    assert main(["audit", "verify"]) == 1
    assert f"ana: {path}" in capsys.readouterr().out


def test_what_cannot_have_happened_is_named_by_replay_where_the_chain_is_whole(on_disk, capsys):
    events = open_stores(f"tinydb:{on_disk}", "simulated").events
    *_, last = events.read(ANA)
    (never,) = as_stamps(
        [last], fact=ModuleCompleted(module="never", variant="full", iteration=1)
    )
    events.append(ANA, [never], after=last.seq)
    assert main(["audit", "verify"]) == 0
    capsys.readouterr()
    assert main(["replay"]) == 1
    told = capsys.readouterr().out
    assert f"ana, line {last.seq + 1}: KeyError: 'never'." in told
    assert "restore this history from a backup made before that line" in told
    assert "audit verify" not in told


@pytest.mark.parametrize("problem", [TypeError, AttributeError, ZeroDivisionError])
def test_whatever_closes_a_page_is_named_by_replay_too(cohort, monkeypatch, problem):
    def apply(record, event):
        raise problem

    monkeypatch.setattr("program.adapt.replay.apply", apply)
    assert [one.line for one in replay_decisions(cohort, OPERATOR, SLEEPS_BADLY).unread] == [1]


def test_replay_says_who_where_which_field_and_both_values(on_disk, capsys):
    path = on_disk / "events" / "ana.jsonl"
    *before, last = path.read_bytes().splitlines()
    line = json.loads(last)
    line["fact"]["outcome"] = {"outcome": "hold"}
    again = json.dumps(line, separators=(",", ":")).encode()
    path.write_bytes(b"\n".join([*before, again]) + b"\n")
    assert main(["audit", "verify"]) == 0
    assert main(["replay", "--participant", "ana"]) == 1
    told = capsys.readouterr().out
    assert (
        f'ana, event {len(before) + 1}: outcome.outcome is stored as "hold" and comes' in told
    )


@pytest.mark.parametrize(
    ("arguments", "advice"),
    [
        (["--participant", "nobody"], "no history of nobody"),
        (["--participant", "../etc"], "is not an identifier"),
        (["--participant", ""], "is not an identifier"),
        (["--as-of", "yesterday"], "2026-01-31"),
        (["--as-of", ""], "2026-01-31"),
    ],
)
def test_wrong_use_is_told_with_advice(on_disk, capsys, arguments, advice):
    assert main(["replay", *arguments]) == 2
    assert advice in capsys.readouterr().err


@pytest.mark.parametrize("day", ["2026-01-31", "20260131", "2026-W05-6"])
def test_a_day_is_meant_to_its_end_however_it_is_written(day):
    assert _moment(day) == datetime(2026, 1, 31, 23, 59, 59, 999_999, UTC)


def test_the_last_day_there_is_can_be_named(on_disk, capsys):
    assert main(["replay", "--as-of", "9999-12-31"]) == 0
    assert "each comes out as it was stored" in capsys.readouterr().out


def test_a_pipe_that_is_closed_early_is_no_fault_and_shows_no_trace(on_disk):
    asked = [sys.executable, "-m", "program", "replay", "--format", "json"]
    with subprocess.Popen(asked, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:
        run.stdout.close()
        assert run.stderr.read() == b""
    assert run.returncode == 141
