"""What a virtual therapist does for one invented person: sees to signals, answers what the
engine proposes, holds a path and lets it go on, writes to somebody silent.

The facts are those the service makes of the same acts.
"""

import random
from typing import Literal

from program.adapt.set_aside import set_aside
from program.adapt.view import View
from program.events import DirectiveGiven, Hold, SignalHandled, SignalRaised, keep_text
from program.ids import ModuleId
from program.record import Record, proposes
from program.service.clinic import Turn
from program.service.deciding import add_decision
from program.simulate.mix import Spread, Ways

_TALKED = "Talked on the phone about how it is going."
_NOTES = {"no_visit": "Wrote a few lines.", "behind": "Asked whether the pace suits them."}
"""Kind of signal -> what was done, where it was not a talk."""
_REASONS = {
    "accept": "",
    "pin": "This branch waits, and fits what was said.",
    "hold": "A talk comes first.",
    "lift": "We have talked, and the path goes on.",
}
_KINDLY = "I think this one may help you now."
_SILENT = 7
"""Days without contact from which a therapist writes."""
_WEEK, _WORKING = 7, 5

Action = Literal["accept", "pin", "hold", "lift"]


class Staff:
    """One person's therapist. Days are counted from enrolment, which is a Monday."""

    def __init__(self, ways: Ways, draw: random.Random) -> None:
        self._ways, self._draw = ways, draw
        self._noticed = 0
        self._looks: int | None = None
        self._lifts: int | None = None

    def due(self, record: Record, n: int) -> bool:
        """Whether they look at this person in the morning of a day."""
        new = [*record.signals.values()][self._noticed :]
        self._noticed = len(record.signals)
        levels = [one.signal.level for one in new if one.handled is None]
        if self._looks is None and _held_by_rule(record):
            levels.append("red")
        for level in levels:
            spread = self._ways.sees_red if level == "red" else self._ways.sees_amber
            day = _at_work(n - 1 + self._days(spread))
            self._looks = day if self._looks is None else min(day, self._looks)
        return n in (self._looks, self._lifts)

    def at_once(self, record: Record) -> bool:
        """Whether something new has to be answered within hours, at weekends too."""
        if len(record.signals) == self._noticed:
            return False
        return any(
            one.signal.respond_by is not None and one.handled is None
            for one in record.signals.values()
        )

    def look(self, turn: Turn, n: int) -> bool:
        """Open this person's page and act. Whether somebody silent is coming back."""
        if self._lifts == n and turn.record.held is not None:
            _give(turn, "lift")
        waiting = [one.signal for one in turn.record.signals.values() if one.handled is None]
        for signal in waiting:
            note = keep_text(_NOTES.get(signal.kind, _TALKED), turn.clinic.token())
            turn.add(SignalHandled(signal=signal.signal, note=note))
        self._looks, self._noticed = None, len(turn.record.signals)
        last = turn.record.last_contact
        if last is not None and (turn.on - last).days >= _SILENT:
            return self._draw.random() < self._ways.brings_back
        if turn.record.finished is None and turn.record.held is None:
            self._direct(turn, n, waiting)
        return False

    def _direct(self, turn: Turn, n: int, waiting: list[SignalRaised]) -> None:
        ways, draw, record = self._ways, self._draw, turn.record
        worrying = any(one.level in ("risk", "red") for one in waiting)
        if worrying and draw.random() < ways.holds:
            _give(turn, "hold")
            self._lifts = _at_work(n + self._days(ways.holds_days))
            return
        other = _other(turn)
        if other is not None and (_held_by_rule(record) or draw.random() < ways.pins):
            _give(turn, "pin", other)
        elif draw.random() < ways.accepts and not _answered(record):
            _give(turn, "accept")

    def _days(self, of: Spread) -> int:
        return max(1, round(self._draw.gauss(of.mean, of.spread)))


def _at_work(n: int) -> int:
    """The day itself, or the Monday after it."""
    return n if n % _WEEK < _WORKING else n + _WEEK - n % _WEEK


def _held_by_rule(record: Record) -> bool:
    outcome = record.latest.decision.outcome if record.latest else None
    return isinstance(outcome, Hold) and record.held is None


def _other(turn: Turn) -> ModuleId | None:
    """The module a therapist would choose: the branch that waits first, or what a rule holds
    back."""
    view = View(turn.program.plan, turn.record, turn.on)
    if _held_by_rule(turn.record):
        held = view.next_core
        return held if held not in turn.record.modules else None
    return next(iter(set_aside(view)), None)


def _answered(record: Record) -> bool:
    made = record.latest
    if made is None or not proposes(made.decision):
        return True
    return any(one.decision == made.event for one in record.weighed)


def _give(turn: Turn, action: Action, module: ModuleId | None = None) -> None:
    made, token = turn.record.latest, turn.clinic.token
    turn.add(
        DirectiveGiven(
            action=action,
            module=module,
            reason=keep_text(_REASONS[action], token()),
            to_patient=keep_text(_KINDLY, token()) if action == "pin" else None,
            decision=made.event if made else None,
        )
    )
    if action != "accept":
        add_decision(turn, "directive")
