"""What the documents say is there, and what is there is said."""

import re
from pathlib import Path

import pytest

from program.cli import verbs
from tests import doc_tables

ROOT = Path(__file__).parent.parent
DOCUMENTS = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    *sorted((ROOT / "docs").rglob("*.md")),
]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_leads_somewhere(document):
    for link in re.findall(r"\]\(([^)#]+)\)", document.read_text("utf-8")):
        if not link.startswith(("http://", "https://", "mailto:")):
            assert (document.parent / link).exists(), link


def test_the_readme_names_every_target_of_make_and_every_verb():
    readme = (ROOT / "README.md").read_text("utf-8")
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    for target in set(targets) - {"clean"}:
        assert f"make {target}" in readme
    for verb in verbs():
        assert verb in readme


def test_every_decision_says_what_was_decided_and_why():
    for document in (ROOT / "docs" / "decisions").glob("*.md"):
        assert document.read_text("utf-8").startswith(f"# {document.name[:4]}.")


@pytest.mark.parametrize("verb", verbs())
def test_every_verb_says_what_it_is_for(verb):
    assert verbs()[verb].ABOUT


def test_authors_read_of_every_program_module_and_exercise_kind_there_is():
    page = doc_tables.PAGE.read_text("utf-8")
    assert page == doc_tables.written(), f"run: {doc_tables.COMMAND}"
