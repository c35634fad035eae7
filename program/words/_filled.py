"""Words in one language, with those of another in the gaps."""

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from pydantic import BaseModel

T = TypeVar("T")


def filled(own: T, other: T) -> T:
    """The first, and from the second whatever it lacks, however deep."""
    found: Any = own
    if isinstance(own, BaseModel):
        found = own.model_copy(update=_each(own, other, type(own).model_fields))
    elif isinstance(own, Mapping) and isinstance(other, Mapping):
        found = {**other, **_each(own, other, own)}
    elif is_dataclass(own) and not isinstance(own, type):
        found = replace(own, **_each(own, other, [one.name for one in fields(own)]))
    elif isinstance(own, str | tuple):
        found = own or other
    return found  # type: ignore[no-any-return]


def _each(own: Any, other: Any, names: Iterable[str]) -> dict[str, Any]:
    def part(of: Any, name: str) -> Any:
        return of.get(name) if isinstance(of, Mapping) else getattr(of, name)

    pairs = ((name, part(own, name), part(other, name)) for name in names)
    return {name: mine if its is None else filled(mine, its) for name, mine, its in pairs}
