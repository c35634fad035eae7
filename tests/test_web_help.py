"""Help is there for everyone, whatever else is broken."""

import re
import resource
from pathlib import Path

import pytest

from program.service.help_lines import help_lines
from tests.web import clinic_open

CONTENT = Path(__file__).parent.parent / "content"


def test_help_has_the_regions_lines_to_tap_the_emergency_number_first():
    with clinic_open(region="gb") as client:
        page = client.get("/help").text
        numbers = re.findall(r'class="call" href="tel:(\d+)"', page)
        assert numbers[:3] == ["999", "116123", "111"]


@pytest.mark.parametrize("region", ["es", "gb", "us"])
def test_help_has_a_line_for_people_whom_someone_close_hurts(region):
    lines = help_lines(CONTENT, region)
    assert any("hurt" in line.name for line in lines if line.phone and not line.emergency)


def test_a_line_that_answers_messages_or_has_a_chat_is_one_tap_away():
    with clinic_open(region="us") as client:
        page = client.get("/help").text
    assert '<a href="sms:988">Text 988</a>, or chat at' in page
    assert '<a href="sms:88788?body=START">Text START to 88788</a>' in page
    assert '<a href="https://988lifeline.org">988lifeline.org</a>' in page


def test_help_works_without_scripts():
    with clinic_open() as client:
        answer = client.get("/help")
        assert "<script" not in answer.text
        assert "script-src" not in answer.headers["content-security-policy"]


def test_help_names_the_signs_in_the_body_that_need_a_doctor_and_something_to_hold_on_to():
    with clinic_open() as client:
        page = client.get("/help").text
        for words in ("Numbness between your legs", "fever", "Name five things", 'href="/"'):
            assert words in page


@pytest.mark.parametrize(
    ("watched", "said"), [(False, "Nobody reads"), (True, "every day, but")]
)
def test_help_says_whether_anybody_reads_the_answers(watched, said):
    with clinic_open(watched=watched) as client:
        assert said in client.get("/help").text


@pytest.mark.parametrize("broken", ["", ": {", "region: us\nlines: []\n", "\x00", "lines: 5"])
def test_help_falls_back_on_what_stands_in_the_program(tmp_path, broken, caplog):
    (tmp_path / "help").mkdir()
    (tmp_path / "help" / "us.yaml").write_text(broken)
    with clinic_open(content=tmp_path) as client:
        page = client.get("/help").text
        assert re.findall(r'class="call" href="tel:(\d+)"', page) == ["911", "988", "112"]
        assert "call your local emergency number" in page
    assert "Mend the file" in caplog.text


@pytest.mark.parametrize("region", ["xx", "../../etc", "", "us/../us"])
def test_a_region_without_lines_shows_the_last_resort(region):
    with clinic_open(region=region) as client:
        assert 'href="tel:112"' in client.get("/help").text


def test_the_last_resort_is_left_where_no_file_can_be_opened_any_more(caplog):
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, before[1]))
    try:
        assert help_lines(CONTENT, "gb") == ()
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)
    assert "shows its last resort" in caplog.text


def test_help_works_while_the_store_cannot_be_reached(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    with clinic_open(store=f"tinydb:{blocked / 'data'}") as client:
        assert 'href="tel:988"' in client.get("/help").text
