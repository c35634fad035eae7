"""How a changed program carries on what was done in the version before it."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import Field, TypeAdapter

from program.ids import Slug, StepId
from program.modules.written import Written


class Migration(Written):
    """One entry of content/programs/<id>/migrations.yaml.

    Answers hang on step ids, so a published step may only go where a migration says so.
    """

    name: Annotated[str, Slug]
    why: str = Field(min_length=1)
    """For staff: what changed and who agreed."""
    moved: dict[Annotated[StepId, Slug], Annotated[StepId, Slug]] = {}
    """Old step -> the step that takes over its answers."""
    dropped: tuple[Annotated[StepId, Slug], ...] = ()
    """Steps that are gone; their answers stay in the record."""


MIGRATIONS: TypeAdapter[tuple[Migration, ...]] = TypeAdapter(tuple[Migration, ...])
"""Reads migrations.yaml once it is parsed."""


def goes_on(
    step: StepId, migrations: Sequence[Migration]
) -> tuple[StepId | None, Migration | None]:
    """Where answers of a step are in the end, all migrations taken in order, and the one that
    said so last. No step: it is dropped. No migration: none speaks of it."""
    goes, by = step, None
    for migration in migrations:
        if goes in migration.dropped:
            return None, migration
        if goes in migration.moved:
            goes, by = migration.moved[goes], migration
    return goes, by
