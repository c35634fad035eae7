"""What was worked out last, kept for as long as the same is asked again."""

from collections.abc import Callable
from typing import TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")


def kept_last(make: Callable[[Given], Made]) -> Callable[[Given], Made]:
    """The same function, which answers at once when it is given the very value it was given
    before. For values that never change and take long to compare."""
    held: list[tuple[Given, Made]] = []

    def found(given: Given) -> Made:
        for was, made in held:
            if was is given:
                return made
        made = make(given)
        held[:] = [(given, made)]
        return made

    return found
