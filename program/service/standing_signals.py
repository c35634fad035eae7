"""The signals that stand for one person: nobody has seen to them, or time brings them."""

from collections.abc import Sequence
from datetime import date

from program.adapt.ageing import RED_SILENCE, ageing_signals, silent_days
from program.adapt.plan import Plan
from program.events import SignalRaised
from program.record import Record

LEVELS = ("risk", "red", "amber", "info")
"""Most urgent first."""

Topic = tuple[str | float, ...]
_SEVERAL = ("area", "practice", "flags", "asked")


def open_signals(record: Record, plan: Plan | None, on: date) -> tuple[SignalRaised, ...]:
    """Signals nobody has handled, and those that come from time going by in a plan; most urgent
    first. What still comes from time going by is told as it is today.

    Of several signals of one topic, the latest most urgent one stands for all.
    """
    ageing = {
        signal.signal: signal
        for signal in (ageing_signals(plan, record, on) if plan is not None else ())
    }
    waiting = [
        ageing.pop(name, raised.signal)
        for name, raised in record.signals.items()
        if raised.handled is None
    ]
    new = [signal for name, signal in ageing.items() if name not in record.signals]
    newest: dict[Topic, SignalRaised] = {}
    for signal in (*waiting, *new):
        held = newest.get(topic(signal))
        if held is None or LEVELS.index(signal.level) <= LEVELS.index(held.level):
            newest[topic(signal)] = signal
    return tuple(sorted(newest.values(), key=lambda signal: LEVELS.index(signal.level)))


def noted_silence(record: Record, waiting: Sequence[SignalRaised], on: date) -> int:
    """Days of a silence that was red and was seen to, while it lasts; 0 where there is none.

    It is told once, and nobody is on track for that.
    """
    days = silent_days(record, on)
    told = any(signal.kind == "no_visit" for signal in waiting)
    return days if days >= RED_SILENCE and not told else 0


def held_since(record: Record) -> date | None:
    """Since when a hold of a therapist or of a rule lets nothing new open; None where there is
    none. Time alone ends none, nor tells of it, and nobody is on track in one."""
    if record.finished is not None or not record.holds:
        return None
    begun, over = record.holds[-1]
    return begun if over is None else None


def topic(signal: SignalRaised) -> Topic:
    """What a signal is about: its kind, and which area, practice or warning signs where a kind
    has several. One never stands for another that a therapist was not shown."""
    named = (signal.values[name] for name in _SEVERAL if name in signal.values)
    return (signal.kind, *named)
