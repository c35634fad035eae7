"""What may not change between two versions of a program, because of what people have done.

Answers hang on ids. An id that comes to mean something else would make old answers say what
nobody said; an id that is gone leaves them nowhere, unless a migration says where they go.
"""

from collections.abc import Iterator

from program.adapt.rules import Randomise, Rule
from program.modules.change import Change, Parts
from program.modules.edits import edits
from program.modules.meaning_instruments import changed_instruments
from program.modules.meaning_steps import changed_steps
from program.modules.migration import Migration


def changed_meaning(before: Parts, after: Parts) -> Iterator[Change]:
    """Everything that is forbidden or needs a migration."""
    if before.steps is not None and after.steps is not None:
        yield from changed_steps(before.steps, after.steps, after)
    yield from changed_instruments(before, after)
    if before.rules is not None and after.rules is not None:
        yield from _policies(before.rules, after.rules, after.program)
    if before.migrations and after.migrations is not None:
        yield from _migrations(before.migrations, after.migrations, after.program)


def _policies(
    before: tuple[Rule, ...], after: tuple[Rule, ...], program: str
) -> Iterator[Change]:
    """The arms and chances of a draw are known by the rule's version alone."""
    was = {rule.id: rule for rule in before}
    for n, rule in enumerate(after):
        old = was.get(rule.id)
        if old is None or old.version != rule.version or not isinstance(old.then, Randomise):
            continue
        if (old.when, old.then) != (rule.when, rule.then):
            yield Change(
                "forbidden", "rule", rule.id, "policy-changed",
                f"The draw of {rule.id} is another one under the same version {rule.version}.",
                "an analysis could not tell draws of the two policies apart",
                "raise `version` of the rule", f"programs/{program}/rules.yaml", (n, "id"),
                values=edits(old, rule),
            )  # fmt: skip


def _migrations(
    before: tuple[Migration, ...], after: tuple[Migration, ...], program: str
) -> Iterator[Change]:
    now = {migration.name: (n, migration) for n, migration in enumerate(after)}
    for old in before:
        n, migration = now.get(old.name, (0, None))
        ways = (old.moved, old.dropped)
        if migration is None or (migration.moved, migration.dropped) != ways:
            yield Change(
                "forbidden", "program", old.name, "migration-changed",
                f"The published migration {old.name} is gone or leads elsewhere.",
                "people have gone that way, or still have to",
                "put it back as it was, and write a new one below it",
                f"programs/{program}/migrations.yaml", (n,),
                values=edits(old, migration, old.name),
            )  # fmt: skip
