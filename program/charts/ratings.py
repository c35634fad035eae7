"""One scale over time: bands of severity behind, modules underneath, clear change by shape."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from plotly.graph_objects import Figure as Plot
from plotly.graph_objects import Scatter

from program.charts._around import draw_bands, draw_modules, week
from program.charts._frame import SMALL, axis, label, named, named_weeks, sheet
from program.charts.figure import Figure, told
from program.charts.tones import Tones
from program.instruments.spec import InstrumentWords, Scale
from program.modules.program import Program
from program.record import Observed, Record
from program.words import N_, in_language, say, say_listed_day

NAMES = {
    "peg": N_("Pain in the way"),
    "phq2": N_("Low mood, two questions"),
    "phq8": N_("Low mood"),
    "phq9": N_("Low mood"),
    "gad7": N_("Worry"),
    "energy": N_("Energy"),
    "credibility": N_("The program makes sense"),
    "confidence": N_("Confidence"),
    "area-activity": N_("In the way: getting active"),
    "area-sleep": N_("In the way: sleep"),
    "area-mood": N_("In the way: mood"),
    "area-people": N_("In the way: people"),
    "area-work": N_("In the way: work and chores"),
    "area-thinking": N_("In the way: thinking clearly"),
}
"""What a scale measures, in a few words."""

_NONE = N_("{name}: no answers yet.")
_ONE = N_("{name}: {now} of {highest} at the first check-in.")
_MANY = N_("{name}: {first} of {highest} at first, {now} the last time.")
_BETTER = N_("{name}: {first} of {highest} at first, {now} the last time. A clear change.")
_ROW, _CHART = 46, 260
"""Height of one module's line, and of the ratings above them, in px."""


@dataclass(frozen=True)
class _Scale:
    """A scale of the pinned program with its words."""

    spec: Scale
    words: InstrumentWords


def ratings_over_time(
    record: Record, scale: str, program: Program, tones: Tones, locale: str
) -> Figure:
    """Every answered value of a scale by week since enrolment; missing ones leave no mark.

    A diamond marks a value that differs from the first by the scale's reliable change or more,
    only where a source gives one. Raises KeyError for a scale the program does not know.
    """
    found = _find(program, scale, locale)
    seen = record.values(scale)
    name = say(locale, NAMES.get(scale, found.words.title))
    if not seen or record.enrolled is None:
        return Figure(None, _NONE, {"name": name})
    weeks = [week(one.on, record.enrolled) for one in seen]
    modules = [
        (program.module_words(module, locale).title, state)
        for module, state in record.modules.items()
    ]
    latest = [state.completed or state.opened for _, state in modules]
    end = max(week(on, record.enrolled) for on in [seen[-1].on, *latest]) or 1.0
    plot = sheet(tones, _CHART + _ROW * len(modules) + 24)
    _lay_out(plot, found, end, len(modules), tones, locale)
    draw_bands(plot, found.spec, found.words, tones)
    _line(plot, seen, weeks, found, tones, locale)
    if any(_reliable(one, seen[0], found.spec) for one in seen):
        plot.update_layout(margin_t=32)
        plot.add_annotation(_key(tones, locale))
    draw_modules(plot, modules, record.enrolled, sum(plot.layout.xaxis.range) / 2, tones)
    return Figure(
        figure=plot,
        sentence=_sentence(seen, found.spec),
        values={
            "name": name,
            "first": told(seen[0], locale),
            "now": told(seen[-1], locale),
            "highest": f"{found.spec.highest:g}",
        },
        head=(N_("Day"), N_("Week"), N_("Value"), N_("Band")),
        rows=_rows(seen, weeks, found, locale),
    )


def _rows(
    seen: Sequence[Observed], weeks: list[float], scale: _Scale, locale: str
) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (
            say_listed_day(locale, one.on, seen[-1].on),
            str(int(at) + 1),
            told(one, locale),
            _band(one, scale),
        )
        for one, at in zip(seen, weeks, strict=True)
    )


def _find(program: Program, scale: str, locale: str) -> _Scale:
    for instrument in program.instruments.values():
        for spec in instrument.file.scales:
            if spec.id == scale:
                words = in_language(instrument.words, locale)
                return _Scale(spec, words)
    raise KeyError(scale)


def _band(one: Observed, scale: _Scale) -> str:
    return scale.words.bands.get(one.score.band or "", "")


def _sentence(seen: Sequence[Observed], scale: Scale) -> str:
    if len(seen) == 1:
        return _ONE
    return _BETTER if _reliable(seen[-1], seen[0], scale) else _MANY


def _reliable(one: Observed, first: Observed, scale: Scale) -> bool:
    change = scale.reliable_change
    if change is None or one.value is None or first.value is None:
        return False
    return abs(one.value - first.value) >= change.points


def _lay_out(
    plot: Plot, scale: _Scale, end: float, modules: int, tones: Tones, locale: str
) -> None:
    foot = _ROW * modules / (_CHART + _ROW * modules)
    weeks = named_weeks(int(end) + 1)
    room = 0.42 if scale.spec.bands else 0.1
    plot.update_layout(
        xaxis=axis(
            tones,
            range=[-0.06 * end, end * (1 + room)],
            tickvals=[week - 1 for week in weeks],
            ticktext=[*map(str, weeks)],
            title=named(tones, say(locale, N_("Week"))),
            anchor="y2" if modules else "y",
        ),
        yaxis=axis(
            tones,
            range=[scale.spec.lowest - 0.4, scale.spec.highest * 1.06],
            domain=[min(foot + 0.04, 1) if modules else 0, 1],
            tickvals=[scale.spec.lowest, scale.spec.highest],
        ),
        yaxis2=axis(tones, range=[modules - 0.7, -0.9], domain=[0, foot], visible=False),
    )


def _line(
    plot: Plot,
    seen: Sequence[Observed],
    weeks: list[float],
    scale: _Scale,
    tones: Tones,
    locale: str,
) -> None:
    changed = [_reliable(one, seen[0], scale.spec) for one in seen]
    values = [one.value for one in seen]
    ends, words = {0, len(seen) - 1}, [told(one, locale) for one in seen]
    plot.add_trace(
        Scatter(
            x=weeks,
            y=values,
            mode="lines+markers+text",
            line={"color": tones.link, "width": 2.5},
            marker={
                "color": [
                    _colour(o, seen[0], c, scale, tones)
                    for o, c in zip(seen, changed, strict=True)
                ],
                "symbol": ["diamond" if far else "circle" for far in changed],
                "opacity": 1,
                "size": [13 if far else 9 for far in changed],
            },
            text=[said if n in ends else "" for n, said in enumerate(words)],
            textposition=_sides(values),
            textfont={"color": tones.ink, "size": SMALL},
            cliponaxis=False,
            customdata=words,
            hovertemplate="%{customdata}<extra></extra>",
        )
    )


def _key(tones: Tones, locale: str) -> Mapping[str, Any]:
    said = say(locale, N_("◆ a clear change since the start"))
    corner = {"xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "bottom"}
    return label(tones, said, 0, 1, **corner)


def _colour(one: Observed, first: Observed, changed: bool, scale: _Scale, tones: Tones) -> str:
    if not changed:
        return tones.link
    rose = (one.value or 0.0) > (first.value or 0.0)
    return tones.clay if rose is (scale.spec.higher == "worse") else tones.moss


def _sides(values: Sequence[float | None]) -> list[str]:
    """Above a point, or below it where the line goes up from there."""
    known = [value or 0.0 for value in values]
    rises = [later > now for now, later in pairwise(known)]
    return ["bottom center" if rising else "top center" for rising in [*rises, False]]
