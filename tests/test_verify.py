"""What `verify` finds: each defect of the gallery and nothing else, with a history in which the
engine itself decides so; nothing in the programs that are shipped."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from program.adapt.conditions import All
from program.adapt.verify import Finding, Happening, history, longest_weeks, verify
from program.cli import main
from program.cli._proving import prove
from program.events import Hold
from program.modules.folder import read_folder
from program.modules.load import load
from tests.bad_rules import defects, expected_of, plan_of, read_plan

PROGRAMS = load(read_folder(Path("content"))).programs
SHOWN = {"before-prerequisites", "cannot-end", "silence-strands", "too-long", "skipped"}
"""Defects that one history shows. That something never happens, none does."""


@pytest.mark.parametrize("name", defects())
def test_a_defect_is_found_and_nothing_else(name):
    found = verify(plan_of(name))
    assert [(one.code, one.about, one.proven) for one in found] == expected_of(name)
    assert all(one.message and one.advice for one in found)
    assert all(one.witness for one in found if one.code in SHOWN and one.proven)


@pytest.mark.parametrize(
    ("name", "by"),
    [
        ("shadowed-by-a-hold", "held"),
        ("shadowed-by-two", "rest-helps or little"),
    ],
)
def test_what_is_followed_in_the_place_of_a_rule_is_named(name, by):
    (found,) = verify(plan_of(name))
    assert found.message.endswith(f"another is followed: {by}.")


def test_the_gallery_has_every_defect():
    found = {code for name in defects() for code, _, _ in expected_of(name)}
    assert found == {*SHOWN, "undeclared", "never-fires", "shadowed", "never-reached"}


@pytest.mark.parametrize("name", PROGRAMS)
def test_nothing_goes_wrong_in_a_shipped_program_and_its_longest_way_is_the_one_declared(name):
    plan = PROGRAMS[name].plan
    assert "understanding-pain-and-mood" in plan.never_skipped
    (found,) = verify(replace(plan, longest_weeks=plan.longest_weeks - 1))
    assert (found.code, found.proven) == ("too-long", True)
    assert f"takes {plan.longest_weeks} weeks" in found.message
    assert found.witness is not None
    assert found.witness[-1].decided.startswith(("the program is finished", "wait until"))
    assert found.witness[-1].day // 7 + 1 == plan.longest_weeks


SMALL = """
program: small
core: [start, middle, last]
branches: [{module: rest, area: null, after: start}]
movable: [last]
needs: {last: [start]}
scales: {pain: {higher: worse}, sleep: {higher: worse}}
longest_weeks: 8
"""
EVERY_ACTION = """
rules:
- {id: flare, when: {ask: flare}, then: {do: light_week}}
- {id: look, when: {ask: latest, scale: pain, op: ">=", value: 10.0}, then: {do: hold}}
- {id: tired, when: {ask: latest, scale: pain, op: ">=", value: 7.0}, then: {do: light_variant}}
- {id: more, when: {ask: latest, scale: pain, op: ">=", value: 8.0},
   then: {do: support, direction: up}}
- {id: seen, when: {ask: latest, scale: pain, op: ">=", value: 9.0}, then: {do: signal, level: amber}}
- {id: sooner, when: {ask: latest, scale: sleep, op: "<=", value: 2.0}, then: {do: bring_forward, module: last}}
- {id: better, when: {ask: change, scale: pain, op: "<=", value: -30.0, percent: true}, then: {do: say, no_branch: true}}
- id: draw
  when: {ask: latest, scale: sleep, op: ">=", value: 5.0}
  then:
    do: randomise
    seed: one
    arms:
    - {id: with, chance: 0.5, then: {do: offer, module: rest}}
    - {id: without, chance: 0.5}
"""  # noqa: E501 - a rule a line


def test_every_action_is_understood():
    assert verify(read_plan(SMALL.replace("weeks: 8", "weeks: 10") + EVERY_ACTION)) == ()


def test_a_history_is_told_day_by_day_with_what_was_decided():
    (found,) = verify(plan_of("too-long-branch"))
    assert found.message == "The longest way through small takes 4 weeks; 3 are declared."
    assert found.witness is not None
    assert found.witness[0] == Happening(0, "is enrolled; visits", "start comes next")
    assert "rest" in found.witness[-3].decided
    assert found.witness[-1].decided == "the program is finished"
    days = [one.day for one in found.witness]
    assert days == sorted(days)
    assert days[-1] == 21


BOOSTED = """
boosters: [{module: again, weeks: 4}, {module: later, weeks: 12}]
rules:
- {id: back, when: {ask: completed, module: later}, then: {do: signal, level: amber}}
- id: bad
  when:
    ask: all
    of:
    - {ask: completed, module: again}
    - {ask: latest, scale: pain, op: ">=", value: 8.0}
    - {ask: days_since, what: enrolled, op: ">=", days: 60}
  then: {do: signal, level: red}
- {id: all, when: {ask: count, what: modules_completed, op: ">=", value: 6},
   then: {do: support, direction: down}}
- id: both-branches
  when: {ask: count, what: modules_completed, op: ">=", value: 7}
  then: {do: support, direction: up}
- {id: rested, when: {ask: latest, scale: pain, op: ">=", value: 9.0}, then: {do: offer, module: rest}}
"""  # noqa: E501 - a rule a line


def test_rules_that_speak_after_a_booster_are_shown_and_those_that_cannot_are_named():
    found = verify(read_plan(SMALL + BOOSTED))
    assert [(one.code, one.about, one.proven) for one in found] == [
        ("never-fires", "both-branches", True)
    ]


def test_what_holds_somebody_who_has_come_to_the_end_of_all_keeps_nothing_from_them():
    plan = plan_of("cannot-end-before-a-booster")
    three = {"ask": "count", "what": "modules_completed", "op": ">=", "value": 3}
    (rule,) = plan.rules
    all_done = All.model_validate({"ask": "all", "of": [rule.when.model_dump(), three]})
    for when in (rule.when, all_done):
        rules = (rule.model_copy(update={"when": when}),)
        assert verify(replace(plan, boosters=(), rules=rules)) == ()


def test_a_longer_path_is_fine_where_it_is_declared():
    assert longest_weeks(read_plan(SMALL + EVERY_ACTION)) == 10
    (found,) = verify(read_plan(SMALL + EVERY_ACTION))
    assert (found.code, found.proven) == ("too-long", True)


def test_an_engine_that_decides_otherwise_than_the_proof_expects_is_named(monkeypatch):
    def stubborn(plan, record, at, draw, *, occasion):
        made = decide(plan, record, at, draw, occasion=occasion)
        return made.model_copy(update={"outcome": Hold()}) if record.modules else made

    decide = history.decide
    monkeypatch.setattr(history, "decide", stubborn)
    found = verify(plan_of("too-long-branch"))
    assert {one.code for one in found} == {"engine-disagrees"}
    assert not any(one.proven for one in found)


INSIDE = """
rules:
- id: still-in-it
  when: {ask: all, of: [{ask: done, step: one}, {ask: not, of: {ask: completed, module: start}}]}
  then: {do: say}
- {id: high, when: {ask: latest, scale: sleep, op: ">=", value: 6.0}, then: {do: offer, module: rest}}
- id: in-the-branch
  when:
    ask: all
    of:
    - {ask: count, what: branches_opened, op: ">", value: 0}
    - {ask: not, of: {ask: completed, module: rest}}
  then: {do: say}
"""  # noqa: E501 - a rule a line


def test_what_holds_only_while_a_module_is_open_is_no_defect():
    assert verify(read_plan(SMALL.replace("movable: [last]", "") + INSIDE)) == ()


STAYS_AWAY = """
rules:
- {id: flare, when: {ask: flare}, then: {do: light_week}}
- {id: rest-helps, when: {ask: latest, scale: sleep, op: ">=", value: 6.0},
   then: {do: offer, module: rest}}
- id: gone
  when:
    ask: all
    of:
    - {ask: days_since, what: last_visit, op: ">=", days: 7}
    - {ask: count, what: modules_completed, op: "<", value: 1}
    - AND
  then: {do: signal, level: amber}
"""
BEGUN = "{ask: done, step: one}"
THRICE = "{ask: row, scale: pain, n: 3, op: '>=', value: 3, within_days: 21}"


@pytest.mark.parametrize(
    "and_so",
    [
        BEGUN,
        f"{BEGUN}\n    - {{ask: flare}}",
        f"{BEGUN}\n    - {{ask: days_since, what: enrolled, op: '>=', days: 11}}",
        f"{BEGUN}\n    - {{ask: latest, scale: pain, op: '>=', value: 3, within_days: 9}}",
        THRICE,
        f"{THRICE}\n    - {{ask: flare}}",
    ],
)
def test_a_rule_for_somebody_who_stays_away_from_a_module_they_began_is_shown(and_so):
    small = SMALL.replace("movable: [last]", "").replace("weeks: 8", "weeks: 10")
    assert verify(read_plan(small + STAYS_AWAY.replace("AND", and_so))) == ()


@pytest.mark.parametrize(
    "when",
    [
        "{ask: count, what: practices, op: '>=', value: 0}",
        "{ask: days_since, what: enrolled, op: '>=', days: 0}",
        "{ask: any, of: [{ask: flare}, {ask: not, of: {ask: flare}}]}",
        "{ask: completed, module: start}",
        "{ask: days_since, what: last_completed, op: '<=', days: 3}",
        "{ask: count, what: light_weeks_running, op: '<=', value: 0}",
    ],
)
def test_a_light_week_for_everybody_is_shown_to_be_followed(when):
    rule = f"rules:\n- {{id: slow, when: {when}, then: {{do: light_week}}}}\n"
    small = SMALL.replace("branches: [{module: rest, area: null, after: start}]\n", "")
    small = small.replace("movable: [last]", "").replace("weeks: 8", "weeks: 20")
    assert verify(read_plan(small + rule)) == ()


def test_how_far_it_is_is_told():
    steps = []
    verify(read_plan(SMALL + EVERY_ACTION), lambda done, of: steps.append((done, of)))
    assert steps == [(n, len(steps)) for n in range(1, len(steps) + 1)]


def test_programs_proven_side_by_side_are_proven_as_each_is_alone():
    plans, steps = [plan_of(name) for name in defects()[:3]], []
    assert prove(plans, 2, lambda done, of: steps.append((done, of))) == [*map(verify, plans)]
    assert steps[-1] == (300, 300)


TINY = "tests/samples/good_content"


def folder_with(tmp_path: Path, name: str, text: str) -> str:
    """The good content with one file of its program written anew."""
    for path in Path(TINY).rglob("*"):
        if path.is_file():
            to = tmp_path / path.relative_to(TINY)
            to.parent.mkdir(parents=True, exist_ok=True)
            to.write_bytes(path.read_bytes())
    (tmp_path / name).write_text(text)
    return str(tmp_path)


def test_the_verb_says_that_all_is_proven(capsys):
    for asked, name in ((["steady-steps"], "steady-steps"), (["--content", TINY], "tiny")):
        assert main(["verify", *asked]) == 0
        assert capsys.readouterr().out == f"{name}: proven\n"


def test_the_verb_prints_what_it_finds_with_its_history(tmp_path, capsys):
    promise = "invariants: {never_skipped: [first], longest_weeks: 1}\n"
    text = Path(f"{TINY}/programs/tiny/program.yaml").read_text() + promise
    text = text.replace("after: first", "after: last").replace(
        "{middle", "{module_days: 8, middle"
    )
    content = folder_with(tmp_path, "programs/tiny/program.yaml", text)
    assert main(["verify", "--content", content]) == 1
    never, long, *days, summary = capsys.readouterr().out.splitlines()
    file = "programs/tiny/program.yaml"
    assert never.startswith(f"{file}:4: Nobody ever comes to second by the program itself. (")
    assert long.startswith(
        f"{file}:7: The longest way through tiny takes 5 weeks; 1 are declared. ("
    )
    assert days[0] == "    day   0  is enrolled; visits -> first comes next"
    assert summary == "tiny: 2 found, 0 not proven"
    assert main(["verify", "tiny", "--content", content, "--format", "json"]) == 1
    never, long = json.loads(capsys.readouterr().out)["tiny"]
    assert (never["code"], never["about"], never["witness"]) == (
        "never-reached",
        "second",
        None,
    )
    assert (long["code"], long["witness"][0]["day"]) == ("too-long", 0)
    assert [(one["file"], one["line"]) for one in (never, long)] == [(file, 4), (file, 7)]


@pytest.mark.parametrize(
    ("code", "about", "line"),
    [
        ("never-reached", "second", 4),
        ("never-reached", "later", 15),
        ("before-prerequisites", "last", 8),
        ("before-prerequisites", "second", 4),
        ("skipped", "last", 12),
        ("too-long", "tiny", 13),
        ("cannot-end", "tiny", 1),
        ("engine-disagrees", "first", 2),
    ],
)
def test_a_finding_about_a_module_is_told_with_the_line_that_says_so(
    tmp_path, capsys, monkeypatch, code, about, line
):
    path = "programs/tiny/program.yaml"
    said = (
        "needs:\n  last: [first]\ninvariants:\n  never_skipped:\n    - first\n    - last\n"
        "  longest_weeks: 20\nboosters:\n  - {module: later, weeks: 4}\n"
    )
    content = folder_with(tmp_path, path, Path(f"{TINY}/{path}").read_text() + said)
    for file in (tmp_path / "modules" / "second").iterdir():
        to = tmp_path / "modules" / "later" / file.name
        to.parent.mkdir(exist_ok=True)
        text = file.read_text().replace("id: second", "id: later")
        to.write_text(text.replace("b-", "d-"))
    finding = Finding(code, about, True, "It is so.", "see")
    monkeypatch.setattr("program.adapt.verify.verify", lambda plan, told: (finding,))
    assert main(["verify", "--content", content, "--format", "json"]) == 1
    (one,) = json.loads(capsys.readouterr().out)["tiny"]
    assert (one["file"], one["line"]) == (path, line)


def test_the_verb_wants_a_program_that_is_there(capsys):
    assert main(["verify", "steady-step"]) == 2
    assert "did you mean steady-steps?" in capsys.readouterr().err
    assert main(["verify", ""]) == 2
    assert "there is no program without a name; there are:" in capsys.readouterr().err
    assert main(["verify", "--content", "no-such-folder"]) == 2


def test_content_with_errors_is_not_proven(tmp_path, capsys):
    content = folder_with(tmp_path, "programs/tiny/rules.yaml", "- {id: x}\n")
    assert main(["verify", "--content", content]) == 1
    assert "mend what check finds first" in capsys.readouterr().err
    assert main(["verify", "--content", content, "--format", "json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert {one["file"] for one in told} == {"programs/tiny/rules.yaml"}
    assert main(["verify", "tyni", "--content", content]) == 2
    assert "there is no program tyni; did you mean tiny?" in capsys.readouterr().err


def test_what_is_wrong_with_a_rule_is_told_with_the_line_of_the_rule(tmp_path, capsys):
    path = "programs/tiny/rules.yaml"
    never = "{ask: all, of: [{ask: flare}, {ask: not, of: {ask: flare}}]}"
    text = Path(f"{TINY}/{path}").read_text().replace("{ask: flare}", never, 1)
    content = folder_with(tmp_path, path, f"# later\n\n{text}")
    assert main(["verify", "--content", content]) == 1
    assert capsys.readouterr().out.startswith(f"{path}:3: The rule flare ")
    assert main(["verify", "--content", content, "--format", "json"]) == 1
    (one,) = json.loads(capsys.readouterr().out)["tiny"]
    assert (one["file"], one["line"]) == (path, 3)


@pytest.mark.parametrize("verb", ["verify", "check", "publish", "simulate"])
def test_the_help_of_a_verb_says_how_it_ends(verb, capsys):
    with pytest.raises(SystemExit):
        main([verb, "--help"])
    told = " ".join(capsys.readouterr().out.split())
    assert "Ends with 0 when" in told
    assert "1 w" in told
    assert told.endswith("2 on wrong use.")


def test_the_solver_is_loaded_by_nothing_else():
    ask = "import sys, program.cli; program.cli.verbs(); print('z3' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", ask], capture_output=True, check=True)
    assert run.stdout == b"False\n"


def test_a_score_that_only_several_days_give_is_a_name_that_is_known():
    asks = "{ask: learned, kind: sleep_diary, score: average_se, op: '<', value: 80}"
    text = (
        f"{SMALL}rules:\n- {{id: nights, when: {asks}, then: {{do: signal, level: amber}}}}\n"
    )
    assert "undeclared" not in [one.code for one in verify(read_plan(text))]
