"""What a change of content does, and to whom, is told before anybody meets it; what would
change the meaning of something recorded is refused."""

import json
import os

import pytest

from program.adapt.verify import Finding, Happening
from program.cli import main
from program.exercises import KINDS
from program.fields import AmountField, ChoiceField, Option, Page, RowsField, ScaleField
from program.ids import ProgramId
from program.modules.difference import difference
from program.modules.edits import edits
from program.modules.issues import ContentRefused
from program.modules.load import load
from program.modules.meaning import changed_meaning
from program.modules.meaning_steps import meanings
from program.modules.program import parts
from program.service import comparing
from program.service.comparing import Unclear, archived, compare, counted
from program.service.publish import publish
from program.storage.memory import memory_stores
from program.storage.open import open_stores
from tests.content import SAMPLES, good_content, mistake, with_another
from tests.make import day, make_impossible
from tests.test_content_publish import drawing
from tests.test_migrate import ANA, BEN, RENAMED, TINY, Tiny, newer, renamed, without_second

QUESTIONS = json.loads((SAMPLES / "kind-questions.json").read_text("utf-8"))
DRAW = """- id: flare
  version: {version}
  when: {{ask: flare}}
  then:
    do: randomise
    seed: nights
    arms:
      - {{id: offer, chance: {chance}, then: {{do: offer, module: second}}}}
      - {{id: nothing, chance: 0.5}}
"""


def program(files):
    return load(files).programs[TINY]


def told(before, after):
    return {(c.weight, c.code, c.name) for c in difference(program(before), program(after))}


def between(*changes: tuple[str, str, str]):
    return told(good_content(), newer(*changes))


@pytest.mark.parametrize(
    ("change", "weight", "code", "name"),
    [
        (("modules/first/module.yaml", "exercise: my_goal", "exercise: values"),
         "forbidden", "step-changed", "a-goal"),
        (("instruments/energy.yaml", "{id: how_much, type: scale}",
          "{id: how_much, type: scale, highest: 5}"),
         "forbidden", "instrument-changed", "energy"),
        (("instruments/energy.yaml", "higher: worse", "higher: better"),
         "forbidden", "scale-changed", "energy"),
        (("instruments/energy.en.yaml", "label: How much is it?", "label: How little is it?"),
         "forbidden", "instrument-changed", "energy"),
        (("instruments/energy.en.yaml", "title: How much", "title: Energy"),
         "compatible", "text-edited", "instruments/energy.en.yaml"),
        (("modules/first/module.yaml", "do, minutes: 2, part", "do, minutes: 3, part"),
         "compatible", "step-edited", "a-breath"),
        (("modules/first/module.yaml", "area: activity", "area: mood"),
         "compatible", "area", "first"),
        (("modules/first/01-one-idea.en.md", "title: One small step", "title: One small stone"),
         "compatible", "text-edited", "modules/first/01-one-idea.en.md"),
        (("programs/tiny/rules.yaml", "value: 6", "value: 7"),
         "compatible", "rule-edited", "sleep-in-the-way"),
        (("programs/tiny/program.yaml", "middle_week: 2",
          "middle_week: 2, module_days: 8"),
         "compatible", "limit", "cadence.module_days"),
        (("practices/breath.yaml", "at: 30", "at: 35"),
         "compatible", "practice-edited", "breath"),
        (("practices/breath.en.yaml", "That is done.", "That was it."),
         "compatible", "text-edited", "practices/breath.en.yaml"),
        (("programs/tiny/program.yaml", "For tests.", "For one test."),
         "compatible", "text-edited", "programs/tiny/program.yaml"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)  # fmt: skip
def test_each_change_is_classed_by_what_it_does_to_what_is_recorded(change, weight, code, name):
    found = between(change)
    assert (weight, code, name) in found
    assert {one for one in found if one[0] != "compatible"} <= {(weight, code, name)}


@pytest.mark.parametrize(
    ("change", "code", "values"),
    [
        (("programs/tiny/rules.yaml", "value: 6", "value: 7.5"),
         "rule-edited", ["when.of.1.value: 6 -> 7.5"]),
        (("programs/tiny/rules.yaml", "when: {ask: flare}",
          "when: {ask: all, of: [{ask: flare}, {ask: completed, module: first}]}"),
         "rule-edited", ["when: {ask: flare} -> "
                         "{ask: all, of: [{ask: flare}, {ask: completed, module: first}]}"]),
        (("modules/first/module.yaml", "do, minutes: 2, part", "do, minutes: 3, part"),
         "step-edited", ["minutes: 2 -> 3"]),
        (("modules/first/module.yaml", "area: activity", "area: mood"),
         "area", ["area: activity -> mood"]),
        (("modules/first/module.yaml", "exercise: my_goal", "exercise: values"),
         "step-changed", ["exercise: my_goal -> values"]),
        (("instruments/energy.yaml", "higher: worse", "higher: better"),
         "scale-changed", ["energy.higher: worse -> better"]),
        (("instruments/energy.yaml", "{id: how_much, type: scale}",
          "{id: how_much, type: scale, highest: 5}"),
         "instrument-changed", ["how_much.highest: 10 -> 5"]),
        (("instruments/energy.en.yaml", "label: How much is it?", "label: How little?"),
         "instrument-changed", ['how_much.label: "How much is it?" -> "How little?"']),
        (("modules/first/01-one-idea.en.md", "title: One small step", "title: One"),
         "text-edited", ['title: "One small step" -> One']),
        (("programs/tiny/program.yaml", "middle_week: 2", "middle_week: 3"),
         "limit", ["cadence.middle_week: 2 -> 3"]),
        (("practices/breath.yaml", "at: 30", "at: 35"),
         "practice-edited", ["cues.2.at: 30 -> 35"]),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)  # fmt: skip
def test_each_value_is_told_as_it_was_and_as_it_is(change, code, values):
    found = difference(program(good_content()), program(newer(change)))
    (told,) = [one for one in found if one.code == code]
    shown = ((value.where, *value.shown()) for value in told.values)
    assert [f"{where}: {was} -> {now}" for where, was, now in shown] == values


def test_of_long_texts_the_place_where_they_part_is_shown():
    text = "One idea. " + "A day has its own size, and so has a plan. " * 4
    (value,) = edits(f"Same.\n{text}Rest now.", f"New.\n\nSame.\n{text}Move now.")[-1:]
    was, now = value.shown()
    assert value.where == "3"
    assert was == '"… size, and so has a plan. Rest now."'
    assert now == '"… size, and so has a plan. Move now."'


def test_what_stands_after_a_line_put_in_is_not_called_another():
    flare, done = {"ask": "flare"}, {"ask": "done", "step": "a"}
    (new,) = edits([flare, done], [{"ask": "not", "of": flare}, flare, done], "of")
    assert (new.where, new.shown()) == ("of.1", ("nothing", "{ask: not, of: {ask: flare}}"))
    (gone,) = edits([flare, done], [done], "of")
    assert (gone.where, gone.shown()) == ("of.1", ("{ask: flare}", "nothing"))


def test_what_is_left_out_and_what_is_empty_are_the_same():
    assert edits({"id": "a"}, {"id": "a", "options": {}, "area": None}) == ()
    (false,) = edits({"id": "a"}, {"id": "a", "required": False})
    assert false.shown() == ("nothing", "false")


def test_an_order_that_is_another_one_is_told_with_both():
    one, two = {"id": "one"}, {"id": "two"}
    (order,) = edits([one, two], [two, one], "steps")
    assert order.shown() == ("[one, two]", "[two, one]")


def test_nothing_differs_between_a_version_and_itself():
    assert told(good_content(), good_content()) == set()


def test_a_step_goes_only_with_a_migration_and_then_needs_one():
    alone = {path: text for path, text in renamed().items() if "migrations" not in path}
    assert ("forbidden", "step-gone", "a-close") in told(good_content(), alone)
    found = told(good_content(), renamed())
    assert ("needs_migration", "step-moved", "a-close") in found
    assert not [one for one in found if one[0] == "forbidden"]
    assert ("compatible", "step-added", "a-end") in found
    assert ("compatible", "rule-added", "in-flare") in found
    assert ("compatible", "rule-gone", "flare") in found


def test_of_several_migrations_the_step_that_has_the_answers_in_the_end_is_told():
    files = {path: text.replace(b"a-end", b"a-last") for path, text in renamed().items()}
    again = RENAMED + b"- name: once-more\n  why: Last.\n  moved: {a-end: a-last}\n"
    after = program({**files, "programs/tiny/migrations.yaml": again})
    (moved,) = [one for one in difference(program(good_content()), after)
                if one.code == "step-moved"]  # fmt: skip
    assert moved.what == "The step a-close goes on as a-last (migration once-more)."


def test_a_module_that_leaves_and_its_steps_need_a_migration():
    found = told(good_content(), without_second())
    assert ("needs_migration", "module-gone", "second") in found
    assert ("needs_migration", "step-dropped", "b-goal") in found


def test_a_new_version_of_an_instrument_may_have_other_items_but_no_other_scale():
    path = "instruments/energy.yaml"
    version = (path, 'version: "1"', 'version: "2"')
    more = (path, "scales:", "  - {id: rested, type: scale}\nscales:")
    said = "items:\n  rested: {label: Are you rested, low: No, high: Yes}"
    words = ("instruments/energy.en.yaml", "items:", said)
    weights = {weight for weight, _, _ in between(version, more, words)}
    assert weights == {"compatible"}
    scale = (path, "highest: 10, higher", "highest: 100, higher")
    assert ("forbidden", "scale-changed", "energy") in between(version, scale)
    gone = told(newer(more, words), good_content())
    assert {(weight, code) for weight, code, _ in gone} >= {("forbidden", "instrument-changed")}


def test_a_rule_put_first_is_new_and_leaves_the_others_in_their_order():
    rule = "- id: tired\n  when: {ask: flare}\n  then: {do: signal, level: amber}\n- id: flare"
    path = "programs/tiny/rules.yaml"
    said = "tired:\n  patient: Rest.\n  therapist: Tired.\nflare:"
    words = ("programs/tiny/rules.en.yaml", "flare:", said)
    found = between((path, "- id: flare", rule), words)
    assert {code for _, code, _ in found} == {"rule-added", "text-edited"}


def test_the_arms_of_a_draw_change_only_with_the_version_of_the_rule():
    def files(version, chance):
        rest = good_content()["programs/tiny/rules.yaml"].decode().partition("- id: sleep")
        text = DRAW.format(version=version, chance=chance) + rest[1] + rest[2]
        return good_content() | {"programs/tiny/rules.yaml": text.encode()}

    other = files(1, 0.5)
    path = "programs/tiny/rules.yaml"
    other[path] = other[path].replace(b"seed: nights", b"seed: evenings")
    assert told(files(1, 0.5), other) == {("forbidden", "policy-changed", "flare")}
    other[path] = other[path].replace(b"version: 1", b"version: 2")
    assert told(files(1, 0.5), other) == {("compatible", "rule-edited", "flare")}


def test_a_question_that_options_turn_into_another_is_forbidden(monkeypatch):
    kind = KINDS["thought_record"]

    def pages(spec):
        full = spec.columns == "full"
        yes, no = Option(code="1", label="Yes"), Option(code="0", label="No")
        fields = (
            ScaleField(id="strong", label="?", low="", high="", highest=100 if full else 10),
            AmountField(id="amount", label="?", unit="metres" if full else "minutes"),
            ChoiceField(id="which", label="?", options=(yes, no), many=full),
            RowsField(id="rows", label="?", add="+", fields=(AmountField(
                id="each", label="?", unit="times" if full else "minutes"),)),
        )  # fmt: skip
        return (Page(id="p", title="p", fields=fields),)

    monkeypatch.setitem(
        KINDS, "thought_record", kind.__class__(**{**vars(kind), "pages": pages})
    )
    step = ("modules/first/module.yaml", "exercise: my_goal", "exercise: thought_record")
    was = newer(step)
    now = newer(step, ("modules/first/module.yaml", "exercise: thought_record",
                       "exercise: thought_record\n    options: {columns: full}"))  # fmt: skip
    found = [c for c in difference(program(was), program(now)) if c.weight == "forbidden"]
    assert [c.code for c in found] == ["field-changed"] * 4
    assert {c.what.split()[2] for c in found} == {"strong", "amount", "which", "rows.each"}


@pytest.mark.parametrize("kind", sorted(QUESTIONS))
def test_no_question_of_a_kind_comes_to_mean_something_else(kind):
    """Kinds are code, and no archive keeps them: answers are read by today's questions. A new
    meaning needs a new id; add new questions to the sample, and keep those that are there."""
    now = meanings(KINDS[kind].pages(KINDS[kind].example_spec))
    was = QUESTIONS[kind]
    assert {name: now[name] for name in was if name in now} == {
        name: meant for name, meant in was.items() if name in now
    }


def test_a_published_migration_stays_as_it_is():
    gone = renamed() | {"programs/tiny/migrations.yaml": b"[]\n"}
    drops = RENAMED.replace(b"moved: {a-close: a-end}", b"dropped: [a-close]")
    for other in (gone, renamed() | {"programs/tiny/migrations.yaml": drops}):
        found = told(renamed(), other)
        assert ("forbidden", "migration-changed", "one-close-for-all") in found
    twice = renamed() | {"programs/tiny/migrations.yaml": RENAMED + RENAMED}
    assert "migration-twice" in {issue.code for issue in load(twice).issues}


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("published-step-changed", "step-changed"),
        ("published-step-gone", "step-gone"),
        ("published-instrument-changed", "instrument-changed"),
        ("published-scale-changed", "scale-changed"),
    ],
)
def test_publishing_what_is_forbidden_is_refused_with_file_line_reason_and_advice(name, code):
    stores = memory_stores("live")
    (kept,) = publish(stores, good_content(), day(0))
    with pytest.raises(ContentRefused) as refused:
        publish(stores, mistake(name).files, day(1))
    (issue,) = refused.value.issues
    assert issue.code == code
    assert issue.line > 1
    assert ": " in issue.message
    assert issue.advice
    assert stores.archive.all() == (kept.content,)


def test_what_cannot_be_read_is_compared_as_far_as_it_can():
    before = parts(program(good_content()))
    for path in ("modules/second/module.yaml", "programs/tiny/rules.yaml"):
        files = mistake("published-scale-changed").files | {path: b"id: [\n"}
        found = load(files, before={TINY: program(good_content())}).issues
        assert "scale-changed" in {issue.code for issue in found}
    assert list(changed_meaning(before, before)) == []


# --- whom it touches


@pytest.fixture
def tiny():
    tiny = Tiny()
    tiny.finish(ANA)
    return tiny


def test_people_are_counted_by_what_they_have_met(tiny):
    tiny.end(ANA)
    before = archived(tiny.stores.archive, "published")
    heard = []
    (compared,) = counted(
        tiny.clinic,
        compare(before, load(renamed()).programs),
        lambda done, of: heard.append((done, of)),
    )
    assert heard == [(1, 2), (2, 2)]
    people = {(t.change.code, t.change.name): t.people for t in compared.changes}
    assert compared.enrolled == 2
    assert people["step-moved", "a-close"] == 1
    assert people["rule-gone", "flare"] == 1  # the other has come to the end
    (other,) = counted(tiny.clinic, compare(before, load(renamed()).programs), only="f" * 64)
    assert other.enrolled == 0


def test_a_version_is_named_by_the_beginning_of_its_hash(tiny):
    content = tiny.clinic.record(BEN).content
    assert archived(tiny.stores.archive, content[:8])[TINY].hash == content
    for unclear in (content[:3], "ffffffff", "content"):
        with pytest.raises(Unclear, match="published"):
            archived(tiny.stores.archive, unclear)


def test_programs_that_come_or_go_are_named():
    programs = load(good_content()).programs
    (gone,) = compare(programs, {})
    assert (gone.program, gone.after) == (ProgramId("tiny"), None)
    (new,) = compare({}, programs)
    assert (new.before, new.changes) == (None, ())


# --- the verb


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A store with people, and folders of content to compare."""
    setting = f"tinydb:{tmp_path / 'data'}"
    tiny = Tiny(setting)
    tiny.finish(ANA)
    monkeypatch.setenv("CAIRN_STORE", setting)

    def folder(files):
        for path, text in files.items():
            (tmp_path / "draft" / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / "draft" / path).write_bytes(text)
        return str(tmp_path / "draft")

    return folder


def test_diff_says_what_changed_how_it_is_classed_and_how_many_it_touches(desk, capsys):
    assert main(["diff", "published", desk(renamed()), "--store"]) == 0
    out = capsys.readouterr().out
    assert "verify:" not in out
    assert "2 people enrolled" in out
    assert "needs migration" in out
    assert "The step a-close goes on as a-end (migration one-close-for-all). [touches 1]" in out
    assert main(["diff", "published", "published"]) == 0
    assert capsys.readouterr().out == "nothing differs\n"


def test_whose_history_cannot_be_followed_is_named_as_not_counted(desk, capsys):
    make_impossible(open_stores(os.environ["CAIRN_STORE"]).events, ANA, "second")
    assert main(["diff", "published", desk(renamed()), "--store"]) == 0
    told = capsys.readouterr()
    assert "1 person enrolled" in told.out
    assert f"`python -m program replay` names what is wrong: {ANA}" in told.err


def test_a_version_with_other_remarks_alone_is_said_to_change_nothing(desk, capsys):
    files = good_content()
    files["programs/tiny/rules.yaml"] += b"# a remark\n"
    assert main(["diff", "published", desk(files)]) == 0
    head, told = capsys.readouterr().out.splitlines()
    assert head.startswith("tiny: ")
    assert told == "  nothing that anybody meets is another one"


def test_diff_tells_what_comes_back_with_another_meaning_as_publishing_does(desk, capsys):
    for version, seed in ((1, "nights"), (2, "evenings")):
        assert main(["publish", "--content", desk(drawing(version, seed))]) == 0
    capsys.readouterr()
    folder = desk(drawing(1, "mornings"))
    assert main(["publish", "--content", folder]) == 1
    assert main(["diff", "published", folder]) == 1
    assert (
        "The draw of drawn is another one under the same version 1." in capsys.readouterr().out
    )
    assert main(["diff", "published", desk(drawing(1, "nights"))]) == 0


def test_diff_shows_each_value_below_its_change(desk, capsys):
    assert main(["diff", "published", desk(newer(
        ("programs/tiny/rules.yaml", "value: 6", "value: 7")))]) == 0  # fmt: skip
    out = capsys.readouterr().out
    assert "differs in when; its version is the same.\n      when.of.1.value: 6 -> 7\n" in out


def test_diff_fails_where_something_is_forbidden_or_wrong(desk, capsys):
    folder = desk(mistake("published-scale-changed").files)
    assert main(["diff", "published", folder, "--format", "json"]) == 1
    told = json.loads(capsys.readouterr().out)
    (one,) = told["programs"]
    assert (told["clear"], one["clear"]) == (False, False)
    change = one["changes"][0]["change"]
    assert (change["weight"], change["file"]) == ("forbidden", "instruments/energy.yaml")
    assert change["line"] == 6
    value = one["changes"][0]["change"]["values"][0]
    assert value["was"] != value["now"]
    desk({"programs/tiny/rules.yaml": b"- id: [\n"})
    assert main(["diff", "published", folder]) == 1
    out = capsys.readouterr().out
    assert "programs/tiny/rules.yaml:" in out
    assert "not there" not in out


def test_diff_fails_where_the_newer_version_is_not_finished_as_publishing_does(desk, capsys):
    folder = desk(mistake("number-without-a-source").files)
    assert main(["diff", "published", folder]) == 1
    out = capsys.readouterr().out
    assert "unfinished: Nothing says where the number" in out
    assert "1 unfinished in NEW" in out
    assert main(["diff", "published", folder, "--format", "json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["clear"] is False
    assert [issue["code"] for issue in told["issues"]] == ["no-source"]


def test_diff_fails_where_verify_disproves_the_newer_version(desk, capsys):
    after_the_end = newer(("programs/tiny/program.yaml", "after: first", "after: last"))
    folder = desk(after_the_end)
    assert main(["diff", "published", folder]) == 1
    line = "    programs/tiny/program.yaml:4: Nobody ever comes to second"
    assert f"  verify:\n{line}" in capsys.readouterr().out
    assert main(["diff", "published", folder, "--format", "json"]) == 1
    (proof,) = json.loads(capsys.readouterr().out)["programs"][0]["proofs"]
    assert (proof["code"], proof["file"], proof["line"]) == (
        "never-reached", "programs/tiny/program.yaml", 4)  # fmt: skip


def test_what_verify_disproves_is_told_by_diff_in_the_words_of_verify(
    desk, capsys, monkeypatch
):
    asked = []
    seen = (Happening(0, "is enrolled; visits", "first comes next"),)
    finding = Finding("never-fires", "in-flare", True, "It is so.", "look at it", seen)

    def proofs(plan, progress=None):
        asked.append(plan.program)
        return (finding,)

    monkeypatch.setattr(comparing, "_proofs", proofs)
    monkeypatch.setattr("program.adapt.verify.verify", proofs)
    folder = desk(renamed())
    assert main(["verify", "--content", folder]) == 1
    *said, _ = capsys.readouterr().out.splitlines()
    assert said[0].startswith("programs/tiny/rules.yaml:")
    assert said[1] == "    day   0  is enrolled; visits -> first comes next"
    assert main(["diff", "published", folder]) == 1
    told = capsys.readouterr().out.splitlines()
    assert told[told.index("  verify:") + 1 :] == [f"    {line}" for line in said]
    assert asked == ["tiny", "tiny"]


def test_an_archived_version_is_told_with_file_and_line_too(desk, capsys):
    after_the_end = newer(("programs/tiny/program.yaml", "after: first", "after: last"))
    assert main(["publish", "--content", desk(after_the_end)]) == 0
    capsys.readouterr()
    assert main(["diff", str(SAMPLES / "good_content"), "published"]) == 1
    assert "    programs/tiny/program.yaml:4: Nobody ever" in capsys.readouterr().out


def test_a_change_that_is_refused_is_told_with_the_line_it_stands_on(desk, capsys):
    assert main(["diff", "published", desk(mistake("published-scale-changed").files)]) == 1
    assert (
        "    instruments/energy.yaml:6: Values of the scale energy" in capsys.readouterr().out
    )


def test_a_version_nobody_knows_is_wrong_use(desk, capsys):
    assert main(["diff", "published", "nowhere"]) == 2
    assert "name a folder of content" in capsys.readouterr().err


def test_a_folder_that_is_not_there_is_told_where_no_store_is_either(
    tmp_path, monkeypatch, capsys
):
    monkeypatch.setenv("CAIRN_STORE", f"tinydb:{tmp_path / 'none'}")
    assert main(["diff", str(SAMPLES / "good_content"), "contnet"]) == 2
    assert "'contnet' is no folder of content, and there is no store" in capsys.readouterr().err


def test_a_program_of_old_that_has_errors_is_not_called_new(desk, capsys):
    folder = desk(good_content() | {"programs/tiny/rules.yaml": b"- id: [\n"})
    assert main(["diff", folder, "published"]) == 2
    told = capsys.readouterr().err
    assert f"tiny cannot be compared: {folder} has errors" in told
    assert f"check --content {folder}" in told


def test_one_version_is_compared_with_its_own_program_alone(desk, capsys, tmp_path):
    content = program(good_content()).hash
    changed = ("programs/tiny/rules.yaml", "value: 6", "value: 7")
    folder = desk(with_another() | newer(changed))
    assert main(["publish", "--content", folder]) == 0
    capsys.readouterr()
    assert main(["diff", content[:12], folder, "--store", "--format", "json"]) == 0
    (one,) = json.loads(capsys.readouterr().out)["programs"]
    assert (one["program"], one["before"], one["enrolled"]) == ("tiny", content, 2)
    assert main(["diff", folder, content[:12]]) == 0
    assert "not there" not in capsys.readouterr().out
    other = load(with_another()).programs[ProgramId("another")].hash
    assert main(["diff", content[:12], other[:12]]) == 2
    assert "versions of another and tiny" in capsys.readouterr().err
