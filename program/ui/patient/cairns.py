"""The person's cairn, drawn with its sentence."""

from program.service.day import Day, Stones
from program.ui.parts.cairn import cairn_svg
from program.ui.parts.cards import drawing
from program.ui.patient.entering import Here
from program.words import N_, say, say_count

NONE_YET = N_("Your first stone is near.")
NEXT = N_("The next one is about {next}.")
ALL = N_("The path is walked. Your cairn stands.")


def draw_cairn(me: Here, stones: Stones, label: str = "", *, finished: bool = False) -> None:
    """The cairn with its sentence. label: what stands above the outline of the next stone."""
    svg = cairn_svg(stones.stones, stones.pebbles, None if finished else label)
    drawing(svg, sentence(me.locale, stones, finished=finished))


def next_stone(today: Day) -> str:
    """What stands above the outline of the next stone."""
    if today.next is None or today.stones.early:
        return today.stones.next or ""
    return today.next.title


def sentence(locale: str, stones: Stones, *, finished: bool = False) -> str:
    """What the drawing shows, in words: `4 stones so far. The next one is about sleep.`"""
    said = []
    if stones.stones:
        said.append(say_count(locale, "{n} stone so far.", "{n} stones so far.", stones.stones))
    else:
        said.append(say(locale, NONE_YET))
    if not finished and stones.next and stones.stones:
        said.append(say(locale, NEXT, next=stones.next))
    if stones.pebbles:
        said.append(
            say_count(
                locale,
                "{n} pebble, for a day of practice.",
                "{n} pebbles, one for each day of practice.",
                stones.pebbles,
            )
        )
    if finished:
        said.append(say(locale, ALL))
    return " ".join(said)
