"""Instruments whose wording belongs to somebody: scored here, worded by a clinic with leave."""

from pathlib import Path

import pytest
import yaml

from program.adapt.schedule import make_check_in
from program.fields import check
from program.instruments.questions import Asked, pages, split
from program.instruments.score import score
from program.instruments.spec import InstrumentFile, InstrumentWords, ItemWords
from program.modules.folder import read_folder
from program.modules.load import load
from program.record import Record
from tests.content import good_content
from tests.make import MONDAY

FOLDER = Path("content/instruments")
FILES = {
    path.stem: InstrumentFile.model_validate(yaml.safe_load(path.read_text("utf-8")))
    for path in sorted(FOLDER.glob("*.yaml"))
    if "." not in path.stem
}
PACKS = {name: file for name, file in FILES.items() if file.wording == "pack"}
PROMIS = [name for name in PACKS if name.startswith("promis-")]


def told(name: str, *codes: int | None) -> dict[str, tuple[float | None, str | None]]:
    """Scale -> value and band, where these answers are given in the order of the items."""
    items = [item.id for item in FILES[name].items]
    answers = dict(zip(items, codes, strict=True))
    return {one.scale: (one.value, one.band) for one in score(FILES[name], answers)}


def test_the_measures_people_ask_for_are_there():
    assert {
        "promis-pain-interference-4a", "promis-depression-4a", "promis-sleep-disturbance-4a",
        "promis-fatigue-4a", "promis-physical-function-4a", "promis-social-roles-4a",
        "promis-pain-interference-8a", "promis-depression-8a",
        "pseq", "cpaq-8", "isi", "wsas", "pcs", "bpi-interference",
    } == set(PACKS)  # fmt: skip


@pytest.mark.parametrize("name", PACKS)
def test_no_wording_is_in_the_project_and_source_and_licence_are(name):
    assert not [*FOLDER.glob(f"{name}.*.yaml")]
    assert PACKS[name].source
    assert PACKS[name].licence


@pytest.mark.parametrize("name", PROMIS)
def test_promis_sums_become_t_scores_and_a_missing_item_leaves_none(name):
    n = len(FILES[name].items)
    table = FILES[name].scales[0].table
    assert told(name, *[1] * n)[name][0] == table[0]
    assert told(name, *[5] * n)[name][0] == table[-1]
    assert told(name, *[1] * (n - 1), 2)[name][0] == table[1]
    assert told(name, None, *[3] * (n - 1))[name] == (None, None)
    assert list(table) == sorted(table)


@pytest.mark.parametrize(
    ("name", "codes", "expected"),
    [
        ("promis-pain-interference-4a", (3, 3, 3, 3), (61.2, None)),
        ("promis-pain-interference-8a", (3,) * 8, (61.5, None)),
        ("promis-depression-4a", (3, 3, 3, 3), (62.2, "moderate")),
        ("promis-depression-8a", (3,) * 8, (62.1, "moderate")),
        ("promis-sleep-disturbance-4a", (3, 3, 3, 4), (56.1, "raised")),
        ("promis-fatigue-4a", (2, 2, 2, 2), (48.6, None)),
        ("promis-physical-function-4a", (5, 5, 5, 4), (48.0, None)),
        ("promis-social-roles-4a", (3, 3, 3, 3), (44.2, None)),
        ("pseq", (4,) * 10, (40, "mild")),
        ("pseq", (2,) * 9 + (1,), (19, "severe")),
        ("isi", (2, 2, 2, 2, 2, 2, 2), (14, "mild")),
        ("isi", (3, 2, 2, 2, 2, 2, 2), (15, "moderate")),
        ("wsas", (4, 4, 4, 4, 4), (20, "moderate")),
        ("wsas", (8, 8, 5, 0, 0), (21, "severe")),
        ("bpi-interference", (5, 6, 7, 8, None, None, None), (6.5, None)),
        ("bpi-interference", (5, 6, 7, None, None, None, None), (None, None)),
    ],
)
def test_exact_scores(name, codes, expected):
    assert told(name, *codes)[FILES[name].scales[0].id] == expected


def test_pain_willingness_is_counted_the_other_way_round():
    made = told("cpaq-8", 6, 6, 6, 0, 0, 6, 0, 0)
    assert made["cpaq8"] == (48, None)
    assert made["cpaq8-engagement"] == (24, None)
    assert made["cpaq8-willingness"] == (24, None)
    assert told("cpaq-8", *[6] * 8)["cpaq8-willingness"] == (0, None)


def test_catastrophizing_has_its_three_parts():
    made = told("pcs", *range(5), 0, 1, *[4] * 4, 2, 3)
    assert made["pcs-helplessness"] == (12, None)
    assert made["pcs-magnification"] == (4, None)
    assert made["pcs-rumination"] == (16, None)
    assert made["pcs"] == (32, "raised")


def made_up(file: InstrumentFile) -> InstrumentWords:
    """Words for any instrument; theirs belong to their owners."""
    options = {item.id: getattr(item, "codes", ()) for item in file.items}
    items = {
        name: ItemWords(label="Made up", low="a", high="b", options=dict.fromkeys(codes, "c"))
        for name, codes in options.items()
    }
    return InstrumentWords(title="Made up", items=items)


@pytest.mark.parametrize("name", FILES)
def test_every_instrument_can_be_asked_and_its_answers_come_back_to_it(name):
    asked = pages((Asked(FILES[name], made_up(FILES[name])),))
    checked = check(asked, {field.id: None for page in asked for field in page.fields})
    assert not checked.problems
    assert split(checked.answers) == {name: {item.id: None for item in FILES[name].items}}


def with_pack(also: str) -> dict[str, bytes]:
    content = good_content()
    program = content["programs/tiny/program.yaml"]
    content["programs/tiny/program.yaml"] = program + f"\nalso_asked: [{also}]\n".encode()
    content[f"instruments/{also}.yaml"] = (FOLDER / f"{also}.yaml").read_bytes()
    return content


def test_a_clinic_with_leave_adds_the_words_and_the_program_asks_them():
    content = with_pack("wsas")
    items = "".join(
        f"  item_{n}: {{label: Made up for tests, low: a, high: b}}\n" for n in range(1, 6)
    )
    words = f"title: Days\nitems:\n{items}bands: {{low: Low, moderate: Some, severe: Much}}\n"
    content["instruments/wsas.en.yaml"] = words.encode()
    loaded = load(content)
    assert loaded.issues == ()
    plan = loaded.programs["tiny"].plan
    assert plan.also_asked == ("wsas",)
    assert any(path == "instruments/wsas.en.yaml" for path in loaded.files["tiny"])
    for occasion, asked in (
        ("start", True),
        ("weekly", False),
        ("middle", True),
        ("end", True),
    ):
        due = make_check_in(plan, Record(), MONDAY.date(), occasion, with_phq9=False)
        assert ("wsas" in [ask.instrument for ask in due.asks]) is asked


def test_content_with_scorers_alone_is_good_content():
    assert load(read_folder(Path("content"))).issues == ()
    assert all(
        not set(PACKS) & set(p.instruments) for p in load(with_pack("isi")).programs.values()
    )
