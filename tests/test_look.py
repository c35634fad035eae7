"""The look: everyone can read it, and the cairn says what it draws."""

import json
import re
from html import unescape
from itertools import pairwise, product
from xml.etree import ElementTree

import pytest

from program.service.day import Stones
from program.ui.parts.cairn import _pile, cairn_svg, icon_svg
from program.ui.parts.look import asset, dress
from program.ui.patient.cairns import sentence

TEXT = [
    ("ink", "paper"), ("ink", "card"), ("ink", "soft"), ("ink", "clay-soft"),
    ("muted", "paper"), ("muted", "card"), ("muted", "soft"),
    ("link", "paper"), ("link", "card"), ("link", "soft"), ("link", "clay-soft"),
    ("on-primary", "primary"), ("on-primary", "primary-deep"),
    ("clay", "paper"), ("clay", "card"), ("clay", "clay-soft"), ("card", "clay"),
    ("moss", "paper"), ("moss", "card"),
]  # fmt: skip
PARTS = [
    ("edge", "paper"), ("edge", "card"), ("primary", "paper"), ("primary", "card"),
    ("link", "soft"), ("link", "track"), ("focus", "paper"), ("focus", "card"),
    ("clay", "clay-soft"), ("stone-shade", "paper"), ("stone-shade", "card"),
]  # fmt: skip


def schemes() -> dict[str, dict[str, str]]:
    """Light, dark, and both in high contrast, each upon what it takes over."""
    blocks = re.findall(r":root[^{]*\{([^}]*)\}", asset("colours.css"))
    light, dark, high, high_dark = (
        dict(re.findall(r"--cairn-([\w-]+): (#[0-9a-f]{6})", block)) for block in blocks
    )
    return {
        "light": light,
        "dark": light | dark,
        "high": light | high,
        "high dark": light | dark | high | high_dark,
    }


def contrast(one: str, other: str) -> float:
    """WCAG 2.2 contrast ratio of two colours."""
    brighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(
    ("scheme", "pair", "least"),
    [(s, p, 4.5) for s, p in product(schemes(), TEXT)]
    + [(s, p, 3.0) for s, p in product(schemes(), PARTS)],
)
def test_every_pair_of_colours_can_be_told_apart(
    scheme: str, pair: tuple[str, str], least: float
):
    colours = schemes()[scheme]
    assert contrast(colours[pair[0]], colours[pair[1]]) >= least


def test_high_contrast_is_pure_ink_on_white():
    assert contrast(schemes()["high"]["ink"], schemes()["high"]["paper"]) == pytest.approx(21)


@pytest.mark.parametrize("stones", [0, 1, 4, 9, 14])
def test_a_cairn_has_a_stone_for_each_module_and_one_in_outline(stones: int):
    svg = cairn_svg(stones, 0, "Sleep & rest", sentence="So far.")
    drawn = ElementTree.fromstring(svg)  # noqa: S314 - our own drawing
    filled = [path for path in drawn if "--cairn-stone-" in path.get("fill", "")]
    outlines = [path for path in drawn if path.get("stroke-dasharray")]
    assert (len(filled), len(outlines)) == (stones, 1)
    assert drawn.get("aria-label") == "So far."


@pytest.mark.parametrize(("days", "pebbles"), [(0, 0), (5, 5), (12, 12), (13, 4), (40, 4)])
def test_pebbles_are_days_and_beyond_twelve_some_stand_for_ten(days: int, pebbles: int):
    bare = cairn_svg(3, 0, None).count("<path")
    assert cairn_svg(3, days, None).count("<path") - bare == pebbles


def test_the_next_one_is_named_beside_the_stones_that_it_joins():
    said = sentence("en", Stones(stones=2, pebbles=1, next="sleep"))
    assert said == (
        "2 stones so far. The next one is about sleep. 1 pebble, for a day of practice."
    )


def test_a_stone_stays_as_it_is_when_others_come():
    first = cairn_svg(1, 0, None).split("<path")[2]
    assert cairn_svg(2, 3, None).split("<path")[2] == first


def test_every_stone_rests_on_the_one_below():
    pile = _pile(12)
    for below, above in pairwise(pile):
        assert abs(above.x - below.x) < below.wide / 2


def test_the_icon_is_a_drawing():
    assert icon_svg().startswith("<svg xmlns=")


def worn(mark: str) -> dict:
    """What the script of the page reads from the mark."""
    return json.loads(unescape(re.search(r'data-look="([^"]*)"', mark)[1]))


def test_the_page_puts_on_what_a_person_chose_and_else_what_holds_for_everyone():
    look = worn(dress({"text": "larger", "contrast": "glaring"}, "en", wide=True))["set"]
    assert look == {"text": "larger", "contrast": "normal", "motion": "full", "wide": "yes"}


def test_whatever_an_address_says_stays_inside_the_mark():
    said = '/tools?t="><script>alert(1)</script>\n\n*'
    mark = dress({}, "en", page=said)
    assert worn(mark)["page"] == said
    assert "<script" not in mark
    assert "\n" not in mark
