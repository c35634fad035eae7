"""What the folder of content would change in a published program, value by value."""

from collections.abc import Iterator, Sequence
from html import escape

from program.modules.change import Change
from program.ui.parts.staff_table import NOTHING, staff_table
from program.words import N_, say, say_count

CARRIED = N_("Carried over when people migrate.")
_HEAD = (N_("What"), N_("Where"), N_("Was"), N_("Is now"))


def changes_table(program: str, changes: Sequence[Change], locale: str) -> str:
    """The changes of one program one tap away, as HTML. program: its title."""
    count = say_count(locale, "{n} change", "{n} changes", len(changes))
    rows = [row for change in changes for row in _rows(change, locale)]
    table = staff_table(program, _HEAD, rows, locale)
    return (
        f'<details class="cairn-more"><summary>{escape(f"{program}: {count}")}</summary>'
        f"{table}</details>"
    )


def _rows(change: Change, locale: str) -> Iterator[tuple[str, ...]]:
    """The change in a sentence, beside its first value; each further one by the part's name."""
    what = escape(change.what)
    if change.weight == "needs_migration":
        what = f"{what} {escape(say(locale, CARRIED))}"
    if not change.values:
        yield what, NOTHING, NOTHING, NOTHING
    for n, value in enumerate(change.values):
        was, now = value.shown()
        where = f"<code>{escape(value.where)}</code>"
        yield escape(change.name) if n else what, where, escape(was), escape(now)
