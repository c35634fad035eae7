"""The main job, in a real browser: a patient's first weeks, a therapist who assigns, a
researcher who exports."""

import csv
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from program.service import directing
from tests.filling import CALM, hand_in
from tests.make import day
from tests.running import DESK, PHONE, settled, unfold
from tests.served import PROGRAM, Clinical, clinical, do_module

PATIENTS = {"ana": ("Ana Ruiz", PHONE), "ben": ("Ben Okafor", DESK)}
RATED = {"ana": ("sleep", 8), "ben": ("mood", 3)}
"""What gets in the way after three weeks, and how much."""
NEXT = {
    "ana": (
        "Sleep and your body clock",
        "Sleep got in your way a lot this week, so sleep comes next.",
    ),
    "ben": ("Doing what matters", "This is the next step of the program."),
}
KIND = "We talked about your evenings. I think this one may help you now."


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinical]:
    with clinical(tmp_path_factory.mktemp("clinic")) as there:
        yield there


@pytest.mark.parametrize("login", PATIENTS)
def test_a_first_visit_leads_from_consent_to_the_first_stone(here: Clinical, login: str):
    name, size = PATIENTS[login]
    here.patient(login, name)
    page = here.browse(login, size)
    expect(page.get_by_text("Your path is being made ready")).to_be_visible()
    directing.assign(here.clinic, here.signed("robin"), here.who(login), PROGRAM)
    page.reload()
    settled(page)
    page.get_by_role("button", name="I have read this and want to begin").click()
    hand_in(page, CALM)
    page.get_by_role("button", name="Go on without it").click()
    expect(page.get_by_role("heading", name="Pain is real", level=1)).to_be_visible()
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", name="A slow breath", level=1)).to_be_visible()
    hand_in(page, {})
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", name="That is done. It counts.")).to_be_visible()
    expect(page.get_by_text("1 stone so far")).to_be_visible()
    record = here.clinic.record(here.who(login))
    assert record.consented
    assert {"w-pain-is-real", "w-slow-breathing"} <= record.modules["welcome"].done


@pytest.mark.parametrize("login", PATIENTS)
def test_three_weeks_on_what_was_rated_decides_what_comes_next(here: Clinical, login: str):
    _, size = PATIENTS[login]
    page = here.browse(login, size)
    for week, module in enumerate(
        ("welcome", "understanding-pain-and-mood", "finding-your-pace")
    ):
        here.server.at = day(7 * week + 1)
        do_module(here.clinic, here.signed(login), here.who(login), module)
    here.server.at = day(22)
    here.go(page, "/")
    page.get_by_role("button", name="Begin").click()
    area, how_much = RATED[login]
    hand_in(page, {"area__most": area, "area__how_much": how_much})
    module, why = NEXT[login]
    expect(page.get_by_text(f"Next comes: {module}.")).to_be_visible()
    expect(page.get_by_text(why)).to_be_visible()
    page.get_by_role("link", name="Go to Today").click()
    expect(page.get_by_role("heading", name=module, level=2)).to_be_visible()
    expect(page.get_by_text(why)).to_be_visible()


def test_the_therapist_sees_why_and_pins_a_module_which_the_patient_gets(here: Clinical):
    page = here.browse("robin", DESK)
    page.get_by_role("link", name="All (2)").click()
    page.get_by_role("link", name="Ana Ruiz").click()
    expect(page.get_by_role("heading", name="Ana Ruiz", level=1)).to_be_visible()
    expect(page.get_by_text("Sleep was rated 7 of 10 or more").first).to_be_visible()
    settled(page)
    unfold(page, "Pin the next module")
    module = page.get_by_role("combobox", name="Module")
    module.scroll_into_view_if_needed()
    settled(page)  # a list that is open while the page scrolls closes again
    module.fill("Making room")  # what is typed only filters: nothing is chosen yet
    page.get_by_role("option", name="Making room").click()
    expect(page.get_by_role("option")).to_have_count(0)
    expect(module).to_have_value("Making room")
    page.get_by_role("textbox", name="Reason, for the record").fill(
        "We agreed on this on the phone."
    )
    page.get_by_role("textbox", name="What Ana Ruiz reads").fill(KIND)
    page.get_by_role("button", name="Pin this module").click()
    expect(page.get_by_text("Pinned. It comes next, and the reason is kept.")).to_be_visible()
    expect(page.get_by_text("Pinned: Making room.", exact=False)).to_be_visible()
    ana = here.browse("ana", PHONE)
    ana.reload()
    settled(ana)
    expect(ana.get_by_role("heading", name="Making room", level=2)).to_be_visible()
    expect(ana.get_by_text(KIND)).to_be_visible()


def test_a_researcher_exports_every_planned_module_and_the_decisions_that_were_shown(
    here: Clinical, tmp_path: Path
):
    out = tmp_path / "bundle"
    verb = [sys.executable, "-m", "program", "export", "--as", "kim", "--out", str(out)]
    subprocess.run(verb, check=True, env={**os.environ, "CAIRN_STORE": here.server.store})
    modules = rows(out / "module_progress.csv")
    courses = {row["enrolment_code"] for row in modules}
    assert len(courses) == len(PATIENTS)
    program = here.clinic.program(str(here.clinic.record(here.who("ana")).content))
    planned = {(course, module) for course in courses for module in program.plan.modules}
    assert {(row["enrolment_code"], row["module"]) for row in modules} == planned
    assert len(modules) == len(planned)
    told = {row["patient_sentence"] for row in rows(out / "decisions.csv")}
    assert {why for _, why in NEXT.values()} <= told


def rows(table: Path) -> list[dict[str, str]]:
    with table.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))
