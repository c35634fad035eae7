"""What every store promises of histories, whatever it is made of."""

import pytest
from tinydb import where

from program.events import (
    GENESIS,
    Decision,
    ExerciseSaved,
    Finish,
    SignalRaised,
    Visited,
    digest,
    digest_dict,
    keep_text,
)
from program.storage.open import KINDS, open_stores
from program.storage.ports import (
    Conflict,
    Erased,
    Head,
    Stores,
)
from program.storage.tiny_events import TinyEvents
from tests.make import ANA, BEN, MONDAY, day, enrolled, stamp


@pytest.fixture(params=sorted(KINDS))
def stores(request, tmp_path) -> Stores:
    return open_stores(f"{request.param}:{tmp_path / 'data'}")


def visits(*numbers: int):
    return [stamp(Visited(), n=n) for n in numbers]


def wrote(words: str, salt="salt", n=1, minutes=10):
    fact = ExerciseSaved(
        module=None,
        step="note",
        kind="note",
        answers={"minutes": minutes},
        texts={"note": keep_text(words, salt)},
    )
    return stamp(fact, at=day(n), n=n)


def test_a_stranger_has_no_history(stores):
    assert stores.events.read(ANA) == ()
    assert stores.events.lines(ANA) == ()
    assert ANA not in stores.events.heads()


def test_facts_come_back_in_order_each_chained_to_the_one_before(stores):
    stores.events.append(ANA, [stamp(enrolled(), n=1)], after=0)
    receipt = stores.events.append(ANA, visits(2, 3), after=1)
    events = stores.events.read(ANA)
    assert [event.seq for event in events] == [1, 2, 3]
    assert [event.batch for event in events] == [1, 3, 3]
    assert [e.previous for e in events] == [GENESIS, digest(events[0]), digest(events[1])]
    assert receipt.events == events[1:]
    assert (receipt.seq, receipt.again) == (3, False)
    assert stores.events.heads() == {ANA: Head(seq=3, hash=digest(events[2]))}


def test_a_reader_can_ask_for_what_is_new(stores):
    stores.events.append(ANA, visits(1, 2, 3), after=0)
    assert [event.seq for event in stores.events.read(ANA, since=2)] == [3]
    assert stores.events.read(ANA, since=3) == ()
    assert stores.events.read(ANA, since=9) == ()


def test_lines_are_the_stored_form_of_what_is_read(stores):
    stores.events.append(ANA, [wrote("my words"), *visits(2)], after=0)
    lines = stores.events.lines(ANA)
    assert list(lines) == [e.model_dump(mode="json") for e in stores.events.read(ANA)]
    assert digest_dict(lines[-1]) == stores.events.heads()[ANA].hash


def test_who_writes_second_is_told_and_nothing_of_it_is_kept(stores):
    stores.events.append(ANA, visits(1), after=0)
    with pytest.raises(Conflict):
        stores.events.append(ANA, visits(2, 3), after=0)
    with pytest.raises(Conflict):
        stores.events.append(ANA, visits(2), after=5)
    assert len(stores.events.read(ANA)) == 1


def test_an_append_of_nothing_is_refused(stores):
    with pytest.raises(ValueError, match="at least one fact"):
        stores.events.append(ANA, [], after=0)


@pytest.mark.parametrize("name", ["../ana", "Ana", "", "a/b", "ana.jsonl", "a" * 81])
def test_a_name_that_is_no_identifier_reaches_no_store(stores, name):
    with pytest.raises(ValueError, match="identifier"):
        stores.events.append(name, visits(1), after=0)


def test_the_same_submission_twice_is_kept_once(stores):
    first = stores.events.append(ANA, [wrote("hello"), *visits(2)], after=0, key="draft-1")
    stores.events.append(ANA, visits(3), after=2)
    again = stores.events.append(
        ANA, [wrote("hello", salt="other", n=7), *visits(8)], after=0, key="draft-1"
    )
    assert again.again
    assert again.events == first.events
    assert len(stores.events.read(ANA)) == 3


def test_the_same_key_with_other_words_is_a_conflict(stores):
    stores.events.append(ANA, [wrote("hello")], after=0, key="draft-1")
    for other in (
        [wrote("good bye")],
        [wrote("hello", minutes=11)],
        [wrote("hello"), *visits(2)],
    ):
        with pytest.raises(Conflict):
            stores.events.append(ANA, other, after=1, key="draft-1")
    assert len(stores.events.read(ANA)) == 1


def test_what_the_engine_concludes_is_no_part_of_what_was_submitted(stores):
    finish = Decision(occasion="module", as_of=MONDAY.date(), outcome=Finish())
    signal = SignalRaised(signal="s-1", kind="k", level="amber", reason="r", sources=("ev-1",))
    engine = [stamp(finish, role="engine", n=2), stamp(signal, role="engine", n=3)]
    first = stores.events.append(ANA, [wrote("hello"), *engine], after=0, key="draft-1")
    again = stores.events.append(ANA, [wrote("hello", n=9)], after=0, key="draft-1")
    assert again.again
    assert again.events == first.events


def test_an_id_inside_the_same_submission_may_differ_the_second_time(stores):
    def raised(n):
        fact = SignalRaised(
            signal="s-1",
            kind="k",
            level="red",
            reason="r",
            sources=(f"ev-{n}",),
            respond_by=day(n),
        )
        return [wrote("hello", n=n), stamp(fact, n=n + 1)]

    stores.events.append(ANA, raised(1), after=0, key="draft-1")
    assert stores.events.append(ANA, raised(5), after=0, key="draft-1").again


def test_a_key_belongs_to_one_person(stores):
    stores.events.append(ANA, [wrote("hello")], after=0, key="draft-1")
    assert not stores.events.append(BEN, [wrote("other")], after=0, key="draft-1").again


def test_what_was_kept_under_a_key_can_be_asked_for(stores):
    stores.events.append(ANA, visits(1), after=0, key="draft-0")
    first = stores.events.append(ANA, [wrote("hello"), *visits(2)], after=1, key="draft-1")
    kept = stores.events.kept(ANA, "draft-1")
    assert kept is not None
    assert kept.again
    assert kept.events == first.events
    assert stores.events.kept(ANA, "draft-2") is None
    assert stores.events.kept(BEN, "draft-1") is None


def test_an_erased_history_is_gone_and_stays_closed(stores):
    stores.events.append(ANA, [wrote("secret")], after=0, key="draft-1")
    stores.events.append(BEN, visits(1), after=0)
    stores.events.erase(ANA)
    stores.events.erase(ANA)
    assert stores.events.read(ANA) == ()
    with pytest.raises(Erased):
        stores.events.read(ANA, since=1)
    assert set(stores.events.heads()) == {BEN}
    assert stores.events.erased() == {ANA}
    assert stores.events.kept(ANA, "draft-1") is None
    with pytest.raises(Erased):
        stores.events.append(ANA, visits(1), after=0)
    assert stores.events.damaged() == ()


def test_a_stranger_can_be_erased_before_ever_writing(stores):
    stores.events.erase(ANA)
    with pytest.raises(Erased):
        stores.events.append(ANA, visits(1), after=0)


# --- what only TinyDB has


def test_a_history_answers_tinydbs_own_queries(tmp_path):
    events = TinyEvents(tmp_path)
    events.append(ANA, visits(1, 2, 3), after=0)
    table = events.table(ANA)
    assert [row["seq"] for row in table.search(where("seq") > 1)] == [2, 3]
    row = table.get(doc_id=2)
    assert row is not None
    assert row["id"] == "ev-2"
    assert len(table) == 3
    assert table.count(where("fact").fact == "visited") == 3


@pytest.mark.parametrize(
    "change",
    [
        lambda table: table.update({"actor": "x"}),
        lambda table: table.update_multiple([({"actor": "x"}, where("seq") == 1)]),
        lambda table: table.upsert({"actor": "x"}, where("seq") == 1),
        lambda table: table.remove(where("seq") == 1),
        lambda table: table.remove(doc_ids=[1]),
        lambda table: table.truncate(),
        lambda table: table.storage.write({}),
    ],
)
def test_no_way_of_tinydb_changes_a_fact(tmp_path, change):
    events = TinyEvents(tmp_path)
    events.append(ANA, visits(1, 2), after=0)
    before = (tmp_path / "ana.jsonl").read_bytes()
    with pytest.raises(TypeError, match="never changed"):
        change(events.table(ANA))
    assert (tmp_path / "ana.jsonl").read_bytes() == before


def test_a_row_out_of_order_is_refused(tmp_path):
    events = TinyEvents(tmp_path)
    (event,) = events.append(ANA, visits(1), after=0).events
    with pytest.raises(ValueError, match="where 2 is next"):
        events.table(ANA).insert(event.model_dump(mode="json"))
