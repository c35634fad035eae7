"""New signals and the next decision, added to an append in the making."""

from collections.abc import Callable, Iterable, Iterator

from program.adapt.decide import Occasion, decide
from program.adapt.signals import course_signals, ruled_signals
from program.events import Decision, Finish, ProgramFinished, SignalRaised
from program.record import Record
from program.service.clinic import Turn
from program.words import SOURCE


def add_signals(
    turn: Turn, called_for: Callable[[Record], Iterable[SignalRaised]] = course_signals
) -> None:
    """Add the signals that what was said so far calls for and that are not there yet."""
    for signal in called_for(turn.record):
        if signal.signal not in turn.record.signals:
            turn.add(signal)


def rule_signals(turn: Turn, decision: Decision) -> Iterator[SignalRaised]:
    """What the rules of a decision signal and that is not there yet."""
    words = turn.program.rule_words.get(SOURCE, {})
    sentences = {rule: said.therapist for rule, said in words.items()}
    for signal in ruled_signals(decision, turn.record, sentences):
        if signal.signal not in turn.record.signals:
            yield signal


def add_decision(turn: Turn, occasion: Occasion) -> None:
    """Decide from the record as it will stand, and add the decision with what its rules signal;
    at the end of the path also that the program is finished. Boosters count their weeks from
    that day."""
    decision = decide(turn.program.plan, turn.record, turn.at, occasion=occasion)
    turn.add(decision)
    for signal in rule_signals(turn, decision):
        turn.add(signal)
    if isinstance(decision.outcome, Finish) and turn.record.finished is None:
        turn.add(ProgramFinished())
