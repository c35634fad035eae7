"""The numbers behind the figures of the study, as tables for a file."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping

from program.export.columns import Cell
from program.export.study import Point, Study
from program.export.writing import cell

Rows = Iterator[tuple[Cell, ...]]


def study_csv(study: Study, figure: str) -> str:
    """One figure's numbers as CSV; the first column says whether anybody in it is real.

    A count below 5 stands as `<5`, and one that would give such a count away as `≥5`. Raises
    KeyError for a figure there is not.
    """
    head, rows = FIGURES[figure]
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(["mode", *head])
    writer.writerows([study.mode, *(cell(value) for value in row)] for row in rows(study))
    return stream.getvalue()


def _flow(study: Study) -> Rows:
    flow = study.flow
    yield "enrolled", flow.enrolled
    yield "opened a module", flow.started
    yield "completed half of the core", flow.middle
    yield "completed the core", flow.finished


def _completion(study: Study) -> Rows:
    for one in study.modules:
        yield one.program, one.module, one.core, one.planned, one.opened, one.completed


def _attrition(study: Study) -> Rows:
    curves: Mapping[str, tuple[Point, ...]] = {
        "visiting": study.visiting,
        "answering": study.answering,
    }
    for name, points in curves.items():
        for point in points:
            yield name, point.week, point.share, point.at_risk


def _dose(study: Study) -> Rows:
    for week in study.dose:
        yield week.week, week.minutes, week.n


FIGURES: Mapping[str, tuple[tuple[str, ...], Callable[[Study], Rows]]] = {
    "flow": (("reached", "enrolments"), _flow),
    "completion": (
        ("program", "module", "core", "planned", "opened", "completed"),
        _completion,
    ),
    "attrition": (("curve", "week", "share", "at_risk"), _attrition),
    "dose": (("week", "mean_minutes", "enrolments"), _dose),
}
"""Figure -> its columns after `mode`, and its rows."""
