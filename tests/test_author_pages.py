"""Authors see what is served, and play a program with invented people before others meet it."""

import random
import re
import shutil
from dataclasses import replace
from html import unescape

import pytest

from program.ids import AccountId, InstrumentId
from program.modules.spec import CheckInStep, LessonStep, PracticeStep
from program.service.authoring import programs_to_play
from program.service.clinic import Clinic, Signed
from program.service.previewing import check_in_at_first, exercise_at_first
from program.service.running import set_clinic, set_source
from program.storage.open import open_stores
from program.ui.pages import PAGES
from program.ui.parts.questions import questions
from program.ui.parts.trial import Trial, played
from tests.content_tables import PROGRAMS
from tests.make import MONDAY
from tests.staff_clinic import CONTENT, StaffClinic
from tests.test_staff_pages import opened, press, seen


@pytest.fixture
def desk():
    clinic = StaffClinic(mode="live")
    clinic.staff("ada", "author", "Ada")
    set_clinic(clinic.clinic)
    yield clinic
    set_source(None)


def test_an_author_sees_what_is_published_and_that_nothing_wants_mending(desk):
    desk.at(365)  # after the days on which our crisis lines were checked
    words = seen(opened(desk, "ada"))
    assert "Pain and mood" in words
    assert "the same" in words
    assert "Nothing is wrong with the folder." in words


def test_a_published_program_that_is_not_whole_is_named_and_takes_no_page_away(tmp_path):
    clinic = StaffClinic(store=f"tinydb:{tmp_path}")
    clinic.staff("ada", "author", "Ada")
    content = clinic.clinic.stores.archive.current()["pain-and-mood"]
    (tmp_path / "archive" / "versions" / f"{content}.json").unlink()
    fresh = StaffClinic.again(clinic)
    set_clinic(fresh.clinic)
    words = seen(opened(fresh, "ada"))
    assert "Published, but not whole in the archive: pain-and-mood." in words
    assert "Steady steps" in words
    for page in PAGES["author"]:
        assert seen(opened(fresh, "ada", "" if page.url == "/" else page.file))
    set_source(None)


def reading(desk, folder) -> Clinic:
    """The same clinic, with a folder of content of one's own."""
    settings = replace(desk.clinic.settings, content=folder)
    clinic = Clinic(desk.clinic.stores, settings, lambda: desk.now, random.Random(1))
    set_clinic(clinic)
    return clinic


def test_an_author_sees_each_value_that_the_folder_changes_beside_what_is_published(
    desk, tmp_path
):
    assert "What the folder changes" not in seen(opened(desk, "ada"))
    folder = tmp_path / "content"
    shutil.copytree(CONTENT, folder)
    rules = folder / "programs/pain-and-mood/rules.yaml"
    text = rules.read_text("utf-8")
    was = 'scale: peg, since: baseline, op: ">=", value: 2.0'
    assert was in text
    rules.write_text(text.replace(was, was.replace("2.0", "2.5")), "utf-8")
    reading(desk, folder)
    words = seen(opened(desk, "ada"))
    assert "changed; publish it when it is ready" in words
    assert "Pain and mood: 1 change" in words
    assert "The rule pain-much-higher differs in when" in words
    cells = re.sub(r"<[^>]+>", " ", words.partition("pain-much-higher")[2]).split()
    assert " ".join(cells).split("same.")[1].startswith(" Where when.value Was 2 Is now 2.5")


def test_an_author_sees_at_a_glance_what_is_still_to_be_written(desk, tmp_path):
    folder = tmp_path / "content"
    shutil.copytree(CONTENT, folder)
    path = folder / "modules/pace-2/module.en.yaml"
    path.write_text(path.read_text("utf-8").replace("What I did on one day", "TODO"), "utf-8")
    reading(desk, folder)
    words = seen(opened(desk, "ada"))
    assert "What wants mending" not in words
    assert "What is not finished" in words
    assert words.count("changed, and not finished yet") == len(PROGRAMS)
    assert "The draft can be read and played, and is published once that is done." in words
    listed = seen(opened(desk, "ada", "author/lessons.py"))
    assert "The draft; it is not published yet." in listed


def test_an_author_reads_every_lesson_as_a_patient_does_in_full_and_in_short(desk):
    words = unescape(seen(opened(desk, "ada", "author/lessons.py")))
    for program in PROGRAMS.values():
        for module in program.modules.values():
            for stem, lesson in module.lessons.items():
                assert lesson["en"].title in words, stem
    steady = words.rpartition("Steady steps")[2]
    everybody, offered, after = re.split("Offered where it fits|Some weeks after", steady)
    assert "On everybody’s path" in everybody
    assert "Building up" in everybody
    assert "Your care team and medicines" in offered
    assert "Three months on" in after
    ours = PROGRAMS["pain-and-mood"]
    module = ours.modules["finding-your-pace"]
    lesson = module.lessons["01-a-good-day-can-cost-three"]["en"]
    place = {"p": ours.id, "m": module.id, "s": "p-good-day"}
    before = desk.clinic.stores.events.heads()
    for asked, shown in (({}, lesson.body), ({"v": "short"}, lesson.short)):
        app = opened(desk, "ada", "author/lessons.py", **place, **asked)
        texts = [one.value for one in app.markdown]
        assert [one for one in texts if one in (lesson.body, lesson.short)] == [shown]
        assert lesson.title in seen(app)
    assert desk.clinic.stores.events.heads() == before


def test_an_author_reads_what_the_folder_holds_before_it_is_published(desk, tmp_path):
    folder = tmp_path / "content"
    shutil.copytree(CONTENT, folder)
    path = folder / "modules/finding-your-pace/01-a-good-day-can-cost-three.en.md"
    text = path.read_text("utf-8")
    path.write_text(text.replace("At last, a good day.", "A good day, at last."), "utf-8")
    reading(desk, folder)
    place = {"p": "pain-and-mood", "m": "finding-your-pace", "s": "p-good-day"}
    assert "A good day, at last." in seen(opened(desk, "ada", "author/lessons.py", **place))
    listed = seen(opened(desk, "ada", "author/lessons.py"))
    assert "The draft; it is not published yet." in listed


@pytest.mark.parametrize("page", ["", "author/lessons.py", "author/trial.py"])
def test_a_damaged_version_in_the_archive_keeps_no_page_of_an_author_from_being_read(
    tmp_path, page
):
    desk = StaffClinic(store=f"tinydb:{tmp_path}", mode="live")
    desk.staff("ada", "author", "Ada")
    content = desk.clinic.stores.archive.current()["pain-and-mood"]
    (kept,) = [path for path in tmp_path.rglob(f"*{content}*") if path.is_file()]
    kept.write_bytes(kept.read_bytes()[:-200])
    stores = open_stores(f"tinydb:{tmp_path}", "live")
    set_clinic(Clinic(stores, desk.clinic.settings, lambda: desk.now, random.Random(1)))
    try:
        app = opened(desk, "ada", page)
    finally:
        set_source(None)
    words = unescape(seen(app)) + " ".join(one for box in app.selectbox for one in box.options)
    assert "Steady steps" in words
    assert page or "The published version of pain-and-mood cannot be read" in words


OURS = PROGRAMS["pain-and-mood"]


def read_step(desk, module, step):
    app = opened(desk, "ada", "author/lessons.py", p=OURS.id, m=module, s=step)
    return unescape(seen(app))


def first_of(sort):
    """The first step of a sort in a program, with the module it stands in."""
    each = ((module.id, step) for module in OURS.modules.values() for step in module.steps)
    return next((module, step) for module, step in each if isinstance(step, sort))


def test_an_author_reads_what_an_exercise_asks_and_nothing_can_be_answered_there(desk):
    before = desk.clinic.stores.events.heads()
    listed = opened(desk, "ada", "author/lessons.py")
    assert "m=welcome&amp;s=w-my-goal" in "".join(one.value for one in listed.markdown)
    app = opened(desk, "ada", "author/lessons.py", p=OURS.id, m="welcome", s="w-my-goal")
    words = unescape(seen(app))
    for asked in ("What do you want more of in your life, with or without pain?",
                  "Words", "A number from 0 (", "Share my words"):  # fmt: skip
        assert asked in words
    assert not app.button
    assert desk.clinic.stores.events.heads() == before


@pytest.mark.parametrize("at", ["intake", "weekly", "middle", "end", "booster"])
def test_every_question_of_a_check_in_can_be_declined(at):
    pages = check_in_at_first(at, OURS, MONDAY.date(), "en")
    assert all(field.optional for page in pages for field in page.fields)


def test_an_author_reads_every_item_of_a_check_in(desk):
    module, step = first_of(CheckInStep)
    words = read_step(desk, module, step.id)
    for name in ("peg", "phq8", "gad7"):
        asked = OURS.instruments[InstrumentId(name)].words["en"]
        assert asked.lead in words
        for item in asked.items.values():
            assert item.label in words
        assert words.count("Each question has “I'd rather not say” as one of its answers.") == 1
        assert "(if you like)" not in words
        for option in (
            label for item in asked.items.values() for label in item.options.values()
        ):
            assert option in words


@pytest.mark.parametrize(
    ("name", "instruments"),
    [
        ("intake", ("intake",)),
        ("weekly", ("peg", "phq8", "energy")),
        ("middle", ("gad7", "change")),
        ("end", ("gad7", "change")),
        ("booster", ("area", "change")),
    ],
)
def test_an_author_reads_what_is_asked_between_modules_and_after_them(desk, name, instruments):
    listed = opened(desk, "ada", "author/lessons.py")
    assert f"p={OURS.id}&amp;c={name}" in "".join(one.value for one in listed.markdown)
    app = opened(desk, "ada", "author/lessons.py", p=OURS.id, c=name)
    words = unescape(seen(app))
    for item in (
        item
        for instrument in instruments
        for item in OURS.instruments[InstrumentId(instrument)].words["en"].items.values()
    ):
        assert item.label in words
    assert not app.button


def test_an_author_reads_all_the_words_of_a_practice(desk):
    module, step = first_of(PracticeStep)
    words = read_step(desk, module, step.id)
    said = OURS.practices[step.practice].words["en"]
    for sentence in (said.about, said.caution, *said.cues.values()):
        assert sentence in words


@pytest.mark.parametrize("name", PROGRAMS)
def test_whatever_a_step_asks_can_be_read_by_authors(desk, name):
    program, today = PROGRAMS[name], desk.now.date()
    for module in program.modules.values():
        for step in module.steps:
            if isinstance(step, CheckInStep):
                pages = check_in_at_first(step.occasion, program, today, "en")
            elif isinstance(step, LessonStep):
                continue
            else:
                pages = exercise_at_first(step, program, today).pages
            drawn = unescape("".join(questions(pages, "en")))
            for label in (field.label for page in pages for field in page.fields):
                assert f"<strong>{label}</strong>" in drawn, step.id


def test_an_author_plays_a_program_and_sees_ways_rules_and_load(desk):
    app = opened(desk, "ada", "author/trial.py")
    assert "The ways they took" not in seen(app)
    app = press(app, "Play")
    words = seen(app)
    assert "Of 50 people," in words
    assert "people have a new red signal" in words
    for rule in PROGRAMS["pain-and-mood"].rules:
        assert rule.id in words
    summary = played(Trial(PROGRAMS["pain-and-mood"], 50, 12, 1))
    rules = ", ".join(one.rule for one in summary.rules if one.yes and not one.used)
    assert rules
    assert f"spoke and were never followed, as others went before them: {rules}." in words
    again = opened(desk, "ada", "author/trial.py", **Trial(
        PROGRAMS["pain-and-mood"], 50, 12, 1).query())  # fmt: skip
    assert seen(again) == words  # whoever opens the address sees what was played


def test_results_stand_under_a_form_that_says_what_was_played(desk):
    ours = PROGRAMS["acceptance-and-mindfulness"]
    trial = Trial(ours, 100, 26, 7)
    app = opened(desk, "ada", "author/trial.py", **trial.query())
    assert "Not played here yet." in seen(app)
    assert [box.value for box in app.selectbox] == [ours.id, 100, 26]
    assert app.number_input[0].value == 7
    next(box for box in app.selectbox if box.label == "People").select(50)
    app.number_input[0].set_value(3)
    app = press(app, "Play")
    assert f"what is published, {ours.hash[:8]}), 26 weeks, seed 3." in seen(app)
    assert [box.value for box in app.selectbox] == [ours.id, 50, 26]
    assert app.query_params == Trial(ours, 50, 26, 3).query()


def test_a_draft_that_is_not_published_says_so_before_and_after_it_is_played(desk, tmp_path):
    folder = tmp_path / "content"
    shutil.copytree(CONTENT, folder)
    words = folder / "programs/pain-and-mood/program.en.yaml"
    words.write_text(words.read_text("utf-8").replace("title: ", "title: New ", 1), "utf-8")
    clinic = reading(desk, folder)
    first, *others = programs_to_play(clinic, Signed(AccountId("ada"), "author", None, "s"))
    assert not first.published
    assert all(one.published for one in others)
    app = opened(desk, "ada", "author/trial.py")
    named = f"the draft, not published yet, {first.program.hash[:8]}"
    assert app.selectbox[0].options[0].endswith(f"({named})")
    assert f"({named}), 12 weeks, seed 1." in seen(press(app, "Play"))


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"people": "7"},
        {"weeks": "x"},
        {"seed": "0"},
        {"program": "no-such"},
        {"seed": "²"},
        {"seed": "1" * 5000},
    ],
    ids=lambda wrong: str(wrong)[:24],
)
def test_an_address_that_asks_for_what_cannot_be_played_asks_for_nothing(wrong):
    asked = Trial(PROGRAMS["pain-and-mood"], 50, 12, 1).query() | wrong
    found = Trial.read(asked, {str(name): one for name, one in PROGRAMS.items()})
    assert (found is None) is bool(wrong)
