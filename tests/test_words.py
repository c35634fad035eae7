"""Every sentence of the interface stands in the catalogue's template, and can be filled."""

import re
import string
from datetime import date
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from program.words import locales, say, say_count, say_rows

ROOT = Path(__file__).parent.parent
TEMPLATE = ROOT / "program" / "words" / "cairn.pot"


def catalogue() -> Catalog:
    """Every msgid that is marked with N_ anywhere in the program, and the plural pairs."""
    found = Catalog(project="Cairn")
    marked = {"N_": None, "say_count": (2, 3)}
    for _, _, msgid, _, _ in extract_from_dir(ROOT / "program", keywords=marked):
        found.add(msgid)
    return found


def msgids(found: Catalog) -> set[object]:
    return {message.id for message in found if message.id}


def test_the_days_of_a_list_have_a_year_where_it_is_not_that_of_the_last():
    rows = [(date(2025, 12, 30), "4"), (date(2026, 1, 5), "–")]
    assert list(say_rows("en", rows)) == [
        ["Tue 30\u00a0Dec 2025", "4"],
        ["Mon 5\u00a0Jan", "–"],
    ]


def test_the_template_holds_every_sentence_of_the_interface():
    with TEMPLATE.open("rb") as stream:
        kept = read_po(stream)
    assert msgids(kept) == msgids(catalogue()), "run `make words`"


def test_no_number_parts_from_its_unit_at_the_end_of_a_line():
    sentences = [str(msgid) for msgid in msgids(catalogue())]
    assert [one for one in sentences if re.search(r"\} (min|sec|h|m|km|kg)\b", one)] == []


def test_everybody_reads_of_a_short_version_and_nobody_of_a_form():
    voices = (ROOT / "content" / "programs").glob("*/rules.en.yaml")
    told = [str(msgid) for msgid in msgids(catalogue())]
    told += [spoken.read_text("utf-8") for spoken in voices]
    assert [words for words in told if "short form" in words] == []


def test_every_catalogue_fills_the_same_places_as_the_sentence_it_translates():
    for locale in locales()[1:]:
        with (ROOT / "program" / "words" / f"{locale}.po").open("rb") as stream:
            for message in read_po(stream, locale=locale):
                if message.id and message.string:
                    assert places(str(message.id)) == places(str(message.string))


def places(sentence: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence)} - {None}


def test_a_sentence_without_a_translation_is_said_in_english():
    assert say("xx", "Good to see you, {name}.", name="Ana") == "Good to see you, Ana."
    assert say("en", "") == ""


def test_one_and_many_are_told_apart():
    assert say_count("en", "{n} stone", "{n} stones", 1) == "1 stone"
    assert say_count("en", "{n} stone", "{n} stones", 3) == "3 stones"


def test_no_sentence_breaks_when_it_is_filled():
    for sentence in (one for one in msgids(catalogue()) if isinstance(one, str)):
        assert re.search(r"\{\d*\}", sentence) is None, sentence


def write() -> None:
    """Write the template anew."""
    made = BytesIO()
    write_po(made, catalogue(), sort_output=True, omit_header=True, width=96)
    TEMPLATE.write_bytes(made.getvalue())


if __name__ == "__main__":
    write()
