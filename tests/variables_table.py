"""The table of everything a rule may ask about, from its declaration."""

from program.adapt.variables import FAMILIES

_HEAD = "| `ask` | what | type | range | unit | read from | not known when |"


def table() -> str:
    """A row for every sort of variable."""
    rows = (
        f"| `{one.ask}` | {one.what} | {one.type} | {one.range} | {one.unit} | {one.source} "
        f"| {one.unknown} |"
        for one in FAMILIES.values()
    )
    return "\n".join([_HEAD, "|---|---|---|---|---|---|---|", *rows])
