"""Stored events of the past -> today's shape, one pure function a step."""

from collections.abc import Callable, Mapping
from typing import Any

SCHEMA = 1
"""Version of the stored shape. Raise it together with a new step below and a golden sample."""

Stored = dict[str, Any]

_STEPS: Mapping[int, Callable[[Stored], Stored]] = {}
"""Version -> the function that lifts an event of that version to the next."""


def upcast(stored: Stored) -> Stored:
    """Lift a stored event to today's shape. Raises ValueError for a shape from the future."""
    version = stored.get("schema_version")
    if not isinstance(version, int) or not 1 <= version <= SCHEMA:
        raise ValueError(
            f"schema_version {version!r} is not one this engine knows (1 to {SCHEMA}); "
            "run the engine that wrote it, or a newer one"
        )
    while version < SCHEMA:
        stored = _STEPS[version](stored)
        version += 1
    return stored
