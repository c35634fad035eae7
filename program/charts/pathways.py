"""Pathways: how many went on from each module to the next, as a Sankey diagram."""

from collections.abc import Mapping, Sequence
from textwrap import shorten
from typing import NamedTuple

from plotly.graph_objects import Sankey

from program.charts._frame import CLEAR, SMALL, sheet
from program.charts.figure import TOO_FEW, Figure
from program.charts.tones import Tones
from program.words import N_, say

_SENTENCE = N_(
    "Of {people} people, {ended} came to the end. The way most took from the start: {way}."
)
_HEAD = (N_("Step"), N_("From"), N_("To"), N_("People"))
_STEP = 64
"""Height of one step in px. The way runs down the page: on a phone there is no room beside."""
_LETTERS = 56
"""Letters that fit over the whole width of a phone; a step has its part of them."""
_LEAST = 6
"""Letters below which a name says nothing; all names stand in the table."""
_STEPS = 4
"""Modules of the commonest way that the sentence names."""


class Ribbon(NamedTuple):
    """People who went on from one thing to the next. `place`: of the source in a course."""

    place: int
    source: str
    target: str
    people: int


def pathways(
    ribbons: Sequence[Ribbon], titles: Mapping[str, str], end: str, tones: Tones, locale: str
) -> Figure:
    """The ways people took. titles: what each source and target is called; `end`: the target
    that is the end of the program."""
    rows = tuple(
        (str(r.place + 1), _named(r.source, titles), _named(r.target, titles), str(r.people))
        for r in ribbons
    )
    if not ribbons:
        return Figure(None, TOO_FEW, head=_HEAD, rows=rows)
    steps = 1 + max(r.place for r in ribbons)
    plot = sheet(tones, 120 + _STEP * steps)
    plot.add_trace(_sankey(ribbons, titles, tones))
    return Figure(
        figure=plot,
        sentence=_SENTENCE,
        values={
            "people": sum(r.people for r in ribbons if r.place == 0),
            "ended": sum(r.people for r in ribbons if r.target == end),
            "way": _commonest(ribbons, titles, locale),
        },
        head=_HEAD,
        rows=rows,
    )


def _sankey(ribbons: Sequence[Ribbon], titles: Mapping[str, str], tones: Tones) -> Sankey:
    started = sum(r.people for r in ribbons if r.place == 0)
    came: dict[tuple[int, str], int] = {(0, r.source): started for r in ribbons if r.place == 0}
    for r in ribbons:
        came[r.place + 1, r.target] = came.get((r.place + 1, r.target), 0) + r.people
    at = {place: n for n, place in enumerate(came)}
    return Sankey(
        arrangement="fixed",
        orientation="v",
        node={
            "label": [
                _within(_named(name, titles), int(_LETTERS * people / started))
                for (_, name), people in came.items()
            ],
            "color": tones.line,
            "line": {"width": 0, "color": CLEAR},
            "pad": 10,
            "thickness": 22,
            "hoverinfo": "none",
        },
        link={
            "source": [at[r.place, r.source] for r in ribbons],
            "target": [at[r.place + 1, r.target] for r in ribbons],
            "value": [r.people for r in ribbons],
            "color": tones.soft,
            "hoverinfo": "none",
        },
        textfont={"color": tones.ink, "size": SMALL, "shadow": "none"},
    )


def _within(name: str, letters: int) -> str:
    """A name as far as there is room for it."""
    return shorten(name, letters, placeholder="…") if letters >= _LEAST else ""


def _commonest(ribbons: Sequence[Ribbon], titles: Mapping[str, str], locale: str) -> str:
    """The names along the widest ribbon of each place, from the start."""
    way: list[str] = []
    here = max((r for r in ribbons if r.place == 0), key=lambda r: r.people).source
    for place in range(_STEPS):
        leaving = [r for r in ribbons if r.place == place and r.source == here]
        if not leaving:
            break
        here = max(leaving, key=lambda r: r.people).target
        way.append(_named(here, titles))
    return say(locale, N_(", then ")).join(way)


def _named(name: str, titles: Mapping[str, str]) -> str:
    return titles.get(name, name)
