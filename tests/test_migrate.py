"""People who are enrolled go over to newer content between two modules, with a reason, and
nothing that they did is lost."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from program.access import Refused
from program.cli import main
from program.events import Chosen, Decision, ExerciseSaved, Migrated, ModuleOpened
from program.exercises import KINDS
from program.ids import AccountId, ModuleId, ParticipantId, ProgramId
from program.modules.folder import read_folder
from program.modules.load import load
from program.modules.way import NoWay, way
from program.record import fold
from program.service.accounts import OPERATOR
from program.service.care import person
from program.service.clinic import Clinic, Signed, Unpublished
from program.service.day import day as today
from program.service.directing import assign, direct
from program.service.exercises import save_exercise
from program.service.migrating import NotNow, migrate, migrate_everyone
from program.service.own_data import own_data
from program.service.path import arrive, open_module, report_flare, skip_step
from program.service.publish import publish
from program.service.replaying import replay_decisions
from program.service.study import export_study
from program.settings import Settings
from program.simulate.personas import Persona
from program.simulate.play import Life
from program.storage.audit import verify
from program.storage.open import open_stores
from program.storage.ports import Account
from tests.clinic import PATIENT, THERAPIST, Small
from tests.content import good_content, mistake, with_another
from tests.make import day
from tests.study import RHEA, table, texts

TINY = ProgramId("tiny")
FIRST, SECOND, LAST = ModuleId("first"), ModuleId("second"), ModuleId("last")
ANA, BEN = ParticipantId("ana"), ParticipantId("ben")
WHY = "The two close pages said the same."
THEO = Signed(AccountId("theo"), "therapist")
RENAMED = b"- name: one-close-for-all\n  why: Renamed.\n  moved: {a-close: a-end}\n"


def newer(*changes: tuple[str, str, str], migrations: bytes = b"") -> dict[str, bytes]:
    """The tiny content with some texts replaced: (path, old, new)."""
    files = good_content()
    for path, old, new in changes:
        assert old.encode() in files[path]
        files[path] = files[path].replace(old.encode(), new.encode())
    return files | ({"programs/tiny/migrations.yaml": migrations} if migrations else {})


def renamed() -> dict[str, bytes]:
    """The close step has another id, another rule decides, and a migration says so."""
    return newer(
        ("modules/first/module.yaml", "a-close", "a-end"),
        ("modules/first/module.en.yaml", "a-close", "a-end"),
        ("programs/tiny/rules.yaml", "- id: flare", "- id: in-flare"),
        ("programs/tiny/rules.en.yaml", "flare:", "in-flare:"),
        migrations=RENAMED,
    )


class Tiny:
    """A clinic with the tiny program and two people in it."""

    def __init__(self, setting: str = "memory:") -> None:
        self.at = day(0)
        self.stores = open_stores(setting)
        self.clinic = Clinic(self.stores, Settings(), now=lambda: self.at)
        publish(self.stores, good_content(), self.at)
        self._account("theo", "therapist")
        for who in (ANA, BEN):
            self._account(who, "patient", participant=who, therapist=THEO.account)
            assign(self.clinic, THEO, who, TINY)

    def _account(self, name, role, **more) -> None:
        account = Account(id=AccountId(name), login=name, name=name, role=role, password=None)
        self.stores.accounts.put(account.model_copy(update=more))

    def by(self, who) -> Signed:
        return Signed(AccountId(who), "patient", who, f"s-{self.at:%Y%m%d}")

    def open(self, who, module=FIRST) -> None:
        arrive(self.clinic, self.by(who), who)
        open_module(self.clinic, self.by(who), who, module, "full")

    def finish(self, who) -> None:
        """Open the first module, write in its last step, and leave through the others."""
        self.open(who)
        answers = dict(KINDS["wrap_up"].example)
        by = self.by(who)
        save_exercise(self.clinic, by, who, FIRST, "a-close", self.clinic.token(), answers)
        for step in self.program(who).modules[FIRST].required:
            skip_step(self.clinic, by, who, FIRST, step.id)

    def end(self, who) -> None:
        """A week after the first module, leave through the last one."""
        self.at = day(7)
        self.open(who, LAST)
        for step in self.program(who).modules[LAST].required:
            skip_step(self.clinic, self.by(who), who, LAST, step.id)

    def program(self, who):
        return self.clinic.program(self.clinic.record(who).content)

    def publish(self, files):
        self.at = day(9)
        (kept,) = publish(self.stores, files, self.at)
        return kept.content

    def facts(self, who, kind):
        return [e.fact for e in self.stores.events.read(who) if isinstance(e.fact, kind)]


@pytest.fixture
def tiny():
    return Tiny()


def test_somebody_between_two_modules_goes_over_and_keeps_all_they_did(tiny):
    tiny.finish(ANA)
    old = tiny.clinic.record(ANA)
    content = tiny.publish(renamed())

    gone = migrate(tiny.clinic, OPERATOR, ANA, TINY, WHY)

    assert (gone.migration, gone.before) == ("one-close-for-all", old.content)
    new = tiny.clinic.record(ANA)
    assert new.content == content
    state = new.modules[FIRST]
    assert state.completed == old.modules[FIRST].completed == date(2026, 1, 5)
    assert "a-end" in state.done
    assert "a-close" not in state.settled
    assert [one.entry for one in new.exercises["a-end"]] == [
        one.entry for one in old.exercises["a-close"]
    ]
    assert new.kinds == old.kinds
    assert new == fold(tiny.stores.events.read(ANA))


def test_the_fact_says_from_where_to_where_by_which_migration_and_why(tiny):
    tiny.finish(ANA)
    before = tiny.clinic.record(ANA).content
    content = tiny.publish(renamed())
    migrate(tiny.clinic, Signed(AccountId("ada"), "author"), ANA, TINY, WHY)
    (fact,) = tiny.facts(ANA, Migrated)
    assert (fact.before, fact.after) == (before, content)
    assert (fact.migration, fact.reason.body) == ("one-close-for-all", WHY)
    assert (fact.moved, fact.dropped) == ({"a-close": "a-end"}, ())
    assert WHY in json.dumps(own_data(tiny.clinic, tiny.by(ANA), ANA))


def test_what_comes_next_is_decided_from_the_new_content_and_replayed_from_it(tiny):
    tiny.finish(ANA)
    content = tiny.publish(renamed())
    migrate(tiny.clinic, OPERATOR, ANA, TINY, WHY)
    last = tiny.stores.events.read(ANA)[-1]
    assert last.content == content
    assert last.fact.trace[0].rule == "in-flare"
    tiny.at = day(12)
    arrive(tiny.clinic, tiny.by(ANA), ANA)
    assert replay_decisions(tiny.clinic, OPERATOR).agrees
    assert today(tiny.clinic, tiny.by(ANA), ANA, "en").enrolled


def test_a_therapist_reads_decisions_made_from_both_contents(tiny):
    tiny.finish(ANA)
    tiny.publish(renamed())
    migrate(tiny.clinic, OPERATOR, ANA, TINY, WHY)
    seen = person(tiny.clinic, THEO, ANA)
    assert {line.program.hash for line in seen.decisions} == {
        event.content for event in tiny.stores.events.read(ANA)
    }
    assert (seen.given[0].action, seen.given[0].reason) == ("migrate", WHY)


def test_nobody_goes_over_while_a_module_is_open_and_can_once_it_is_complete(tiny):
    tiny.open(ANA)
    tiny.publish(renamed())
    with pytest.raises(NotNow, match="first is open"):
        migrate(tiny.clinic, OPERATOR, ANA, TINY, WHY)
    assert tiny.facts(ANA, Migrated) == []
    for step in tiny.program(ANA).modules[FIRST].required:
        skip_step(tiny.clinic, tiny.by(ANA), ANA, FIRST, step.id)
    assert migrate(tiny.clinic, OPERATOR, ANA, TINY, WHY) is not None


def test_who_follows_the_newest_content_stays_where_they_are(tiny):
    before = tiny.stores.events.heads()
    assert migrate(tiny.clinic, OPERATOR, ANA, TINY, WHY) is None
    assert tiny.stores.events.heads() == before


def test_several_migrations_in_between_are_taken_in_their_order(tiny):
    tiny.finish(ANA)
    tiny.publish(renamed())
    again = RENAMED + b"- name: shorter\n  why: Shorter.\n  dropped: [a-end]\n"
    files = {path: text.replace(b"a-end", b"a-last") for path, text in renamed().items()}
    tiny.publish({**files, "programs/tiny/migrations.yaml": again})

    migrate(tiny.clinic, OPERATOR, ANA, TINY, WHY)

    (fact,) = tiny.facts(ANA, Migrated)
    assert (fact.migration, fact.moved, fact.dropped) == ("shorter", {}, ("a-close",))
    assert len(tiny.facts(ANA, ExerciseSaved)) == 1
    assert tiny.clinic.record(ANA).exercises["a-close"]


def test_a_change_of_words_needs_no_migration_of_its_own(tiny):
    content = tiny.publish(newer(("modules/first/module.en.yaml", "One step", "A step")))
    assert migrate(tiny.clinic, OPERATOR, ANA, TINY, WHY).migration == f"content-{content[:12]}"


def test_nobody_goes_where_a_module_they_opened_is_gone(tiny):
    tiny.finish(ANA)
    turn = tiny.clinic.turn(ANA, OPERATOR)
    turn.add(ModuleOpened(module=SECOND, variant="full", iteration=1))
    tiny.clinic.keep(turn)
    for step in tiny.program(ANA).modules[SECOND].steps:
        skip_step(tiny.clinic, tiny.by(ANA), ANA, SECOND, step.id)
    tiny.publish(without_second())
    with pytest.raises(NotNow, match="opened second"):
        migrate(tiny.clinic, OPERATOR, ANA, TINY, WHY)
    assert migrate(tiny.clinic, OPERATOR, BEN, TINY, WHY) is not None


def without_second() -> dict[str, bytes]:
    files = newer(
        migrations=b"- name: one-module\n  why: Short.\n  dropped: [b-read, b-goal]\n"
    )
    program = b"id: tiny\ncore: [first, last]\nintended_use: For tests.\n"
    rules = b"- id: flare\n  when: {ask: flare}\n  then: {do: light_week}\n"
    words = b"flare: {patient: A light week., therapist: A flare was reported.}\n"
    kept = {path: text for path, text in files.items() if "/second/" not in path}
    return kept | {
        "programs/tiny/program.yaml": program,
        "programs/tiny/rules.yaml": rules,
        "programs/tiny/rules.en.yaml": words,
    }


def test_nobody_goes_where_what_a_therapist_pinned_is_gone(tiny):
    direct(tiny.clinic, THEO, ANA, "pin", "Nights first.", SECOND)
    tiny.publish(without_second())
    with pytest.raises(NotNow, match="pinned second"):
        migrate(tiny.clinic, OPERATOR, ANA, TINY, WHY)
    direct(tiny.clinic, THEO, ANA, "lift", "We talked.")
    assert migrate(tiny.clinic, OPERATOR, ANA, TINY, WHY) is not None


def test_what_a_therapist_pinned_stays_pinned_where_it_is_there_still(tiny):
    direct(tiny.clinic, THEO, ANA, "pin", "Nights first.", SECOND)
    tiny.publish(renamed())
    assert migrate(tiny.clinic, OPERATOR, ANA, TINY, WHY) is not None
    assert tiny.clinic.record(ANA).pinned.module == SECOND


@pytest.mark.parametrize("meanwhile", ["it waits", "it is next", "all is held"])
def test_nobody_goes_where_what_they_chose_is_gone(tiny, meanwhile):
    tiny.finish(ANA)
    turn = tiny.clinic.turn(ANA, OPERATOR)
    turn.add(Chosen(decision=turn.record.latest.event, module=SECOND))
    tiny.clinic.keep(turn)
    if meanwhile == "all is held":
        direct(tiny.clinic, THEO, ANA, "hold", "A talk first.")
    tiny.publish(without_second())
    tiny.at = day(3 if meanwhile == "it waits" else 9)
    with pytest.raises(NotNow, match="chose second"):
        migrate(tiny.clinic, OPERATOR, ANA, TINY, WHY)
    assert tiny.facts(ANA, Migrated) == []


def test_there_is_no_way_where_a_step_would_be_lost_or_mean_something_else():
    before = load(good_content()).programs[TINY]
    lost = load({p: t for p, t in renamed().items() if "migrations" not in p}).programs[TINY]
    with pytest.raises(NoWay, match="a-close"):
        way(before, lost)
    changed = ("modules/first/module.yaml", "exercise: my_goal", "exercise: values")
    with pytest.raises(NoWay, match="a-goal was exercise my_goal"):
        way(before, load(newer(changed)).programs[TINY])
    moved = load(mistake("answers-moved-to-another-exercise").files).programs[TINY]
    with pytest.raises(NoWay, match="a-goal would go to a-plan, which is exercise weekly_plan"):
        way(before, moved)


def test_a_reason_is_asked_for_and_only_authors_and_operators_may(tiny):
    with pytest.raises(ValueError, match="reason"):
        migrate(tiny.clinic, OPERATOR, ANA, TINY, "  ")
    for role in ("therapist", "researcher"):
        with pytest.raises(Refused):
            migrate(tiny.clinic, Signed(AccountId("x"), role), ANA, TINY, WHY)
    with pytest.raises(Unpublished):
        migrate(tiny.clinic, OPERATOR, ANA, ProgramId("other"), WHY)


def test_of_everyone_those_who_can_go_and_the_others_are_named(tiny):
    tiny.finish(ANA)
    tiny.open(BEN)
    content = tiny.publish(renamed())
    heads = tiny.stores.events.heads()

    tried = migrate_everyone(tiny.clinic, OPERATOR, TINY, WHY, rehearse=True)
    assert tiny.stores.events.heads() == heads
    went = migrate_everyone(tiny.clinic, OPERATOR, TINY, WHY)

    assert tried == went
    assert (went.to, [one.who for one in went.gone]) == (content, [ANA])
    assert [(one.who, "open" in one.why) for one in went.stay] == [(BEN, True)]
    assert migrate_everyone(tiny.clinic, OPERATOR, TINY, WHY).newest == 1


def test_who_follows_another_program_is_neither_moved_nor_named(tiny):
    another, eve = ProgramId("another"), ParticipantId("eve")
    publish(tiny.stores, with_another(), tiny.at)
    tiny._account(eve, "patient", participant=eve, therapist=THEO.account)
    assign(tiny.clinic, THEO, eve, another)
    tiny.publish(renamed())
    told = []
    went = migrate_everyone(
        tiny.clinic, OPERATOR, TINY, WHY, progress=lambda done, of: told.append((done, of))
    )
    assert [one.who for one in went.gone] == [ANA, BEN]
    assert went.stay == ()
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_a_bundle_tells_the_content_from_then_on_and_loses_no_completion(tiny, tmp_path):
    tiny.finish(ANA)
    before = tiny.clinic.record(ANA).content
    content = tiny.publish(renamed())
    migrate(tiny.clinic, OPERATOR, ANA, TINY, WHY)
    tiny._account("account-rhea", "researcher")
    export_study(tiny.clinic, RHEA, tmp_path / "bundle")

    (went,) = table(tmp_path / "bundle", "migrations")
    assert (went["migration"], went["steps_moved"]) == ("one-close-for-all", "1")
    assert (went["content_before"], went["content_after"]) == (before, content)
    ana = next(r for r in table(tmp_path / "bundle", "enrolments") if r["migrations"] == "1")
    assert (ana["content_hash"], ana["content_hash_at_start"]) == (content, before)
    rows = table(tmp_path / "bundle", "module_progress")
    (first,) = [
        r for r in rows
        if (r["enrolment_code"], r["module"]) == (ana["enrolment_code"], "first")
    ]  # fmt: skip
    assert (first["state"], first["completed_day"]) == ("completed", "1")
    assert WHY not in texts(tmp_path / "bundle")


def test_the_verb_rehearses_names_who_stays_and_moves_the_others(tmp_path, monkeypatch, capsys):
    setting = f"tinydb:{tmp_path / 'data'}"
    tiny = Tiny(setting)
    tiny.finish(ANA)
    tiny.open(BEN)
    content = tiny.publish(renamed())
    monkeypatch.setenv("CAIRN_STORE", setting)

    assert main(["migrate", "tiny", "--all", "--reason", WHY, "--dry-run"]) == 1
    told = capsys.readouterr().out
    assert "ana would go from" in told
    assert "ben stays: the module first is open" in told
    assert main(["migrate", "tiny", "--participant", "ana", "--reason", WHY]) == 0
    assert f"1 went over to {content[:12]}" in capsys.readouterr().out
    assert main(["migrate", "tiny", "--all", "--reason", WHY, "--format", "json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["newest"], [one["who"] for one in told["stay"]]) == (1, ["ben"])
    assert main(["replay"]) == 0
    assert main(["audit", "verify"]) == 0
    assert main(["migrate", "other", "--all", "--reason", WHY]) == 2
    assert "there are: tiny" in capsys.readouterr().err
    assert main(["migrate", "tiny", "--participant", "nobody", "--reason", WHY]) == 2
    assert "there is no history of nobody" in capsys.readouterr().err


@pytest.mark.parametrize("whom", [("--all",), ("--participant", "ana")])
def test_the_verb_says_what_to_do_where_old_content_is_gone_from_the_archive(
    tmp_path, monkeypatch, capsys, whom
):
    setting = f"tinydb:{tmp_path / 'data'}"
    tiny = Tiny(setting)
    tiny.finish(ANA)
    before = tiny.clinic.record(ANA).content
    tiny.publish(renamed())
    (tmp_path / "data" / "archive" / "versions" / f"{before}.json").unlink()
    monkeypatch.setenv("CAIRN_STORE", setting)

    assert main(["migrate", "tiny", *whom, "--reason", WHY]) == 1
    said = f"ana stays: the content {before} is not whole in the archive: restore it"
    assert said in capsys.readouterr().out


def test_a_reason_is_wanted_where_nobody_is_enrolled_too(tmp_path, monkeypatch, capsys):
    setting = f"tinydb:{tmp_path / 'data'}"
    publish(open_stores(setting), good_content(), day(0))
    monkeypatch.setenv("CAIRN_STORE", setting)
    assert main(["migrate", "tiny", "--all", "--reason", " "]) == 2
    assert "a reason is needed" in capsys.readouterr().err


def test_somebody_who_goes_over_on_the_way_walks_on_to_the_end():
    """A played course: new content comes out in the second week, and they go when they can."""
    small, program = Small(), ProgramId("steady-steps")
    assign(small.clinic, THERAPIST, ANA, program)
    often = Persona("comes often", eases=-0.1, comes=0.7, declines=0.0)
    life = Life(small.clinic, small.clock, PATIENT, often, small.clinic.chance)
    files = dict(read_folder(Path("content")))
    path = "programs/steady-steps/rules.yaml"
    files[path] += b"\n# a remark, and so another version\n"
    morning, days, went = small.clock.at, 0, None
    while small.clinic.record(ANA).finished is None and days < 100:
        days += 1
        life.live(morning + timedelta(days=days))
        if days == 8:
            publish(small.stores, files, small.clock.at)
        if days > 8 and went is None:
            went = _tried(small.clinic, program)

    contents = [event.content for event in small.events()]
    assert went is not None
    assert len(set(contents)) == 2
    assert contents == sorted(contents, key=contents.index)
    assert small.clinic.record(ANA).finished is not None
    assert replay_decisions(small.clinic, OPERATOR).agrees
    assert verify(small.stores).found == ()


def test_a_draw_comes_out_the_same_when_it_is_made_again(tiny):
    arms = (
        "[{id: offer, chance: 0.5, then: {do: offer, module: second}}, {id: no, chance: 0.5}]"
    )
    draw = f"{{do: randomise, seed: nights, arms: {arms}}}"
    tiny.publish(newer(("programs/tiny/rules.yaml", "{do: light_week}", draw)))
    for who in (ANA, BEN):
        migrate(tiny.clinic, OPERATOR, who, TINY, WHY)
        report_flare(tiny.clinic, tiny.by(who), who, True)
        (drawn,) = tiny.facts(who, Decision)[-1].draws
        assert drawn.available
        assert drawn.probability == 0.5
    assert replay_decisions(tiny.clinic, OPERATOR).agrees


def _tried(clinic, program):
    try:
        return migrate(clinic, OPERATOR, ANA, program, WHY)
    except NotNow:
        return None
