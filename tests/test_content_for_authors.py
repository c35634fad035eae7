"""What docs/authors.md shows is what the checker takes."""

import re
from pathlib import Path

from program.modules.load import load
from tests.content import TODAY, good_content

PAGE = Path(__file__).parent.parent / "docs" / "authors.md"
_EXAMPLE = re.compile(r"^`([^`\n]+)`\n\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_the_examples_make_a_program_without_issues():
    examples = dict(_EXAMPLE.findall(PAGE.read_text("utf-8")))
    files = good_content() | {path: text.encode() for path, text in examples.items()}
    files["modules/in-the-garden/design.md"] = b"# In the garden\n"

    loaded = load(files, today=TODAY)

    assert len(examples) == 10
    assert loaded.issues == ()
    assert "garden" in loaded.programs


def test_each_message_shown_there_is_one_the_checker_gives():
    files = good_content()
    path = "modules/first/module.yaml"
    files[path] = files[path].replace(b"my_goal", b"my_gaol")

    (issue,) = load(files).issues

    said = " ".join(PAGE.read_text("utf-8").split())
    assert f"{issue.message} ({issue.advice})" in said
