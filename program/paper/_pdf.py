"""Blocks to a tagged PDF (PDF/UA-1), set by Typst; see docs/decisions/0011."""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Literal

import typst

from program.paper._blocks import Block, Picture, as_data
from program.words import N_, say

Size = Literal["a4", "us-letter"]

PAGE = N_("Page")
_HOME = Path(__file__).parent
_GREYS = {
    "primary": "#1a1a1a", "moss": "#4d4d4d", "clay": "#333333", "line": "#999999",
    "soft": "#e6e6e6",
}  # fmt: skip
_COLOUR = re.compile(r"var\(--cairn-([a-z-]+)(?:, *#[0-9A-Fa-f]{3,8})?\)")
_LACKS_A_SIGN = re.compile("could not be displayed|missing codepoints")
"""What Typst says of a sign that no font has."""


def render(
    title: str, blocks: Iterable[Block], locale: str, on: date, size: Size = "a4"
) -> bytes:
    """The document as PDF: large type, black on white, tagged for readers aloud.

    on: the day it is made, kept in the file; the same blocks on one day give the same bytes.
    Signs that our font lacks, such as an emoji or other writing, are set in what fonts the
    machine has, and left out where it has none; the rest is there all the same.
    """
    data = {
        "title": title,
        "locale": locale.split("_")[0],
        "size": size,
        "page": say(locale, PAGE),
        "blocks": [_on_paper(block) for block in blocks],
    }
    try:
        return _set(data, on, whole=True)
    except typst.TypstError as problem:
        if not _LACKS_A_SIGN.search(str(problem)):
            raise
        return _set(data, on, whole=False)


def _set(data: Mapping[str, object], on: date, *, whole: bool) -> bytes:
    """whole: every sign is in our own font; the standard forbids a file that lacks one."""
    made = typst.compile(
        _HOME / "sheet.typ",
        font_paths=_fonts(system=not whole),
        sys_inputs={"data": json.dumps(data)},
        pdf_standards=["ua-1"] if whole else [],
        timestamp=datetime.combine(on, time(12), UTC),
    )
    if not isinstance(made, bytes):
        raise TypeError("Typst gives a PDF as one piece")
    return made


@cache
def _fonts(*, system: bool) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=system, font_paths=[str(_HOME / "fonts")])


def _on_paper(block: Block) -> dict[str, object]:
    data = as_data(block)
    return {**data, "svg": black_on_white(block.svg)} if isinstance(block, Picture) else data


def black_on_white(svg: str) -> str:
    """A drawing in the colours of paper."""
    svg = _COLOUR.sub(lambda found: _GREYS.get(found[1], "#1a1a1a"), svg)
    family = 'font-family="Atkinson Hyperlegible Next"'
    return svg.replace("currentColor", "#000000").replace('font-family="inherit"', family)
