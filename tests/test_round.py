"""The daily round: silence reaches a therapist without anybody opening a page."""

from pathlib import Path

import pytest

from program.access import Refused
from program.cli import main
from program.events import Decision, SignalRaised
from program.modules.folder import read_folder
from program.service.accounts import OPERATOR
from program.service.clinic import Clinic
from program.service.directing import assign
from program.service.publish import publish
from program.service.replaying import replay_decisions
from program.service.round import make_round
from program.storage.audit import verify
from program.storage.open import open_stores
from tests.clinic import ANA, THERAPIST, Small
from tests.make import MONDAY

RULES = "programs/steady-steps/rules.yaml"
QUIET = """
- id: quiet
  when: {ask: days_since, what: last_contact, op: ">=", days: 10}
  then: {do: signal, level: amber}
  source: Ours, for this test.
"""


def with_quiet() -> Small:
    """Ana in steady steps, where a rule asks for ten days without contact."""
    files = dict(read_folder(Path("content")))
    files[RULES] += QUIET.encode()
    words = RULES.replace(".yaml", ".en.yaml")
    files[words] += b"\nquiet:\n  therapist: Nothing was heard for ten days.\n"
    small = Small()
    publish(small.stores, files, MONDAY)
    assign(small.clinic, THERAPIST, ANA, "steady-steps")
    small.open_welcome()
    return small


def raised(small) -> list[str]:
    return [f"{f.kind} {f.level}" for f in facts(small, SignalRaised)]


def facts(small, kind):
    return [event.fact for event in small.events() if isinstance(event.fact, kind)]


def test_silence_is_a_fact_on_the_day_it_is_told_and_once():
    small = Small().enrol()
    small.open_welcome()
    for days, expected in ((6, 0), (1, 1), (0, 0), (7, 1), (1, 0)):
        small.later(days)
        assert make_round(small.clinic, OPERATOR).raised == expected, days
    assert raised(small) == ["no_visit amber", "no_visit red"]
    assert [event.role for event in small.events()][-2:] == ["engine"] * 2


def test_a_rule_for_silence_speaks_while_nobody_comes_and_its_decision_replays():
    small = with_quiet()
    for _ in range(12):
        small.later(1)
        make_round(small.clinic, OPERATOR)
    assert raised(small) == ["no_visit amber", "rule-quiet amber"]
    (made,) = [one for one in facts(small, Decision) if one.occasion == "tick"]
    assert (made.as_of - MONDAY.date()).days == 10
    assert replay_decisions(small.clinic, OPERATOR).found == ()


def test_the_round_is_no_contact_and_leaves_who_has_finished_alone():
    small = Small().enrol()
    small.open_welcome()
    before = small.clinic.record(ANA)
    small.later(20)
    make_round(small.clinic, OPERATOR)
    after = small.clinic.record(ANA)
    assert (after.last_contact, after.visits) == (before.last_contact, before.visits)
    done = Small().enrol()
    done.finish_modules(*done.program.plan.core)
    done.visit()
    done.later(30)
    assert make_round(done.clinic, OPERATOR).raised == 0


def test_what_was_proven_is_anchored_and_what_is_damaged_is_named_and_is_not(tmp_path):
    setting = f"tinydb:{tmp_path / 'data'}"
    small = Small(open_stores(setting)).enrol()
    assert verify(small.stores).unanchored > 0
    made = make_round(small.clinic, OPERATOR)
    assert (made.people, made.findings.found) == (1, ())
    assert verify(small.stores).unanchored == 0
    small.open_welcome()
    journal = tmp_path / "data" / "events" / "ana.jsonl"
    first, *rest = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join([first.replace(b"enrolled", b"enrolles"), *rest]))
    fresh = Small(open_stores(setting))
    again = make_round(fresh.clinic, OPERATOR)
    assert {one.who for one in again.findings.found} == {ANA}
    assert fresh.stores.audit.anchors()[ANA].seq < len(rest) + 1


def test_only_the_operator_makes_the_round():
    small = Small().enrol()
    with pytest.raises(Refused):
        make_round(small.clinic, THERAPIST)


def test_the_verb_says_what_the_round_came_to(tmp_path, monkeypatch, capsys):
    setting = f"tinydb:{tmp_path / 'data'}"
    Small(open_stores(setting)).enrol()
    monkeypatch.setenv("CAIRN_STORE", setting)
    assert main(["tick"]) == 0
    said = capsys.readouterr().out
    assert "people looked in on: 1" in said
    assert "all anchored" in said
    assert main(["tick", "--format", "json"]) == 0


def test_the_round_says_what_keeps_it_from_somebody_and_what_to_do(tmp_path):
    setting = f"tinydb:{tmp_path / 'data'}"
    small = Small(open_stores(setting)).enrol()
    for version in (tmp_path / "data" / "archive" / "versions").iterdir():
        version.unlink()
    fresh = Clinic(open_stores(setting), small.clinic.settings, small.clinic.now)
    (away,) = make_round(fresh, OPERATOR).not_reached
    assert away.who == ANA
    assert "restore it from a backup" in away.why
