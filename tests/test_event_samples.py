"""Every shape an event was ever stored in can be read for ever; samples are never edited.

A changed shape needs a new sample beside the old ones: `<fact>.v<version>[.<which>].json`.
"""

import json
from pathlib import Path
from typing import get_args

import pytest

from program.events import AnyFact, Outcome, digest, digest_dict, read_dict
from program.upcast import SCHEMA

SAMPLES = Path(__file__).parent / "samples" / "events"
DIGESTS = json.loads((SAMPLES.parent / "event-digests.json").read_text("utf-8"))
FACTS = {kind.model_fields["fact"].default: kind for kind in get_args(AnyFact)}
OUTCOMES = {kind.model_fields["outcome"].default for kind in get_args(get_args(Outcome)[0])}

ALL = sorted(path.stem for path in SAMPLES.glob("*.json"))


def stored(name: str) -> dict:
    return json.loads((SAMPLES / f"{name}.json").read_text("utf-8"))


def written_back(name: str) -> dict:
    return read_dict(stored(name)).model_dump(mode="json")


def holds(whole, part) -> bool:
    """Whether everything of `part` is still in `whole`; fields may have been added."""
    if isinstance(part, dict):
        return isinstance(whole, dict) and all(
            name in whole and holds(whole[name], inner) for name, inner in part.items()
        )
    if isinstance(part, list):
        return len(whole) == len(part) and all(map(holds, whole, part))
    return whole == part


@pytest.mark.parametrize("name", ALL)
def test_a_sample_is_one_line_and_reads_as_the_fact_it_is_named_for(name):
    text = (SAMPLES / f"{name}.json").read_text("utf-8")
    assert text.count("\n") == 1
    fact, version = name.split(".")[:2]
    assert version == f"v{stored(name)['schema_version']}"
    assert read_dict(stored(name)).fact.fact == fact


def newest(fact: str) -> list[str]:
    """The samples of a fact in the shape it has today; most never had another."""
    mine = [name for name in ALL if name.split(".")[0] == fact]
    latest = max(name.split(".")[1] for name in mine)
    return [name for name in mine if name.split(".")[1] == latest]


@pytest.mark.parametrize("name", [name for fact in sorted(FACTS) for name in newest(fact)])
def test_nothing_of_a_sample_is_lost_or_changed(name):
    assert holds(written_back(name)["fact"], stored(name)["fact"])


@pytest.mark.parametrize("name", ALL)
def test_whatever_its_age_a_sample_is_written_in_todays_shape(name):
    assert written_back(name) == stored(name) | {
        "fact": written_back(name)["fact"],
        "schema_version": SCHEMA,
    }


@pytest.mark.parametrize("fact", sorted(FACTS))
def test_every_fact_has_a_sample_with_all_of_todays_fields(fact):
    assert any(written_back(name)["fact"] == stored(name)["fact"] for name in newest(fact)), (
        f"add tests/samples/events/{fact}.v{SCHEMA}[.<which>].json with one stored line, "
        "and keep the ones that are there"
    )


def test_every_outcome_of_a_decision_has_a_sample():
    facts = [stored(name)["fact"] for name in ALL]
    assert {f["outcome"]["outcome"] for f in facts if f["fact"] == "decision"} == OUTCOMES


@pytest.mark.parametrize("name", ALL)
def test_the_digest_of_a_stored_line_never_changes(name):
    assert digest_dict(stored(name)) == DIGESTS[name]


@pytest.mark.parametrize("name", ALL)
def test_an_event_has_the_digest_of_the_line_it_is_stored_as(name):
    event = read_dict(stored(name))
    assert digest(event) == digest_dict(event.model_dump(mode="json"))


def test_a_decision_of_the_first_shape_keeps_what_its_rules_saw_and_what_turns_them():
    decision = read_dict(stored("decision.v1")).fact
    sleep, _ = decision.trace
    assert [decision.inputs[at].value for at in sleep.asks] == [8.0, None]
    assert decision.unknown == ("scale.phq.latest",)
    assert decision.changes == (("mood", "scale.phq.latest", ">= 10", "lifting-mood"),)
    assert decision.alternatives == {"making-room": "later"}
    drawn = read_dict(stored("decision.v1.draws")).fact
    because = {
        rule.rule: [drawn.inputs[at].variable for at in rule.because] for rule in drawn.trace
    }
    assert because["look"] == ["energy"]
    assert because["told"] == ["age of energy"]
