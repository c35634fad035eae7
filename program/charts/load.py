"""What each week brings to therapists, for every hundred people."""

from collections.abc import Sequence
from typing import NamedTuple

from program.charts._frame import week_bars
from program.charts.figure import TOO_FEW, Figure
from program.charts.tones import Tones
from program.words import N_

_SENTENCE = N_(
    "A week brings {mean} new signals for every hundred people on average, and {most} in week "
    "{week}. In the worst week {red} percent have a new red signal that is no risk."
)
_HEAD = (N_("Week"), N_("Risk"), N_("Red"), N_("Amber"), N_("People with a new red signal"))


class Week(NamedTuple):
    """New signals of a week by level, and the people in it."""

    people: int
    risk: int
    red: int
    amber: int
    red_people: int

    @property
    def signals(self) -> float:
        """For every hundred people."""
        return 100 * (self.risk + self.red + self.amber) / self.people if self.people else 0.0


def therapist_load(weeks: Sequence[Week], tones: Tones, locale: str) -> Figure:
    """New signals a week. weeks: from the week of enrolment."""
    rows = tuple(
        (str(n), str(w.risk), str(w.red), str(w.amber), f"{_share(w):.1f}%")
        for n, w in enumerate(weeks, start=1)
    )
    if not any(week.people for week in weeks):
        return Figure(None, TOO_FEW, head=_HEAD, rows=rows)
    signals = [week.signals for week in weeks]
    most = max(signals)
    return Figure(
        figure=week_bars(signals, tones, locale, places=0),
        sentence=_SENTENCE,
        values={
            "mean": round(sum(signals) / len(signals)),
            "most": round(most),
            "week": signals.index(most) + 1,
            "red": round(max(map(_share, weeks)), 1),
        },
        head=_HEAD,
        rows=rows,
    )


def _share(week: Week) -> float:
    return 100 * week.red_people / week.people if week.people else 0.0
