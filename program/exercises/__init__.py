"""Exercise kinds. Every file here without a leading underscore is one kind."""

from importlib import import_module
from pkgutil import iter_modules

from program.exercises._draw import in_words
from program.exercises._kind import Entry, Kind, Picture, Problem, Spec, Summary
from program.exercises._logged import logged_days
from program.exercises._patterns import PAIR_DAYS, patterns
from program.exercises._sleep import nights
from program.exercises._window import suggest_window, week_of, windows

__all__ = [
    "KINDS", "PAIR_DAYS", "Entry", "Kind", "Picture", "Problem", "Spec", "Summary", "in_words",
    "logged_days", "nights", "patterns", "suggest_window", "week_of", "windows",
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
