"""The app serves what was checked and archived; an enrolment keeps what it began with."""

import re
import subprocess
import sys
import unicodedata
from datetime import date
from pathlib import Path

import pytest

from program.ids import ContentHash, ModuleId, ProgramId
from program.modules.folder import read_folder
from program.modules.hash import content_hash
from program.modules.issues import ContentRefused, Issue
from program.modules.load import load, load_program
from program.service.publish import publish, serve_content
from program.storage.memory import memory_stores
from program.storage.open import open_stores
from program.storage.ports import Published
from program.words import in_language
from tests.content import good_content, mistake
from tests.make import day

CONTENT = Path(__file__).parent.parent / "content"
TINY = ProgramId("tiny")


@pytest.fixture
def stores():
    return memory_stores("live")


def changed(path: str, old: str, new: str) -> dict[str, bytes]:
    files = good_content()
    assert old.encode() in files[path]
    return files | {path: files[path].replace(old.encode(), new.encode())}


def test_our_own_content_has_no_issues():
    """On the day on which somebody last called one of its numbers."""
    files = read_folder(CONTENT)
    called = re.findall(rb"checked: (\S+)", b"".join(files.values()))
    loaded = load(files, today=date.fromisoformat(max(called).decode()))
    assert [str(issue) for issue in loaded.issues] == []
    assert "pain-and-mood" in loaded.programs


def test_what_is_published_is_what_is_read_back(stores):
    (kept,) = publish(stores, good_content(), day(0))
    assert load_program(kept) == load(good_content()).programs[TINY]
    assert stores.archive.current() == {"tiny": kept.content}


def test_a_program_holds_all_that_its_pages_need():
    program = load(good_content()).programs[TINY]
    first = program.modules[ModuleId("first")]
    assert first.lessons["01-one-idea"]["en"].title == "One small step"
    assert first.lessons["01-one-idea"]["en"].short.startswith("Pain can take")
    assert program.practices["breath"].words["en"].cues["soft"] == "Soft and small is fine."
    assert program.instruments["intake"].words["en"].items["safe"].options == {
        "1": "Yes",
        "0": "No",
    }
    assert program.plan.modules == ("first", "last", "second")


def test_what_another_language_lacks_is_said_in_english():
    files = good_content()
    files["modules/first/module.de.yaml"] = (
        b"title: Ein Schritt\nabout: Klein.\nnext: ein Schritt\n"
        b"steps:\n  a-goal: {title: Mein Ziel}\n"
    )
    files["modules/first/01-one-idea.de.md"] = b"---\ntitle: Ein Schritt\n---\nEin Satz.\n"
    files["programs/tiny/rules.de.yaml"] = b"flare: {therapist: Ein Schub.}\n"
    files["instruments/energy.de.yaml"] = (
        b"title: Kraft\nitems:\n  how_much: {label: Wie viel}\n"
    )
    program = load(files).programs[TINY]
    first = program.modules[ModuleId("first")]
    words, english = program.module_words(first.id, "de"), first.words["en"]
    assert (words.title, words.steps["a-goal"].title) == ("Ein Schritt", "Mein Ziel")
    assert words.steps["a-goal"].lead == english.steps["a-goal"].lead
    assert words.steps["a-plan"] == english.steps["a-plan"]
    lesson = in_language(first.lessons["01-one-idea"], "de")
    assert (lesson.title, lesson.body.strip()) == ("Ein Schritt", "Ein Satz.")
    assert lesson.short == first.lessons["01-one-idea"]["en"].short
    said = program.rule_said("de")
    assert said["flare"].therapist == "Ein Schub."
    assert said["flare"].patient == program.rule_words["en"]["flare"].patient
    assert said["sleep-in-the-way"] == program.rule_words["en"]["sleep-in-the-way"]
    asked = in_language(program.instruments["energy"].words, "de").items["how_much"]
    assert (asked.label, asked.low) == ("Wie viel", "Not at all")


def test_publishing_the_same_again_archives_nothing(stores):
    first = publish(stores, good_content(), day(0))
    assert publish(stores, good_content(), day(1)) == first
    assert len(stores.archive.all()) == 1


def test_going_back_to_an_older_version_makes_it_current_again(stores):
    (first,) = publish(stores, good_content(), day(0))
    publish(stores, changed("modules/first/module.en.yaml", "One step", "A step"), day(1))
    publish(stores, good_content(), day(2))
    assert stores.archive.current() == {"tiny": first.content}
    assert len(stores.archive.all()) == 2


def test_content_with_an_error_is_refused_whole(stores):
    with pytest.raises(ContentRefused) as refused:
        publish(stores, mistake("unknown-kind").files, day(0))
    assert [issue.code for issue in refused.value.issues] == ["unknown-kind"]
    assert stores.archive.all() == ()


def test_a_draft_that_is_not_finished_can_be_played_and_is_not_published(stores):
    files = mistake("something-still-to-be-written").files
    assert load(files).programs.keys() == load(files).unfinished == {TINY}
    with pytest.raises(ContentRefused) as refused:
        publish(stores, files, day(0))
    assert "modules/first/01-one-idea.en.md:4: unfinished: TBC stands" in str(
        refused.value.issues[2]
    )
    assert stores.archive.all() == ()


def test_at_start_up_a_draft_that_is_not_finished_is_met_by_nobody(stores):
    serve_content(stores, good_content(), day(0))
    before = stores.archive.current()
    serve_content(stores, mistake("number-without-a-source").files, day(1))
    assert stores.archive.current() == before


WIDE = "scale-wider-than-its-scores"


def test_a_scale_that_people_are_asked_for_keeps_its_ends_and_holds_nothing_back(stores):
    """It was published before anybody looked at that, and would come to mean something else."""
    files = dict(mistake(WIDE).files)
    with pytest.raises(ContentRefused):
        publish(stores, files, day(0))
    loaded = load(files)
    content, kept = loaded.programs[TINY].hash, dict(loaded.files[TINY])
    stores.archive.put(Published(program="tiny", content=content, at=day(0), files=kept))
    files["modules/first/module.en.yaml"] += b"# mended\n"

    told: list[Issue] = []
    publish(stores, files, day(1), told.extend)

    assert [(issue.code, issue.severity) for issue in told] == [("scores-short", "note")]


def _scored(scales: str) -> list[str]:
    """What is said of these scales of three items, the last of which has fewer answers."""
    items = "".join(
        f"  - {{id: {name}, type: scale, lowest: 0, highest: {highest}}}\n"
        for name, highest in (("how_much", 10), ("b", 10), ("c", 9))
    )
    files = good_content()
    files["instruments/energy.yaml"] = (
        f"id: energy\nversion: '1'\nitems:\n{items}scales:\n{scales}source: x\nlicence: x\n"
    ).encode()
    return [issue.code for issue in load(files).issues if issue.code.startswith("scores")]


@pytest.mark.parametrize("highest", ["9.66667", "9.6667"])
def test_the_end_of_a_scale_may_be_a_third_of_a_point(highest):
    scale = "  - {id: energy, method: mean, items: [how_much, b, c], least: 2, lowest: 0,"
    assert _scored(f"{scale} highest: {highest}, higher: worse}}\n") == []
    assert _scored(f"{scale} highest: 10, higher: worse}}\n") == ["scores-short"]


def test_a_short_and_a_long_form_may_share_a_scale_with_its_ends():
    files = good_content()
    for name, table in (("short", "40, 50, 75"), ("long", "35, 50, 80")):
        item = "  - {id: a, type: choice, codes: ['0', '1', '2']}"
        scale = (
            f"  - {{id: t, method: sum, items: [a], least: 1, table: [{table}], lowest: 35,"
            " highest: 80, higher: worse}"
        )
        files[f"instruments/{name}.yaml"] = (
            f"id: {name}\nversion: '1'\nwording: pack\nitems:\n{item}\nscales:\n{scale}\n"
            "source: x\nlicence: x\n"
        ).encode()
    assert [str(issue) for issue in load(files).issues] == []
    del files["instruments/long.yaml"]
    assert [issue.code for issue in load(files).issues] == ["scores-short"]


def test_a_word_of_another_language_is_no_mark_of_what_is_still_to_be_written():
    files = good_content()
    lead = 'title: Energía\nitems:\n  how_much: {label: "¿Cuánta?", low: NADA, high: TODO}\n'
    files["instruments/energy.es.yaml"] = lead.encode()
    files["programs/tiny/program.es.yaml"] = b'title: "TODO: el titulo"\nabout: Tres partes.\n'
    found = [issue for issue in load(files).issues if issue.severity == "unfinished"]
    assert [issue.file for issue in found] == ["programs/tiny/program.es.yaml"]


def test_a_note_to_oneself_is_no_text_that_is_not_finished():
    files = good_content()
    files["modules/first/design.md"] += b"\nTODO: read the new trial.\n"
    files["programs/tiny/rules.yaml"] += b"# TODO: ask Ada about the threshold\n"
    assert load(files).issues == ()


def test_at_start_up_the_last_published_program_goes_on_where_the_draft_has_an_error(stores):
    assert serve_content(stores, good_content(), day(0)) == ()
    before = stores.archive.current()

    issues = serve_content(stores, mistake("cues-out-of-order").files, day(1))

    assert [issue.code for issue in issues] == ["cue-order"]
    assert stores.archive.current() == before


def test_at_start_up_an_error_in_one_program_does_not_keep_back_another(stores):
    files = good_content()
    for path in [path for path in files if path.startswith("programs/tiny/")]:
        twin = path.replace("tiny", "broken")
        files[twin] = files[path].replace(b"id: tiny", b"id: broken")
    files["programs/broken/program.yaml"] += b"colour: blue\n"

    issues = serve_content(stores, files, day(0))

    assert [(issue.code, issue.file) for issue in issues] == [
        ("unknown-key", "programs/broken/program.yaml")
    ]
    assert stores.archive.current().keys() == {"tiny"}


def test_a_published_step_goes_only_where_a_migration_says(stores):
    publish(stores, good_content(), day(0))
    gone = mistake("published-step-gone").files
    with pytest.raises(ContentRefused):
        publish(stores, gone, day(1))

    migration = b"- name: new-close\n  why: Renamed.\n  moved: {a-close: a-end}\n"
    publish(stores, {**gone, "programs/tiny/migrations.yaml": migration}, day(2))

    assert len(stores.archive.all()) == 2


def with_study(higher: str) -> dict[str, bytes]:
    """The good content, with a questionnaire of a study beside the others."""
    files = changed("programs/tiny/program.yaml", "cadence", "also_asked: [rest]\ncadence")
    for ending in ("yaml", "en.yaml"):
        text = files[f"instruments/energy.{ending}"].replace(b"energy", b"rest")
        files[f"instruments/rest.{ending}"] = text.replace(
            b"higher: worse", f"higher: {higher}".encode()
        )
    return files


def test_a_questionnaire_that_was_left_out_for_a_while_keeps_its_meaning(stores):
    publish(stores, with_study("worse"), day(0))
    publish(stores, good_content(), day(1))
    with pytest.raises(ContentRefused) as refused:
        publish(stores, with_study("better"), day(2))
    (issue,) = refused.value.issues
    assert (issue.code, issue.file, issue.line) == ("scale-changed", "instruments/rest.yaml", 6)
    publish(stores, with_study("worse"), day(3))


def drawing(version: int, seed: str) -> dict[str, bytes]:
    """The good content with a rule that draws."""
    arms = "[{id: a, chance: 0.5, then: {do: say}}, {id: b, chance: 0.5}]"
    files = good_content()
    files["programs/tiny/rules.yaml"] += (
        f"- id: drawn\n  version: {version}\n  when: {{ask: flare}}\n"
        f"  then: {{do: randomise, seed: {seed}, arms: {arms}}}\n"
    ).encode()
    files["programs/tiny/rules.en.yaml"] += (
        b"drawn:\n  patient: Here is something new.\n  therapist: It was drawn.\n"
    )
    return files


def test_a_draw_under_a_version_of_long_ago_is_the_draw_of_that_version(stores):
    publish(stores, drawing(1, "nights"), day(0))
    publish(stores, drawing(2, "evenings"), day(1))
    with pytest.raises(ContentRefused) as refused:
        publish(stores, drawing(1, "mornings"), day(2))
    assert [issue.code for issue in refused.value.issues] == ["policy-changed"]
    publish(stores, drawing(1, "nights"), day(3))


def test_a_draw_that_was_left_out_for_a_while_keeps_its_arms_under_its_version(stores):
    publish(stores, drawing(1, "nights"), day(0))
    publish(stores, good_content(), day(1))
    with pytest.raises(ContentRefused) as refused:
        publish(stores, drawing(1, "evenings"), day(2))
    assert [issue.code for issue in refused.value.issues] == ["policy-changed"]
    publish(stores, drawing(2, "evenings"), day(3))


def test_crisis_lines_come_from_the_draft_also_when_its_programs_have_errors():
    assert load(mistake("broken-yaml").files).help["xx"].lines[0].phone == "112"


def test_the_hash_is_the_same_whatever_the_machine_writes_lines_with():
    files = good_content()
    windows = {
        path: b"\xef\xbb\xbf" + text.replace(b"\n", b"\r\n") for path, text in files.items()
    }
    apart = {
        path: unicodedata.normalize("NFD", text.decode()).encode()
        for path, text in files.items()
    }
    shuffled = dict(reversed(files.items()))
    one = load(files).programs[TINY].hash
    for other in (windows, apart, shuffled):
        assert load(other).programs[TINY].hash == one


def test_the_hash_of_given_words_never_changes():
    assert content_hash({"a": "é\r\n", "b": ""}) == (
        "1fda26e2a4471e014d38a1973fd194b16e48931d1fe27805ffbf3d0274abdcdb"
    )


@pytest.mark.parametrize(
    "path",
    [
        "programs/tiny/program.en.yaml",
        "programs/tiny/rules.yaml",
        "programs/tiny/rules.en.yaml",
        "modules/first/module.yaml",
        "modules/second/module.en.yaml",
        "modules/first/02-in-the-way.en.md",
        "practices/breath.yaml",
        "instruments/gad7.en.yaml",
    ],
)
def test_the_hash_covers_all_a_program_is_made_of(path):
    files = good_content()
    files[path] += b"# a remark\n" if path.endswith("yaml") else b"\nOne more line.\n"
    assert load(files).programs[TINY].hash != load(good_content()).programs[TINY].hash


@pytest.mark.parametrize("path", ["help/xx.yaml", "modules/first/design.md"])
def test_the_hash_does_not_cover_help_or_pages_for_staff(path):
    files = good_content()
    files[path] += b"# a remark\n"
    assert load(files).programs[TINY].hash == load(good_content()).programs[TINY].hash


def test_an_archived_program_that_was_altered_is_refused(stores):
    (kept,) = publish(stores, good_content(), day(0))
    path = "programs/tiny/program.en.yaml"
    files = {**kept.files, path: kept.files[path] + "\n"}
    altered = Published(program="tiny", content=kept.content, at=kept.at, files=files)
    with pytest.raises(ValueError, match="hash"):
        load_program(altered)


@pytest.mark.parametrize("path", ["modules/first/module.yaml", "programs/tiny/program.yaml"])
def test_an_archived_program_that_lacks_a_part_is_refused_in_words(stores, path):
    (kept,) = publish(stores, good_content(), day(0))
    files = {name: text for name, text in kept.files.items() if name != path}
    short = Published(program="tiny", content=content_hash(files), at=kept.at, files=files)
    with pytest.raises(ValueError, match="tiny"):
        load_program(short)


def test_a_damaged_version_in_the_archive_does_not_keep_a_new_one_back(stores):
    (kept,) = publish(stores, good_content(), day(0))
    wrong = Published(program="tiny", content=ContentHash("0" * 64), at=day(0), files={})
    stores.archive.put(wrong)
    issues = serve_content(stores, good_content(), day(1))
    assert [(issue.code, issue.severity) for issue in issues] == [("archive", "note")]
    assert stores.archive.current() == {"tiny": kept.content}


def test_where_the_published_version_cannot_be_read_the_one_before_it_is_held_to(stores):
    (kept,) = publish(stores, good_content(), day(0))
    wrong = Published(program="tiny", content=ContentHash("0" * 64), at=day(1), files={})
    stores.archive.put(wrong)
    notes: list[str] = []
    with pytest.raises(ContentRefused) as refused:
        publish(stores, mistake("published-scale-changed").files, day(2))
    assert {issue.code for issue in refused.value.issues} == {"archive", "scale-changed"}
    publish(stores, good_content(), day(2), lambda told: notes.extend(map(str, told)))
    assert f"not compared with it, but with {kept.content[:12]}; run" in notes[0]


def run(*arguments: str, store: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "program", *arguments],
        env={"CAIRN_STORE": f"tinydb:{store}", "PYTHONDONTWRITEBYTECODE": "1"},
        cwd=CONTENT.parent,
        capture_output=True,
        text=True,
        check=False,
    )


def test_an_author_checks_and_publishes_from_the_command_line(tmp_path):
    draft = tmp_path / "content"
    for path, text in good_content().items():
        (draft / path).parent.mkdir(parents=True, exist_ok=True)
        (draft / path).write_bytes(text)
    store = tmp_path / "data"

    fine = run("check", "--content", str(draft), store=store)
    assert (fine.returncode, fine.stdout) == (0, "nothing is wrong\n")
    assert not store.exists()

    done = run("publish", "--content", str(draft), store=store)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"tiny {load(good_content()).programs[TINY].hash}")

    (draft / "modules/first/module.de.yaml").write_text(
        "title: Ein\nabout: Klein.\nnext: eins\n"
    )
    noted = run("publish", "--content", str(draft), store=store)
    assert noted.stdout.startswith("tiny ")
    assert "note: There are no words in de for this file." in noted.stderr
    (draft / "modules/first/module.de.yaml").unlink()

    (draft / "practices" / "breath.yaml").write_text("id: breath\n")
    bad = run("check", "--content", str(draft), "--format", "json", store=store)
    assert bad.returncode == 1
    assert '"code": "missing-key"' in bad.stdout
    refused = run("publish", "--content", str(draft), store=store)
    assert refused.returncode == 1
    assert "practices/breath.yaml:1: minutes is missing." in refused.stdout

    told = run("check", "--content", str(draft), store=store)
    assert "tiny goes on as it was published since " in told.stdout


def test_a_folder_that_is_not_there_is_wrong_use(tmp_path):
    wrong = run("check", "--content", str(tmp_path / "nowhere"), store=tmp_path)
    assert wrong.returncode == 2
    assert "--content" in wrong.stderr
    assert "Traceback" not in wrong.stderr


def test_a_linked_folder_is_named_and_not_taken_for_one_that_nobody_wrote(tmp_path):
    for path, data in good_content().items():
        (tmp_path / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "content" / path).write_bytes(data)
    module = tmp_path / "content" / "modules" / "second"
    module.rename(tmp_path / "elsewhere")
    module.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError, match=r"link to a folder.*modules/second"):
        read_folder(tmp_path / "content")


@pytest.mark.parametrize("make", [Path.mkdir, lambda path: path.symlink_to("nowhere")])
def test_rules_that_are_a_folder_or_a_link_to_nothing_are_not_taken_for_no_rules(
    tmp_path, make
):
    path = "programs/tiny/rules.yaml"
    for name, text in good_content().items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(text)
    (tmp_path / path).unlink()
    make(tmp_path / path)
    with pytest.raises(OSError, match=path):
        read_folder(tmp_path)
    wrong = run("check", "--content", str(tmp_path), store=tmp_path)
    assert (wrong.returncode, path in wrong.stderr) == (2, True)
    assert "Traceback" not in wrong.stderr


def test_ten_mistakes_in_a_rule_file_are_told_at_once_and_change_nothing(tmp_path):
    bad = mistake("ten-mistakes-in-a-rule-file").files
    draft, store = tmp_path / "content", tmp_path / "data"
    for path, text in bad.items():
        (draft / path).parent.mkdir(parents=True, exist_ok=True)
        (draft / path).write_bytes(text)
    stores = open_stores(f"tinydb:{store}")
    (kept,) = publish(stores, good_content(), day(0))

    refused = run("publish", "--content", str(draft), store=store)

    assert refused.returncode == 1
    told = [line for line in refused.stdout.splitlines() if ": " in line]
    lines = (2, 5, 8, 11, 16, 18, 22, 26, 35, 39)
    assert [line.split(": ")[0] for line in told] == [
        f"programs/tiny/rules.yaml:{line}" for line in lines
    ]
    assert all(line.endswith(")") for line in told)
    assert len(serve_content(stores, bad, day(1))) == len(lines)
    assert stores.archive.current() == {"tiny": kept.content}
    assert stores.archive.all() == (kept.content,)
