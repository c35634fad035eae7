"""What comes back from a form in a browser, once it can be believed."""

from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, Field, JsonValue, ValidationError

from program.fields import Answers
from program.storage.ports import Draft


@dataclass(frozen=True)
class DraftTyped:
    """Words on their way; save them as the draft. Newer than the draft that was given."""

    key: str
    revision: int
    answers: Answers


@dataclass(frozen=True)
class Submitted:
    """The person is done. The same key may come again until acknowledged: once is once."""

    key: str
    revision: int
    answers: Answers


FormEvent = DraftTyped | Submitted


class _Returned(BaseModel):
    """What a browser sends, before anybody believes it."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    key: str = Field(max_length=200)
    revision: int = Field(ge=1)
    base: int = Field(default=0, ge=0)
    answers: dict[str, JsonValue]


def submitted(sent: object) -> Submitted | None:
    """What was handed in, where it can be believed."""
    returned = _read(sent)
    if returned is None:
        return None
    return Submitted(returned.key, returned.revision, returned.answers)


def typed(sent: object, key: str, draft: Draft | None) -> DraftTyped | None:
    """What was typed, unless it is known already or builds upon an older draft.

    In that case the browser sees the newer draft and shows the person both.
    """
    returned = _read(sent)
    stands = draft.revision if draft and draft.key == key else 0
    if returned is None or returned.key != key or returned.base != stands:
        return None
    if returned.revision <= stands:
        return None
    return DraftTyped(returned.key, returned.revision, returned.answers)


def _read(sent: object) -> _Returned | None:
    try:
        return _Returned.model_validate(sent)
    except ValidationError:
        return None
