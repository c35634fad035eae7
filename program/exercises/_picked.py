"""One of the rows somebody wrote, picked by its place in the list: the first, the second ..."""

from pydantic import JsonValue

from program.exercises._kind import Problem, rows, words
from program.fields import Answers, ChoiceField, Option
from program.words import N_

PLACES = (
    N_("The first"),
    N_("The second"),
    N_("The third"),
    N_("The fourth"),
    N_("The fifth"),
    N_("The sixth"),
)


def which(label: str, most: int) -> ChoiceField:
    """Asks for one row of a list that holds at most so many; up to six."""
    return ChoiceField(
        id="pick",
        label=label,
        help=N_("Go by its number. If there is only one, go on."),
        options=tuple(Option(code=str(n), label=PLACES[n - 1]) for n in range(1, most + 1)),
        optional=True,
    )


def picked(answers: Answers, name: str) -> int | None:
    """The place of the row, from 0; the only row where there is one; None where none is."""
    found, code = rows(answers, name), answers.get("pick")
    if len(found) == 1:
        return 0
    if not isinstance(code, str) or int(code) > len(found):
        return None
    return int(code) - 1


def picked_row(answers: Answers, name: str) -> dict[str, JsonValue]:
    """The row itself; empty where none was picked."""
    place = picked(answers, name)
    return {} if place is None else rows(answers, name)[place]


def beyond(answers: Answers, name: str) -> tuple[Problem, ...]:
    """What is wrong where a row is picked that was not written."""
    there, code = len(rows(answers, name)), answers.get("pick")
    if not isinstance(code, str) or int(code) <= max(there, 1):
        return ()
    message = N_("Your list goes up to number {count}. Please choose one that is in it.")
    return (Problem("pick", message, {"count": there}),)


def with_words(answers: Answers, name: str, inner: str) -> list[JsonValue]:
    """The rows whose words are still there, to begin from another time."""
    return [row for row in rows(answers, name) if words(row, inner)]
