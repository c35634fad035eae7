"""The table of scales that a rule may ask about, from the questionnaires there are."""

from collections.abc import Iterator
from typing import get_args

from program.adapt.plan import Occasion, ScaleFacts
from program.adapt.schedule import make_check_in
from program.events import CheckInSaved
from program.modules.program import scales
from program.record import fold
from tests.content_tables import PROGRAMS
from tests.make import day, enrolled, history, scored

_PROGRAM = next(iter(PROGRAMS.values()))
_MEANT = {
    "start": "first",
    "weekly": "weekly",
    "middle": "middle",
    "end": "last",
    "booster": "booster",
}


def table() -> str:
    """A row for every scale that check-ins give, whatever the program."""
    head = "| `scale` | range | higher is | bands (from) | reliable change | asked |"
    asked = _asked()
    files = {name: one.file for name, one in _PROGRAM.instruments.items()}
    rows = []
    for scale, facts in scales(files.values()).items():
        giving = [name for name, file in files.items() if scale in scales([file])]
        when = {each for name in giving for each in asked.get(name, ())}
        rows.append(
            _row(scale, facts, ", ".join(one for one in _MEANT.values() if one in when))
        )
    return "\n".join([head, "|---|---|---|---|---|---|", *rows])


def _row(scale: str, facts: ScaleFacts, when: str) -> str:
    cells = (
        f"`{scale}`",
        f"{facts.lowest:g} to {facts.highest:g}",
        facts.higher,
        ", ".join(f"`{name}` ({begins:g})" for name, begins in facts.bands),
        f"{facts.reliable:g}" if facts.reliable is not None else "",
        when,
    )
    return f"| {' | '.join(cell or '–' for cell in cells)} |"


def _asked() -> dict[str, list[str]]:
    """Instrument -> the check-ins that ask the whole of it."""
    found: dict[str, list[str]] = {}
    for occasion in get_args(Occasion):
        for name in dict.fromkeys(_whole(occasion)):
            found.setdefault(name, []).append(_MEANT[occasion])
    return found


def _whole(occasion: Occasion) -> Iterator[str]:
    """Of two weeks: the full mood questionnaire comes every so many."""
    asked = [(0, scored(phq8=5)), (7, CheckInSaved(occasion="weekly", week=1))]
    record = fold(history(enrolled(), *asked))
    for with_phq9 in (False, True):
        for on in (day(7).date(), day(28).date()):
            due = make_check_in(_PROGRAM.plan, record, on, occasion, with_phq9=with_phq9)
            yield from (ask.instrument for ask in due.asks if not ask.short)
