"""Exercise kinds. Every file here without a leading underscore is one kind."""

from importlib import import_module
from pkgutil import iter_modules

from program.exercises._draw import in_words
from program.exercises._easing import Span
from program.exercises._kind import Entry, Kind, Picture, Problem, Spec, Summary
from program.exercises._ladder import Baseline, Facts
from program.exercises._ladder import Plan as PacePlan
from program.exercises._levels import Level, level
from program.exercises._logged import LoggedDay, logged_days
from program.exercises._pacing import Unit, exact, in_figures, with_unit
from program.exercises._patterns import PAIR_DAYS, USUAL_DAYS, Patterns, patterns
from program.exercises._restriction import Restricted, restrict
from program.exercises._sleep import Average, nights
from program.exercises._window import kept_window, suggest_window, week_of, windows

__all__ = [
    "KINDS", "PAIR_DAYS", "USUAL_DAYS", "Average", "Baseline", "Entry", "Facts", "Kind",
    "Level", "LoggedDay", "PacePlan", "Patterns", "Picture", "Problem", "Restricted", "Span",
    "Spec", "Summary", "Unit", "exact", "in_figures", "in_words", "kept_window", "level",
    "logged_days", "nights", "patterns", "restrict", "suggest_window", "week_of", "windows",
    "with_unit",
]  # fmt: skip


def _discover() -> dict[str, Kind]:
    files = sorted(m.name for m in iter_modules(__path__) if not m.name.startswith("_"))
    kinds: dict[str, Kind] = {name: import_module(f"{__name__}.{name}").KIND for name in files}
    for name, kind in kinds.items():
        if kind.name != name:
            raise TypeError(f"program/exercises/{name}.py declares kind {kind.name!r}")
    return kinds


KINDS = _discover()
"""Name -> kind, found by file."""
