"""What every fact has in common, and free text that can be removed without breaking proof."""

import hashlib
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints


class Value(BaseModel):
    """A frozen value that refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Fact(Value):
    """Something that happened. Written once, never edited.

    A new field needs a default; a changed meaning needs a new fact.
    """


Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


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
