"""Pathways: how many went on from each module to the next, as a Sankey diagram."""

from collections.abc import Mapping, Sequence
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
    plot = sheet(tones, max(320, 44 * len({r.target for r in ribbons})))
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
    places = dict.fromkeys(
        one for r in ribbons for one in ((r.place, r.source), (r.place + 1, r.target))
    )
    at = {place: n for n, place in enumerate(places)}
    return Sankey(
        arrangement="fixed",
        node={
            "label": [_named(name, titles) for _, name in places],
            "color": tones.link,
            "line": {"width": 0, "color": CLEAR},
            "pad": 12,
            "thickness": 10,
            "hoverinfo": "none",
        },
        link={
            "source": [at[r.place, r.source] for r in ribbons],
            "target": [at[r.place + 1, r.target] for r in ribbons],
            "value": [r.people for r in ribbons],
            "color": tones.soft,
            "hoverinfo": "none",
        },
        textfont={"color": tones.ink, "size": SMALL},
    )


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
