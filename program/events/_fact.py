"""What every fact has in common, and free text that can be removed without breaking proof."""

import hashlib
from functools import lru_cache
from typing import Annotated, Any, Self
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints


class Value(BaseModel):
    """A frozen value that refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @classmethod
    def known(cls, **fields: Any) -> Self:
        """One whose fields, all of them, the engine made itself: they are not checked again.

        A decision holds a hundred of these, and checking each took a third of its time.
        """
        made = cls.__new__(cls)
        put = object.__setattr__
        put(made, "__dict__", fields)
        put(made, "__pydantic_fields_set__", _all_fields(cls))
        put(made, "__pydantic_extra__", None)
        put(made, "__pydantic_private__", None)
        return made


@lru_cache
def _all_fields(kind: type[Value]) -> set[str]:
    return {*kind.model_fields}


class Fact(Value):
    """Something that happened. Written once, never edited.

    A new field needs a default; a changed meaning needs a new fact.
    """


Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


@lru_cache  # a history names the same few again and again
def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as problem:
        raise ValueError("not a time zone") from problem
    return name


Zone = Annotated[str, AfterValidator(_zone)]
"""An IANA time zone."""


class Text(Value):
    """Words somebody typed, kept beside the rest of a fact.

    Only the digest takes part in the chain of hashes, so the words can be removed later
    (body and salt become None) and the chain still proves everything else.
    """

    digest: Digest
    salt: str | None
    body: str | None


def keep_text(body: str, salt: str) -> Text:
    """Wrap typed words. `salt` is chance from the caller, so that equal words differ."""
    return Text(
        digest=hashlib.sha256(f"{salt}\n{body}".encode()).hexdigest(), salt=salt, body=body
    )


def proves(text: Text) -> bool:
    """Whether the words still are the ones the digest was made of; removed words prove."""
    if text.body is None:
        return True
    return keep_text(text.body, text.salt or "").digest == text.digest
