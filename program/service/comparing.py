"""What a change of content would do, and to how many people."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from program.adapt.plan import Plan
from program.ids import ContentHash, ParticipantId, ProgramId
from program.modules.change import Change
from program.modules.difference import difference
from program.modules.load import load_program
from program.modules.program import Program
from program.record import Record
from program.service.clinic import Clinic
from program.service.left import came_back
from program.storage.ports import Archive, Damaged

if TYPE_CHECKING:  # importing it loads a solver, which no other use case needs
    from program.adapt.verify import Finding

Programs = Mapping[ProgramId, Program]


class Unclear(Exception):
    """No version, or more than one, is meant; said with advice."""


@dataclass(frozen=True)
class Touched:
    """A change, and how many people it concerns."""

    change: Change
    people: int | None
    """Enrolled people who have met what changed, or are still on the way where it is about the
    way; None where no store was asked."""


@dataclass(frozen=True)
class Compared:
    """One program in two versions. None: not there."""

    program: ProgramId
    before: ContentHash | None
    after: ContentHash | None
    changes: tuple[Touched, ...]
    enrolled: int | None
    """People who follow the program; None where no store was asked."""
    proofs: "tuple[Finding, ...]"
    """What `verify` has to say about the newer version."""

    @property
    def clear(self) -> bool:
        return not self.proofs and all(t.change.weight != "forbidden" for t in self.changes)


def archived(archive: Archive, name: str) -> Programs:
    """The programs that are `published`, or the one version whose hash begins so.

    Raises Unclear, Damaged, Unavailable, ValueError where a version cannot be read.
    """
    if name == "published":
        wanted = [*archive.current().values()]
    else:
        wanted = [one for one in archive.all() if len(name) >= 6 and one.startswith(name)]
        if len(wanted) != 1:
            there = "no version" if not wanted else f"{len(wanted)} versions"
            raise Unclear(
                f"{there} in the archive begins with {name!r}; name a folder of content, the "
                "beginning of a hash (6 characters or more), or `published`"
            )
    kept = (archive.get(content) for content in wanted)
    programs = (load_program(one) for one in kept if one is not None)
    return {program.id: program for program in programs}


def compare(
    before: Programs,
    after: Programs,
    progress: Callable[[int, int], None] = lambda done, of: None,
    archive: Archive | None = None,
) -> tuple[Compared, ...]:
    """Every program of both sides that is not the same, in order of names.

    progress: told how far the proof of each newer one is (done, of how many). archive: where
    `before` is what is published, its earlier versions: what comes back of them counts too.
    Raises Unavailable.
    """
    names = sorted({*before, *after})
    return tuple(
        _compare(name, before.get(name), after.get(name), progress, archive)
        for name in names
        if before.get(name) != after.get(name)
    )


def _compare(
    name: ProgramId,
    before: Program | None,
    after: Program | None,
    progress: Callable[[int, int], None],
    archive: Archive | None,
) -> Compared:
    changes = difference(before, after) if before and after else ()
    if before and after and archive is not None:
        changes = (*came_back(archive, before, after), *changes)
    return Compared(
        program=name,
        before=before.hash if before else None,
        after=after.hash if after else None,
        changes=tuple(Touched(change, None) for change in changes),
        enrolled=None,
        proofs=_proofs(after.plan, progress) if after else (),
    )


def _proofs(plan: Plan, progress: Callable[[int, int], None]) -> "tuple[Finding, ...]":
    """What `verify` finds in a plan."""
    from program.adapt.verify import verify  # see above

    return verify(plan, progress)


def counted(
    clinic: Clinic,
    compared: tuple[Compared, ...],
    progress: Callable[[int, int], None] = lambda done, of: None,
    only: ContentHash | None = None,
    unread: Callable[[ParticipantId], None] = lambda who: None,
) -> tuple[Compared, ...]:
    """The same with the number of people each change touches. Reading only.

    only: count people on this version alone. progress: told (histories read, in all). unread:
    told whose history cannot be followed and is left out. Raises Unavailable.
    """
    people: dict[ProgramId, list[Record]] = {one.program: [] for one in compared}
    for record in _records(clinic, progress, unread):
        if record.program in people and only in (None, record.content):
            people[record.program].append(record)
    return tuple(_count(one, people[one.program]) for one in compared)


def _records(
    clinic: Clinic,
    progress: Callable[[int, int], None],
    unread: Callable[[ParticipantId], None],
) -> Iterator[Record]:
    everyone: list[ParticipantId] = sorted(clinic.stores.events.heads())
    for done, who in enumerate(everyone, start=1):
        try:
            yield clinic.record(who)
        except Damaged:
            unread(who)
        finally:
            progress(done, len(everyone))


def _count(one: Compared, people: list[Record]) -> Compared:
    changes = tuple(
        Touched(t.change, sum(_touches(t.change, record) for record in people))
        for t in one.changes
    )
    return Compared(one.program, one.before, one.after, changes, len(people), one.proofs)


def _touches(change: Change, record: Record) -> bool:
    if change.module is not None:
        return change.module in record.modules
    if change.part == "instrument":
        return change.name in record.instruments
    if change.part == "practice":
        done = record.kind("practice_log")
        return any(saved.fact.practice == change.name for saved in done)
    return record.finished is None
