"""What docs/authors.md shows is what the checker takes."""

import re
from pathlib import Path

from program.modules.folder import read_folder
from program.modules.load import load
from program.modules.spec import Cadence, Invariants, Limits, ProgramFile
from tests.content import TODAY, good_content
from tests.rule_examples import ASKS, DOES, words

PAGE = Path(__file__).parent.parent / "docs" / "authors.md"
_EXAMPLE = re.compile(r"^`([^`\n]+)`\n\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_the_examples_make_a_program_without_issues():
    examples = dict(_EXAMPLE.findall(PAGE.read_text("utf-8")))
    files = good_content() | {path: text.encode() for path, text in examples.items()}
    for module in ("in-the-garden", "hello-garden"):
        files[f"modules/{module}/design.md"] = b"# In the garden\n"

    loaded = load(files, today=TODAY)

    assert len(examples) == 15
    assert loaded.issues == ()
    assert "garden" in loaded.programs


def test_the_program_shown_there_has_every_key_a_program_can_have():
    text = dict(_EXAMPLE.findall(PAGE.read_text("utf-8")))["programs/garden/program.yaml"]
    parts = (ProgramFile, Cadence, Limits, Invariants)
    for key in [name for part in parts for name in part.model_fields]:
        assert re.search(rf"^ *{key}:", text, re.MULTILINE), key


def test_every_question_and_every_action_has_an_example_that_can_be_copied():
    assert ASKS.keys() == words("when")
    assert DOES.keys() == words("then")
    files = dict(read_folder(PAGE.parent.parent / "content"))
    home = "programs/pain-and-mood/"
    asked = {f"asks-{n}": (when, "{do: say}") for n, when in enumerate(ASKS.values())}
    does = {f"does-{n}": ("{ask: flare}", then) for n, then in enumerate(DOES.values())}
    for name, (when, then) in (asked | does).items():
        rule = f"- id: {name}\n  when: {when}\n  then: {then}\n  source: Our own.\n"
        files[f"{home}rules.yaml"] += rule.encode()
        patient = "" if "signal" in then or "support" in then else "  patient: You told us.\n"
        said = f"{name}:\n{patient}  therapist: It holds.\n"
        files[f"{home}rules.en.yaml"] += said.encode()
    files[f"{home}program.yaml"] += b"movable: [making-room]\n"
    assert load(files).issues == ()


def test_each_message_shown_there_is_one_the_checker_gives():
    files = good_content()
    path = "modules/first/module.yaml"
    files[path] = files[path].replace(b"my_goal", b"my_gaol")

    (issue,) = load(files).issues

    said = " ".join(PAGE.read_text("utf-8").split())
    assert f"{issue.message} ({issue.advice})" in said
