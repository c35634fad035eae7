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


RULE = "- id: flare\n  when: {when}\n  then: {{do: light_week}}\n"


@pytest.mark.parametrize(
    ("when", "line", "said"),
    [
        ("{ask: age, scale: peg, op: '>', value: 2}", 2,
         "Nothing here is called value. (there are: days)"),
        ("{ask: latest, scale: peg, op: '>', value: 2,5}", 2,
         "Nothing here is called 5. (a number has a point and no comma, such as 2.5)"),
        ("{ask: latest, scal: peg, op: '>', value: 2}", 2,
         "Nothing here is called scal. (did you mean scale?)"),
        ("{ask: any, of: [{ask: not, of: {ask: age, scale: peg, op: '>', dyas: 3}}]}", 2,
         "Nothing here is called dyas. (did you mean days?)"),
        ("{ask: and, of: [{ask: flare}]}", 2,
         "ask cannot be and. (questions are joined with `all`, `any` and `not`)"),
        ("{ask: all, of: []}", 2, "of has too few entries. (write at least 1)"),
        ("{ask: flare}\n\tversion: 2", 3,
         "A tab stands where only spaces may stand. (put spaces in its place)"),
        ("{ask: flare}\n  source: a\x07b", 3,
         "There is a character in this line that YAML does not allow. "
         "(remove what cannot be seen or typed)"),
        ("{ask: flare}\n- id: " + "r" * 81, 3,
         f"id: '{'r' * 80}'... is too long for an identifier: 80 characters are the most. "
         "(choose another)"),
        ("{ask: age, scale: peg, op: '>', days: -3}", 2,
         "days cannot be -3. (write 0 or more)"),
        ("{ask: row, scale: peg, n: 9, op: '>', value: 2}", 2,
         "n cannot be 9. (write 8 or less)"),
        ("{ask: change, scale: peg, percent: true, op: '<=', value: -150}", 2,
         "value is -150, and what is asked goes from -100 to 900. (write a number within it)"),
        ("|\n    {ask:\n    flare}", 2,
         'when needs keys with values, not the text "{ask: flare}". '
         "(write `key: value` lines below it)"),
        ("{ask: }", 2, "ask cannot be nothing. (there are: age, all, any, band, change, "
         "completed, count, days_since, done, dose, flare, latest, learned, not, pattern, "
         "reliable, row)"),
        ("{ask: all, of: [{ask: flare}, later]}", 2,
         'entry 2 of `of` needs keys with values, not the text "later". '
         "(write `key: value` lines below it)"),
    ],
)  # fmt: skip
def test_advice_is_in_our_words_and_names_what_may_stand_there(when, line, said):
    files = good_content() | {"programs/tiny/rules.yaml": RULE.format(when=when).encode()}
    found = [str(issue) for issue in load(files, today=TODAY).issues]
    assert f"programs/tiny/rules.yaml:{line}: {said}" in found


ITEM, ENDS = "{id: how_much, type: scale}", "lowest: 0, highest: 10"
SCALE = "  - {id: energy, method: mean, items: [how_much], least: 1, "


@pytest.mark.parametrize(
    ("was", "now", "line", "said"),
    [
        (ITEM, "{id: how_much, type: scale, lowest: 5, highest: 1}", 4,
         "The lowest of how_much is 5, and its highest 1."),
        (ITEM, "{id: how_much, type: scale, highest: 1000}", 4,
         "how_much has more than 100 steps"),
        (ITEM, ITEM + '\n  - {id: more, type: choice, codes: ["0", "0"]}', 5,
         "A code of more is written twice."),
        (ENDS, "lowest: 10, highest: 0", 6, "The lowest of energy is 10, and its highest 0."),
        (ENDS, "lowest: 0, highest: 8", 6,
         "Scores of energy go from 0 to 10, beyond its ends."),
        (ENDS, "lowest: 0, highest: 100", 6,
         "Scores of energy go from 0 to 10, and never come to its ends."),
        ("scales:", f"scales:\n{SCALE}{ENDS}, higher: worse}}", 7,
         "Two scales are called energy."),
    ],
)  # fmt: skip
def test_a_questionnaire_that_cannot_be_answered_or_scored_is_refused(was, now, line, said):
    files, path = good_content(), "instruments/energy.yaml"
    assert was.encode() in files[path]
    files[path] = files[path].replace(was.encode(), now.encode(), 1)
    found = [(i.line, i.message) for i in load(files, today=TODAY).issues if i.file == path]
    assert any(at == line and message.startswith(said) for at, message in found), found


@pytest.mark.parametrize("name", ["Garden", "in.the.garden", "my garden"])
def test_a_folder_whose_name_is_no_identifier_is_to_be_renamed(name):
    files = good_content()
    files[f"modules/{name}/module.yaml"] = files["modules/last/module.yaml"]
    said = [str(one) for one in load(files, today=TODAY).issues if f"/{name}/" in one.file]
    wanted = f"modules/{name}/module.yaml:1: This folder cannot have its name: {name!r} is not"
    assert any(one.startswith(wanted) and "(rename the folder)" in one for one in said), said
    assert not [one for one in said if "is missing in this folder" in one]


def test_a_sign_that_a_terminal_would_obey_is_told_as_its_escape():
    rule = b'- {id: flare, when: {ask: flare}, then: {do: "\\e[2Jhold\\u200b"}}\n'
    files = good_content() | {"programs/tiny/rules.yaml": rule}
    said = [str(issue) for issue in load(files, today=TODAY).issues]
    assert all(line.isprintable() for line in said)
    assert "do cannot be \\x1b[2Jhold\\u200b. (did you mean hold?)" in " ".join(said)


def test_words_that_nothing_asks_for_are_to_be_taken_out():
    files = good_content() | {"programs/tiny/rules.yaml": b"[]\n"}
    said = [str(issue) for issue in load(files, today=TODAY).issues]
    path = "programs/tiny/rules.en.yaml"
    assert f"{path}:1: Nothing asks for the words flare. (take them out)" in said


def test_a_practice_is_no_longer_than_a_step_may_be():
    files, path = good_content(), "practices/breath.yaml"
    text = files[path].decode()
    files[path] = text.replace("minutes: [", "minutes: [0, ", 1).encode()
    said = [str(issue) for issue in load(files, today=TODAY).issues]
    assert f"{path}:3: A practice of 0 minutes cannot be offered." in " ".join(said)


@pytest.mark.parametrize("written", ["01-one-idae", "01-one-idea.en.md"])
def test_a_misspelt_lesson_is_told_with_the_one_that_is_meant(written):
    files, path = good_content(), "modules/first/module.yaml"
    files[path] = files[path].replace(b"lesson: 01-one-idea", f"lesson: {written}".encode())
    told = {issue.code: issue.advice for issue in load(files, today=TODAY).issues}
    assert told["missing-lesson"].startswith("did you mean 01-one-idea? Else write ")


def test_a_misspelt_module_of_the_core_is_not_said_to_want_leave_to_move():
    files = good_content()
    files["programs/tiny/rules.yaml"] += (
        b"- id: sooner\n  when: {ask: flare}\n  then: {do: bring_forward, module: lsat}\n"
    )
    told = {issue.code: issue.advice for issue in load(files, today=TODAY).issues}
    assert told["not-movable"] == "did you mean last?"


def test_a_module_without_its_file_is_not_told_to_be_another():
    files = good_content()
    del files["modules/last/module.yaml"]
    said = [str(issue) for issue in load(files, today=TODAY).issues]
    assert (
        "programs/tiny/program.yaml:2: There is no module last. (add its module.yaml)" in said
    )


def test_the_keys_of_a_program_are_named_at_every_depth():
    files = good_content()
    path = "programs/tiny/program.yaml"
    files[path] += b"defalt: true\nlimits: {between: 1}\nboosters: [{modul: first, weeks: 3}]\n"
    told = {issue.message: issue.advice for issue in load(files, today=TODAY).issues}
    assert told["Nothing here is called defalt."] == "did you mean default?"
    assert told["Nothing here is called between."] == "did you mean branches_between?"
    assert told["Nothing here is called modul."] == "did you mean module?"


def test_words_that_were_left_empty_are_asked_for_where_they_belong():
    files, path = good_content(), "modules/first/module.en.yaml"
    files[path] = files[path].replace(b"title: My goal", b"title:")
    said = [str(issue) for issue in load(files, today=TODAY).issues]
    line = files[path].split(b"\n").index(b"    title:") + 1
    assert f"{path}:{line}: title needs text, not nothing. (write it behind the colon)" in said


def test_a_lesson_without_its_language_is_told_its_name():
    files = good_content() | {"modules/first/03-more.md": b"---\ntitle: More\n---\nMore.\n"}
    said = [str(issue) for issue in load(files, today=TODAY).issues]
    assert any(
        one.endswith("(a lesson has its language in its name: 03-more.en.md)") for one in said
    )


def test_the_line_before_a_short_form_may_have_a_capital():
    files, path = good_content(), "modules/first/01-one-idea.en.md"
    files[path] = files[path].replace(b"# Short form", b"# Short Form")
    assert load(files, today=TODAY).issues == ()
