"""What every value read from a content file has in common."""

from pydantic import BaseModel, ConfigDict


class Written(BaseModel):
    """A value read strictly from a content file: unknown keys and loose types are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=False)
