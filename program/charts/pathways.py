"""Pathways: how many went on from each module to the next, as a Sankey diagram."""

from collections.abc import Mapping, Sequence
from textwrap import shorten
from typing import NamedTuple

from plotly.graph_objects import Sankey

from program.charts._frame import CLEAR, SMALL, sheet
from program.charts.figure import TOO_FEW, Figure
from program.charts.tones import Tones
from program.words import N_, say, say_count

_SENTENCE = N_(
    "Of {people} people, {ended} came to the end. The commonest way ({took} of {people}) "
    "begins: {way}."
)
_HEAD = (N_("Step"), N_("From"), N_("To"), N_("People"))
_STEP = 64
"""Height of one step in px. The way runs down the page: on a phone there is no room beside."""
_LETTERS = 46
"""Letters that fit over the whole width of a phone; a step has its part of them."""
_LEAST = 5
"""Letters below which a name that was cut short says nothing. All names stand in the table, and
one comes up where a finger or a pointer rests."""

_Bar = tuple[int, str]
"""A place in a course, -1 for an end, and what stands there."""


class Ribbon(NamedTuple):
    """People who went on from one thing to the next. `place`: of the source in a course."""

    place: int
    source: str
    target: str
    people: int


class Beginning(NamedTuple):
    """How a way begins, and how many people took exactly this beginning."""

    stations: Sequence[str]
    people: int


def pathways(
    ribbons: Sequence[Ribbon],
    commonest: Beginning,
    titles: Mapping[str, str],
    ends: tuple[str, str],
    tones: Tones,
    locale: str,
) -> Figure:
    """The ways people took. titles: what each source and target is called. ends: the targets
    that are the end of the program, and where those stand who did not come to it."""
    rows = tuple(
        (str(r.place + 1), _named(r.source, titles), _named(r.target, titles), str(r.people))
        for r in ribbons
    )
    if not ribbons:
        return Figure(None, TOO_FEW, head=_HEAD, rows=rows)
    steps = 1 + max(r.place for r in ribbons)
    plot = sheet(tones, 120 + _STEP * steps)
    plot.add_trace(_sankey(ribbons, titles, ends, tones, locale))
    way = (_named(station, titles) for station in commonest.stations)
    return Figure(
        figure=plot,
        sentence=_SENTENCE,
        values={
            "people": sum(r.people for r in ribbons if r.place == 0),
            "ended": sum(r.people for r in ribbons if r.target == ends[0]),
            "took": commonest.people,
            "way": say(locale, N_(", then ")).join(way),
        },
        head=_HEAD,
        rows=rows,
    )


def _sankey(
    ribbons: Sequence[Ribbon],
    titles: Mapping[str, str],
    ends: tuple[str, str],
    tones: Tones,
    locale: str,
) -> Sankey:
    came = _came(ribbons, ends)
    shown = {
        "hovertemplate": "%{customdata}<extra></extra>",
        "hoverlabel": {"bgcolor": tones.soft, "bordercolor": tones.muted,
                       "font": {"color": tones.ink}},
    }  # fmt: skip
    return Sankey(
        arrangement="fixed",
        orientation="v",
        node={
            **_bars(came, titles, ends, tones, locale),
            "line": {"width": 0, "color": CLEAR},
            "pad": 6,
            "thickness": 22,
            **shown,
        },
        link={
            **_links(ribbons, [*came], titles, ends, locale),
            "color": _thin(tones.link, 0.15),
            **shown,
        },
        textfont={"color": tones.ink, "size": SMALL, "shadow": "none"},
    )


def _bar(place: int, name: str, ends: tuple[str, str]) -> _Bar:
    """A module at its place; an end is one bar, wherever somebody came to it."""
    return (-1 if name in ends else place, name)


def _came(ribbons: Sequence[Ribbon], ends: tuple[str, str]) -> Mapping[_Bar, int]:
    """Every bar, and how many came to it."""
    started = sum(r.people for r in ribbons if r.place == 0)
    came: dict[_Bar, int] = {(0, r.source): started for r in ribbons if r.place == 0}
    for r in ribbons:
        target = _bar(r.place + 1, r.target, ends)
        came[target] = came.get(target, 0) + r.people
    return came


def _links(
    ribbons: Sequence[Ribbon],
    bars: Sequence[_Bar],
    titles: Mapping[str, str],
    ends: tuple[str, str],
    locale: str,
) -> Mapping[str, Sequence[int | str]]:
    """From which bar to which, how many, and what comes up over it."""
    at = {bar: n for n, bar in enumerate(bars)}
    ways = [f"{_named(r.source, titles)} → {_named(r.target, titles)}" for r in ribbons]
    return {
        "source": [at[r.place, r.source] for r in ribbons],
        "target": [at[_bar(r.place + 1, r.target, ends)] for r in ribbons],
        "value": [r.people for r in ribbons],
        "customdata": [
            _told(way, r.people, locale) for way, r in zip(ways, ribbons, strict=True)
        ],
    }


def _bars(
    came: Mapping[_Bar, int],
    titles: Mapping[str, str],
    ends: tuple[str, str],
    tones: Tones,
    locale: str,
) -> Mapping[str, Sequence[str]]:
    """What stands on each bar, what comes up over it, and its colour."""
    started = max(came.values())
    colours = dict(zip(ends, (tones.moss, tones.clay), strict=True))
    named = [(_named(name, titles), people) for (_, name), people in came.items()]
    return {
        "label": [_within(name, int(_LETTERS * n / started)) for name, n in named],
        "customdata": [_told(name, n, locale) for name, n in named],
        "color": [_thin(colours.get(name, tones.muted), 0.35) for _, name in came],
    }


def _told(name: str, people: int, locale: str) -> str:
    return say_count(locale, "{name}: {n} person", "{name}: {n} people", people, name=name)


def _thin(colour: str, opacity: float) -> str:
    """A colour (#rrggbb) that lets the ground through, so that words on it can be read."""
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return f"rgba({red},{green},{blue},{opacity})"


def _within(name: str, letters: int) -> str:
    """A name as far as there is room for it; empty where what is left of it says nothing."""
    if len(name) <= letters:
        return name
    cut = shorten(name, max(letters, 1), placeholder="…")
    return cut if len(cut) > _LEAST else ""


def _named(name: str, titles: Mapping[str, str]) -> str:
    return titles.get(name, name)
