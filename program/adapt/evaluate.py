"""The interpreter of conditions: one answer from many questions, with what each one saw."""

from collections.abc import Iterator
from dataclasses import dataclass

from program.adapt.conditions import All, AnyOf, Condition, Not, leaves
from program.adapt.look import Seen, View, look
from program.adapt.truth import Truth, every, some


@dataclass(frozen=True)
class Evaluated:
    """A condition, what each of its questions saw, and the answer they come to."""

    condition: Condition
    seen: tuple[Seen, ...]
    """In the order the questions are written."""
    truth: Truth

    def turning(self) -> tuple[Seen, ...]:
        """The questions that, answered the other way, alone would have made it a yes."""
        if self.truth is Truth.YES:
            return ()
        truths = [seen.truth for seen in self.seen]
        found = []
        for place, seen in enumerate(self.seen):
            other = Truth.NO if seen.truth is Truth.YES else Truth.YES
            turned = iter([*truths[:place], other, *truths[place + 1 :]])
            if _combine(self.condition, turned) is Truth.YES:
                found.append(seen)
        return tuple(found)


def evaluate(condition: Condition, view: View) -> Evaluated:
    """Answer a condition from what the record shows; each question is looked at once."""
    seen = tuple(look(leaf, view) for leaf in leaves(condition))
    return Evaluated(condition, seen, _combine(condition, iter([each.truth for each in seen])))


def _combine(condition: Condition, truths: Iterator[Truth]) -> Truth:
    """The answer, given those of the questions in the order they are written."""
    match condition:
        case Not():
            return ~_combine(condition.of, truths)
        case All():
            return every([_combine(part, truths) for part in condition.of])
        case AnyOf():
            return some([_combine(part, truths) for part in condition.of])
        case _:
            return next(truths)
