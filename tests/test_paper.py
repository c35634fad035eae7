"""Cairn on paper: everything prints, can be read aloud, and holds what was written."""

import io
import re
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from program.access import Refused
from program.cli import main
from program.exercises import KINDS, Entry
from program.ids import ModuleId, StepId
from program.modules.body_signs import SIGNS
from program.modules.folder import read_folder
from program.modules.load import load
from program.paper import module_pages, render, sheet, workbook
from program.paper._forms import empty
from program.paper._pdf import black_on_white
from program.service import directing
from program.service.check_in import INTAKE_PLACE, save_check_in
from program.service.clinic import Signed
from program.service.exercises import save_exercise
from program.service.help_lines import help_lines
from program.service.papers import paper_size
from program.service.path import arrive, open_module
from program.web.papers import PAPERS, module_address
from program.words import say
from tests.clinic import ANA, PATIENT, THERAPIST, Small
from tests.content import mistake

TODAY = date(2026, 3, 2)
CONTENT = Path("content")
PACE = ModuleId("finding-your-pace")
PROGRAMS = load(read_folder(CONTENT)).programs
MODULES = {
    name: module for program in PROGRAMS.values() for name, module in program.modules.items()
}
HOME = {name: program for program in PROGRAMS.values() for name in program.modules}


def text(pdf: bytes) -> str:
    """What a reader aloud would say, in one line."""
    pages = PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def filled(kind: str, answers: dict | None = None) -> bytes:
    one = KINDS[kind]
    entries = [Entry(TODAY, answers or one.example)]
    pages = one.pages(one.example_spec)
    return render(one.title, sheet(one, pages, entries, "en"), "en", TODAY)


@pytest.mark.parametrize("name", KINDS)
def test_a_filled_sheet_begins_on_its_first_page_and_cuts_no_drawing(name):
    first = PdfReader(io.BytesIO(filled(name))).pages[0].extract_text()
    one = KINDS[name]
    drawn = one.picture([Entry(TODAY, one.example)])
    sentence = say("en", drawn.sentence, **drawn.values) if drawn else one.title
    assert " ".join(sentence.split()) in " ".join(first.split())


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_prints_empty_and_filled(name):
    kind = KINDS[name]
    blank = render(kind.title, empty(kind.pages(kind.example_spec), "en", 0), "en", TODAY)
    assert all(page.title in text(blank) for page in kind.pages(kind.example_spec)[:1])
    written = text(filled(name))
    assert kind.title in written
    for answer in kind.example.values():
        if isinstance(answer, str) and " " in answer:
            assert answer.split()[0] in written


@pytest.mark.parametrize("name", KINDS)
def test_days_on_paper_are_written_as_people_write_them(name):
    assert not re.search(r"\d{4}-\d\d-\d\d", text(filled(name)))


@pytest.mark.parametrize("name", MODULES)
def test_every_module_prints_with_every_step(name):
    module, words = MODULES[name], MODULES[name].words["en"]
    printed = text(render(words.title, module_pages(HOME[name], module, "en"), "en", TODAY))
    titles = [step.title for step in words.steps.values()]
    titles += [lesson["en"].title for lesson in module.lessons.values()]
    assert [title for title in titles if " ".join(title.split()) not in printed] == []


def test_a_document_is_tagged_named_and_in_its_language():
    pdf = PdfReader(io.BytesIO(filled("weekly_plan")))
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]
    assert root["/Lang"] == "en"
    assert pdf.metadata is not None
    assert pdf.metadata.title == KINDS["weekly_plan"].title
    assert b"pdfuaid" in pdf.trailer["/Root"]["/Metadata"].get_data()


def test_every_font_is_in_the_file():
    fonts = set()
    for page in PdfReader(io.BytesIO(filled("pain_mood_map"))).pages:
        for font in page["/Resources"]["/Font"].values():
            fonts.add(font.get_object()["/BaseFont"])
    assert fonts
    assert all("Atkinson" in font for font in fonts)


def test_what_a_person_types_is_never_markup():
    typed = '#panic("x") = Heading *bold* $x^2$ @ref <label> \\ // " #[]{} `code` "'
    written = text(filled("wrap_up", {**KINDS["wrap_up"].example, "line": typed}))
    assert "".join(typed.split()) in "".join(written.split())


@pytest.mark.parametrize("sign", ["😀", "❤️", "目标", "हिन्दी", "\x07", "\u200d", "\u200b"])
def test_a_sign_that_our_font_lacks_keeps_nobody_from_a_printed_plan(sign):
    pdf = filled("my_goal", {"goal": f"Sing {sign} in the choir", "rating": 3})
    assert "in the choir" in text(pdf)
    assert PdfReader(io.BytesIO(pdf)).trailer["/Root"]["/StructTreeRoot"]


def test_the_same_answers_on_the_same_day_give_the_same_file():
    assert filled("my_goal") == filled("my_goal")


@pytest.mark.parametrize("name", KINDS)
def test_paper_is_black_and_white(name):
    kind = KINDS[name]
    drawn = kind.picture([Entry(TODAY, kind.example)])
    if drawn is None:
        return
    svg = black_on_white(drawn.svg)
    assert "var(" not in svg
    assert "currentColor" not in svg
    for red, green, blue in re.findall(r"#(\w\w)(\w\w)(\w\w)", svg):
        assert red == green == blue


def test_people_get_the_paper_their_printers_hold():
    assert paper_size("us") == "us-letter"
    assert paper_size("gb") == "a4"


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_workbook_holds_the_whole_program_and_where_to_turn_to(name):
    program = PROGRAMS[name]
    lines = help_lines(CONTENT, "gb")
    printed = text(render("Workbook", workbook(program, lines, "en"), "en", TODAY))
    assert all(module.words["en"].title in printed for module in program.modules.values())
    assert "116 123" in printed
    assert all(sign in printed for sign in SIGNS)
    assert "pain on average in the past week" in printed


def test_paper_says_once_that_it_fills_in_nothing_by_itself():
    program = PROGRAMS["pain-and-mood"]
    whole = text(render("Workbook", workbook(program, (), "en"), "en", TODAY))
    alone = text(
        render("Pace", module_pages(program, program.modules[PACE], "en"), "en", TODAY)
    )
    for printed in (whole, alone):
        assert "If you have a pace, its amount is filled in." in printed
        assert printed.count("Where it says that something is filled in, copy it") == 1


def test_the_verb_writes_the_file_and_says_what_is_in_it(tmp_path, capsys):
    out = tmp_path / "book.pdf"
    assert main(["workbook", "pain-and-mood", str(out)]) == 0
    assert "Pain and mood" in capsys.readouterr().out
    assert out.read_bytes().startswith(b"%PDF")


def test_who_prints_a_draft_is_told_what_is_still_to_be_written(tmp_path, capsys):
    for path, text in mistake("something-still-to-be-written").files.items():
        (tmp_path / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "content" / path).write_bytes(text)
    out = tmp_path / "tiny.pdf"
    assert main(["workbook", "tiny", str(out), "--content", str(tmp_path / "content")]) == 0
    assert out.stat().st_size
    assert "01-one-idea.en.md:4: unfinished: TBC stands" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (["no-such", "book.pdf"], "there is no program no-such without errors"),
        (["pain-and-mood", "nowhere/book.pdf"], "cannot be written"),
    ],
)
def test_the_verb_says_in_plain_words_what_is_wrong(
    tmp_path, monkeypatch, capsys, given, words
):
    content = str(CONTENT.resolve())
    monkeypatch.chdir(tmp_path)
    assert main(["workbook", *given, "--content", content]) == 2
    said = capsys.readouterr().err
    assert words in said
    assert "Traceback" not in said


def ask(clinic: Small, what: str, name: str, by: Signed = PATIENT):
    return PAPERS[what].make(clinic.clinic, by, {"name": name, "locale": "en"})


def test_a_patient_prints_a_module_that_is_open_and_no_other():
    clinic = Small().enrol()
    clinic.open_welcome()
    file = ask(clinic, "module", "welcome")
    assert file is not None
    assert file.name == "cairn-welcome.pdf"
    assert "Pain is real" in text(file.body)
    assert ask(clinic, "module", "sleep-1") is None
    assert ask(clinic, "module", "../x") is None
    assert "name=welcome" in module_address(ModuleId("welcome"), "en")


@pytest.mark.parametrize(
    ("said", "amounts", "sounds"),
    [
        ({}, True, True),
        ({"intake__crash": "1"}, False, True),
        ({"intake__red_flags": ["trauma"]}, False, True),
        ({"intake__voices": "1"}, True, False),
    ],
    ids=["nothing said", "small efforts cost days", "a warning sign", "voices"],
)
def test_a_module_on_paper_is_as_careful_with_a_person_as_it_is_on_screen(
    said, amounts, sounds
):
    clinic = Small().enrol()
    arrive(clinic.clinic, PATIENT, ANA)
    given = {**clinic.calm_intake(), **said}
    save_check_in(clinic.clinic, PATIENT, ANA, INTAKE_PLACE, "k-intake", given)
    directing.direct(clinic.clinic, THERAPIST, ANA, "pin", "agreed", PACE)
    open_module(clinic.clinic, PATIENT, ANA, PACE, "full")
    printed = text(ask(clinic, "module", PACE).body)
    assert "A good day can cost three" in printed
    assert ("How much on each of these days?" in printed) is amounts
    assert ("add up your tries and divide by how many there are" in printed) is amounts
    assert ("Let the sounds come to you" in printed) is sounds
    assert ("There is no amount to reach. Rest comes" in printed) is ("intake__crash" in said)


def test_a_patient_prints_what_was_written_last():
    clinic = Small().enrol()
    clinic.open_welcome()
    assert ask(clinic, "tool", "tool-my-goal") is None
    goal = {**KINDS["my_goal"].example, "goal": "Sing in the choir again"}
    where = ModuleId("welcome"), StepId("w-my-goal")
    save_exercise(clinic.clinic, PATIENT, ANA, *where, "k-1", goal)
    file = ask(clinic, "tool", "tool-my-goal")
    assert file is not None
    assert "Sing in the choir again" in text(file.body)


def test_nobody_else_prints_it():
    clinic = Small().enrol()
    with pytest.raises(Refused):
        ask(clinic, "module", "welcome", THERAPIST)
