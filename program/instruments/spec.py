"""What a questionnaire is: items, scales, bands and where each rule comes from."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from program.ids import InstrumentId, ScaleId, Slug


class _Written(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ScaleItem(_Written):
    """Whole numbers between two ends."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    type: Literal["scale"] = "scale"
    lowest: int = 0
    highest: int = 10


ALONE = "none"
"""Code among several that goes with no other. It is a name and no setting, so that it holds for
those too whose pinned program is older than the rule."""


class ChoiceItem(_Written):
    """One of some codes (or several, `many`). Numbers where the item is scored."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    type: Literal["choice"] = "choice"
    codes: tuple[str, ...] = Field(min_length=2)
    many: bool = False


Item = Annotated[ScaleItem | ChoiceItem, Field(discriminator="type")]


class Band(_Written):
    """A named range that begins at a value and reaches to the next band."""

    id: Annotated[str, Slug]
    begins: float


class ReliableChange(_Written):
    """The change that measurement error alone seldom makes, in points."""

    points: float = Field(gt=0)
    source: str


class Scale(_Written):
    """How a score is made of items."""

    id: Annotated[ScaleId, Slug]
    method: Literal["sum", "mean", "picked"]
    """`picked`: the value of the second item, on the scale `<id>-<answer of the first>`."""
    items: tuple[str, ...] = Field(min_length=1)
    least: int = Field(ge=1)
    """Items that must be answered; below that the score is missing."""
    always: tuple[str, ...] = ()
    """Items that must be answered whatever `least` says; never made up from others."""
    reversed: tuple[str, ...] = ()
    """Items counted the other way round: lowest + highest - value."""
    table: tuple[float, ...] = ()
    """Of a sum: the value that is reported for each, from the lowest sum there can be on."""
    lowest: float
    highest: float
    higher: Literal["worse", "better"]
    bands: tuple[Band, ...] = ()
    reliable_change: ReliableChange | None = None


class InstrumentFile(_Written):
    """content/instruments/<id>.yaml"""

    id: Annotated[InstrumentId, Slug]
    version: str
    items: tuple[Item, ...] = Field(min_length=1)
    scales: tuple[Scale, ...] = ()
    first: tuple[str, ...] = ()
    """Items asked first where only a short look is due."""
    rest_from: float | None = None
    """The rest is asked at once when the first items add up to this much."""
    source: str
    licence: str
    wording: Literal["here", "pack"] = "here"
    """`pack`: the items belong to somebody; a clinic with their leave adds the words file."""

    def range_of(self, item: str) -> tuple[int, int]:
        """The lowest and the highest an item can count. Raises StopIteration for an unknown
        item, ValueError for one whose codes are no numbers."""
        found = next(one for one in self.items if one.id == item)
        if isinstance(found, ScaleItem):
            return found.lowest, found.highest
        codes = [int(code) for code in found.codes]
        return min(codes), max(codes)


class ItemWords(_Written):
    label: str
    help: str = ""
    low: str = ""
    high: str = ""
    options: dict[str, str] = {}


class InstrumentWords(_Written):
    """content/instruments/<id>.<locale>.yaml"""

    title: str
    lead: str = ""
    items: dict[str, ItemWords]
    bands: dict[str, str] = {}
