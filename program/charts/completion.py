"""Completion by module: of everyone it was planned for."""

from collections.abc import Mapping

from plotly.graph_objects import Bar

from program.charts._frame import label, sheet
from program.charts.figure import TOO_FEW, Figure
from program.charts.tones import Tones
from program.export.study import ModuleCount, Study, percent
from program.ids import ModuleId
from program.words import N_, say

_SENTENCE = N_(
    "So far, {first} was completed by {share} percent, {last} by {last_share} percent."
)
_ONE = N_("So far, {first} was completed by {share} percent of those it is planned for.")
_CORE = N_("{module}: {share}")
_BRANCH, _BOOSTER = N_("{module} (branch): {share}"), N_("{module} (booster): {share}")
_HEAD = (N_("Module"), N_("Planned"), N_("Opened"), N_("Completed"))
_ROW = 44
"""Height of one module in px: its words, and its bar below them."""

Titles = Mapping[ModuleId, str]


def completion_by_module(study: Study, titles: Titles, tones: Tones, locale: str) -> Figure:
    """Share of everyone a module was planned for who completed it, in the order of the plan.

    titles: what a module is called; its id where none is given.
    """
    rows = tuple(
        (_title(m, titles), str(m.planned), str(m.opened), str(m.completed))
        for m in study.modules
    )
    shown = [module for module in study.modules if module.share is not None]
    if not shown:
        return Figure(None, TOO_FEW, head=_HEAD, rows=rows)
    plot = sheet(tones, 24 + _ROW * len(study.modules))
    plot.add_trace(_bars(study, tones))
    for n, module in enumerate(study.modules):
        told = _told(module, titles, locale)
        plot.add_annotation(label(tones, told, 0, n - 0.14, xanchor="left"))
    plot.update_xaxes(visible=False, range=[0, 1])
    plot.update_yaxes(visible=False, range=[len(study.modules) - 0.5, -0.5])
    core = [module for module in shown if module.core] or shown
    first, last = core[0], core[-1]
    return Figure(
        figure=plot,
        sentence=_SENTENCE if len(core) > 1 else _ONE,
        values={
            "first": _title(first, titles),
            "share": percent(first.share or 0),
            "last": _title(last, titles),
            "last_share": percent(last.share or 0),
        },
        head=_HEAD,
        rows=rows,
    )


def _bars(study: Study, tones: Tones) -> Bar:
    return Bar(
        x=[module.share or 0 for module in study.modules],
        y=[*range(len(study.modules))],
        orientation="h",
        marker={"color": [tones.link if m.core else tones.moss for m in study.modules]},
        hoverinfo="skip",
        width=0.24,
        offset=0.12,
    )


def _told(module: ModuleCount, titles: Titles, locale: str) -> str:
    share = str(module.completed) if module.share is None else f"{percent(module.share)}%"
    said = _CORE if module.core else _BOOSTER if module.booster else _BRANCH
    text = say(locale, said, module=_title(module, titles), share=share)
    return text.replace("<", "&lt;")


def _title(module: ModuleCount, titles: Titles) -> str:
    return titles.get(module.module, module.module)
