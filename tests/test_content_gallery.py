"""Every mistake an author can make is named by its file and line, with advice."""

import pytest

from program.modules.load import load
from tests.content import TODAY, good_content, mistake, mistakes


def test_good_content_has_no_issues():
    assert load(good_content(), today=TODAY).issues == ()


@pytest.mark.parametrize("name", mistakes())
def test_a_mistake_is_named_where_it_stands(name):
    one = mistake(name)
    before = load(good_content()).programs if one.expected.get("published") else {}

    found = load(one.files, today=TODAY, before=before).issues

    wanted = [
        (row["file"], row["line"], row["code"], row.get("severity", "error"))
        for row in one.expected["issues"]
    ]
    assert [(i.file, i.line, i.code, i.severity) for i in found] == sorted(wanted)
    assert all(issue.message and issue.advice for issue in found)


def test_all_mistakes_are_told_at_once():
    good = good_content()
    files = dict(good)
    names = ("unknown-kind", "hard-to-read", "cues-out-of-order", "no-emergency-line")
    for changed in (mistake(name).files for name in names):
        files |= {
            path: text for path, text in changed.items() if text != good_content().get(path)
        }

    codes = {issue.code for issue in load(files, today=TODAY).issues}

    assert codes >= {"unknown-kind", "reading-grade", "cue-order", "no-emergency-line"}
